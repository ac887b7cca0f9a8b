"""One thread writes; what waits shares a transaction, and so one sync of the disk."""

from __future__ import annotations

import queue
import sqlite3
import threading
from collections.abc import Callable
from concurrent.futures import Future
from typing import Any, TypeVar

from sqlalchemy import Connection, Engine
from sqlalchemy.exc import DBAPIError, SQLAlchemyError

from caseworker.hub.ports import Refusal, StorageAway

T = TypeVar("T")
MOST_TOGETHER = 64
_POSTGRESQL_FULL = "53100"
_SQLITE_FULL = frozenset({sqlite3.SQLITE_FULL, sqlite3.SQLITE_IOERR_WRITE})
"""Where a quota ends before the disk does, SQLite says that it could not write."""


class GroupWriter:
    """Runs acts in the order they came. An act raises a Refusal only before it has written."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine
        self._waiting: queue.SimpleQueue[_Act | None] = queue.SimpleQueue()
        self._thread = threading.Thread(target=self._work, name="hub writer", daemon=True)
        self._thread.start()

    def do(self, act: Callable[[Connection], T]) -> T:
        """Run *act* in a transaction; return its answer once it is durable.

        Raises:
            StorageAway: the database does not answer; it is not known whether it was done.
            Refusal: `full`, where the disk is; nothing was done.
        """
        waiting = _Act(act)
        self._waiting.put(waiting)
        answer: T = waiting.done.result()
        return answer

    def close(self) -> None:
        """Finish what waits, then end."""
        self._waiting.put(None)
        self._thread.join()
        self._engine.dispose()

    def _work(self) -> None:
        while (first := self._waiting.get()) is not None:
            together, ends = [first], False
            while len(together) < MOST_TOGETHER:
                try:
                    more = self._waiting.get_nowait()
                except queue.Empty:
                    break
                if more is None:
                    ends = True
                    break
                together.append(more)
            self._write(together)
            if ends:
                return

    def _write(self, acts: list[_Act]) -> None:
        try:
            with self._engine.begin() as connection:
                for each in acts:
                    each.run(connection)
        except SQLAlchemyError as error:
            if len(acts) == 1:
                refused = Refusal(507, "full") if is_full(error) else StorageAway()
                refused.__cause__ = error
                acts[0].done.set_exception(refused)
                return
            # One that the database refuses must not take the others with it.
            for each in acts:
                self._write([each])
            return
        for each in acts:
            each.settle()


def is_full(error: SQLAlchemyError) -> bool:
    """Return whether the disk of the database is full."""
    cause = error.orig if isinstance(error, DBAPIError) else None
    if getattr(cause, "sqlstate", "") == _POSTGRESQL_FULL:
        return True
    return getattr(cause, "sqlite_errorcode", 0) in _SQLITE_FULL


class _Act:
    def __init__(self, act: Callable[[Connection], Any]) -> None:
        self._act = act
        self._outcome: Callable[[], None] = lambda: None
        self.done: Future[Any] = Future()

    def run(self, connection: Connection) -> None:
        try:
            answer = self._act(connection)
        except Refusal as refusal:
            error = refusal
            self._outcome = lambda: self.done.set_exception(error)
        else:
            self._outcome = lambda: self.done.set_result(answer)

    def settle(self) -> None:
        """Tell the answer, now that the transaction is on the disk."""
        self._outcome()
