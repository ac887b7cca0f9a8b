"""The exchange with other laptops, as the store supplies it: `ExchangePoint` of the domain."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Protocol, TypeVar

from sqlalchemy import Connection, select
from sqlalchemy.dialects.sqlite import insert

from caseworker.ports import Changes
from caseworker.sync.batch import Reader
from caseworker.sync.batch_file import Refused, laptop_id, read_file
from caseworker.sync.carrier import BatchId, ChunkId
from caseworker.sync.circles import holds
from caseworker.sync.exchanging import TakenIn
from caseworker.sync.letter import sealing_key_id
from caseworker.sync.membership import Members
from db.store.exchange import attachment_chunks, frontiers, kept_batches
from db.store.exchange.erased_batches import forget_erased, forget_what_waited
from db.store.exchange.incoming import Arrived
from db.store.exchange.kept_batches import NEWER
from db.store.exchange.leaving import (
    Left,
    confirm,
    contents_left,
    leave,
)
from db.store.exchange.looking_ahead import LookedAhead, look_ahead
from db.store.exchange.membership_log import MembershipLog
from db.store.exchange.newer_batches import keep_newer
from db.store.exchange.old_image import ask_those_who_know, catch_up, is_behind, seal_again
from db.store.exchange.old_keys import forget_old_keys
from db.store.exchange.outgoing import Outgoing
from db.store.exchange.passing_on import answer, carry_what_waited
from db.store.exchange.state_sums import StateSums
from db.store.exchange.taking_in import TakingIn, reader_of
from db.store.identity import StoreIdentity
from db.store.journal.journal import JournalState
from db.store.open_store import OpenStore
from db.store.tables import cursors

T = TypeVar("T")


class Door(Protocol):
    """What the exchange needs of the office."""

    def write(self, job: Callable[[Connection], T]) -> T:
        """Run *job* in a transaction of its own."""
        ...

    def read(self, job: Callable[[Connection], T]) -> T:
        """Run *job* on a connection that only reads, and waits for nobody."""
        ...

    def arrive(self, job: Callable[[Connection, JournalState], tuple[T, Arrived]]) -> T:
        """Run *job* in a transaction that adds commits of others to the journal."""
        ...

    def milliseconds(self) -> int:
        """Return the present moment, in milliseconds since 1970."""
        ...

    def empty_wal(self) -> None:
        """Leave nothing in the write-ahead log of what was removed."""
        ...


class StoreExchange:
    """The exchange point of one unlocked store."""

    def __init__(self, door: Door, store: OpenStore) -> None:
        self._door = door
        self._store = store

    @property
    def _identity(self) -> StoreIdentity:
        return self._store.identity

    def leave(self, *, handed_over: bool = False) -> Changes:
        """Remove what this laptop no longer holds; what nobody else has is handed in first.

        The attachments among it stay until their pieces are *handed_over*.
        """

        def work(connection: Connection) -> tuple[Left, list[tuple[bytes, int]]]:
            log, at = self._log(connection), self._door.milliseconds()
            if not self._has_joined(log.members):
                return Left(), []
            left = leave(
                connection,
                log,
                self._identity,
                self._outgoing(connection, log),
                lambda: self._reader(connection, log.members),
                self._store.journal.state.position,
                at,
            )
            gone = [*left.contents, *(contents_left(connection) if handed_over else ())]
            confirm(connection, log.members, self._identity, at)
            return left, gone

        left, contents = self._door.write(work)
        for digest, size in contents:
            self._store.attachments.erase(digest, size)
        if left.touched:
            self._door.empty_wal()
        return Changes(left.touched)

    def pack(self) -> None:
        """Put all that waits on this laptop into batches."""
        self.leave()

        def work(connection: Connection) -> None:
            log = self._log(connection)
            if self._has_joined(log.members):
                outgoing = self._outgoing(connection, log)
                at = self._door.milliseconds()
                own = self._identity.device_id
                if is_behind(connection, log.members, self._identity):
                    ask_those_who_know(connection, log.members, outgoing, self._identity, at)
                    return
                if not outgoing.has_its_keys():
                    # The letter that brings the newest is still on its way: it waits for that.
                    return

                def reader() -> Reader:
                    return self._reader(connection, log.members)

                forget_what_waited(connection, reader, outgoing, self._identity, at)
                seal_again(connection, log.members, reader, outgoing, self._identity, at)
                carry_what_waited(connection, log.members, outgoing, own, at)
                answer(connection, log.members, outgoing, self._identity, at)
                catch_up(connection, log.members, outgoing, self._identity, at)
                outgoing.pack(self._store.journal.state.position, at)

        self._door.write(work)

    def has_heard(self) -> bool:
        """Return whether all that a carrier had was taken in since this store was unlocked."""
        return self._store.has_heard

    def note_heard(self) -> None:
        """Note that all that a carrier had was taken in."""
        self._store.has_heard = True

    def to_carry(self) -> Sequence[BatchId]:
        """Return the batches that can be handed over, oldest first."""
        return self._door.write(kept_batches.to_carry)

    def content_of(self, batch: BatchId) -> bytes | None:
        """Return a whole batch while it is kept."""
        return self._door.write(lambda connection: kept_batches.content_of(connection, batch))

    def hand_over(self, batches: Sequence[BatchId]) -> None:
        """Note that a carrier has taken *batches*."""
        self._door.write(lambda connection: kept_batches.hand_over(connection, batches))

    def here(self) -> set[BatchId]:
        """Return every batch that was made here or came."""
        return self._door.write(kept_batches.here)

    def look_ahead(self, content: bytes) -> LookedAhead | None:
        """Do what can be done of `take_in` before its turn; it changes nothing."""

        def look(connection: Connection) -> LookedAhead | None:
            members = self._log(connection).members
            return look_ahead(content, self._reader(connection, members), members)

        return self._door.read(look)

    def take_in(self, content: bytes, ahead: object = None) -> TakenIn:
        """Take in a batch, whoever carried it; what is wrong with it is in the answer."""
        try:
            batch = read_file(content)
        except Refused as refused:
            if refused.result != NEWER:
                return TakenIn(result=refused.result)
            at = self._door.milliseconds()
            kept = self._door.write(lambda connection: keep_newer(connection, content, at))
            return TakenIn(result=kept)
        looked = ahead if isinstance(ahead, LookedAhead) and ahead.batch == batch.id else None
        return self._door.arrive(
            lambda connection, state: self._taking_in(connection).take_in(state, batch, looked)
        )

    def try_again(self) -> Sequence[TakenIn]:
        """Look again at batches that could not be opened when they came."""
        taken: list[TakenIn] = []
        waiting = self._door.write(lambda connection: list(kept_batches.to_try_again(connection)))
        moved = True
        while moved and waiting:
            results = [(content, self.take_in(content)) for content in waiting]
            opened = [each for _, each in results if each.result == kept_batches.OK]
            waiting = [content for content, each in results if each.result != kept_batches.OK]
            taken += opened
            moved = bool(opened)
        return taken

    def chunks(self) -> Sequence[ChunkId]:
        """Return the sealed pieces of attachments that are here."""
        return self._door.write(lambda connection: attachment_chunks.known(connection, here=True))

    def wanted_chunks(self) -> Sequence[ChunkId]:
        """Return the sealed pieces of attachments that are not here yet.

        None before this laptop was unlocked as a member: their names follow from the secret that
        the letter has just brought.
        """
        if self._identity.waits_to_join:
            return []
        return self._door.write(lambda connection: attachment_chunks.known(connection, here=False))

    def chunk(self, chunk: ChunkId) -> bytes | None:
        """Return one sealed piece, or None where it is not here any more."""
        kept = self._store.attachments
        return self._door.write(
            lambda connection: attachment_chunks.content_of(connection, kept, chunk)
        )

    def keep_chunk(self, chunk: ChunkId, content: bytes) -> bool:
        """Keep a sealed piece; return False where it is not the one that was asked for."""
        kept = self._store.attachments
        return self._door.write(
            lambda connection: attachment_chunks.keep(connection, kept, chunk, content)
        )

    def cursor(self, carrier: str) -> str:
        """Return up to where the list of the carrier of this name was read."""
        query = select(cursors.c.cursor).where(cursors.c.carrier == carrier)
        return self._door.write(lambda connection: connection.scalar(query)) or ""

    def remember_cursor(self, carrier: str, cursor: str) -> None:
        """Remember up to where the list of a carrier was read."""
        row = {"carrier": carrier, "cursor": cursor}
        kept = insert(cursors).values(row)
        kept = kept.on_conflict_do_update(index_elements=["carrier"], set_={"cursor": cursor})
        self._door.write(lambda connection: connection.execute(kept))

    def finish(self, carrier: str) -> None:
        """Note that an exchange came to its end, and let go of batches that all others have."""
        at = str(self._door.milliseconds())
        self.remember_cursor(f"{carrier} ended", at)

        def work(connection: Connection) -> None:
            members = self._log(connection).members
            peers = {
                laptop_id(key)
                for device, member in members.devices.items()
                if device != self._identity.device_id
                for key in member.current
            }
            closed = self._closed_here(members)
            frontiers.let_go(connection, peers, closed)
            if self._has_joined(members):
                forget_old_keys(connection, members, self._identity)
                StateSums(connection, members, self._identity).compare()

        self._door.write(work)

    def forget_erased(self) -> None:
        """Take values that were erased out of the batches that are still kept."""

        def work(connection: Connection) -> None:
            log = self._log(connection)
            if self._has_joined(log.members):
                forget_erased(
                    connection,
                    self._reader(connection, log.members),
                    self._outgoing(connection, log),
                    self._identity,
                    self._door.milliseconds(),
                )
            attachment_chunks.forget_unnamed(connection)

        self._door.write(work)

    def _taking_in(self, connection: Connection) -> TakingIn:
        return TakingIn(connection, self._store, self._door.milliseconds())

    def _reader(self, connection: Connection, members: Members) -> Reader:
        return reader_of(connection, self._identity, members)

    def _outgoing(self, connection: Connection, log: MembershipLog) -> Outgoing:
        store = self._store
        return Outgoing(connection, store.identity, store.journal.run, log, store.attachments)

    def _closed_here(self, members: Members) -> frozenset[bytes]:
        """Return the ids of keys that are not for this laptop, as batches name them."""
        device = self._identity.device_id
        audiences = {
            key.id
            for audience, keys in members.keys.items()
            if not holds(members, device, audience)
            for key in keys
        }
        letters = {
            sealing_key_id(key)
            for other, member in members.devices.items()
            if other != device
            for key in member.sealing_keys
        }
        return frozenset(audiences | letters)

    def _has_joined(self, members: Members) -> bool:
        return bool(self._identity.audiences) and self._identity.device_id in members.devices

    def _log(self, connection: Connection) -> MembershipLog:
        return self._store.log(connection)
