"""Everybody who is here by number."""

from __future__ import annotations

from typing import ClassVar

from caseworker.model.arrival import Arrival, ArrivalState
from caseworker.model.entity import Entity
from caseworker.views.reception import ArrivalRow, here_by_number
from ui import words
from ui.language import _, ngettext, text
from ui.screen import Screen
from ui.shell import Shell
from ui.today.today_page import arrival_chips
from ui.widgets.button import primary, secondary
from ui.widgets.chip import Chip
from ui.widgets.empty_state import EmptyState
from ui.widgets.panel import Card
from ui.widgets.row_list import OpenRow, RowList
from ui.widgets.section import SectionHead
from ui.window.navigation import Destination, Place

_SECTIONS = (
    ArrivalState.WAITING,
    ArrivalState.CHECKED_IN,
    ArrivalState.HELPED_WITHOUT_RECORD,
)


class ReceptionPage(Screen):
    """Numbers that wait, that are checked in, and that are helped without a record."""

    watches: ClassVar[tuple[type[Entity], ...]] = (Arrival,)

    def __init__(self, shell: Shell) -> None:
        self._new = primary(_("New arrival"), name="new-arrival", icon="plus")
        super().__init__(shell, _("Reception"), " ", self._new, name="reception")
        self._new.clicked.connect(self._open_new)
        self.reload()

    def reload(self) -> None:
        """Show who is here now."""
        rows = self.desk.ask(here_by_number)
        waiting = sum(row.state is ArrivalState.WAITING for row in rows)
        self.head.say(_("Reception"), _waiting_words(waiting))
        self.clear()
        if not rows:
            self.add(self._nobody())
        for state in _SECTIONS:
            listed = [row for row in rows if row.state is state]
            if listed:
                self.add(
                    SectionHead(words.called(state), text().number(len(listed))),
                    self._list(listed),
                )

    def _list(self, rows: list[ArrivalRow]) -> RowList:
        listed = RowList()
        listed.add(*(self._row(row) for row in rows))
        return listed

    def _row(self, row: ArrivalRow) -> OpenRow:
        language = text().language_name(row.language) if row.language else ""
        waited = words.waiting(row.arrived_at, self.desk.now())
        bed = _("Bed: {bed}", bed=row.bed) if row.bed else ""
        since = waited if row.state is ArrivalState.WAITING else ""
        chips: list[Chip] = arrival_chips(row)
        opened = OpenRow(
            row.described_as or _("Somebody"),
            words.joined(since, language, bed),
            name=f"arrival-{row.number}",
            lead=row.number,
            detail_chips=chips,
        )
        opened.clicked.connect(lambda: self.shell.go(Destination(Place.RECEPTION, str(row.id))))
        return opened

    def _nobody(self) -> Card:
        act = secondary(_("New arrival"), name="first-arrival", icon="plus")
        act.clicked.connect(self._open_new)
        card = Card()
        card.content.addWidget(
            EmptyState("coffee", _("Nobody waits"), _("New arrivals appear here by number."), act)
        )
        return card

    def _open_new(self) -> None:
        self.shell.go(Destination(Place.RECEPTION, part="new"))


def _waiting_words(waiting: int) -> str:
    if not waiting:
        return _("Nobody waits. Urgent needs always come first.")
    return ngettext(
        "{count} number waits. Urgent needs always come first.",
        "{count} numbers wait. Urgent needs always come first.",
        waiting,
    )
