"""An unlocked store, as the interface sees it: `Office` of `caseworker.ports`."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar
from uuid import UUID

from filelock import FileLock
from sqlalchemy import Engine
from sqlalchemy.orm import Session

from caseworker.ports import Actor, Changes, Reads, UnitOfWork
from caseworker.search import words_of
from db.store import search
from db.store.attachments import Attachments
from db.store.drafts import StoreDrafts
from db.store.failures import told_plainly
from db.store.journal.capture import Capture, Edit
from db.store.journal.chain_head import ChainHead, Head
from db.store.journal.clock import milliseconds
from db.store.journal.journal import Journal, JournalState
from db.store.reading import Clock, Reading
from db.store.unit_of_work import StoreUnitOfWork
from db.store.writer import Writer

T = TypeVar("T")


class StoreOffice:
    """`perform` writes on the one writer thread; `ask` reads beside it and waits for nobody."""

    def __init__(
        self,
        *,
        actor: Actor,
        writing: Engine,
        reading: Engine,
        attachments: Attachments,
        journal: Journal,
        chain_head: ChainHead,
        device_code: str,
        draft_key: bytes,
        lock: FileLock,
        clock: Clock,
    ) -> None:
        self._actor = actor
        self._writing = writing
        self._reading = reading
        self._attachments = attachments
        self._journal = journal
        self._chain_head = chain_head
        self._device_code = device_code
        self._lock = lock
        self._clock = clock
        self._writer = Writer()
        self._drafts = StoreDrafts(self._writer, writing, actor.user_id, draft_key, clock)

    @property
    def actor(self) -> Actor:
        """Who unlocked it."""
        return self._actor

    @property
    def drafts(self) -> StoreDrafts:
        """The drafts of whoever unlocked it."""
        return self._drafts

    def perform(self, act: Callable[[UnitOfWork], T]) -> tuple[T, Changes]:
        """Run *act* as one unit of work; return its answer and what changed.

        Raises:
            KnownError: nothing was changed.
        """
        return self._writer.run(lambda: self._perform(act))

    def ask(self, question: Callable[[Reads], T]) -> T:
        """Answer *question* on a read-only connection; it changes nothing."""
        with told_plainly(), Session(self._reading, autoflush=False) as session:
            return question(Reading(session, self._actor, self._clock, self._attachments))

    def close(self) -> None:
        """Close the store. What was acknowledged is on the disk."""
        self._writer.close()
        self._reading.dispose()
        self._writing.dispose()
        self._chain_head.close()
        self._lock.release()

    def _perform(self, act: Callable[[UnitOfWork], T]) -> tuple[T, Changes]:
        with told_plainly(), Session(self._writing, expire_on_commit=False) as session:
            capture = Capture(session)
            unit = StoreUnitOfWork(
                session, self._actor, self._clock, self._attachments, self._device_code
            )
            try:
                answer = act(unit)
                session.flush()
                edits = capture.edits()
                state = self._write(session, unit, edits)
                session.commit()
            except BaseException:
                session.rollback()
                unit.forget()
                raise
            self._acknowledge(state)
        return answer, _changes(edits)

    def _write(self, session: Session, unit: StoreUnitOfWork, edits: list[Edit]) -> JournalState:
        connection = session.connection()
        for edit in edits:
            search.index(connection, edit.kind, edit.entity.id, words_of(edit.entity))
        return self._journal.keep(connection, edits, unit.relied_on, unit.now())

    def _acknowledge(self, state: JournalState) -> None:
        if state.position != self._journal.state.position:
            self._journal.state = state
            at = milliseconds(self._clock())
            self._chain_head.write(Head(state.position, state.running, at))


def _changes(edits: list[Edit]) -> Changes:
    touched: set[tuple[type, UUID]] = {(edit.kind, edit.entity.id) for edit in edits}
    return Changes(frozenset(touched))
