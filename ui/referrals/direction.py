"""Which way referrals go: from us to providers, or from partners to us."""

from __future__ import annotations

from ui.language import _, text
from ui.shell import Shell
from ui.widgets.segments import Segments
from ui.window.navigation import Destination, Place

INBOX = "inbox"
_OUT = "out"


def direction(shell: Shell, shown: str, waiting: int) -> Segments:
    """Return the switch between the two lists; *waiting* referrals to us want an answer."""
    to_us = _("To us {count}", count=text().number(waiting)) if waiting else _("To us")
    switch = Segments(
        [(_OUT, _("From us")), (INBOX, to_us)],
        name="direction",
        label=_("Which way"),
        value=INBOX if shown == INBOX else _OUT,
        equal=0,
    )
    switch.chosen.connect(
        lambda key: shell.go(Destination(Place.REFERRALS, part=INBOX if key == INBOX else ""))
    )
    return switch
