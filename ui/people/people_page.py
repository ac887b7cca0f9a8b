"""Everybody with a record, page by page; restricted names are not in the list."""

from __future__ import annotations

from typing import ClassVar

from caseworker.documents.lists import people_list
from caseworker.model.duplicate import Duplicate
from caseworker.model.entity import Entity
from caseworker.model.person import Person
from caseworker.permissions import Act, may
from caseworker.views import people as views
from ui import words
from ui.documents.list_paper import print_act
from ui.language import _, ngettext
from ui.screen import Screen
from ui.shell import Shell
from ui.widgets.button import ghost, secondary
from ui.widgets.empty_state import EmptyState
from ui.widgets.paged_model import PagedModel, Present, TableColumn, TableRow
from ui.widgets.panel import Card
from ui.widgets.table import Table, TableCard
from ui.window.navigation import Destination, Place


class PeoplePage(Screen):
    """The newest registration first. Ctrl+K finds anybody by any part of a name."""

    watches: ClassVar[tuple[type[Entity], ...]] = (Person, Duplicate)

    def __init__(self, shell: Shell) -> None:
        new = secondary(_("New arrival"), name="new-arrival", icon="plus")
        paper = print_act(shell, people_list)
        twice = ghost(_("Registered twice?"), name="registered-twice", icon="users")
        if not may(shell.desk.actor, Act.WORK_ON_CASE):
            twice.hide()
        twice.clicked.connect(lambda: shell.go(Destination(Place.PEOPLE, part="twice")))
        super().__init__(shell, _("People"), " ", twice, paper, new, name="people")
        new.clicked.connect(lambda: shell.go(Destination(Place.RECEPTION, part="new")))
        columns = (
            TableColumn(_("Name"), strong=True),
            TableColumn(_("Born")),
            TableColumn(_("Sex")),
            TableColumn(_("Languages"), gives_way=1),
            TableColumn(_("Registered"), gives_way=2),
        )
        self.model = PagedModel(columns, self._fetch, empty=True)
        self.table = Table(self.model, name="people-table", label=_("People"))
        self.table.opened.connect(lambda key: shell.go(Destination(Place.PERSON, str(key))))
        self._nobody = Card()
        self._nobody.content.addWidget(
            EmptyState("users", _("Nobody has a record yet"), _("Records begin at reception."))
        )
        self._card = TableCard(self.table)
        self.add(self._nobody)
        self.add_filling(self._card)
        self._nobody.hide()
        self._card.hide()
        self.reload()

    def reload(self) -> None:
        """Show the list anew."""
        self.desk.look(self, self._present, self._show)

    def _present(self) -> tuple[Present, int]:
        return self.model.fetch_anew(), self.desk.ask(views.how_many)

    def _show(self, present: tuple[Present, int]) -> None:
        rows, count = present
        self.model.show(rows)
        self._say_how_many(count)

    def _say_how_many(self, count: int) -> None:
        self.head.say(
            _("People"),
            ngettext("{count} person has a record", "{count} people have a record", count),
        )
        self._card.setVisible(bool(count))
        self._nobody.setVisible(not count)

    def _fetch(self, start: int, count: int) -> list[TableRow]:
        rows = self.desk.ask(lambda reads: views.people(reads, offset=start, limit=count))
        return [
            TableRow(
                row.id,
                (
                    row.name,
                    words.born(row.date_of_birth),
                    words.called(row.sex),
                    words.languages(row.languages),
                    words.day(row.registered_at),
                ),
            )
            for row in rows
        ]
