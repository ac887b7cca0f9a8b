"""Where the work has gaps: what is missing in records, which steps are late, who was not asked.

A gap is about the work, never a mark against a colleague: the list says which cases, and opens
them where the gap is closed.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from caseworker.model.assessment import Assessment
from caseworker.model.case import Case
from caseworker.model.ids import CaseId, PersonId
from caseworker.model.person import Person, SafeContact
from caseworker.model.plan import CasePlan, PlanAgreement
from caseworker.model.review import Closure, FollowUp, FollowUpState
from caseworker.model.values import RiskLevel
from caseworker.people.restricted import hidden_people, without
from caseworker.permissions import Act, require
from caseworker.ports import Reads, missing, present, since
from caseworker.views.names import colleague, person_of_case

ASSESSED_WITHIN = timedelta(days=14)
AGREED_WITHIN = timedelta(days=21)
CLOSED_SINCE = timedelta(days=90)
MOST = 200
"""Cases listed for a gap; more are counted all the same."""


class Gap(StrEnum):
    """Something that is missing or late in a case."""

    RISK = "risk not judged"
    SAFE_CONTACT = "no safe way to reach the person"
    LANGUAGE = "language not known"
    ASSESSMENT = "assessment late"
    PLAN = "plan late"
    FOLLOW_UP = "no follow-up planned"
    FEEDBACK = "closed without asking how it was"


@dataclass(frozen=True)
class GapOfCases:
    """A gap, and in how many of the cases it could be in it is."""

    gap: Gap
    count: int
    of: int


@dataclass(frozen=True)
class CaseLine:
    """A case in a list of a supervisor."""

    case_id: CaseId
    number: str
    person: str
    caseworker: str
    opened_at: datetime


def gaps(reads: Reads, now: datetime) -> tuple[GapOfCases, ...]:
    """Return every gap with its count; those without any case too, so that progress shows.

    Raises:
        NotAllowed: only supervisors see the work of all.
    """
    looked_at = _Open(reads, now)
    found = [GapOfCases(gap, len(looked_at.with_gap(gap)), looked_at.of(gap)) for gap in Gap]
    return tuple(found)


def cases_with(reads: Reads, gap: Gap, now: datetime) -> tuple[CaseLine, ...]:
    """Return the cases with *gap*, the oldest first; at most `MOST`.

    Raises:
        NotAllowed: only supervisors see the work of all.
    """
    return tuple(case_line(reads, key) for key in _Open(reads, now).with_gap(gap)[:MOST])


def case_line(reads: Reads, case_id: CaseId) -> CaseLine:
    """Return a case as lists of supervisors show it."""
    case = reads.get(Case, case_id)
    return CaseLine(
        case_id,
        case.number,
        person_of_case(reads, case_id),
        colleague(reads, case.assigned_to),
        case.opened_at,
    )


class _Open:
    """The open cases, oldest first, looked at for gaps; each kind is read once."""

    def __init__(self, reads: Reads, now: datetime) -> None:
        require(reads.actor, Act.APPROVE)
        self._reads, self._now = reads, now
        in_sight = without("person_id", hidden_people(reads))
        rows = reads.fields(
            Case, ("id", "person_id", "opened_at", "risk"), missing("closed_at"), *in_sight
        )
        self._cases: list[tuple[CaseId, PersonId, datetime, RiskLevel]] = [
            (key, person, opened, risk.level)
            for key, person, opened, risk in sorted(rows, key=lambda row: row[2])
        ]
        self._in_sight = {key for (key,) in reads.fields(Case, ("id",), *in_sight)}

    def of(self, gap: Gap) -> int:
        """Return in how many cases *gap* could be."""
        return len(self._closures()) if gap is Gap.FEEDBACK else len(self._cases)

    def with_gap(self, gap: Gap) -> list[CaseId]:
        """Return the cases with *gap*."""
        if gap is Gap.FEEDBACK:
            return [case for case, asked in self._closures() if not asked]
        look: dict[Gap, Callable[[], Iterable[CaseId]]] = {
            Gap.RISK: lambda: (
                key for key, _p, _o, risk in self._cases if risk is RiskLevel.NOT_JUDGED
            ),
            Gap.SAFE_CONTACT: lambda: self._without_people(
                {key for (key,) in self._reads.fields(SafeContact, ("person_id",))}
            ),
            Gap.LANGUAGE: lambda: self._without_people(
                {key for key, spoken in self._reads.fields(Person, ("id", "languages")) if spoken}
            ),
            Gap.ASSESSMENT: lambda: self._late(ASSESSED_WITHIN, self._assessed()),
            Gap.PLAN: lambda: self._late(AGREED_WITHIN, self._agreed()),
            Gap.FOLLOW_UP: lambda: self._late(timedelta(0), self._planned()),
        }
        return list(look[gap]())

    def _without_people(self, having: set[PersonId]) -> Iterable[CaseId]:
        return (key for key, person, _opened, _risk in self._cases if person not in having)

    def _late(self, within: timedelta, done: set[CaseId]) -> Iterable[CaseId]:
        bound = self._now - within
        return (key for key, _p, opened, _r in self._cases if opened < bound and key not in done)

    def _assessed(self) -> set[CaseId]:
        found = self._reads.fields(Assessment, ("case_id",), present("finished_at"))
        return {key for (key,) in found}

    def _agreed(self) -> set[CaseId]:
        agreed = {key for (key,) in self._reads.fields(PlanAgreement, ("plan_id",))}
        plans = self._reads.fields(CasePlan, ("id", "case_id"))
        return {case for plan, case in plans if plan in agreed}

    def _planned(self) -> set[CaseId]:
        found = self._reads.fields(FollowUp, ("case_id",), state=FollowUpState.PLANNED)
        return {key for (key,) in found}

    def _closures(self) -> list[tuple[CaseId, bool]]:
        found = self._reads.fields(
            Closure, ("case_id", "feedback_asked"), since("closed_at", self._now - CLOSED_SINCE),
            missing("reopened_at"),
        )  # fmt: skip
        return [(case, asked) for case, asked in found if case in self._in_sight]
