"""The consent gate: may this go to that recipient, on what basis (R-245, R-260, R-447)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from caseworker.consent.standing import StandingNo, standing, standing_no
from caseworker.findings import Finding, Findings, gap, stops
from caseworker.model.consent import Basis, Consent, Purpose
from caseworker.model.ids import PersonId, ProviderId
from caseworker.ports import Reads
from caseworker.text import N_


@dataclass(frozen=True, kw_only=True)
class OtherBasis:
    """Another basis than consent, as a member of staff names it."""

    basis: Basis
    reason: str
    law: str = ""
    person_told: bool = False
    why_not_told: str = ""


@dataclass(frozen=True)
class Passage:
    """What the gate saw: its findings, and the yes that opens it, if one does."""

    findings: Findings
    consent: Consent | None = None


def passage(
    reads: Reads,
    person_id: PersonId,
    purpose: Purpose,
    *,
    provider_id: ProviderId | None,
    recipient: str,
    data_items: tuple[str, ...],
    other_basis: OtherBasis | None,
    today: date,
) -> Passage:
    """Return whether *data_items* may go to the recipient for *purpose*.

    One standing yes must cover every item. Another basis opens the gate without a yes, when it
    names its reason; its review comes afterwards, never before.
    """
    if other_basis is not None:
        return Passage(basis_findings(other_basis))
    yes = standing(
        reads, person_id, purpose, provider_id=provider_id, recipient=recipient, today=today
    )
    if not yes:
        no = standing_no(reads, person_id, purpose, provider_id=provider_id, recipient=recipient)
        return Passage((_NO_CONSENT if no is None else _refused(no, reads),))
    for consent in yes:
        if set(data_items) <= set(consent.data_items):
            return Passage((), consent)
    beyond = sorted(set(data_items) - set(yes[0].data_items))
    return Passage((_beyond_consent(beyond),))


_NO_CONSENT = stops(
    "no-consent",
    N_("Stops here: there is no yes to this recipient"),
    N_("Nothing leaves without it. Ask, or name another basis where life or a child is at stake."),
    *("R-245", "R-260", "R-447"),
    answer="consent",
)


def _refused(no: StandingNo, reads: Reads) -> Finding:
    """Say that she said no, and when, so that nobody asks as if it were the first time."""
    day = no.said_at.astimezone(reads.now().tzinfo).date()
    why = N_("The no stands. Ask again only if the person wishes to speak of it.")
    if no.took_back:
        what = N_("Stops here: the yes was taken back on {day}")
        return stops("consent-taken-back", what, why, "R-260", answer="consent", day=day)
    what = N_("Stops here: the answer on {day} was no")
    return stops("said-no", what, why, "R-260", answer="consent", day=day)


def _beyond_consent(items: list[str]) -> Finding:
    what, why = (
        N_("Stops here: the yes does not cover all of this"),
        N_("Leave out what was not agreed, or ask again."),
    )
    return stops("beyond-consent", what, why, "R-260", answer="data_items", subject=tuple(items))


def basis_findings(other: OtherBasis) -> Findings:
    """Return what is missing before *other* can be relied on."""
    findings = []
    reviewed = N_("Whoever looks at it within a day must see why it could not wait for a yes.")
    if other.basis is Basis.CONSENT:
        what = N_("What it stands on is not chosen")
        findings.append(stops("basis-not-chosen", what, reviewed, answer="basis.basis"))
    if not other.reason.strip():
        what, why = N_("The reason is missing"), reviewed
        findings.append(stops("basis-without-reason", what, why, answer="basis.reason"))
    if other.basis is Basis.LEGAL_DUTY and not other.law.strip():
        what, why = (
            N_("The duty is not named"),
            N_("Name the duty as the centre has written it down."),
        )
        findings.append(stops("duty-without-law", what, why, answer="basis.law"))
    if not other.person_told and not other.why_not_told.strip():
        what, why = (
            N_("Whether the person was told is missing"),
            N_("People are told what is passed on about them, wherever that is safe."),
        )
        findings.append(gap("person-not-told", what, why, "R-441", answer="basis.person_told"))
    return tuple(findings)
