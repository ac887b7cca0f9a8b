"""Before a record is erased: where the words of others' records name the person."""

from __future__ import annotations

from collections.abc import Sequence

from caseworker.model.ids import PersonId
from caseworker.permissions import Act, may
from caseworker.rights.named_elsewhere import NamedIn, named_elsewhere
from caseworker.views.names import number_of
from ui.language import _, ngettext
from ui.screen import Screen
from ui.widgets.button import ghost, secondary
from ui.widgets.flow import Flow
from ui.widgets.label import body, section, small
from ui.widgets.panel import Card
from ui.widgets.row_list import Row
from ui.widgets.stack import Column
from ui.window.navigation import Destination, Place


class NamedElsewhereCard(Card):
    """Looks only when somebody presses: all words of the store are read."""

    def __init__(self, screen: Screen, person_id: PersonId) -> None:
        super().__init__(spacing=8)
        self.setObjectName("named-elsewhere-card")
        self._screen = screen
        self._person_id = person_id
        self.content.addWidget(section(_("Words of others that name this person")))
        self.content.addWidget(
            small(
                _(
                    "They stay when the record goes. Look before: afterwards nobody knows whom"
                    " they name."
                )
            )
        )
        self._look = secondary(
            _("Look through the other records"), name="look-elsewhere", small=True
        )
        self._look.clicked.connect(self._search)
        self.content.addWidget(Flow(self._look))
        self._found = Column(gap=4)
        self.content.addWidget(self._found)

    def _search(self) -> None:
        desk, person_id = self._screen.desk, self._person_id
        self._look.turn_off(_("The records are being read."))
        desk.work(
            self, lambda: desk.ask(lambda reads: named_elsewhere(reads, person_id)), self._show
        )

    def _show(self, found: Sequence[NamedIn]) -> None:
        self._look.turn_on()
        if not found:
            self._found.fill(body(_("No other record has such words.")))
            return
        self._found.fill(
            small(_("A namesake is found too. Read each, and write it anew without the name.")),
            *(self._row(place, each) for place, each in enumerate(found)),
        )

    def _row(self, place: int, line: NamedIn) -> Row:
        entries = ngettext("{count} entry", "{count} entries", line.entries)
        person_id = line.person_id
        if person_id is None:
            return Row(_("Records that are not open to you, or of nobody alone"), entries)
        number = self._screen.desk.ask(lambda reads: number_of(reads, person_id))
        number = number or _("Record without a number")
        if not may(self._screen.desk.actor, Act.READ_PEOPLE):
            return Row(number, entries)
        go = ghost(_("Open the record"), name=f"named-in-{place}", small=True)
        go.clicked.connect(lambda: self._screen.shell.go(Destination(Place.PERSON, str(person_id))))
        return Row(number, entries, acts=[go])
