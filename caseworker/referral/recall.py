"""After a withdrawal: tell whoever heard of it that the yes ended, once that is judged safe."""

from __future__ import annotations

from uuid import UUID

from caseworker.consent.withdrawal import to_recall
from caseworker.errors import NotAllowed
from caseworker.handover.sending import MEDIUM as SEALED
from caseworker.model.consent import Disclosure
from caseworker.model.ids import PersonId, ReferralId
from caseworker.model.referral import Referral, ReferralState
from caseworker.permissions import Act, require
from caseworker.ports import Reads, UnitOfWork


def open_recalls(reads: Reads, referral_id: ReferralId) -> list[Disclosure]:
    """Return what went out with this referral on a yes that has ended since."""
    referral = reads.get(Referral, referral_id)
    return [
        disclosure
        for disclosure in to_recall(reads, referral.person_id)
        if disclosure.referral_id == referral_id
    ]


def recalls_beside(reads: Reads, person_id: PersonId) -> list[Disclosure]:
    """Return what went out on a yes that has ended since, and stands on no page of its own.

    What a partner heard at a conference, was told back, or read in a handover plan: neither a
    referral nor a case that went to another centre.
    """
    return [
        disclosure
        for disclosure in to_recall(reads, person_id)
        if disclosure.referral_id is None and disclosure.medium != SEALED
    ]


def provider_told(work: UnitOfWork, disclosure_id: UUID) -> None:
    """Keep that the recipient was told: delete what was sent, and do nothing more with it.

    Raises:
        NotAllowed: the yes for this disclosure still stands, or the recipient was told already.
    """
    require(work.actor, Act.REFER)
    disclosure = work.get(Disclosure, disclosure_id)
    open_ones = [each.id for each in to_recall(work, disclosure.person_id)]
    if disclosure_id not in open_ones:
        raise NotAllowed(act=Act.REFER.value)
    disclosure.recalled_at = work.now()
    referral = work.find(Referral, disclosure.referral_id)
    if referral is not None and referral.state is not ReferralState.DECLINED:
        referral.state = ReferralState.RECALLED
    work.record("provider told of withdrawal", disclosure.person_id)
