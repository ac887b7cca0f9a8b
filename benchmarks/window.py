"""`case_open_ratio` and `interface_gap_ms`: the real window on a large store.

The case page is opened in turns on the large store and on one of 500 people, drawn to the last
pixel. The gap is the longest time between two ticks of the interface's thread while people are
searched, lists are scrolled, records are written and papers are set.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QCoreApplication, QTimer

from benchmarks.measuring import Figure, ratio, side_by_side
from benchmarks.population import NAME, PASSPHRASE
from caseworker.documents.consent_form import blank_consent_form
from caseworker.documents.paper import typeset
from caseworker.model.case import Case
from caseworker.model.ids import PersonId
from caseworker.model.person import Person, Sex
from caseworker.ports import UnitOfWork
from caseworker.text import Text
from db.store.opening import unlock
from ui.bootstrap import application, load_ahead
from ui.clearing_away import Clearing
from ui.desk import Desk
from ui.never_waiting import keep_what_is_loaded, take_short_turns
from ui.rehearsal.driver import Driver
from ui.theme.theme import apply
from ui.window.navigation import Destination, Place
from ui.work_session import WorkSession

ROUNDS = 25
NOISY_WRITES = 40


def open_window(folder: Path) -> Driver:
    """Return the hands at a window on the store in *folder*, when she has been in for a while."""
    dress()
    driver = at_work(folder)
    # The program does so beside, a second and a half after somebody is in.
    load_ahead()
    return driver


def dress() -> None:
    """Do what the program does when it starts."""
    apply(application())
    take_short_turns()
    keep_what_is_loaded()
    Clearing(application())


def at_work(folder: Path) -> Driver:
    """Return the hands at a window on the store in *folder*, once the program is dressed."""
    session = WorkSession(Desk(unlock(folder, NAME, PASSPHRASE)))
    session.window.resize(1366, 768)
    session.window.show()
    driver = Driver(session)
    driver.rest()
    return driver


def measure(large: Path, small: Path) -> dict[str, Figure]:
    """Return both figures."""
    big, little = open_window(large), open_window(small)
    try:
        opened = side_by_side(_opener(big), _opener(little), ROUNDS)
        gap = _longest_gap(big)
    finally:
        big.session.close()
        little.session.close()
    return {
        "case_open_ratio": Figure(
            ratio(*opened), "times", "lower", "the same on a store of 500 people", ROUNDS
        ),
        "case_open_ms": Figure(round(opened[0] * 1000, 1), "ms", "lower", "nothing", ROUNDS),
        "interface_gap_ms": Figure(round(gap * 1000, 1), "ms", "lower", "nothing", 1),
    }


def _opener(driver: Driver) -> Callable[[], None]:
    desk = driver.session.desk
    cases = desk.ask(lambda reads: [case.id for case in reads.matching(Case, limit=ROUNDS)])
    following = iter(cases * 2)

    def open_one() -> None:
        driver.session.go(Destination(Place.CASE, str(next(following))))
        driver.settle()
        driver.window.grab()

    return open_one


class Ticks:
    """Ticks as often as the interface's thread is free, and keeps the longest pause."""

    def __init__(self) -> None:
        self.longest = 0.0
        self.processor = 0.0
        """The longest pause again, in the interface's thread's own seconds of the processor."""
        self._last, self._used = time.perf_counter(), time.thread_time()
        self._timer = QTimer()
        self._timer.setInterval(0)
        self._timer.timeout.connect(self.tick)
        self._timer.start()

    def tick(self) -> None:
        """Note that the thread is free."""
        now, used = time.perf_counter(), time.thread_time()
        self.longest = max(self.longest, now - self._last)
        self.processor = max(self.processor, used - self._used)
        self._last, self._used = now, used

    def stop(self) -> float:
        self._timer.stop()
        return self.longest


def _longest_gap(driver: Driver) -> float:
    session, desk = driver.session, driver.session.desk
    session.go(Destination(Place.PEOPLE))
    driver.rest()
    ticks = Ticks()
    page = session.page
    left = [NOISY_WRITES]

    def kept(_nothing: object) -> None:
        left[0] -= 1

    for number in range(NOISY_WRITES):
        desk.write(page, lambda work, number=number: _register(work, number), kept)
    desk.work(page, lambda: _papers(desk), lambda _pdf: None)
    for words in ("sel", "selam", "war 12", "حداد"):
        desk.ask(lambda reads, words=words: reads.search(words, kinds=[Person], limit=20))
        QCoreApplication.processEvents()
    end = time.monotonic() + 60
    while (left[0] or not desk.idle) and time.monotonic() < end:
        QCoreApplication.processEvents()
    return ticks.stop()


def _papers(desk: Desk) -> bytes:
    document = desk.ask(lambda reads: blank_consent_form(reads, Text("ar")))
    return typeset(document)


def _register(work: UnitOfWork, number: int) -> None:
    work.add(
        Person(
            id=PersonId(work.new_id()),
            given_name="Noise",
            family_name=str(number),
            sex=Sex.FEMALE,
            registered_at=work.now(),
            registered_by=work.actor.user_id,
        )
    )
