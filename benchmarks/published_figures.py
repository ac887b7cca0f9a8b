"""`aggregate_seconds`: a table of 1,170 cells, hidden, attacked and ready to go out."""

from __future__ import annotations

from collections.abc import Iterable
from random import Random

from benchmarks.measuring import Figure, timed
from caseworker.aggregates.publishing import Published, publish
from caseworker.aggregates.table import Dimension, Table, tabulate

SIZES = (9, 8, 12)
PEOPLE = 3_000
ROUNDS = 1


def measure() -> dict[str, Figure]:
    """Return the seconds from records to a published table, and what share of it is hidden."""
    chance = Random(7)
    records = [
        {
            f"dimension {at}": str(min(int(chance.expovariate(3 / size)), size - 1))
            for at, size in enumerate(SIZES)
        }
        for _ in range(PEOPLE)
    ]

    def count(names: Iterable[str]) -> Table:
        return tabulate(records, [Dimension(name) for name in names])

    results: list[Published] = []
    seconds = timed(lambda: results.append(publish(records[0], count, [])))
    published = results[0]
    hidden = len(published.publication.hidden) / published.publication.size
    return {
        "aggregate_seconds": Figure(
            round(seconds, 1), "s", "lower", "tau-ARGUS, 72 s elsewhere", ROUNDS
        ),
        "aggregate_hidden": Figure(
            round(hidden, 3), "share", "lower", "GaussSuppression, .494 on another table", ROUNDS
        ),
        "aggregate_narrowed": Figure(
            len(published.attack.narrowed), "cells", "lower", "nothing", ROUNDS
        ),
    }
