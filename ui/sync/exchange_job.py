"""An exchange under way: it belongs to the desk, and goes on while other screens are shown."""

from __future__ import annotations

from pathlib import Path
from threading import Event

from PySide6.QtCore import QObject, QTimer, Signal

from caseworker.errors import KnownError
from caseworker.sync.exchanging import Report
from ui.desk import Desk

_LOOK_EVERY = 150
"""Milliseconds between two looks at how far it is."""


class ExchangeJob(QObject):
    """Exchanges with the stick or folder at *place*, tells how far it is, and can be stopped."""

    progressed = Signal(int, int)
    """How many of how many files are taken in."""
    ended = Signal()
    """It came to an end, was stopped or refused: `report` and `error` say which."""

    def __init__(self, desk: Desk, place: Path) -> None:
        super().__init__(desk)
        self._desk = desk
        self._stop = Event()
        self._done = (0, 0)
        self.report: Report | None = None
        self.error: KnownError | None = None
        # Told from another thread: looked at by a clock instead of touching the window from there.
        self._clock = QTimer(self)
        self._clock.timeout.connect(lambda: self.progressed.emit(*self._done))
        self._clock.start(_LOOK_EVERY)
        desk.exchange_at(self, place, self._told, self._wants_stop, self._end, self._fail)

    def stop(self) -> None:
        """End it as soon as can be; the next exchange goes on there."""
        self._stop.set()

    def _told(self, done: int, whole: int) -> None:
        self._done = (done, whole)

    def _wants_stop(self) -> bool:
        return self._stop.is_set() or self._desk.leaving

    def _end(self, report: Report) -> None:
        self.report = report
        self._finish()

    def _fail(self, error: KnownError) -> None:
        self.error = error
        self._finish()

    def _finish(self) -> None:
        self._clock.stop()
        self.setParent(None)
        self.ended.emit()
        self.deleteLater()


def exchange_under_way(desk: Desk) -> ExchangeJob | None:
    """Return the exchange that is under way, or None."""
    return desk.findChild(ExchangeJob)
