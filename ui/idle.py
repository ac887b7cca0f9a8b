"""Notice that nobody is at the laptop: no key or mouse for a while, or the lid was closed."""

from __future__ import annotations

import time
from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject, QTimer, Signal
from PySide6.QtWidgets import QApplication

LOCK_AFTER = 10 * 60.0
"""Seconds without a key or the mouse."""
RESTS_AFTER = 20.0
"""Seconds without either, from which on nobody would notice a short pause."""
RESTS_AGAIN = 60.0
"""Seconds from one such moment to the next."""
TICK = 5.0
SUSPENDED_AFTER = 30.0
"""A gap between two ticks longer than this means that the laptop slept."""

_SIGNS_OF_LIFE = frozenset(
    {
        QEvent.Type.KeyPress,
        QEvent.Type.MouseButtonPress,
        QEvent.Type.MouseMove,
        QEvent.Type.Wheel,
        QEvent.Type.TouchBegin,
    }
)


class IdleWatch(QObject):
    """Watches the whole application: says when nobody would notice a pause, and once to lock."""

    went_idle = Signal()
    rests = Signal()

    def __init__(
        self,
        application: QApplication,
        steady: Callable[[], float] = time.monotonic,
        wall: Callable[[], float] = time.time,
    ) -> None:
        """Watch by two clocks: *steady* stands still while a laptop sleeps, *wall* goes on."""
        super().__init__(application)
        self._steady = steady
        self._wall = wall
        self._last_sign = steady()
        self._last_rest = steady()
        self._last_tick = wall()
        self._timer = QTimer(self)
        self._timer.timeout.connect(self.tick)
        self._timer.start(round(TICK * 1000))
        application.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Take note of signs of life; nothing is held back."""
        if event.type() in _SIGNS_OF_LIFE:
            self._last_sign = self._steady()
        return super().eventFilter(watched, event)

    def tick(self) -> None:
        """Look at both clocks."""
        now = self._wall()
        slept = now - self._last_tick > SUSPENDED_AFTER
        self._last_tick = now
        still = self._steady() - self._last_sign
        if slept or still > LOCK_AFTER:
            self._timer.stop()
            self.went_idle.emit()
        elif still >= RESTS_AFTER and self._steady() - self._last_rest >= RESTS_AGAIN:
            self._last_rest = self._steady()
            self.rests.emit()
