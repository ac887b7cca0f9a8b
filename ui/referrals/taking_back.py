"""A referral that did not leave after all: the printer failed, or she thought again."""

from __future__ import annotations

from caseworker.model.ids import ReferralId
from caseworker.referral.life_cycle import take_back_sending
from ui.language import _
from ui.shell import Shell
from ui.window.navigation import Destination, Place


def take_back(shell: Shell, referral_id: ReferralId) -> None:
    """Keep that the referral did not leave, and show it where it can be sent again."""

    def shown(_nothing: None) -> None:
        shell.go(Destination(Place.REFERRALS, str(referral_id)))
        shell.say(_("Kept: it did not go. It can be sent again."))

    # The page that offered the undo may be gone by now; the desk is there as long as the store.
    shell.desk.write(shell.desk, lambda work: take_back_sending(work, referral_id), shown)
