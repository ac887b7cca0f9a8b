"""The keys of the twin of the store: who may unlock it, without a key anywhere."""

from __future__ import annotations

from typing import TYPE_CHECKING
from uuid import UUID

import uuid_utils.compat

from caseworker.errors import InvalidValue, NotAllowed, WrongPassphrase
from caseworker.keys import Newcomer
from caseworker.model.ids import UserId
from caseworker.model.staff import Role, User
from caseworker.ports import UnitOfWork

if TYPE_CHECKING:
    from tests.twin import TwinOffice


class TwinKeys:
    """Slots without keys: who is enrolled, and with which passphrase."""

    def __init__(self, office: TwinOffice) -> None:
        self._office = office
        self.passphrases: dict[UUID, str] = {office.actor.user_id: ""}

    def add(self, newcomer: Newcomer, passphrase: str) -> UserId:
        self._check_administrator()
        if not newcomer.name.strip() or not passphrase.strip():
            raise InvalidValue
        user_id = UserId(uuid_utils.compat.uuid7())

        def enrol(unit: UnitOfWork) -> None:
            if unit.count(User, name=newcomer.name, removed_at=None):
                raise InvalidValue
            user = User(
                id=user_id,
                name=newcomer.name,
                staff_code=newcomer.staff_code,
                roles=newcomer.roles,
                trainings=newcomer.trainings,
                added_at=unit.now(),
            )
            unit.add(user)
            unit.record("added a member of staff", user_id)

        self._office.perform(enrol)
        self.passphrases[user_id] = passphrase
        return user_id

    def remove(self, user_id: UserId) -> None:
        self._check_administrator()
        if user_id == self._office.actor.user_id:
            raise NotAllowed

        def part(unit: UnitOfWork) -> None:
            unit.get(User, user_id).removed_at = unit.now()
            unit.record("removed a member of staff", user_id)

        self._office.perform(part)
        del self.passphrases[user_id]

    def change_passphrase(self, old: str, new: str) -> None:
        user_id = self._office.actor.user_id
        if self.passphrases.get(user_id, "") != old:
            raise WrongPassphrase
        self.passphrases[user_id] = new

    def new_recovery_code(self) -> str:
        self._check_administrator()
        return "-".join(["7QK7Q"] * 7)

    def destroy(self) -> None:
        self.passphrases.clear()

    def _check_administrator(self) -> None:
        if Role.ADMINISTRATOR not in self._office.actor.roles:
            raise NotAllowed
