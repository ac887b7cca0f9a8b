"""Connecting the centre to a hub: the operator's invitation, pasted or as a file."""

from __future__ import annotations

from PySide6.QtCore import Signal

from caseworker.errors import KnownError
from caseworker.model.values import HubPlace
from caseworker.sync.enrolment import NotReadable
from caseworker.sync.hub_invitation import HubInvitation
from ui.files import Files
from ui.language import _, text
from ui.widgets.button import quiet, secondary
from ui.widgets.field import Field
from ui.widgets.flow import Flow
from ui.widgets.label import body, section, small
from ui.widgets.panel import Card
from ui.widgets.text_input import TextArea

_MOST = 4_096


class HubSettingCard(Card):
    """Where the hub of the centre is, or how to connect one; administrators only."""

    connect_wanted = Signal(HubInvitation)
    leave_wanted = Signal()
    """The centre goes back to sticks."""

    def __init__(self, place: HubPlace | None, files: Files) -> None:
        super().__init__()
        self.setObjectName("hub-setting")
        self._files = files
        self.content.addWidget(section(_("The hub")))
        self._written = TextArea(name="hub-invitation", label=_("Invitation of the hub"), lines=4)
        self._field = Field(
            _("Invitation of the hub"),
            self._written,
            _("The text that whoever runs the hub sent you, whole"),
        )
        self.ask = secondary(_("Connect"), name="connect-hub", icon="arrows-clockwise")
        if place is None:
            self._show_beginning()
        else:
            self._show_place(place)

    def _show_beginning(self) -> None:
        choose = quiet(_("Choose a file"), name="choose-hub-invitation")
        self.ask.clicked.connect(self._connect)
        choose.clicked.connect(self._choose)
        for widget in (
            small(
                _(
                    "With a hub the laptops exchange by themselves whenever there is a network. It"
                    " can read nothing of what it keeps."
                )
            ),
            self._field,
            Flow(choose, self.ask, gap=12),
        ):
            self.content.addWidget(widget)

    def _show_place(self, place: HubPlace) -> None:
        leave = quiet(_("Use it no longer"), name="leave-hub")
        leave.clicked.connect(self.leave_wanted)
        self.content.addWidget(body(place.address))
        self.content.addWidget(
            small(_("The other laptops learn it at their next exchange, also by stick."))
        )
        self.content.addWidget(Flow(leave))

    def show_waiting(self) -> None:
        """Say that the hub is asked."""
        self.ask.turn_off(_("The hub is asked. One moment."))
        self._field.clear_error()
        self._field.set_hint(self.ask.reason)

    def show_error(self, error: KnownError) -> None:
        """Say why it is not connected."""
        self.ask.turn_on()
        self._field.set_error(" ".join(error.say(text())))

    def _choose(self) -> None:
        chosen = self._files.to_open(self.window(), _("Invitation of the hub"), ("txt",))
        if chosen is None:
            return
        try:
            with chosen.open("rb") as file:
                self._written.setPlainText(file.read(_MOST).decode("utf-8", "replace"))
        except OSError:
            self._field.set_error(_("This file cannot be read."))
            return
        self._connect()

    def _connect(self) -> None:
        self._field.clear_error()
        try:
            invitation = HubInvitation.from_text(self._written.toPlainText())
        except NotReadable:
            self._field.set_error(
                _(
                    "This is no invitation of a hub. It begins with “caseworker-hub-1” and has an"
                    " address, a key and a code: ask for the whole text."
                )
            )
            self._written.setFocus()
            return
        self.connect_wanted.emit(invitation)
