"""A backup under way: it belongs to the desk, and goes on while other screens are shown."""

from __future__ import annotations

from pathlib import Path
from threading import Event

from PySide6.QtCore import QObject, QTimer, Signal

from caseworker.backups import BackupMade
from caseworker.errors import KnownError
from ui.desk import Desk

_LOOK_EVERY = 150
"""Milliseconds between two looks at how far it is."""


class BackupJob(QObject):
    """Writes one backup into *folder*, tells how far it is, and can be stopped."""

    progressed = Signal(int)
    """Hundredths that are done."""
    ended = Signal()
    """It was made, stopped or refused: `made` and `error` say which."""

    def __init__(self, desk: Desk, folder: Path) -> None:
        super().__init__(desk)
        self._desk = desk
        self._stop = Event()
        self._hundredths = 0
        self.made: BackupMade | None = None
        self.error: KnownError | None = None
        # Told from another thread: looked at by a clock instead of touching the window from there.
        self._clock = QTimer(self)
        self._clock.timeout.connect(lambda: self.progressed.emit(self._hundredths))
        self._clock.start(_LOOK_EVERY)
        backups = desk.backups
        desk.work(
            self,
            lambda: backups.make(folder, self._told, self._wants_stop),
            self._end,
            self._fail,
        )

    def stop(self) -> None:
        """End it as soon as can be; nothing is left behind."""
        self._stop.set()

    def _told(self, done: int, whole: int) -> None:
        self._hundredths = 100 * done // max(whole, 1)

    def _wants_stop(self) -> bool:
        return self._stop.is_set() or self._desk.leaving

    def _end(self, made: BackupMade | None) -> None:
        self.made = made
        self._finish()

    def _fail(self, error: KnownError) -> None:
        self.error = error
        self._finish()

    def _finish(self) -> None:
        self._clock.stop()
        self.setParent(None)
        self.ended.emit()
        self.deleteLater()


def under_way(desk: Desk) -> BackupJob | None:
    """Return the backup that is being written, or None."""
    return desk.findChild(BackupJob)
