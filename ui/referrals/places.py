"""What a place among the referrals names.

subject ""       part ""                                      all referrals
subject "<id>"   part ""                                      one referral, gone or not
subject ""       part "inbox"                                 all referrals to us
subject ""       part "inbox:new"                             write down a new one
subject "<id>"   part "inbox"                                 one referral to us
subject ""       part "new:<case id>:<service id>"            a new one to this service
subject ""       part "new:<case id>:<service id>:<objective id>:<need>"
                      the same, for one goal of the plan, with the need begun
"""

from __future__ import annotations

from uuid import UUID

from caseworker.model.ids import CaseId, InboundReferralId, ObjectiveId, ReferralId, ServiceId
from caseworker.ports import Reads
from caseworker.views.referrals import Setting, prepared, setting_of, setting_of_service
from ui.language import text
from ui.referrals.direction import INBOX
from ui.referrals.inbound_page import InboundPage
from ui.referrals.inbox_page import InboxPage
from ui.referrals.prepare_page import PreparePage
from ui.referrals.receive_page import ReceivePage
from ui.referrals.referral_page import ReferralPage
from ui.referrals.referrals_page import ReferralsPage
from ui.referrals.state import ReferralDraft, state_of
from ui.screen import Screen
from ui.shell import Shell
from ui.window.navigation import Destination


def referrals_screen(shell: Shell, place: Destination) -> Screen:
    """Return the screen at *place* among the referrals."""
    if place.part.startswith("new:"):
        return _new(shell, place.part)
    if place.part == INBOX:
        if not place.subject:
            return InboxPage(shell)
        return InboundPage(shell, InboundReferralId(UUID(place.subject)))
    if place.part == f"{INBOX}:new":
        return ReceivePage(shell)
    if place.subject:
        return _one(shell, ReferralId(UUID(place.subject)))
    return ReferralsPage(shell)


def _new(shell: Shell, part: str) -> Screen:
    _new_word, case, service, *for_goal = part.split(":", 4)
    case_id, service_id = CaseId(UUID(case)), ServiceId(UUID(service))
    setting = shell.desk.ask(lambda reads: setting_of_service(reads, case_id, service_id, text()))
    if not for_goal:
        return PreparePage(shell, setting, ReferralDraft())
    objective, need = for_goal
    draft = ReferralDraft(need=need, objective_id=ObjectiveId(UUID(objective)))
    return PreparePage(shell, setting, draft)


def _one(shell: Shell, referral_id: ReferralId) -> Screen:
    kept = shell.desk.ask(lambda reads: prepared(reads, referral_id))
    if kept is None:
        return ReferralPage(shell, referral_id)
    case_id, wish = kept

    def setting(reads: Reads) -> Setting:
        return setting_of(reads, case_id, wish.provider_id, wish.service_id, text())

    return PreparePage(shell, shell.desk.ask(setting), state_of(wish), referral_id)
