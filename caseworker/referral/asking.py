"""Ask for a yes to one provider and these items, where a referral needs it (R-260)."""

from __future__ import annotations

from caseworker.consent.later import Said, keep_said
from caseworker.consent.talk import Asked
from caseworker.model.case import Case, ProtectionFlag
from caseworker.model.consent import Consent, Purpose
from caseworker.model.directory import Provider, ProviderKind
from caseworker.model.ids import CaseId, ProviderId
from caseworker.model.referral import DataItem
from caseworker.permissions import Act, require
from caseworker.ports import Reads, UnitOfWork


def to_ask(
    reads: Reads, case_id: CaseId, provider_id: ProviderId, items: tuple[DataItem, ...]
) -> tuple[Asked, ...]:
    """Return the lines to ask: sharing these items; for an authority, contact with it as well.

    Contact with an authority is a question of its own while a protection flag is open.
    """
    provider = reads.get(Provider, provider_id)
    sharing = Asked(
        purpose=Purpose.REFERRAL,
        provider_id=provider_id,
        recipient=provider.name,
        data_items=tuple(item.value for item in items),
    )
    if provider.kind is ProviderKind.AUTHORITY and _flags(reads, case_id):
        contact = Asked(
            purpose=Purpose.CONTACT_AUTHORITIES, provider_id=provider_id, recipient=provider.name
        )
        return sharing, contact
    return (sharing,)


def keep_asked(work: UnitOfWork, case_id: CaseId, said: Said) -> list[Consent]:
    """Keep what was said about a referral.

    Raises:
        NotAllowed: the role does not refer.
        GateClosed: a yes was not given as it must be, or a child's guardian is missing.
    """
    require(work.actor, Act.REFER)
    return keep_said(work, work.get(Case, case_id).person_id, said)


def _flags(reads: Reads, case_id: CaseId) -> frozenset[ProtectionFlag]:
    return reads.get(Case, case_id).protection_flags
