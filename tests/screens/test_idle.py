"""Nobody is there, or the lid was closed: it is time to clear away, and then to lock."""

from __future__ import annotations

import gc
from collections.abc import Iterator
from weakref import ref

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from ui.clearing_away import Clearing, clear_all, clear_new
from ui.idle import LOCK_AFTER, RESTS_AFTER, RESTS_AGAIN, SUSPENDED_AFTER, TICK, IdleWatch


class Sitting:
    """Somebody before a laptop, and its two clocks."""

    def __init__(self, application: QApplication) -> None:
        self.steady, self.wall = 0.0, 1_700_000_000.0
        self._locked = 0
        self.watch = IdleWatch(application, lambda: self.steady, lambda: self.wall)
        self.watch.went_idle.connect(self._lock)
        self.rests = list[float]()
        self.watch.rests.connect(lambda: self.rests.append(self.steady))

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


@pytest.fixture
def clearing(qapp: QApplication) -> Iterator[Clearing]:
    # As a program begins; in tests the collector never looks by itself.
    gc.enable()
    made = Clearing(qapp)
    yield made
    made.deleteLater()
    gc.disable()


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


def test_it_is_told_when_nobody_would_notice_a_pause(sitting: Sitting, qtbot: QtBot) -> None:
    window = QWidget()
    qtbot.addWidget(window)
    window.show()
    sitting.goes_by(RESTS_AGAIN)
    QTest.keyClick(window, Qt.Key.Key_A)
    typed = sitting.steady
    sitting.goes_by(2 * RESTS_AGAIN)
    first, second = (each - typed for each in sitting.rests if each > typed)
    assert first >= RESTS_AFTER
    assert second - first >= RESTS_AGAIN


class Ring:
    """Holds itself, so that only a look through everything finds it."""

    def __init__(self) -> None:
        self.itself = self


def test_what_is_no_longer_needed_goes_when_it_keeps_nobody_waiting(
    qapp: QApplication, clearing: Clearing
) -> None:
    ring = ref(Ring())
    held = [Ring() for _ in range(20_000)]
    assert ring() is not None, "nothing is looked through while things are made"
    del held
    clear_new()
    assert ring() is None
    old = Ring()
    clear_all()
    gone = ref(old)
    del old
    clear_new()
    assert gone() is not None
    clear_all()
    assert gone() is None


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
