"""The week of follow-ups: what is late first, then day by day."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from caseworker.model.ids import CaseId, FollowUpId
from caseworker.model.review import FollowUp, FollowUpState
from caseworker.people.restricted import hidden_cases, without
from caseworker.permissions import Act, may, require
from caseworker.ports import Condition, Reads, before, one_of, since
from caseworker.supervision.absence import whose_work
from caseworker.views.names import colleague, person_of_case

FEW = 12
"""So many follow-ups of a day are read unless more are asked for; their number is always told."""


@dataclass(frozen=True, kw_only=True)
class Look:
    """A follow-up in the calendar."""

    id: FollowUpId
    case_id: CaseId
    person: str
    due_at: datetime
    what: str
    place: str
    state: FollowUpState
    days_late: int
    caseworker: str
    """Who does it; empty where it is one's own."""


@dataclass(frozen=True)
class Looks:
    """The first follow-ups of a list, and how many there are in all."""

    first: tuple[Look, ...]
    in_all: int


@dataclass(frozen=True)
class Day:
    """One day, with its follow-ups by the clock."""

    day: date
    looks: Looks


@dataclass(frozen=True)
class Week:
    """What is late today, and seven days."""

    late: Looks
    days: tuple[Day, ...]
    may_see_team: bool


def monday_of(day: date) -> date:
    """Return the Monday of the week in which *day* lies."""
    return day - timedelta(days=day.weekday())


def week(
    reads: Reads,
    now: datetime,
    monday: date,
    *,
    whole_team: bool = False,
    most_late: int = FEW,
    most: Mapping[date, int] | None = None,
) -> Week:
    """Return seven days from *monday*; *now* carries the zone of the centre.

    No list is longer than `FEW` rows but the late ones (*most_late*) and the days named in *most*.

    Raises:
        NotAllowed: the role reads no cases, or asks for the team without supervising it.
    """
    require(reads.actor, Act.READ_CASE)
    if whole_team:
        require(reads.actor, Act.APPROVE)
    own = () if whole_team else (one_of("assigned_to", whose_work(reads)),)
    whose = (*own, *without("case_id", hidden_cases(reads)))
    late = (before("due_at", _begin(now.date(), now)), _LATE, *whose)
    days = [monday + timedelta(days=ahead) for ahead in range(7)]
    wanted = most or {}
    return Week(
        late=_looks(reads, now, late, most_late),
        days=tuple(
            Day(day, _looks(reads, now, (*_on(day, now), *whose), wanted.get(day, FEW)))
            for day in days
        ),
        may_see_team=may(reads.actor, Act.APPROVE),
    )


_LATE = one_of("state", (FollowUpState.PLANNED,))
_OVER = one_of("state", (FollowUpState.KEPT, FollowUpState.MISSED))
_PLANNED_OR_OVER = one_of(
    "state", (FollowUpState.PLANNED, FollowUpState.KEPT, FollowUpState.MISSED)
)


def _on(day: date, now: datetime) -> tuple[Condition, ...]:
    """Return what holds for the follow-ups shown under *day*: what is late stands elsewhere."""
    states = _OVER if day < now.date() else _PLANNED_OR_OVER
    tomorrow = _begin(day + timedelta(days=1), now)
    return since("due_at", _begin(day, now)), before("due_at", tomorrow), states


def _begin(day: date, now: datetime) -> datetime:
    """Return where *day* begins in the zone of *now*."""
    return datetime.combine(day, time(), now.tzinfo)


def _looks(reads: Reads, now: datetime, conditions: tuple[Condition, ...], most: int) -> Looks:
    first = reads.matching(FollowUp, *conditions, order_by=("due_at", "id"), limit=most)
    in_all = len(first) if len(first) < most else reads.count(FollowUp, *conditions)
    return Looks(tuple(_look(reads, entry, now) for entry in first), in_all)


def _look(reads: Reads, entry: FollowUp, now: datetime) -> Look:
    planned = entry.state is FollowUpState.PLANNED
    days = (now.date() - entry.due_at.astimezone(now.tzinfo).date()).days
    own = entry.assigned_to == reads.actor.user_id
    return Look(
        id=entry.id,
        case_id=entry.case_id,
        person=person_of_case(reads, entry.case_id),
        due_at=entry.due_at,
        what=entry.what,
        place=entry.place,
        state=entry.state,
        days_late=max(days, 0) if planned else 0,
        caseworker="" if own else colleague(reads, entry.assigned_to),
    )
