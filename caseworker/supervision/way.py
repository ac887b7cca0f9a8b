"""The way from arrival to a solution: how far those came who were registered in a year."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, time

from caseworker.model.assessment import Assessment
from caseworker.model.case import Case
from caseworker.model.ids import CaseId, PersonId
from caseworker.model.person import Person
from caseworker.model.plan import CasePlan, PlanAgreement
from caseworker.model.review import Closure, ClosureReason
from caseworker.people.duplicates.standing import second_records
from caseworker.people.restricted import hidden_people, without
from caseworker.permissions import Act, require
from caseworker.ports import Reads, missing, present, since

SOLVED = frozenset(
    {
        ClosureReason.SUPPORT_ENDED,
        ClosureReason.FAMILY_REUNIFIED,
        ClosureReason.IN_CARE,
        ClosureReason.RETURNED,
        ClosureReason.REACHED_18,
    }
)
"""Ends after which somebody else stands by the person, or nobody needs to any more."""


@dataclass(frozen=True, kw_only=True)
class Way:
    """How many people came how far; each stage counts those of the one before."""

    since: date
    registered: int
    with_case: int
    assessed: int
    planned: int
    solved: int
    lost: int
    """Their case was closed because contact was lost, at whatever stage."""


def way(reads: Reads, now: datetime) -> Way:
    """Return the way of everybody registered since this month a year ago.

    Raises:
        NotAllowed: only supervisors look at the figures of a centre.
    """
    require(reads.actor, Act.EXPORT_FIGURES)
    first = now.date().replace(year=now.year - 1, day=1)
    begin = datetime.combine(first, time(), now.tzinfo)
    seconds = second_records(reads)
    found = reads.fields(
        Person,
        ("id",),
        since("registered_at", begin),
        *without("id", hidden_people(reads) | seconds.keys()),
    )
    registered = {key for (key,) in found}
    owners = _owners(reads, registered, seconds)
    with_case = set(owners.values())
    assessed = _people(owners, _assessed(reads)) & with_case
    planned = _people(owners, _planned(reads)) & assessed
    ends = reads.fields(
        Closure, ("case_id", "reason"), present("closed_at"), missing("reopened_at")
    )
    solved = _people(owners, {case for case, reason in ends if reason in SOLVED})
    lost = {case for case, reason in ends if reason is ClosureReason.LOST_CONTACT}
    return Way(
        since=first,
        registered=len(registered),
        with_case=len(with_case),
        assessed=len(assessed),
        planned=len(planned),
        solved=len(solved & planned),
        lost=len(_people(owners, lost)),
    )


def _owners(
    reads: Reads, people: set[PersonId], seconds: Mapping[PersonId, PersonId]
) -> dict[CaseId, PersonId]:
    """Return whose each case is; a case in a second record is hers whose the first one is."""
    owners = reads.fields(Case, ("id", "person_id"))
    firsts = ((case, seconds.get(person, person)) for case, person in owners)
    return {case: person for case, person in firsts if person in people}


def _people(owners: dict[CaseId, PersonId], cases: set[CaseId]) -> set[PersonId]:
    return {owners[case] for case in cases if case in owners}


def _assessed(reads: Reads) -> set[CaseId]:
    return {key for (key,) in reads.fields(Assessment, ("case_id",), present("finished_at"))}


def _planned(reads: Reads) -> set[CaseId]:
    agreed = {key for (key,) in reads.fields(PlanAgreement, ("plan_id",))}
    return {case for plan, case in reads.fields(CasePlan, ("id", "case_id")) if plan in agreed}
