"""An unlocked store, as the interface sees it: `Office` of `caseworker.ports`."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from contextlib import suppress
from typing import TypeVar
from uuid import UUID

from sqlalchemy import Connection
from sqlalchemy.orm import Session

from caseworker.errors import StoreError, StoreInUse
from caseworker.model.entity import Entity
from caseworker.ports import Actor, Changes, Reads, UnitOfWork
from caseworker.search import words_of
from caseworker.sync.membership_entry import EntryId
from db.store import search
from db.store.backup import StoreBackups
from db.store.connection import raw
from db.store.drafts import StoreDrafts
from db.store.exchange.followed import require_followed
from db.store.exchange.incoming import Arrived
from db.store.exchange.store_exchange import StoreExchange
from db.store.exchange.store_hub import StoreHub
from db.store.exchange.store_space import StoreSpace
from db.store.failures import told_plainly
from db.store.ids import Ids, fresh
from db.store.journal.capture import Capture, Edit, plain_value
from db.store.journal.chain_head import Head
from db.store.journal.clock import milliseconds
from db.store.journal.erasure import erase
from db.store.journal.journal import JournalState
from db.store.merge_rules import proven_kinds
from db.store.open_store import OpenStore
from db.store.read_audit import ReadAudit, Seen
from db.store.reading import Clock, Reading
from db.store.staff_keys import StoreKeys
from db.store.unit_of_work import StoreUnitOfWork
from db.store.writer import Writer

T = TypeVar("T")


class StoreOffice:
    """`perform` writes on the one writer thread; `ask` reads beside it and waits for nobody."""

    def __init__(self, store: OpenStore, actor: Actor, clock: Clock, ids: Ids = fresh) -> None:
        self._store = store
        self._actor = actor
        self._clock = clock
        self._ids = ids
        self._writer = Writer()
        self._drafts = StoreDrafts(
            self._writer, store.writing, actor.user_id, store.opened.secrets.draft_key, clock
        )
        self._keys = StoreKeys(store.place, store.key_file, store.opened, self)
        self._reads = ReadAudit(self._write_reads)

    @property
    def actor(self) -> Actor:
        """Who unlocked it."""
        return self._actor

    @property
    def drafts(self) -> StoreDrafts:
        """The drafts of whoever unlocked it."""
        return self._drafts

    @property
    def keys(self) -> StoreKeys:
        """Who can unlock this laptop."""
        return self._keys

    @property
    def backups(self) -> StoreBackups:
        """The backups of this laptop."""
        return StoreBackups(self, self._clock)

    @property
    def hub(self) -> StoreHub:
        """What this laptop is at the hub."""
        return StoreHub(self, self._store, self._actor)

    @property
    def exchange(self) -> StoreExchange:
        """The exchange with other laptops."""
        return StoreExchange(self, self._store)

    @property
    def space(self) -> StoreSpace:
        """The laptops of the centre."""
        return StoreSpace(self, self._store, self._actor)

    @property
    def store(self) -> OpenStore:
        """The parts, for backup and verification."""
        return self._store

    def saw(self, subject: UUID, detail: str = "") -> None:
        """Note that this actor looked at *subject*; audited within a second, with others."""
        self._reads.note(subject, detail)

    def perform(self, act: Callable[[UnitOfWork], T]) -> tuple[T, Changes]:
        """Run *act* as one unit of work; return its answer and what changed.

        Raises:
            KnownError: nothing was changed.
        """
        answer, changes, erased = self._writer.run(lambda: self._perform(act))
        if erased:
            self.exchange.forget_erased()
        return answer, changes

    def ask(self, question: Callable[[Reads], T]) -> T:
        """Answer *question* on a read-only connection; it changes nothing."""
        store = self._store
        with (
            told_plainly(only_reading=True),
            Session(store.reading, autoflush=False) as session,
        ):
            return question(Reading(session, self._actor, self._clock, store.attachments))

    def read(self, job: Callable[[Connection], T]) -> T:
        """Run *job* on a connection that only reads, and waits for nobody."""
        with told_plainly(only_reading=True), self._store.reading.connect() as connection:
            return job(connection)

    def write(self, job: Callable[[Connection], T]) -> T:
        """Run *job* on the writer thread in a transaction outside the journal.

        Only for what the store keeps about itself; entities are changed by `perform`.
        """

        def work() -> T:
            with told_plainly(), self._store.writing.begin() as connection:
                return job(connection)

        return self._writer.run(work)

    def arrive(self, job: Callable[[Connection, JournalState], tuple[T, Arrived]]) -> T:
        """Run *job*, which adds commits of others to the journal, as one transaction."""

        def work() -> tuple[T, bool]:
            store = self._store
            with told_plainly(), store.writing.begin() as connection:
                answer, arrived = job(connection, store.journal.state)
            self._acknowledge(arrived.state)
            for digest, size in arrived.applied.unnamed:
                store.attachments.erase(digest, size)
            if arrived.applied.erased:
                self._empty_wal()
            return answer, arrived.applied.erased

        answer, erased = self._writer.run(work)
        if erased:
            self.exchange.forget_erased()
        return answer

    def empty_wal(self) -> None:
        """Leave nothing in the write-ahead log of what was removed."""
        self._writer.run(self._empty_wal)

    def milliseconds(self) -> int:
        """Return the present moment, in milliseconds since 1970."""
        return milliseconds(self._clock())

    def alone(self, job: Callable[[OpenStore], T]) -> T:
        """Run *job* while nobody writes and all that was written is in the store file itself.

        Raises:
            StoreInUse: a question of long standing kept it from being moved there.
        """

        def work() -> T:
            with told_plainly(), self._store.writing.connect() as connection:
                below = raw(connection)
                if below.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()[0]:
                    raise StoreInUse
                # Holding this lock, SQLite moves nothing until the job is done.
                below.execute("BEGIN IMMEDIATE").close()
                try:
                    return job(self._store)
                finally:
                    below.execute("ROLLBACK").close()

        return self._writer.run(work)

    def close(self) -> None:
        """Close the store. What was acknowledged is on the disk."""
        store = self._store
        self._reads.close()
        self._writer.close()
        store.reading.dispose()
        store.writing.dispose()
        store.chain_head.close()
        # Where there is no room for it now, the new key comes at the next opening.
        with suppress(StoreError), told_plainly():
            self._keys.finish_rekeying()
        store.lock.release()

    def _perform(self, act: Callable[[UnitOfWork], T]) -> tuple[T, Changes, bool]:
        store = self._store
        with told_plainly(), Capture(store.writing) as session:
            unit = StoreUnitOfWork(
                session,
                self._actor,
                self._clock,
                store.attachments,
                store.identity.device_code,
                self._ids,
            )
            try:
                answer = act(unit)
                for recorded in unit.recorded:
                    session.add_new(recorded)
                session.flush()
                edits = _with_settled(session.edits(), unit.settled)
                edits = _with_erasures(edits, unit.erased)
                state = self._keep(session.connection(), unit, edits)
                session.commit()
            except BaseException:
                session.give_up()
                unit.forget()
                raise
            self._acknowledge(state)
            if unit.erased:
                unit.finish()
                session.close()
                self._empty_wal()
        return answer, _changes(edits), bool(unit.erased)

    def _write_reads(self, seen: Sequence[Seen]) -> None:
        def act(unit: UnitOfWork) -> None:
            for subject, detail in seen:
                unit.record("looked at", subject, detail=detail)

        self.perform(act)

    def _keep(
        self, connection: Connection, unit: StoreUnitOfWork, edits: list[Edit]
    ) -> JournalState:
        for edit in edits:
            if not edit.is_erased:
                words = words_of(edit.entity)
                search.index(connection, edit.entity, words, is_new=edit.is_new)
        state = self._store.journal.keep(
            connection, edits, unit.relied_on, unit.now(), lambda: self._named_log(connection)
        )
        if self._store.identity.roots and any(
            edit.is_erased or edit.kind in proven_kinds() for edit in edits
        ):
            members, before = self._store.log(connection).members, self._store.journal.state
            require_followed(connection, members, before.position + 1, state.position)
        for entity in unit.erased:
            erase(connection, type(entity), entity.id)
        unit.settle_erased()
        return state

    def _named_log(self, connection: Connection) -> tuple[bytes, list[EntryId]] | None:
        heads = self._store.log(connection).heads()
        return (self._store.identity.space, heads) if heads else None

    def _empty_wal(self) -> None:
        # Erased values may stand in the WAL until it is emptied.
        with self._store.writing.connect() as connection:
            raw(connection).execute("PRAGMA wal_checkpoint(TRUNCATE)").close()

    def _acknowledge(self, state: JournalState) -> None:
        journal = self._store.journal
        if state.position != journal.state.position:
            journal.state = state
            at = milliseconds(self._clock())
            self._store.chain_head.write(Head(state.position, state.running, at))


def _with_settled(edits: list[Edit], settled: list[tuple[Entity, str]]) -> list[Edit]:
    """Return *edits* with the fields that somebody settled, changed or not."""
    by_entity = {edit.entity.id: edit for edit in edits}
    for entity, field in settled:
        edit = by_entity.setdefault(entity.id, Edit(entity, is_new=False, values={}))
        edit.values[field] = plain_value(type(entity), field, getattr(entity, field))
    return list(by_entity.values())


def _with_erasures(edits: list[Edit], erased: list[Entity]) -> list[Edit]:
    kept = [edit for edit in edits if edit.entity not in erased]
    return kept + [Edit(each, is_new=False, values={}, is_erased=True) for each in erased]


def _changes(edits: list[Edit]) -> Changes:
    touched: set[tuple[type, UUID]] = {(edit.kind, edit.entity.id) for edit in edits}
    return Changes(frozenset(touched))
