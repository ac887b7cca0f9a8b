"""Nobody is there, or the lid was closed: the laptop says that it is time to lock."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from ui.idle import LOCK_AFTER, SUSPENDED_AFTER, TICK, IdleWatch


class Sitting:
    """Somebody before a laptop, and its two clocks."""

    def __init__(self, application: QApplication) -> None:
        self.steady, self.wall = 0.0, 1_700_000_000.0
        self._locked = 0
        self.watch = IdleWatch(application, lambda: self.steady, lambda: self.wall)
        self.watch.went_idle.connect(self._lock)

    def goes_by(self, seconds: float) -> None:
        """Let time go by, looked at as often as the watch does."""
        for _ in range(round(seconds / TICK)):
            self.steady += TICK
            self.wall += TICK
            self.watch.tick()

    def times_locked(self) -> int:
        """Return how often it was time to lock."""
        return self._locked

    def _lock(self) -> None:
        self._locked += 1


@pytest.fixture
def sitting(qapp: QApplication) -> Iterator[Sitting]:
    made = Sitting(qapp)
    yield made
    qapp.removeEventFilter(made.watch)
    made.watch.deleteLater()


def test_ten_minutes_without_a_sign_of_life_lock(sitting: Sitting) -> None:
    sitting.goes_by(LOCK_AFTER)
    assert sitting.times_locked() == 0
    sitting.goes_by(TICK)
    assert sitting.times_locked() == 1


@pytest.mark.parametrize("sign", ["key", "mouse"])
def test_a_key_or_the_mouse_begins_the_wait_anew(sitting: Sitting, qtbot: QtBot, sign: str) -> None:
    window = QWidget()
    qtbot.addWidget(window)
    window.show()
    sitting.goes_by(LOCK_AFTER - TICK)
    if sign == "key":
        QTest.keyClick(window, Qt.Key.Key_A)
    else:
        QTest.mouseClick(window, Qt.MouseButton.LeftButton)
    sitting.goes_by(LOCK_AFTER)
    assert sitting.times_locked() == 0
    sitting.goes_by(TICK)
    assert sitting.times_locked() == 1


def test_a_laptop_that_slept_is_locked_when_it_wakes(sitting: Sitting) -> None:
    sitting.goes_by(TICK)
    # While it sleeps only the clock on the wall goes on.
    sitting.wall += SUSPENDED_AFTER
    sitting.goes_by(TICK)
    assert sitting.times_locked() == 1


def test_a_clock_set_back_or_a_slow_moment_locks_nobody_out(sitting: Sitting) -> None:
    sitting.wall -= 365 * 24 * 3_600
    sitting.goes_by(TICK)
    sitting.wall += SUSPENDED_AFTER - 2 * TICK
    sitting.goes_by(TICK)
    assert sitting.times_locked() == 0
