"""Who used the record of a person, on screen and to print for her (R-441)."""

from __future__ import annotations

from caseworker.documents.audit_extract import NOT_NAMED, audit_extract
from caseworker.model.ids import PersonId
from caseworker.views.extract import Extract, extract
from caseworker.words import item_name
from ui import words
from ui.language import _, text
from ui.screen import Screen
from ui.shell import Shell
from ui.widgets.button import primary
from ui.widgets.empty_state import EmptyState
from ui.widgets.panel import Card
from ui.widgets.row_list import Row, RowList
from ui.widgets.section import SectionHead


class ExtractPage(Screen):
    """Codes and neutral words, on screen as on paper: it is read together."""

    def __init__(self, shell: Shell, person_id: PersonId) -> None:
        self._print = primary(_("Show the paper"), name="print-extract", icon="printer")
        super().__init__(shell, " ", " ", self._print, name="extract")
        self._id = person_id
        now = self.desk.now()
        shown = self.desk.ask(lambda reads: extract(reads, person_id, now))
        self.head.say(
            _("Who used the record"), _("Codes stand for colleagues. The person may ask who.")
        )
        self._spoken = shown.languages
        self._print.clicked.connect(self._show_paper)
        self._show(shown)

    def _show(self, shown: Extract) -> None:
        used = RowList()
        for line in shown.used:
            times = text().plural("{count} time", "{count} times", line.times)
            said = words.joined(text().day(line.day), line.who, times)
            used.add(Row(_(line.what), said))
        self.add(SectionHead(_("Inside the centre")), used)
        self.add(SectionHead(_("What went to others"), text().number(len(shown.went))))
        if not shown.went:
            card = Card()
            card.content.addWidget(EmptyState("paper-plane-tilt", _("Nothing left the centre.")))
            self.add(card)
            return
        went = RowList()
        for gone in shown.went:
            items = text().listed(item_name(item, text()) for item in gone.data_items)
            said = words.joined(text().day(gone.day), words.called(gone.basis), items)
            went.add(Row(gone.recipient or _(NOT_NAMED), said))
        self.add(went)

    def _show_paper(self) -> None:
        person_id, now = self._id, self.desk.now()
        self.shell.show_document(
            lambda reads, language: audit_extract(reads, person_id, now, language),
            person_id,
            spoken=self._spoken,
        )
