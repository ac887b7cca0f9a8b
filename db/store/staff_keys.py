"""Who can unlock this laptop: adding and removing people, changing and recovering passphrases."""

from __future__ import annotations

import secrets
from collections.abc import Callable
from typing import Protocol, TypeVar
from uuid import UUID

from sqlalchemy import Connection, delete, select
from sqlalchemy.dialects.sqlite import insert

from caseworker.errors import InvalidValue, NotAllowed, NotFound
from caseworker.model.ids import UserId
from caseworker.model.staff import Role, User
from caseworker.ports import Actor, Newcomer, UnitOfWork
from caseworker.text import N_
from db.store.folder import StoreFolder
from db.store.key_file import KeyFile, Opened, destroy_key_file
from db.store.rekeying import finish
from db.store.slots import KEY_SIZE, SlotSecrets, normal_name
from db.store.tables import slot_holders

T = TypeVar("T")


class Acts(Protocol):
    """What the keys need of the office: units of work, and the store's own tables."""

    @property
    def actor(self) -> Actor:
        """Who unlocked it."""
        ...

    def perform(self, act: Callable[[UnitOfWork], T]) -> tuple[T, object]:
        """Run a unit of work."""
        ...

    def write(self, job: Callable[[Connection], T]) -> T:
        """Run *job* in a transaction of its own, outside the journal."""
        ...


