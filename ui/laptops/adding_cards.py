"""Adding a laptop, from the administrator's side: the invitation goes out, the request comes in."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal

from caseworker.views.staff import StaffLine
from ui.language import _
from ui.widgets.button import primary, quiet, secondary
from ui.widgets.field import Field
from ui.widgets.flow import Flow
from ui.widgets.label import section, small
from ui.widgets.panel import Card
from ui.widgets.select import Select


class InviteCard(Card):
    """Who will unlock the new laptop first, and the stick that carries the invitation there."""

    invited = Signal(str)
    """The id of whoever will unlock it first."""
    newcomer_wanted = Signal()

    def __init__(self, people: Sequence[StaffLine]) -> None:
        super().__init__()
        self._person = Select(
            [(str(line.id), line.name) for line in people],
            name="first-person",
            unanswered=_("Choose a person"),
        )
        self._field = Field(_("Who unlocks it first"), self._person)
        self.write = secondary(_("Write the invitation"), name="write-invitation", icon="usb")
        newcomer = quiet(_("Somebody new"), name="invite-newcomer")
        self.write.clicked.connect(self._ask)
        newcomer.clicked.connect(self.newcomer_wanted)
        for widget in (
            section(_("Add a laptop")),
            small(_("On the new laptop, press “Join a centre” on the first page.")),
            self._field,
            Flow(newcomer, self.write, gap=12),
        ):
            self.content.addWidget(widget)

    def _ask(self) -> None:
        self._field.clear_error()
        person = self._person.value()
        if person is None:
            self._field.set_error(_("Choose who will unlock it first."))
            self._person.setFocus()
        else:
            self.invited.emit(person)


class AskingCard(Card):
    """Reads the requests of new laptops from a stick; the loudest thing on the page."""

    def __init__(self) -> None:
        super().__init__()
        self.read = primary(_("Read the stick"), name="read-requests", icon="usb")
        for widget in (
            section(_("A laptop asks to join")),
            small(_("Have the new laptop beside you, or somebody you know by voice on the phone.")),
            Flow(self.read),
        ):
            self.content.addWidget(widget)
