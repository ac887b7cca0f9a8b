"""Whoever has the paper with the code of the root says who the administrators are."""

from __future__ import annotations

from caseworker.model.ids import UserId
from caseworker.model.staff import Role, User
from caseworker.ports import Office, UnitOfWork


def name_by_root(office: Office, code: str, user_id: UserId) -> None:
    """Make somebody of the staff an administrator, on the word of the root with this *code*.

    It needs no right of whoever types it: the paper is the right. Where two administrators have
    ended each other, the one who is named stays.

    Raises:
        WrongRecoveryCode: it is mistyped, or of another centre.
    """
    office.space.name_administrator(code, user_id)
    office.perform(lambda work: _enter(work, user_id))
    office.space.align()


def _enter(work: UnitOfWork, user_id: UserId) -> None:
    user = work.get(User, user_id)
    user.roles |= {Role.ADMINISTRATOR}
    user.removed_at = None
    work.record("named by the root", user_id)
