"""Entries of the directory that two laptops wrote differently, decided in one go after one look."""

from __future__ import annotations

from collections.abc import Sequence
from uuid import UUID

from PySide6.QtCore import Signal

from caseworker.text import isolate
from caseworker.views.conflicts import ConflictLine
from ui.language import _, ngettext
from ui.shell import Shell
from ui.sync.value_words import answer_words, field_words
from ui.widgets.button import secondary
from ui.widgets.flow import Flow
from ui.widgets.label import small, strong
from ui.widgets.panel import Card
from ui.widgets.row_list import Row, RowList
from ui.widgets.sheet import Sheet


class HarmlessCard(Card):
    """Offers the newest version of each, and shows them all before anything is decided."""

    agreed = Signal()

    def __init__(
        self, shell: Shell, lines: Sequence[ConflictLine], colleagues: dict[UUID, str]
    ) -> None:
        super().__init__()
        self._shell = shell
        self._lines = lines
        self._colleagues = colleagues
        look = secondary(_("Look at the newest of each"), name="look-at-harmless", small=True)
        look.clicked.connect(self._show)
        said = ngettext(
            "{count} of them is about the directory, and nobody's safety hangs on it.",
            "{count} of them are about the directory, and nobody's safety hangs on them.",
            len(lines),
        )
        self.content.addWidget(strong(_("Decide some in one go")))
        self.content.addWidget(small(said))
        self.content.addWidget(Flow(look))

    def _show(self) -> None:
        sheet = Sheet(_("The newest of each"), _("Keep all of these"), name="harmless")
        sheet.say(_("Whatever is wrong can be put right in the directory."))
        zone = self._shell.desk.now().tzinfo
        rows = RowList()
        for line in self._lines:
            value = answer_words(line.conflict, line.newest.value, zone, self._colleagues)
            heading = f"{field_words(line.conflict)} · {isolate(line.about)}"
            rows.add(Row(heading, value))
        sheet.content.addWidget(rows)
        sheet.agreed.connect(self.agreed.emit)
        self._shell.open_sheet(sheet)
