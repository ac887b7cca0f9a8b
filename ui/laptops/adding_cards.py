"""Adding a laptop, from the administrator's side: the invitation goes out, the request comes in."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal, SignalInstance

from caseworker.views.staff import StaffLine
from ui.language import _
from ui.widgets.button import primary, quiet, secondary
from ui.widgets.field import Field
from ui.widgets.flow import Flow
from ui.widgets.label import section, small
from ui.widgets.panel import Card
from ui.widgets.select import Select
from ui.widgets.stack import show_if


class InviteCard(Card):
    """Who will unlock the new laptop first, and the stick that carries the invitation there."""

    invited = Signal(str)
    """The id of whoever will unlock it first."""
    copied = Signal(str)
    """The same, where the invitation goes by letter or chat instead of a stick."""
    newcomer_wanted = Signal()

    def __init__(self, people: Sequence[StaffLine], *, by_hub: bool) -> None:
        super().__init__()
        self._person = Select(
            [(str(line.id), line.name) for line in people],
            name="first-person",
            unanswered=_("Choose a person"),
        )
        self._field = Field(_("Who unlocks it first"), self._person)
        self.write = secondary(_("Write the invitation"), name="write-invitation", icon="usb")
        newcomer = quiet(_("Somebody new"), name="invite-newcomer")
        self.copy = secondary(_("Copy the invitation"), name="copy-invitation", icon="copy")
        show_if(self.copy, by_hub)
        self.write.clicked.connect(lambda: self._ask(self.invited))
        self.copy.clicked.connect(lambda: self._ask(self.copied))
        newcomer.clicked.connect(self.newcomer_wanted)
        for widget in (
            section(_("Add a laptop")),
            small(_("On the new laptop, press “Join a centre” on the first page.")),
            self._field,
            Flow(newcomer, self.copy, self.write, gap=12),
        ):
            self.content.addWidget(widget)

    def _ask(self, wanted: SignalInstance) -> None:
        self._field.clear_error()
        person = self._person.value()
        if person is None:
            self._field.set_error(_("Choose who will unlock it first."))
            self._person.setFocus()
        else:
            wanted.emit(person)


class AskingCard(Card):
    """Reads the requests of new laptops; the loudest thing on the page."""

    def __init__(self, *, by_hub: bool) -> None:
        super().__init__()
        self.at_hub = secondary(_("Look at the hub"), name="read-hub-requests")
        show_if(self.at_hub, by_hub)
        self.read = primary(_("Read the stick"), name="read-requests", icon="usb")
        for widget in (
            section(_("A laptop asks to join")),
            small(_("Have the new laptop beside you, or somebody you know by voice on the phone.")),
            Flow(self.at_hub, self.read, gap=12),
        ):
            self.content.addWidget(widget)
