"""A day: typed in the usual ways, or chosen by one press a week, two weeks or a month ahead."""

from __future__ import annotations

from datetime import date, timedelta

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from ui.language import _, text
from ui.reading import read_day
from ui.widgets.button import quiet
from ui.widgets.flow import Flow
from ui.widgets.text_input import TextField


class DayField(QWidget):
    """Reads 2026-12-02, 2.12.2026, 2/12; shows the day in the reader's words below."""

    changed = Signal()

    def __init__(
        self, day: date | None, today: date, *, name: str, label: str, ahead: bool = True
    ) -> None:
        """Show *day*; the presses appear only where the day lies *ahead*."""
        super().__init__()
        self._today = today
        self.setObjectName(name)
        self.field = TextField(name=f"{name}-day", label=label, example=_("day.month.year"))
        self.field.textEdited.connect(lambda _text: self.changed.emit())
        self.set_day(day)
        presses = (
            (_("In a week"), 7),
            (_("In two weeks"), 14),
            (_("In a month"), 30),
        )
        buttons = []
        for words, days in presses if ahead else ():
            button = quiet(words, name=f"{name}-in-{days}", small=True)
            button.clicked.connect(lambda _on=False, days=days: self._go(days))
            buttons.append(button)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(2)
        column.addWidget(self.field)
        column.addWidget(Flow(*buttons, gap=4))
        self.setFocusProxy(self.field)

    def day(self) -> date | None:
        """Return the day, or None where nothing or no day is written."""
        return read_day(self.field.text(), self._today)

    @property
    def odd(self) -> bool:
        """Whether something is written that is no day."""
        return bool(self.field.text().strip()) and self.day() is None

    def set_day(self, day: date | None) -> None:
        """Show *day*."""
        self.field.setText(f"{day.day}.{day.month}.{day.year}" if day else "")
        self.field.setAccessibleDescription(text().day(day) if day else "")

    def _go(self, days: int) -> None:
        self.set_day(self._today + timedelta(days=days))
        self.changed.emit()
