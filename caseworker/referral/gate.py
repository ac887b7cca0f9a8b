"""What keeps a referral from being sent (R-260, R-447)."""

from __future__ import annotations

from caseworker.consent.gate import OtherBasis, Passage, passage
from caseworker.directory.entries import agreement_in_force
from caseworker.findings import Findings, gap, stops
from caseworker.model.case import Case
from caseworker.model.consent import Purpose
from caseworker.model.directory import Provider, ProviderKind
from caseworker.model.referral import DataItem, Referral
from caseworker.ports import Reads
from caseworker.sync.reliance import Standing
from caseworker.text import N_

OFFERED = (
    DataItem.FIRST_NAME,
    DataItem.FULL_NAME,
    DataItem.CASE_NUMBER,
    DataItem.AGE,
    DataItem.SEX,
    DataItem.NATIONALITY,
    DataItem.LANGUAGES,
    DataItem.PHONE,
    DataItem.NEED,
)
"""What the referral form can carry. Family, health and journey never go along by a tick."""

LEAST = frozenset(
    {DataItem.FIRST_NAME, DataItem.CASE_NUMBER, DataItem.AGE, DataItem.LANGUAGES, DataItem.NEED}
)
"""What may go to a provider without a signed agreement (R-447)."""

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


YES_ON_ITS_WAY = (
    N_("The yes it went out on has not arrived on this laptop"),
    N_("Another laptop has it, or knows that it was taken back: exchange first."),
)
"""What is said of a referral that waits for its yes, and what to do."""


def waits_for_the_yes(reads: Reads, referral: Referral) -> bool:
    """Return whether *referral* went out on a yes that has not arrived on this laptop."""
    return referral.consent_id is not None and reads.standing(referral) is Standing.WAITING


def passing_on_findings(reads: Reads, referral: Referral) -> Findings:
    """Return what keeps whatever *referral* carried from being passed on once more."""
    if not waits_for_the_yes(reads, referral):
        return ()
    return (stops("consent-on-its-way", *YES_ON_ITS_WAY, "R-260", answer="consent"),)


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
    if not set(referral.data_items) <= set(OFFERED):
        what, why = (
            N_("Stops here: something goes along that the form cannot show"),
            N_("What goes along is printed, so that the person can see it. Leave the rest out."),
        )
        found.append(stops("item-not-on-form", what, why, "R-441", answer="referral.data_items"))
    return (*found, *_without_agreement(reads, referral, other), *_blocked(reads, referral))


def _without_agreement(reads: Reads, referral: Referral, other: OtherBasis | None) -> Findings:
    """Beyond the least, personal data need a signed agreement; where life is at stake, they go."""
    beyond = set(referral.data_items) - LEAST
    today = reads.now().date()
    if not beyond or agreement_in_force(reads, referral.provider_id, today) is not None:
        return ()
    if other is not None:
        what, why = (
            N_("There is no agreement with this provider"),
            N_("Pass on only what helps now, and look for an agreement afterwards."),
        )
        return (gap("no-agreement", what, why, "R-447", answer="referral.data_items"),)
    what, why = (
        N_("Stops here: there is no agreement with this provider"),
        N_(
            "Without one, only a first name or case number, age, languages and the need go along."
            " Leave out the rest, or sign an agreement first."
        ),
    )
    return (stops("no-agreement", what, why, "R-447", answer="referral.data_items"),)


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
