"""When the next exchange by the hub begins."""

from __future__ import annotations

from itertools import pairwise

from caseworker.sync.pace import Pace, by_chance


def test_pauses_grow_with_each_failure_and_end_somewhere() -> None:
    pace = Pace()
    waits = [pace.after(failures) for failures in range(1, 40)]
    assert waits[0] == pace.after_failing
    assert all(later >= earlier for earlier, later in pairwise(waits))
    assert waits[1] == 2 * waits[0]
    assert waits[-1] == pace.most
    assert pace.after(0) == pace.usual


def test_laptops_come_at_different_times() -> None:
    assert by_chance(600, 0) == 600
    assert by_chance(600, 1) == 300
    assert by_chance(600, 0.25) != by_chance(600, 0.75)
