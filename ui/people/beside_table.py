"""Two records side by side, line by line; what agrees is marked by a check, and not by colour."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QWidget

from caseworker.model.person import Sex
from caseworker.text import isolate
from caseworker.views.duplicates import Beside, Comparison
from ui import words
from ui.language import _, text
from ui.theme.theme import follow, theme
from ui.theme.tokens import Ink
from ui.widgets.icon import Icon
from ui.widgets.label import body, small, strong
from ui.widgets.panel import Card


class BesideTable(Card):
    """One line for each fact that tells people apart; a line that neither knows is left out."""

    def __init__(self, shown: Comparison) -> None:
        super().__init__()
        self.setObjectName("beside")
        self._grid = QGridLayout()
        self._grid.setColumnStretch(1, 1)
        self._grid.setColumnStretch(3, 1)
        self.content.addLayout(self._grid)
        self._line(0, "", strong(_("Goes on")), strong(_("Second record")))
        for first, second in zip(_facts(shown.first), _facts(shown.second), strict=True):
            if first.said or second.said:
                row = self._grid.rowCount()
                self._line(row, first.label, body(first.said or "–"), body(second.said or "–"))
                if first.agrees_with(second):
                    same = Icon("check", 16, Ink.OK)
                    same.setAccessibleName(_("The same in both"))
                    self._grid.addWidget(same, row, 2, Qt.AlignmentFlag.AlignTop)
        follow(self._space)

    def _line(self, row: int, label: str, one: QWidget, other: QWidget) -> None:
        self._grid.addWidget(small(label, wrap=False), row, 0, Qt.AlignmentFlag.AlignTop)
        self._grid.addWidget(one, row, 1)
        self._grid.addWidget(other, row, 3)

    def _space(self) -> None:
        self._grid.setHorizontalSpacing(theme().space(16))
        self._grid.setVerticalSpacing(theme().space(8))


@dataclass(frozen=True)
class _Fact:
    """What one record says; *tells* where it tells people apart."""

    label: str
    said: str
    tells: bool = True

    def agrees_with(self, other: _Fact) -> bool:
        return self.tells and other.tells and self.said.casefold() == other.said.casefold() != ""


def _facts(one: Beside) -> list[_Fact]:
    who = one.who
    names = (*filter(None, (one.called,)), *one.other_names)
    cases = text().listed(
        _("{number}, {status}", number=isolate(number), status=words.called(status))
        for _key, number, status in one.cases
    )
    registered = words.joined(text().day(who.registered_at), one.registered_by)
    sex_told = who.sex not in {Sex.NOT_ASKED, Sex.PREFERS_NOT_TO_SAY}
    return [
        _Fact(_("Name"), words.named(who.name)),
        _Fact(_("Also called"), ", ".join(map(isolate, names))),
        _Fact(_("Born"), words.born(who.date_of_birth)),
        _Fact(_("Sex"), words.called(who.sex), tells=sex_told),
        _Fact(_("Nationality"), text().listed(map(text().country_name, who.nationalities))),
        _Fact(_("Languages"), words.languages(one.languages)),
        _Fact(_("Registered"), registered, tells=False),
        _Fact(_("Number"), isolate(one.number) if one.number else "", tells=False),
        _Fact(_("Cases"), cases, tells=False),
    ]
