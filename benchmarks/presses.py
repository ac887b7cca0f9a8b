"""`press_ms` and `press_processor_ms`: how long one press keeps the window.

Every screen is opened by a press, on cases in turn. What counts is the longest stretch in which
nothing else comes: the press itself, and afterwards each turn of the window's loop. Other programs
on the machine lengthen the clock's time, not the processor's.
"""

from __future__ import annotations

import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import QCoreApplication

from benchmarks.measuring import Figure
from benchmarks.window import Ticks, open_window
from caseworker.model.case import Case, Step
from ui.rehearsal.driver import Driver
from ui.window.navigation import Destination, Place

ROUNDS = 3
_REPORTS = (
    "figures",
    "indicators",
    "queue",
    "quality",
    "caseloads",
    "meetings",
    "combine",
    "report",
)
_ALONE = frozenset({Place.PERSON, Place.CASE, Place.HELP, Place.FORMS})
"""Places that need to be told of whom, or are opened in several parts."""


@dataclass(frozen=True)
class Kept:
    """How long a press kept the window, in seconds: by the clock, and of its own processor."""

    clock: float
    processor: float


def measure(folder: Path) -> dict[str, Figure]:
    """Return the longest of all screens, after each has been opened once."""
    worst = [max(each[1:], key=lambda kept: kept.processor) for each in every(folder).values()]
    clock = max(kept.clock for kept in worst)
    processor = max(kept.processor for kept in worst)
    return {
        "press_ms": Figure(round(clock * 1000, 1), "ms", "lower", "nothing", ROUNDS),
        "press_processor_ms": Figure(round(processor * 1000, 1), "ms", "lower", "nothing", ROUNDS),
    }


def every(folder: Path) -> dict[str, list[Kept]]:
    """Return for each screen how long its presses kept the window, the first one first."""
    driver = open_window(folder)
    cases = driver.session.desk.ask(lambda reads: list(reads.matching(Case, limit=ROUNDS)))
    found: dict[str, list[Kept]] = {}
    try:
        for case in cases:
            for name, destination in _screens(case):
                driver.rest()
                found.setdefault(name, []).append(_press(driver, destination))
    finally:
        driver.session.close()
    return found


def _press(driver: Driver, destination: Destination) -> Kept:
    ticks = Ticks()
    driver.session.go(destination)
    ticks.tick()
    end = time.monotonic() + 0.05
    while not driver.session.desk.idle or time.monotonic() < end:
        QCoreApplication.processEvents()
    longest = ticks.stop()
    return Kept(longest, ticks.processor)


def _screens(case: Case) -> Iterator[tuple[str, Destination]]:
    for place in Place:
        if place not in _ALONE:
            yield place.value, Destination(place)
    yield "forms", Destination(Place.FORMS)
    yield "forms about", Destination(Place.FORMS, str(case.id), "about")
    yield "new arrival", Destination(Place.RECEPTION, part="new")
    yield "person", Destination(Place.PERSON, str(case.person_id))
    for step in (*(each.name.lower() for each in Step), "transfer"):
        yield f"case, {step}", Destination(Place.CASE, str(case.id), step)
    for part in _REPORTS:
        yield f"reports, {part}", Destination(Place.REPORTS, part=part)
    yield "indicator", Destination(Place.REPORTS, "nights", "indicator")


def main(folder: Path) -> None:
    """Print what each screen takes."""
    for name, kept in sorted(
        every(folder).items(), key=lambda pair: -max(each.processor for each in pair[1])
    ):
        said = "  ".join(f"{each.processor * 1000:5.0f} ({each.clock * 1000:.0f})" for each in kept)
        print(f"{name:24} {said}")


if __name__ == "__main__":
    import sys

    main(Path(sys.argv[1]))
