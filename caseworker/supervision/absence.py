"""Who is away, and who decides meanwhile."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from caseworker.errors import InvalidValue, NotAllowed
from caseworker.model.ids import UserId
from caseworker.model.supervision import Absence
from caseworker.permissions import Act, may, require
from caseworker.ports import Reads, UnitOfWork, missing
from caseworker.views.names import colleague


def cover(
    work: UnitOfWork, user_id: UserId, first_day: date, last_day: date, covered_by: UserId
) -> Absence:
    """Keep that somebody is away from *first_day* to *last_day*, both included.

    Raises:
        NotAllowed: the actor neither supervises nor is the one who goes away.
        InvalidValue: the days are the wrong way round, or she would cover for herself.
    """
    if user_id != work.actor.user_id:
        require(work.actor, Act.APPROVE)
    if last_day < first_day or covered_by == user_id:
        raise InvalidValue
    absence = Absence(
        id=work.new_id(),
        user_id=user_id,
        first_day=first_day,
        last_day=last_day,
        covered_by=covered_by,
    )
    work.add(absence)
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


@dataclass(frozen=True)
class Away:
    """Somebody who is away, in names."""

    id: UUID
    name: str
    covered_by: str
    first_day: date
    last_day: date


def who_is_away(reads: Reads, today: date) -> tuple[Away, ...]:
    """Return who is away today, or will be, and who decides meanwhile."""
    return tuple(
        Away(
            absence.id,
            colleague(reads, absence.user_id),
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


def covers(reads: Reads, user_id: UserId, for_whom: UserId, today: date) -> bool:
    """Return whether *user_id* decides today in place of *for_whom*."""
    return any(
        absence.user_id == for_whom and absence.covered_by == user_id and absence.first_day <= today
        for absence in away(reads, today)
    )
