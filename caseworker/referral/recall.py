"""After a withdrawal: tell a provider that the yes ended, once somebody judged that safe."""

from __future__ import annotations

from uuid import UUID

from caseworker.consent.withdrawal import to_recall
from caseworker.errors import NotAllowed
from caseworker.model.consent import Disclosure
from caseworker.model.ids import ReferralId
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


def provider_told(work: UnitOfWork, disclosure_id: UUID) -> None:
    """Keep that the provider was told: delete what was sent, and do nothing more with it.

    Raises:
        NotAllowed: the yes for this disclosure still stands, or the provider was told already.
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
