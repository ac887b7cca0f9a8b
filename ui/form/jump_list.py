"""The parts of a form at the side: what is missing where, and the way there."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from ui import words
from ui.language import _, ngettext, text
from ui.theme.tokens import Tone
from ui.widgets.chip import Chip
from ui.widgets.label import section
from ui.widgets.row_list import OpenRow, RowList
from ui.widgets.stack import clear


@dataclass(frozen=True)
class PartLine:
    """One part: its place in the form, what it is called, and how far it is."""

    place: int
    title: str
    asked: int
    answered: int
    missing: int
    here: bool = False


class JumpList(QWidget):
    """Each part is one press away."""

    chosen = Signal(int)
    """The place of the part in the form."""

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("jump-list")
        self.setAccessibleName(_("Parts of this form"))
        self._shown: tuple[PartLine, ...] = ()
        self._rows = RowList()
        self._list = QVBoxLayout()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(section(_("Parts of this form")))
        column.addLayout(self._list)
        column.addStretch(1)

    def show_lines(self, lines: Sequence[PartLine]) -> None:
        """Show *lines*; equal ones are left as they are, so that nothing moves under the hand."""
        before, self._shown = self._shown, tuple(lines)
        if len(before) != len(lines):
            clear(self._list)
            self._rows = RowList()
            self._rows.add(*(self._row(number, line) for number, line in enumerate(lines, 1)))
            self._list.addWidget(self._rows)
            return
        for number, (line, old) in enumerate(zip(lines, before, strict=True), 1):
            if line != old:
                self._rows.put(number - 1, self._row(number, line))

    def _row(self, number: int, line: PartLine) -> OpenRow:
        chips = []
        if line.missing:
            said = ngettext("{count} thing missing", "{count} things missing", line.missing)
            chips.append(Chip(said, Tone.WARN, "warning-circle"))
        here = _("You are here") if line.here else ""
        row = OpenRow(
            line.title,
            words.joined(answered_words(line.answered, line.asked), here),
            name=f"part-{line.place}",
            lead=text().number(number),
            detail_chips=chips,
        )
        row.clicked.connect(lambda: self.chosen.emit(line.place))
        return row


def answered_words(answered: int, asked: int) -> str:
    """Return how many questions are answered: "12 of 40 answered"."""
    return _(
        "{answered} of {asked} answered",
        answered=text().number(answered),
        asked=text().number(asked),
    )
