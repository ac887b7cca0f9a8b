"""What every benchmark says about itself, and how time is taken."""

from __future__ import annotations

import statistics
import time
from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass


@dataclass(frozen=True)
class Figure:
    """One figure of `results.json`."""

    value: float
    unit: str
    better: str
    compared_with: str
    n: int

    def row(self) -> dict[str, object]:
        """Return the figure as results.json has it."""
        return asdict(self)


def timed(act: Callable[[], object]) -> float:
    """Return how many seconds *act* takes."""
    started = time.perf_counter()
    act()
    return time.perf_counter() - started


def side_by_side(
    ours: Callable[[], object], theirs: Callable[[], object], rounds: int
) -> tuple[float, float]:
    """Return the median seconds of both, taken in turns so that noise falls on both alike."""
    first: list[float] = []
    second: list[float] = []
    for _ in range(rounds):
        first.append(timed(ours))
        second.append(timed(theirs))
    return statistics.median(first), statistics.median(second)


def ratio(ours: float, theirs: float) -> float:
    """Return how many times *theirs* ours is, to two places."""
    return round(ours / theirs, 2)


def median(values: Sequence[float]) -> float:
    """Return the median."""
    return statistics.median(values)
