"""The exchange with other laptops, as the store supplies it: `ExchangePoint` of the domain."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import Protocol, TypeVar

from sqlalchemy import Connection, select
from sqlalchemy.dialects.sqlite import insert

from caseworker.ports import Changes
from caseworker.sync.batch import Reader
from caseworker.sync.batch_body import BatchBody, GivenKey
from caseworker.sync.batch_file import BatchFile, Refused, laptop_id, read_file
from caseworker.sync.batch_seal import key_id
from caseworker.sync.carrier import BatchId, ChunkId
from caseworker.sync.exchanging import TakenIn
from caseworker.sync.letter import sealing_key_id
from caseworker.sync.membership import Members
from db.store.exchange import attachment_chunks, kept_batches
from db.store.exchange.batch_contents import believed_covers, read_commits
from db.store.exchange.erased_batches import forget_erased, holds_erased
from db.store.exchange.incoming import Arrived, arrive, rejudge
from db.store.exchange.leaving import (
    Leaving,
    Left,
    confirm,
    contents_left,
    hear_left,
    leave,
)
from db.store.exchange.membership_log import MembershipLog
from db.store.exchange.narrowing import answer, carry_on
from db.store.exchange.old_keys import forget_old_keys
from db.store.exchange.outgoing import Outgoing, note_news
from db.store.identity import StoreIdentity
from db.store.journal.applying import apply
from db.store.journal.journal import JournalState
from db.store.open_store import OpenStore
from db.store.registry import AudienceClass
from db.store.tables import audience_keys, cursors

T = TypeVar("T")

_KEPT_THOUGH_CLOSED = frozenset(kept_batches.TO_TRY_AGAIN)
_EVIDENCE = frozenset({"bad-seal", "bad-padding", "too-large", "bad-body"})
"""Kept as evidence: a member's laptop signed what nobody can read."""


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
            gone = [] if left.hands_in and not handed_over else contents_left(connection)
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
                if not outgoing.has_its_keys():
                    # The letter that brings the newest is still on its way: it waits for that.
                    return
                outgoing.pack(self._store.journal.state.position, self._door.milliseconds())

        self._door.write(work)

    def to_carry(self) -> Sequence[BatchId]:
        """Return the batches that can be handed over, oldest first."""
        return self._door.write(kept_batches.to_carry)

    def content_of(self, batch: BatchId) -> bytes | None:
        """Return a whole batch while it is kept."""
        return self._door.write(lambda connection: kept_batches.content_of(connection, batch))

    def hand_over(self, batch: BatchId) -> None:
        """Note that a carrier has taken a batch."""
        self._door.write(lambda connection: kept_batches.hand_over(connection, batch))

    def here(self) -> set[BatchId]:
        """Return every batch that was made here or came."""
        return self._door.write(kept_batches.here)

    def take_in(self, content: bytes) -> TakenIn:
        """Take in a batch, whoever carried it; what is wrong with it is in the answer."""
        try:
            batch = read_file(content)
        except Refused as refused:
            return TakenIn(result=refused.result)
        return self._door.arrive(lambda connection, state: self._take_in(connection, state, batch))

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
        """Return the sealed pieces of attachments that are not here yet."""
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
            kept_batches.let_go(connection, peers)
            if self._has_joined(members):
                forget_old_keys(connection, members, self._identity)

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

    def _outgoing(self, connection: Connection, log: MembershipLog) -> Outgoing:
        store = self._store
        return Outgoing(connection, store.identity, store.journal.run, log, store.attachments)

    def _take_in(
        self, connection: Connection, state: JournalState, batch: BatchFile
    ) -> tuple[TakenIn, Arrived]:
        if kept_batches.result_of(connection, batch.id) == kept_batches.OK:
            return TakenIn(result=kept_batches.OK), Arrived(state=state)
        log, at = self._log(connection), self._door.milliseconds()
        try:
            body = self._open(connection, log, batch)
        except Refused as refused:
            if refused.result in _KEPT_THOUGH_CLOSED | _EVIDENCE:
                kept_batches.keep(connection, batch, refused.result, at)
            return TakenIn(result=refused.result), Arrived(state=state)
        log_grew = log.take_in(connection, body.entries)
        self._keep_keys(connection, log, body.keys)
        self._join(connection, log.members, body)
        touched = rejudge(connection, log.members) if log_grew else set()
        read, broken = read_commits(body)
        keeps = Leaving(connection, log.members, self._identity).keeps
        wholes = [
            whole for whole, _ in read.values() if keeps(whole.header.audience, whole.header.device)
        ]
        arrived = arrive(connection, wholes, log.members, state, at)
        more = apply(connection, touched)
        quiet = not (body.commits or body.entries or body.covers)
        attachment_chunks.ask_for(connection, body.chunks)
        if body.covers:
            kept_batches.cover(connection, believed_covers(log.members, batch, body), at)
        kept_batches.keep(connection, batch, kept_batches.OK, at, quiet=quiet)
        if body.frontier and kept_batches.hear(
            connection, batch.header.laptop, batch.id, body.frontier
        ):
            self._hear_told(connection, log, batch, body, at)
        as_sent = {key: content for key, (_, content) in read.items()}
        late = arrived.new < len(read) and holds_erased(connection, as_sent)
        if late or len(wholes) < len(read) or self._is_to_me(batch):
            # What it says was erased meanwhile, or is not held here any more; or it brought keys,
            # which are kept by themselves. Its author carries again what others need.
            kept_batches.drop(connection, [batch.id])
        carry_on(
            connection,
            log.members,
            self._outgoing(connection, log),
            batch.header.key,
            [read[whole.signed.id][1] for whole in wholes],
            at,
        )
        if not quiet:
            note_news(connection)
        taken = TakenIn(
            result=broken or kept_batches.OK,
            commits=arrived.new,
            quarantined=arrived.quarantined,
            changes=Changes(arrived.applied.touched | more.touched),
            revoked=self._is_revoked(log.members),
        )
        return taken, arrived

    def _open(self, connection: Connection, log: MembershipLog, batch: BatchFile) -> BatchBody:
        reader = self._reader(connection, log.members)
        try:
            return reader.open(batch)
        except Refused as refused:
            if refused.result != "unknown-laptop" or not self._is_to_me(batch):
                raise
        # The first letter brings the log that tells who wrote it. Its entries prove themselves;
        # then it is looked at again like any other.
        log.take_in(connection, reader.peek(batch).entries)
        return self._reader(connection, log.members).open(batch)

    def _is_to_me(self, batch: BatchFile) -> bool:
        return batch.header.key == sealing_key_id(self._identity.sealing_key.public)

    def _hear_told(
        self,
        connection: Connection,
        log: MembershipLog,
        batch: BatchFile,
        body: BatchBody,
        at: int,
    ) -> None:
        """Keep what the author of a batch has removed, and give what it lacks."""
        for device, member in log.members.devices.items():
            if batch.header.laptop not in map(laptop_id, member.current):
                continue
            if body.left is not None:
                hear_left(connection, device, body.left, at)
            if body.lacks:
                outgoing = self._outgoing(connection, log)
                members = log.members
                answer(connection, members, outgoing, self._identity, device, body.lacks, at)

    def _reader(self, connection: Connection, members: Members) -> Reader:
        keys = {row.id: row.key for row in connection.execute(select(audience_keys))}
        return Reader(
            space=self._identity.space,
            laptops={
                laptop_id(key): key for member in members.devices.values() for key in member.keys
            },
            keys=keys,
            sealing_key=self._identity.sealing_key,
        )

    def _keep_keys(
        self, connection: Connection, log: MembershipLog, given: Sequence[GivenKey]
    ) -> None:
        named = log.named_keys()
        rows = [
            {
                "id": key_id(each.key),
                "audience": each.audience,
                "epoch": each.epoch,
                "key": each.key,
                "at": self._door.milliseconds(),
            }
            for each in given
            # Only what an administrator named: whoever carries keys cannot choose them.
            if (each.audience, each.epoch, key_id(each.key)) in named
        ]
        if rows:
            connection.execute(insert(audience_keys).on_conflict_do_nothing(), rows)

    def _has_joined(self, members: Members) -> bool:
        return bool(self._identity.audiences) and self._identity.device_id in members.devices

    def _is_revoked(self, members: Members) -> bool:
        key = self._identity.device_public_key
        ended = members.ended.get((self._identity.device_id, key))
        # A dispute wipes nothing: only a word that counts does.
        return ended is not None and ended.certain

    def _join(self, connection: Connection, members: Members, body: BatchBody) -> None:
        """Take over what the first letter brings: the circles of the space, and its attachments."""
        if not body.attachment_secret or not self._identity.waits_to_join:
            return
        circles = {
            AudienceClass(name): audience
            for audience, circle in sorted(members.audiences.items())
            for name in circle.names & {each.value for each in AudienceClass}
        }
        if set(circles) == set(AudienceClass):
            secret = body.attachment_secret
            replace(self._identity, audiences=circles, attachment_secret=secret).save(connection)

    def _log(self, connection: Connection) -> MembershipLog:
        return MembershipLog(connection, self._identity.space, self._identity.roots)
