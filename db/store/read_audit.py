"""Reads are audited in batches: noted at once, written within a second."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from threading import Lock, Timer
from uuid import UUID

from caseworker.errors import StoreError

LONGEST_WAIT = 1.0
"""Seconds."""

Seen = tuple[UUID, str]


class ReadAudit:
    """Notes what was looked at and hands it to *write* in batches, each thing once a batch."""

    def __init__(self, write: Callable[[Sequence[Seen]], None], wait: float = LONGEST_WAIT) -> None:
        self._write = write
        self._wait = wait
        self._lock = Lock()
        self._turn = Lock()
        self._noted: dict[Seen, None] = {}
        self._timer: Timer | None = None

    def note(self, subject: UUID, detail: str) -> None:
        """Note a look at *subject*."""
        with self._lock:
            self._noted[subject, detail] = None
            if self._timer is None:
                self._timer = Timer(self._wait, self.write_now)
                self._timer.daemon = True
                self._timer.start()

    def write_now(self) -> None:
        """Write what was noted; where there is no room for it, it waits for the next time."""
        # One at a time, so that closing waits for a batch that is being written.
        with self._turn:
            with self._lock:
                noted, self._noted = self._noted, {}
                timer, self._timer = self._timer, None
            if timer is not None:
                timer.cancel()
            if noted:
                self._write_or_keep(noted)

    def _write_or_keep(self, noted: dict[Seen, None]) -> None:
        try:
            self._write(list(noted))
        except StoreError:
            with self._lock:
                self._noted = {**noted, **self._noted}

    def close(self) -> None:
        """Write what was noted, if it can be written."""
        self.write_now()
