"""Roles and training marks of the staff; keys and slots are the store's (`keys.Keys`)."""

from __future__ import annotations

from caseworker.model.ids import UserId
from caseworker.model.staff import Role, Training, User
from caseworker.permissions import Act, require
from caseworker.ports import UnitOfWork


def mark(
    work: UnitOfWork, user_id: UserId, roles: frozenset[Role], trainings: frozenset[Training]
) -> None:
    """Change what somebody may do and is trained for; it holds from her next unlock on."""
    require(work.actor, Act.ENROL)
    user = work.get(User, user_id)
    user.roles = roles
    user.trainings = trainings
    work.record("roles changed", user_id)
