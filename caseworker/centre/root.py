"""Whoever has the paper with the code of the root says who the administrators are."""

from __future__ import annotations

from caseworker.model.ids import UserId
from caseworker.model.staff import Role, User
from caseworker.ports import Office, UnitOfWork
from caseworker.sync.space import Naming


def name_by_root(office: Office, code: str, user_id: UserId, shown: Naming | None = None) -> None:
    """Make somebody of the staff an administrator, on the word of the root with this *code*.

    It needs no right of whoever types it: the paper is the right. Where two administrators have
    ended each other, the one who is named stays. Nothing is signed that was not *shown*.

    Raises:
        WrongRecoveryCode: it is mistyped, or of another centre.
    """
    roles = office.space.name_administrator(code, shown or office.space.naming(user_id))
    office.perform(lambda work: _enter(work, user_id, roles))
    office.space.align()


def _enter(work: UnitOfWork, user_id: UserId, roles: frozenset[str]) -> None:
    """Write into the list what was signed: what stood there may be of somebody else's hand."""
    user = work.get(User, user_id)
    user.roles = frozenset(role for role in Role if role.value in roles)
    user.removed_at = None
    work.record("named by the root", user_id)
