"""Open cases: one's own, or everybody's, page by page."""

from __future__ import annotations

from typing import ClassVar

from caseworker.documents.blocks import Document
from caseworker.documents.lists import case_list
from caseworker.model.case import Case, StepProgress
from caseworker.model.entity import Entity
from caseworker.model.review import FollowUp
from caseworker.permissions import Act, may
from caseworker.ports import Reads
from caseworker.text import Text
from caseworker.views import case_page as views
from ui import words
from ui.documents.list_paper import print_act
from ui.language import _, ngettext
from ui.screen import Screen
from ui.shell import Shell
from ui.widgets.empty_state import EmptyState
from ui.widgets.paged_model import PagedModel, Present, TableColumn, TableRow
from ui.widgets.panel import Card
from ui.widgets.segments import Segments
from ui.widgets.table import Table, TableCard
from ui.window.navigation import Destination, Place


class CasesPage(Screen):
    """The newest case first; supervisors begin with everybody's."""

    watches: ClassVar[tuple[type[Entity], ...]] = (Case, FollowUp, StepProgress)

    def __init__(self, shell: Shell) -> None:
        self._mine = not may(shell.desk.actor, Act.APPROVE)
        paper = print_act(
            shell, lambda reads, language: case_list(reads, language, mine=self._mine)
        )
        super().__init__(shell, _("Cases"), " ", paper, name="cases")
        self.whose = Segments(
            [("mine", _("Mine")), ("all", _("Everybody's"))],
            name="whose-cases",
            label=_("Whose cases"),
            value="mine" if self._mine else "all",
        )
        self.whose.chosen.connect(self._choose)
        columns = (
            TableColumn(_("Case")),
            TableColumn(_("Person"), strong=True),
            TableColumn(_("Step")),
            TableColumn(_("Next")),
            TableColumn(_("Caseworker"), gives_way=1),
        )
        self.model = PagedModel(columns, self._fetch, empty=True)
        self.table = Table(self.model, name="cases-table", label=_("Cases"))
        self.table.opened.connect(lambda key: shell.go(Destination(Place.CASE, str(key))))
        self._card = TableCard(self.table)
        self._none = Card()
        self._none.content.addWidget(
            EmptyState("folder-simple", _("No open case"), _("A case begins on a person's page."))
        )
        self.add(self.whose, self._none)
        self.add_filling(self._card)
        self._none.hide()
        self._card.hide()
        self.reload()

    def _paper(self, reads: Reads, language: Text) -> Document:
        return case_list(reads, language, mine=self._mine)

    def reload(self) -> None:
        """Show the list anew."""
        self.desk.look(self, self._present, self._show)

    def _present(self) -> tuple[Present, int]:
        return self.model.fetch_anew(), self._how_many()

    def _show(self, present: tuple[Present, int]) -> None:
        rows, count = present
        self.model.show(rows)
        self._say_how_many(count)

    def _choose(self, key: str) -> None:
        self._mine = key == "mine"
        self.reload()

    def _how_many(self) -> int:
        mine = self._mine
        return self.desk.ask(lambda reads: views.how_many(reads, mine=mine))

    def _say_how_many(self, count: int) -> None:
        self.head.say(_("Cases"), ngettext("{count} case is open", "{count} cases are open", count))
        self._card.setVisible(bool(count))
        self._none.setVisible(not count)

    def _fetch(self, start: int, count: int) -> list[TableRow]:
        mine, now = self._mine, self.desk.now()

        def rows(reads: Reads) -> list[views.CaseRow]:
            return views.cases(reads, mine=mine, offset=start, limit=count)

        return [
            TableRow(
                row.id,
                (
                    row.number,
                    words.named(row.person),
                    words.called(row.step),
                    words.when(row.next_look, now) if row.next_look else "",
                    row.caseworker,
                ),
            )
            for row in self.desk.ask(rows)
        ]