class StoreKeys:
    """The key slots of an unlocked store."""

    def __init__(self, place: StoreFolder, key_file: KeyFile, opened: Opened, office: Acts) -> None:
        self._place = place
        self._key_file = key_file
        self._opened = opened
        self._office = office

    @property
    def rekeying_is_pending(self) -> bool:
        """Whether the store still has the key that somebody removed may have known.

        It gets the new one when it is closed, or at the latest when it is next unlocked.
        """
        return len(self._opened.keys) > 1

    def add(self, newcomer: Newcomer, passphrase: str) -> UserId:
        """Enrol a member of staff with a slot that she opens with *passphrase*.

        Raises:
            NotAllowed: the actor is no administrator.
            SlotsFull: every slot is taken.
            InvalidValue: somebody of that name is enrolled, or name or passphrase is empty.
        """
        self._check_administrator()
        user_id = UserId(self._office.perform(lambda unit: unit.new_id())[0])
        inside = SlotSecrets.new(user_id.bytes)
        changed = self._key_file.with_person(
            _said(newcomer.name, N_("The name")),
            _said(passphrase, N_("The passphrase")),
            inside,
            self._opened.keys,
            self._free(),
        )

        def enrol(unit: UnitOfWork) -> None:
            taken = {normal_name(each.name) for each in unit.matching(User, removed_at=None)}
            if normal_name(newcomer.name) in taken:
                raise InvalidValue(what=N_("This name"))
            user = User(
                id=user_id,
                name=newcomer.name.strip(),
                staff_code=newcomer.staff_code,
                roles=newcomer.roles,
                trainings=newcomer.trainings,
                signing_key=inside.verifying_key,
                added_at=unit.now(),
            )
            unit.add(user)
            unit.record("added a member of staff", user_id)

        self._office.perform(enrol)
        self._hold(user_id, inside)
        # Last: a slot that the store does not know would be worse than a user without one.
        self._key_file = changed.write(self._place.path, self._opened.keys[0])
        return user_id

    def remove(self, user_id: UserId) -> None:
        """Take away the slot of a member of staff; the store gets another key when it is closed.

        Raises:
            NotAllowed: the actor is no administrator, or would remove herself.
            NotFound: nobody has this id.
        """

        def part(unit: UnitOfWork) -> None:
            user = unit.get(User, user_id)
            user.removed_at = user.removed_at or unit.now()
            unit.record("removed a member of staff", user_id)

        self._take_slot(user_id, part)

    def close_here(self, user_id: UserId) -> None:
        """Take away somebody's slot on this laptop alone: she goes on working at her own.

        Raises:
            NotAllowed: the actor is no administrator, or would close it to herself.
            NotFound: she does not unlock this laptop.
        """
        if user_id.bytes not in self._office.write(_holders):
            raise NotFound
        self._take_slot(
            user_id, lambda unit: unit.record("closed a laptop to a member of staff", user_id)
        )

    def open_to(self) -> frozenset[UserId]:
        """Return who unlocks this laptop."""
        return frozenset(UserId(UUID(bytes=each)) for each in self._office.write(_holders))

    def _take_slot(self, user_id: UserId, part: Callable[[UnitOfWork], None]) -> None:
        self._check_administrator()
        if user_id == self._office.actor.user_id:
            raise NotAllowed
        gone = self._office.write(_holders).get(user_id.bytes)
        keys = (self._opened.keys[0], secrets.token_bytes(KEY_SIZE))
        changed = self._key_file.with_keys(keys, gone)
        # First: whoever is removed must not get in, even if what follows is cut short.
        self._key_file = changed.write(self._place.path, keys[0])
        self._opened = Opened(self._opened.secrets, keys)
        self._office.perform(part)
        release = delete(slot_holders).where(slot_holders.c.user_id == user_id.bytes)
        self._office.write(lambda connection: connection.execute(release))

    def change_passphrase(self, old: str, new: str) -> None:
        """Change the passphrase of whoever is here; her secrets and drafts stay.

        Raises:
            WrongPassphrase: *old* is not her passphrase.
            InvalidValue: *new* is empty.
        """
        name = self._office.actor.name
        opened = self._key_file.unlock(name, old)
        changed = self._key_file.with_person(
            name,
            _said(new, N_("The passphrase")),
            opened.secrets,
            self._opened.keys,
            frozenset({opened.secrets.public}),
        )
        self._key_file = changed.write(self._place.path, self._opened.keys[0])
        user_id = self._office.actor.user_id
        self._office.perform(lambda unit: unit.record("changed the passphrase", user_id))

    def take_over_slot(self, passphrase: str) -> None:
        """Give whoever came in by the recovery code a slot in the place of the one she lost."""
        user_id, inside = self._office.actor.user_id, self._opened.secrets
        old = self._office.write(_holders).get(user_id.bytes)
        changed = self._key_file.with_person(
            self._office.actor.name,
            _said(passphrase, N_("The passphrase")),
            inside,
            self._opened.keys,
            self._free() if old is None else frozenset({old}),
        )

        def sign_anew(unit: UnitOfWork) -> None:
            unit.get(User, user_id).signing_key = inside.verifying_key
            unit.record("came in by the recovery code", user_id)

        self._office.perform(sign_anew)
        self._hold(user_id, inside)
        self._key_file = changed.write(self._place.path, self._opened.keys[0])

    def new_recovery_code(self) -> str:
        """Return a new recovery code; the one before opens nothing any more.

        Raises:
            NotAllowed: the actor is no administrator.
        """
        self._check_administrator()
        changed, code = self._key_file.with_recovery(self._opened.keys)
        self._key_file = changed.write(self._place.path, self._opened.keys[0])
        user_id = self._office.actor.user_id
        self._office.perform(lambda unit: unit.record("made a new recovery code", user_id))
        return code

    def destroy(self) -> None:
        """Destroy every key slot on this laptop: the gesture before an evacuation.

        The store stays encrypted for everybody, and comes back from a backup elsewhere or from
        another laptop. Close the office next.
        """
        destroy_key_file(self._place.path)
        for folder in (*self._place.backups.glob("*"), *self._place.aside.glob("*")):
            destroy_key_file(folder)
        self._opened = Opened(self._opened.secrets, self._opened.keys[:1])

    def finish_rekeying(self) -> None:
        """Give the store, which nobody has open any more, its new key, if one waits for it."""
        self._key_file, self._opened = finish(self._place, self._key_file, self._opened)

    def _check_administrator(self) -> None:
        if Role.ADMINISTRATOR not in self._office.actor.roles:
            raise NotAllowed

    def _free(self) -> frozenset[bytes]:
        used = frozenset(self._office.write(_holders).values())
        return frozenset(slot.public for slot in self._key_file.slots) - used

    def _hold(self, user_id: UserId, inside: SlotSecrets) -> None:
        row = {"user_id": user_id.bytes, "public_key": inside.public}
        held = (
            insert(slot_holders)
            .values(row)
            .on_conflict_do_update(index_elements=["user_id"], set_={"public_key": inside.public})
        )
        self._office.write(lambda connection: connection.execute(held))


def _holders(connection: Connection) -> dict[bytes, bytes]:
    return {row.user_id: row.public_key for row in connection.execute(select(slot_holders))}


def _said(text: str, what: str) -> str:
    if not text.strip():
        raise InvalidValue(what=what)
    return text
