"""The day's first questions, asked of an empty store in memory while somebody types a passphrase.

Putting a question into SQL the first time costs more than answering it, and an engine keeps the
words of each. So the engine that rehearsed then reads the store that is opened next.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import UTC, datetime
from pathlib import Path
from queue import Empty, SimpleQueue
from typing import Any
from uuid import UUID

from sqlalchemy import Engine
from sqlalchemy.orm import Session

from caseworker.model.entity import Entity
from caseworker.model.ids import UserId
from caseworker.model.staff import Role
from caseworker.ports import Actor, Reads
from db.store.attachments import Attachments
from db.store.connection import connect, connect_to_nothing, reading_engine_of
from db.store.entity_tables import whole_schema
from db.store.reading import Reading
from db.store.slots import SlotSecrets

_NOBODY = UUID(int=0)


class _Rehearsed:
    """An engine, and where its connections lead."""

    def __init__(self) -> None:
        self._lead: Callable[[], Any] = connect_to_nothing
        self._engine = reading_engine_of(self._connect)

    def _connect(self) -> Any:
        return self._lead()

    def ask(self, question: Callable[[Reads], object], looked_up: Iterable[type[Entity]]) -> None:
        """Ask *question* as somebody who may do everything, and look one of each kind up."""
        whole_schema().create_all(self._engine)
        everybody = Actor(user_id=UserId(_NOBODY), name="", staff_code="", roles=frozenset(Role))
        attachments = Attachments(Path(), b"")
        with Session(self._engine, autoflush=False) as session:
            reads = Reading(session, everybody, _now, attachments)
            question(reads)
            for kind in looked_up:
                reads.find(kind, _NOBODY)

    def leading_to(self, path: Path, key: bytes) -> Engine:
        """Return the engine, which from now on reads the store at *path*."""
        self._lead = lambda: connect(path, key, read_only=True)
        self._engine.dispose()
        return self._engine


def _now() -> datetime:
    return datetime.now(UTC)


_waiting: SimpleQueue[_Rehearsed] = SimpleQueue()


def rehearse(question: Callable[[Reads], object], looked_up: Iterable[type[Entity]] = ()) -> None:
    """Ask *question* of an empty store, for the store that is opened next in this process.

    An empty store leads to nothing else: *looked_up* are the kinds that answers would lead to.
    """
    # Making keys loads what opens a slot.
    SlotSecrets.new(_NOBODY.bytes)
    rehearsed = _Rehearsed()
    rehearsed.ask(question, looked_up)
    _waiting.put(rehearsed)


def reading_engine(path: Path, key: bytes) -> Engine:
    """Return an engine whose connections cannot write, and that has rehearsed if there was time."""
    try:
        rehearsed = _waiting.get_nowait()
    except Empty:
        return reading_engine_of(lambda: connect(path, key, read_only=True))
    return rehearsed.leading_to(path, key)
