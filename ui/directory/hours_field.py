"""Opening hours, day by day: "9-12, 14-17" beside each weekday."""

from __future__ import annotations

import re

from PySide6.QtWidgets import QGridLayout, QWidget

from caseworker.directory.printed_list import weekday_name
from caseworker.model.directory import OpeningHours
from ui.language import _, text
from ui.theme.theme import follow, theme
from ui.theme.tokens import Ink
from ui.widgets.button import ghost
from ui.widgets.field import Help
from ui.widgets.label import body
from ui.widgets.text_input import TextField, set_wrong

_STRETCH = re.compile(r"(\d{1,2})(?:[:.](\d{2}))?\s*(?:-|–|to)\s*(\d{1,2})(?:[:.](\d{2}))?")


def stretches(typed: str, weekday: int) -> tuple[OpeningHours, ...] | None:
    """Return the stretches typed for a weekday, or None where they cannot be read."""
    found = []
    for part in typed.replace(";", ",").split(","):
        if not part.strip():
            continue
        match = _STRETCH.fullmatch(part.strip())
        if match is None:
            return None
        opens, closes = _clock(match[1], match[2]), _clock(match[3], match[4])
        if opens is None or closes is None or closes <= opens:
            return None
        found.append(OpeningHours(weekday, opens, closes))
    return tuple(found)


def typed_of(hours: tuple[OpeningHours, ...], weekday: int) -> str:
    """Return the stretches of a weekday as one types them."""
    return ", ".join(f"{one.opens}-{one.closes}" for one in hours if one.weekday == weekday)


class HoursField(QWidget):
    """A line for each weekday; the first filled line can be copied to the working days."""

    def __init__(self, hours: tuple[OpeningHours, ...]) -> None:
        super().__init__()
        self.setObjectName("hours")
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self.lines: list[TextField] = []
        for weekday in range(7):
            named = weekday_name(weekday, text(), "EEEE")
            line = TextField(
                typed_of(hours, weekday),
                name=f"hours-{weekday}",
                label=_("Open on {weekday}", weekday=named),
                example="9:00-12:00, 14:00-17:00" if weekday == 0 else "",
            )
            self._grid.addWidget(body(named, wrap=False), weekday, 0)
            self._grid.addWidget(line, weekday, 1)
            self.lines.append(line)
        copy = ghost(_("Same from Monday to Friday"), name="same-hours", icon="copy", small=True)
        copy.clicked.connect(self._copy)
        self._help = Help("warning-circle", Ink.BAD, weighty=True)
        self._grid.addWidget(copy, 7, 1)
        self._grid.addWidget(self._help, 8, 0, 1, 2)
        self._grid.setColumnStretch(1, 1)
        follow(self._dress)

    def _dress(self) -> None:
        self._grid.setHorizontalSpacing(theme().space(16))
        self._grid.setVerticalSpacing(theme().space(6))

    def hours(self) -> tuple[OpeningHours, ...] | None:
        """Return all stretches, or None where a line cannot be read; it is marked then."""
        read = [stretches(line.text(), weekday) for weekday, line in enumerate(self.lines)]
        for line, one in zip(self.lines, read, strict=True):
            set_wrong(line, one is None)
        wrong = any(one is None for one in read)
        self._help.say(_("Write from and to, as 9:00-17:00") if wrong else "")
        return None if wrong else tuple(each for one in read if one for each in one)

    def _copy(self) -> None:
        for line in self.lines[1:5]:
            line.setText(self.lines[0].text())


def _clock(hours: str, minutes: str | None) -> str | None:
    hour, minute = int(hours), int(minutes or 0)
    if (hour, minute) == (24, 0):
        return "24:00"
    return f"{hour:02}:{minute:02}" if hour < 24 and minute < 60 else None
