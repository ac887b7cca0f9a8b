"""Who can unlock this laptop, as the administrator sees it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from caseworker.model.ids import UserId
from caseworker.model.staff import Role, Training, User
from caseworker.permissions import Act, require
from caseworker.ports import Reads, missing


@dataclass(frozen=True)
class StaffLine:
    """A member of staff."""

    id: UserId
    name: str
    staff_code: str
    roles: frozenset[Role]
    trainings: frozenset[Training]
    added_at: datetime
    herself: bool


def is_newcomer(reads: Reads) -> bool:
    """Return whether this laptop does not know yet who sits before it: it waits to be let in."""
    return reads.find(User, reads.actor.user_id) is None


def staff(reads: Reads) -> list[StaffLine]:
    """Return everybody who is enrolled, by name.

    Raises:
        NotAllowed: the actor is no administrator.
    """
    require(reads.actor, Act.ENROL)
    users = reads.matching(User, missing("removed_at"), order_by=("name", "id"))
    return [
        StaffLine(
            id=user.id,
            name=user.name,
            staff_code=user.staff_code,
            roles=user.roles,
            trainings=user.trainings,
            added_at=user.added_at,
            herself=user.id == reads.actor.user_id,
        )
        for user in users
    ]
