"""The membership log of one unlocked store, as whoever unlocked it may read and sign it."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

from sqlalchemy import Connection
from sqlalchemy.orm import Session

from caseworker.errors import LaptopWentBack, NotAllowed, NotNamed
from caseworker.model.staff import Role
from caseworker.ports import Actor
from db.store.exchange.giving_keys import give_keys, keys_for
from db.store.exchange.membership_log import MembershipLog
from db.store.exchange.narrowing import Narrowing
from db.store.exchange.old_image import is_behind
from db.store.exchange.outgoing import Outgoing
from db.store.exchange.root_acts import public_half
from db.store.exchange.runs import released
from db.store.exchange.store_exchange import Door
from db.store.identity import StoreIdentity
from db.store.journal.clock import moment_of
from db.store.open_store import OpenStore
from db.store.reading import Reading

T = TypeVar("T")


class SignedLog:
    """What acts on the log have in common."""

    def __init__(self, door: Door, store: OpenStore, actor: Actor) -> None:
        self._door = door
        self._store = store
        self._actor = actor

    @property
    def _identity(self) -> StoreIdentity:
        return self._store.identity

    @property
    def _person_key(self) -> bytes:
        return self._store.opened.secrets.signing_key

    def _write_letter(
        self, connection: Connection, log: MembershipLog, device: bytes, sealing_key: bytes
    ) -> None:
        keys = keys_for(connection, log.members, device, None)
        outgoing = self._outgoing(connection, log)
        outgoing.write_letter(sealing_key, keys, self._door.milliseconds())

    def _write_letters(self, connection: Connection, log: MembershipLog) -> None:
        outgoing, at = self._outgoing(connection, log), self._door.milliseconds()
        give_keys(connection, log, outgoing, self._identity.device_id, at)

    def _narrow(
        self, connection: Connection, log: MembershipLog, act: Callable[[Narrowing], None]
    ) -> None:
        narrowing = Narrowing(
            connection,
            log,
            self._identity,
            self._outgoing(connection, log),
            self._person_key,
            self._door.milliseconds(),
        )
        known = len(log)
        act(narrowing)
        if len(log) > known and self._is_named(log):
            log.say(connection, self._person_key, *released(connection, log))
        narrowing.finish(self._store.journal.state.position)

    def _reads(self, connection: Connection) -> Reading:
        return Reading(
            Session(connection, autoflush=False),
            self._actor,
            lambda: moment_of(self._door.milliseconds()),
            self._store.attachments,
        )

    def _is_named(self, log: MembershipLog) -> bool:
        return public_half(self._person_key) in log.members.administrators

    def _outgoing(self, connection: Connection, log: MembershipLog) -> Outgoing:
        store = self._store
        return Outgoing(connection, store.identity, store.journal.run, log, store.attachments)

    def _ask_log(self, question: Callable[[Connection, MembershipLog], T]) -> T:
        return self._door.read(lambda connection: question(connection, self._store.log(connection)))

    def _on_log(self, work: Callable[[Connection, MembershipLog], T]) -> T:
        return self._door.write(lambda connection: work(connection, self._store.log(connection)))

    def _is_administrator(self) -> bool:
        return Role.ADMINISTRATOR in self._actor.roles

    def _check_named(self) -> None:
        """See that what she signs counts: the log, not the list of staff, says so."""
        self._check_administrator()
        if not self._ask_log(lambda _connection, log: self._is_named(log)):
            raise NotNamed
        if self._ask_log(lambda c, log: is_behind(c, log.members, self._identity)):
            raise LaptopWentBack

    def _check_administrator(self) -> None:
        if not self._is_administrator():
            raise NotAllowed
