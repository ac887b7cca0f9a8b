"""Who is away, and who stands in: for the decisions of a supervisor, and for open cases.

Whoever stands in has the open cases among her own, and on her laptop for outside, from the first
day to the last (ADR 18). Records that are open to named colleagues alone stay with those.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from caseworker.errors import InvalidValue, NotAllowed
from caseworker.model.case import Case, CaseStatus
from caseworker.model.ids import UserId
from caseworker.model.staff import Role, User
from caseworker.model.supervision import Absence
from caseworker.permissions import Act, may, require
from caseworker.ports import Reads, UnitOfWork, missing
from caseworker.views.names import colleague

_CARRIES = frozenset({Role.CASEWORKER, Role.SUPERVISOR})


def can_go(reads: Reads) -> list[User]:
    """Return the colleagues whose cases or decisions somebody has to take meanwhile, by name."""
    staff = reads.matching(User, missing("removed_at"), order_by=("name", "id"))
    return [user for user in staff if user.roles & _CARRIES]


def can_stand_in(reads: Reads, user_id: UserId) -> list[User]:
    """Return the colleagues who can stand in for somebody, by name; for a supervisor, only others.

    Only they take a supervisor's decisions.
    """
    away = reads.get(User, user_id)
    needed = frozenset({Role.SUPERVISOR}) if Role.SUPERVISOR in away.roles else _CARRIES
    return [user for user in can_go(reads) if user.id != user_id and user.roles & needed]


def cover(
    work: UnitOfWork, user_id: UserId, first_day: date, last_day: date, covered_by: UserId
) -> Absence:
    """Keep that somebody is away from *first_day* to *last_day*, both included.

    Of each person whose open case goes with it, the audit trail is told.

    Raises:
        NotAllowed: the actor neither supervises nor is the one who goes away.
        InvalidValue: the days are the wrong way round, or the other one cannot stand in.
    """
    if user_id != work.actor.user_id:
        require(work.actor, Act.APPROVE)
    able = {user.id for user in can_stand_in(work, user_id)}
    if last_day < first_day or covered_by not in able:
        raise InvalidValue
    absence = Absence(
        id=work.new_id(),
        user_id=user_id,
        first_day=first_day,
        last_day=last_day,
        covered_by=covered_by,
    )
    work.add(absence)
    _tell(work, "standing in arranged", user_id)
    return absence


def end(work: UnitOfWork, absence_id: UUID) -> None:
    """Keep that somebody is back, or did not go.

    Raises:
        NotAllowed: the actor neither supervises nor is the one who was away.
    """
    absence = work.get(Absence, absence_id)
    if absence.user_id != work.actor.user_id and not may(work.actor, Act.APPROVE):
        raise NotAllowed(act=Act.APPROVE.value)
    absence.ended_at = work.now()
    _tell(work, "standing in ended", absence.user_id)


def _tell(work: UnitOfWork, action: str, user_id: UserId) -> None:
    for case in work.matching(Case, assigned_to=user_id, status=CaseStatus.OPEN):
        work.record(action, case.person_id)


@dataclass(frozen=True)
class Away:
    """Somebody who is away, in names."""

    id: UUID
    user_id: UserId
    name: str
    covered_by_id: UserId
    covered_by: str
    first_day: date
    last_day: date


def who_is_away(reads: Reads, today: date) -> tuple[Away, ...]:
    """Return who is away today, or will be, and who stands in meanwhile."""
    return tuple(
        Away(
            absence.id,
            absence.user_id,
            colleague(reads, absence.user_id),
            absence.covered_by,
            colleague(reads, absence.covered_by),
            absence.first_day,
            absence.last_day,
        )
        for absence in away(reads, today)
    )


def away(reads: Reads, today: date) -> list[Absence]:
    """Return who is away today, or will be, the soonest first."""
    planned = reads.matching(Absence, missing("ended_at"), order_by=("first_day", "id"))
    return [absence for absence in planned if absence.last_day >= today]


def covers(reads: Reads, user_id: UserId, for_whom: UserId) -> bool:
    """Return whether *user_id* decides today in place of *for_whom*."""
    return for_whom in with_those_away(reads, (user_id,)) - {user_id}


def with_those_away(reads: Reads, people: Iterable[UserId]) -> frozenset[UserId]:
    """Return *people* and all for whom they stand in today."""
    standing, today = frozenset(people), reads.now().date()
    return standing | {
        absence.user_id
        for absence in away(reads, today)
        if absence.covered_by in standing and absence.first_day <= today
    }


def whose_work(reads: Reads) -> tuple[UserId, ...]:
    """Return whoever asks, and all for whom she stands in today: whose cases are hers now."""
    return tuple(sorted(with_those_away(reads, (reads.actor.user_id,))))
