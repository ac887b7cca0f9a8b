"""A laptop that was restored asks to be let in again; nothing that is on it is touched."""

from __future__ import annotations

from PySide6.QtCore import Signal

from ui.desk import Desk
from ui.language import _
from ui.laptops.fingerprints import Fingerprints
from ui.widgets.button import primary, secondary
from ui.widgets.flow import Flow
from ui.widgets.label import body, section, small
from ui.widgets.panel import Card


class RejoinCard(Card):
    """Why it is so, both numbers, and the ways: stick, hub, or one's own word."""

    stick_wanted = Signal()
    let_in_wanted = Signal()
    """An administrator whom the root has named lets her own laptop in."""

    def __init__(self, desk: Desk, *, by_hub: bool) -> None:
        super().__init__()
        self.setObjectName("rejoin")
        self.content.addWidget(section(_("This laptop must be let in again")))
        self.content.addWidget(
            body(
                _(
                    "It was restored from a backup, so it is a new laptop for the others: the old"
                    " one may still be in use somewhere. All that is here stays, and you can work."
                    " What you write goes to the others once it is let in."
                )
            )
        )
        if desk.hub.signs_passes:
            self.content.addWidget(
                small(_("You are an administrator: if you restored it yourself, let it in."))
            )
            own = primary(_("Let this laptop in"), name="let-in-here")
            own.clicked.connect(self.let_in_wanted)
            self.content.addWidget(Flow(own))
            return
        request = desk.space.request()
        self.content.addWidget(
            body(
                _(
                    "Two people compare both numbers: one here, one before a laptop of an"
                    " administrator."
                )
            )
        )
        self.content.addWidget(Fingerprints(request.fingerprint, desk.space.fingerprint()))
        if by_hub:
            self.content.addWidget(
                small(_("With a network it asks at the hub by itself. A stick works as well."))
            )
        stick = secondary(_("Ask with a stick"), name="rejoin-stick", icon="usb")
        stick.clicked.connect(self.stick_wanted)
        self.content.addWidget(Flow(stick))
