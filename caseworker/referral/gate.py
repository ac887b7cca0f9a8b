"""What keeps a referral from being sent (R-260, R-447)."""

from __future__ import annotations

from caseworker.consent.gate import OtherBasis, Passage, passage
from caseworker.findings import Findings, gap, stops
from caseworker.model.case import Case
from caseworker.model.consent import Purpose
from caseworker.model.directory import Provider, ProviderKind
from caseworker.model.referral import DataItem, Referral
from caseworker.ports import Reads
from caseworker.text import N_

IDENTIFYING = frozenset({DataItem.FIRST_NAME, DataItem.FULL_NAME, DataItem.CASE_NUMBER})


def referral_passage(reads: Reads, referral: Referral, other: OtherBasis | None) -> Passage:
    """Return whether the referral's items may go to its provider, and on which yes."""
    return passage(
        reads,
        referral.person_id,
        Purpose.REFERRAL,
        provider_id=referral.provider_id,
        recipient="",
        data_items=tuple(item.value for item in referral.data_items),
        other_basis=other,
        today=reads.now().date(),
    )


def findings(reads: Reads, referral: Referral, other: OtherBasis | None = None) -> Findings:
    """Return what is missing or stops before *referral* is sent."""
    found = list(referral_passage(reads, referral, other).findings)
    if not referral.need.strip():
        what, why = (
            N_("What help is asked for is missing"),
            N_("The provider must know what to do, in one sentence."),
        )
        found.append(stops("need-missing", what, why, "R-259", answer="referral.need"))
    if not IDENTIFYING & set(referral.data_items) and not referral.accompanied:
        what, why = (
            N_("The provider cannot tell who is coming"),
            N_("A case number is enough, or go along."),
        )
        found.append(gap("nobody-named", what, why, answer="referral.data_items"))
    return (*found, *_blocked(reads, referral))


def _blocked(reads: Reads, referral: Referral) -> Findings:
    """Authorities of origin and consulates are blocked while a protection flag is open."""
    provider = reads.get(Provider, referral.provider_id)
    case = reads.get(Case, referral.case_id)
    if provider.kind is not ProviderKind.AUTHORITY or not case.protection_flags:
        return ()
    consented = passage(
        reads,
        referral.person_id,
        Purpose.CONTACT_AUTHORITIES,
        provider_id=referral.provider_id,
        recipient="",
        data_items=(),
        other_basis=None,
        today=reads.now().date(),
    )
    if consented.consent is not None:
        return ()
    what, why = (
        N_("Stops here: a protection flag is open"),
        N_("Contact with this authority needs a yes of its own while somebody may be in danger."),
    )
    return (stops("protection-flag-open", what, why, answer="consent"),)
