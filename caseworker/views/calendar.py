"""The week of follow-ups: what is late first, then day by day."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from caseworker.model.ids import CaseId, FollowUpId
from caseworker.model.review import FollowUp, FollowUpState
from caseworker.people.restricted import hidden_cases, without
from caseworker.permissions import Act, may, require
from caseworker.ports import Reads, before, one_of, since
from caseworker.views.names import colleague, person_of_case

MOST_LATE = 100


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
class Day:
    """One day, with its follow-ups by the clock."""

    day: date
    looks: tuple[Look, ...]


@dataclass(frozen=True)
class Week:
    """What is late today, and seven days."""

    late: tuple[Look, ...]
    days: tuple[Day, ...]
    may_see_team: bool


def monday_of(day: date) -> date:
    """Return the Monday of the week in which *day* lies."""
    return day - timedelta(days=day.weekday())


def week(reads: Reads, now: datetime, monday: date, *, whole_team: bool = False) -> Week:
    """Return seven days from *monday*; *now* carries the zone of the centre.

    Raises:
        NotAllowed: the role reads no cases, or asks for the team without supervising it.
    """
    require(reads.actor, Act.READ_CASE)
    if whole_team:
        require(reads.actor, Act.APPROVE)
    own = () if whole_team else (one_of("assigned_to", (reads.actor.user_id,)),)
    whose = (*own, *without("case_id", hidden_cases(reads)))
    begin = datetime.combine(monday, time(), now.tzinfo)
    ends = datetime.combine(monday + timedelta(days=7), time(), now.tzinfo)
    today = datetime.combine(now.date(), time(), now.tzinfo)
    planned = reads.matching(
        FollowUp,
        before("due_at", today),
        *whose,
        state=FollowUpState.PLANNED,
        order_by=("due_at", "id"),
        limit=MOST_LATE,
    )
    in_week = reads.matching(
        FollowUp, since("due_at", begin), before("due_at", ends), *whose, order_by=("due_at", "id")
    )
    late = {entry.id for entry in planned}
    shown = [
        entry
        for entry in in_week
        if entry.state is not FollowUpState.CANCELLED and entry.id not in late
    ]
    looks = [_look(reads, entry, now) for entry in shown]
    days = [monday + timedelta(days=ahead) for ahead in range(7)]
    return Week(
        late=tuple(_look(reads, entry, now) for entry in planned),
        days=tuple(Day(day, tuple(_on(looks, day, now))) for day in days),
        may_see_team=may(reads.actor, Act.APPROVE),
    )


def _on(looks: list[Look], day: date, now: datetime) -> list[Look]:
    return [look for look in looks if look.due_at.astimezone(now.tzinfo).date() == day]


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
