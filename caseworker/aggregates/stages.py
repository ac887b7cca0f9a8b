"""How far the work with people came: the stages of the way, each within the one before."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from enum import StrEnum

from caseworker.aggregates.table import Path
from caseworker.model.assessment import Assessment
from caseworker.model.case import Case
from caseworker.model.ids import CaseId, PersonId
from caseworker.model.plan import CasePlan, PlanAgreement
from caseworker.model.review import Closure, ClosureReason
from caseworker.people.duplicates.standing import second_records
from caseworker.ports import Reads, missing, present
from caseworker.text import N_


class Stage(StrEnum):
    """How far somebody came, in this order."""

    REGISTERED = "registered"
    WITH_CASE = "with a case"
    ASSESSED = "assessed"
    PLANNED = "plan agreed"
    SOLVED = "closed with a solution"


NAMES: dict[Stage, str] = {
    Stage.REGISTERED: N_("Registered"),
    Stage.WITH_CASE: N_("With a case"),
    Stage.ASSESSED: N_("Assessed"),
    Stage.PLANNED: N_("Plan agreed"),
    Stage.SOLVED: N_("Closed with a solution"),
}

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

_STAYED = "without more: "
"""Leads the category of those who came to a stage and no further; it sorts behind the next."""
_FURTHER = tuple(Stage)[1:]
"""The stages after the first, which everybody reached who is counted."""


def stage_path(stage: str) -> Path:
    """Return a stage within all that lead to it: whoever has a plan was assessed before.

    So everybody who came to a stage is a margin, and who stayed there a category beside the next.
    """
    came = list(Stage).index(Stage(stage))
    return (*(each.value for each in _FURTHER[:came]),
            *(_STAYED + stage for _each in _FURTHER[came:]))  # fmt: skip


def stage_told(category: str) -> tuple[Stage, bool]:
    """Return the stage of which a category tells, and whether of those who stayed there."""
    return Stage(category.removeprefix(_STAYED)), category.startswith(_STAYED)


def furthest(reads: Reads, people: Collection[PersonId]) -> dict[PersonId, Stage]:
    """Return how far each of *people* came. A case in a second record is hers of the first."""
    owners = owners_of_cases(reads, people)
    reached: Mapping[Stage, set[PersonId]] = {
        Stage.WITH_CASE: set(owners.values()),
        Stage.ASSESSED: people_of(owners, _assessed(reads)),
        Stage.PLANNED: people_of(owners, _planned(reads)),
        Stage.SOLVED: people_of(owners, _closed(reads, SOLVED)),
    }
    found = dict.fromkeys(people, Stage.REGISTERED)
    those = set(people)
    for stage in _FURTHER:
        those &= reached[stage]
        found.update(dict.fromkeys(those, stage))
    return found


def lost(reads: Reads, people: Collection[PersonId]) -> set[PersonId]:
    """Return those of *people* whose case was closed because contact was lost, at any stage."""
    ends = _closed(reads, frozenset({ClosureReason.LOST_CONTACT}))
    return people_of(owners_of_cases(reads, people), ends)


def owners_of_cases(reads: Reads, people: Collection[PersonId]) -> dict[CaseId, PersonId]:
    """Return whose each case of *people* is."""
    wanted, seconds = set(people), second_records(reads)
    owners = reads.fields(Case, ("id", "person_id"))
    firsts = ((case, seconds.get(person, person)) for case, person in owners)
    return {case: person for case, person in firsts if person in wanted}


def people_of(owners: Mapping[CaseId, PersonId], cases: Collection[CaseId]) -> set[PersonId]:
    """Return whose *cases* are, of those who are among the *owners*."""
    return {owners[case] for case in cases if case in owners}


def _assessed(reads: Reads) -> set[CaseId]:
    return {key for (key,) in reads.fields(Assessment, ("case_id",), present("finished_at"))}


def _planned(reads: Reads) -> set[CaseId]:
    agreed = {key for (key,) in reads.fields(PlanAgreement, ("plan_id",))}
    return {case for plan, case in reads.fields(CasePlan, ("id", "case_id")) if plan in agreed}


def _closed(reads: Reads, reasons: frozenset[ClosureReason]) -> set[CaseId]:
    ends = reads.fields(
        Closure, ("case_id", "reason"), present("closed_at"), missing("reopened_at")
    )
    return {case for case, reason in ends if reason in reasons}
