"""The one thread that writes."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import Future
from queue import SimpleQueue
from threading import Thread, current_thread
from typing import TypeVar

from caseworker.errors import Bug

T = TypeVar("T")


class Writer:
    """Runs jobs one after the other, in the order in which they were asked for."""

    def __init__(self) -> None:
        self._jobs: SimpleQueue[Callable[[], None] | None] = SimpleQueue()
        self._is_closed = False
        self._thread = Thread(target=self._work, name="writer", daemon=True)
        self._thread.start()

    def run(self, job: Callable[[], T]) -> T:
        """Run *job* on the writer thread and return its answer, or raise what it raised.

        Raises:
            Bug: called from within a job, which would wait for itself for ever, or after closing.
        """
        if current_thread() is self._thread:
            raise Bug("one act at a time: an act never starts another")
        if self._is_closed:
            raise Bug("the store is closed")
        future: Future[T] = Future()

        def work() -> None:
            try:
                future.set_result(job())
            except BaseException as error:  # handed to whoever waits, never swallowed
                future.set_exception(error)

        self._jobs.put(work)
        return future.result()

    def close(self) -> None:
        """Finish the jobs that wait and end the thread."""
        self._is_closed = True
        self._jobs.put(None)
        self._thread.join()

    def _work(self) -> None:
        while (job := self._jobs.get()) is not None:
            job()
