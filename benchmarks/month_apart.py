"""`month_apart_*`: two laptops that did not meet for a month, and 5,000 changes on each.

Both have the same people. Each writes notes, and changes facts of people; of some the same fact
was changed on both, and both versions stay until somebody decides. What the other wrote is taken
in from a folder, under a real window in which the list of people stands open: how long it takes,
how long the window's thread is kept from its next tick, and how often it is told how far it is.
"""

from __future__ import annotations

import random
import tempfile
import time
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path

from PySide6.QtCore import QCoreApplication
from uuid_utils.compat import uuid7

from benchmarks.documents import documents
from benchmarks.measuring import Figure
from benchmarks.window import Ticks, dress
from caseworker.errors import KnownError
from caseworker.model.case import CaseNote
from caseworker.model.ids import PersonId
from caseworker.model.person import Person
from caseworker.ports import UnitOfWork
from caseworker.sync.exchanging import Report
from tests.sync.stores import Desk as Store
from tests.sync.stores import World, add_person, world
from ui.desk import Desk
from ui.rehearsal.driver import Driver
from ui.window.navigation import Destination, Place
from ui.work_session import WorkSession

PEOPLE, CHANGES = 2_000, 5_000
NOTES = 3_000
"""Of the changes; the others are facts of people."""
AN_ACT = 10
SAME_FACT = 100
"""People of whom both laptops change the same fact."""


def measure() -> dict[str, Figure]:
    """Return how long the window takes in a month of the other laptop, and how it is meanwhile."""
    with (
        tempfile.TemporaryDirectory(prefix="caseworker-month-") as name,
        world(Path(name)) as centre,
    ):
        here, there, people = _two_laptops(centre)
        centre.moment += timedelta(days=30)
        _writes(here, people, random.Random(1))
        _writes(there, people, random.Random(2))
        there.exchange(centre.stick)
        month = taken_in(here, centre.stick)
        conflicts = len(here.office.ask(lambda reads: reads.conflicts()))
        notes = here.office.ask(lambda reads: reads.count(CaseNote))
    assert notes == 2 * NOTES, "the other's month came"
    assert conflicts >= SAME_FACT
    return {
        "month_apart_seconds": Figure(round(month.seconds, 1), "s", "lower", "nothing", 1),
        "month_apart_gap_ms": Figure(round(month.gap * 1000, 1), "ms", "lower", "100 ms", 1),
        "month_apart_told": Figure(month.told, "times", "higher", "nothing", 1),
        "month_apart_conflicts": Figure(conflicts, "fields", "lower", "nothing", 1),
    }


@dataclass
class Month:
    """How it was to take in what the other laptop wrote."""

    seconds: float = 0
    gap: float = 0
    told: int = 0
    report: Report | None = None


def _two_laptops(centre: World) -> tuple[Store, Store, list[PersonId]]:
    here = centre.founded()
    people: list[PersonId] = []
    for start in range(0, PEOPLE, AN_ACT):

        def registers(work: UnitOfWork, start: int = start) -> None:
            people.extend(
                PersonId(add_person(f"Selam {number}")(work))
                for number in range(start, start + AN_ACT)
            )

        here.act(registers)
    there = centre.join(here, centre.enrol(here, "Josephine"), "Josephine", "second")
    return here, there, people


def _writes(desk: Store, people: Sequence[PersonId], chance: random.Random) -> None:
    """Write a month of changes, ten an act."""
    notes = documents(NOTES)
    changed = [*people[:SAME_FACT], *chance.choices(people[SAME_FACT:], k=CHANGES - NOTES)]
    changed = changed[: CHANGES - NOTES]
    for start in range(0, NOTES, AN_ACT):

        def writes(work: UnitOfWork, start: int = start) -> None:
            for each in notes[start : start + AN_ACT]:
                # Each laptop has notes of its own.
                work.add(each.as_note(work, uuid7()))

        desk.act(writes)
    for start in range(0, len(changed), AN_ACT):

        def changes(work: UnitOfWork, start: int = start) -> None:
            for key in changed[start : start + AN_ACT]:
                person = work.get(Person, key)
                person.diet = f"No pork, says {work.actor.name}, {chance.random()}"

        desk.act(changes)


def taken_in(desk: Store, stick: Path) -> Month:
    """Take in what lies on *stick* under a window with the list of people open."""
    dress()
    session = WorkSession(Desk(desk.office))
    session.window.resize(1366, 768)
    session.window.show()
    driver = Driver(session)
    driver.rest()
    session.go(Destination(Place.PEOPLE))
    driver.rest()
    month, owner = Month(), session.page

    def tell(_done: int, _whole: int) -> None:
        month.told += 1

    def ended(report: Report) -> None:
        month.report = report

    def failed(error: KnownError) -> None:
        raise error

    ticks, started = Ticks(), time.perf_counter()
    session.desk.exchange_at(owner, stick, tell, lambda: False, ended, failed)
    while month.report is None or not session.desk.idle:
        QCoreApplication.processEvents()
    month.seconds, month.gap = time.perf_counter() - started, ticks.stop()
    session.close()
    desk.unlock()
    return month


if __name__ == "__main__":
    for name, figure in measure().items():
        print(f"{name:24} {figure.value:>8} {figure.unit}")
