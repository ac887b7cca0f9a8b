"""How closely three or four tables of the same days tell of few newcomers, laid over each other.

`python -m benchmarks.same_days_again` lets the same period go out three or four times, by sex, by
nationality or both, while few people come in between. A reader lays all of them over each other
and knows that people only came. She asks for every small count, and for how many came between any
two of them: how many does she tell more closely than by three, and how many exactly?
"""

from __future__ import annotations

import argparse
import time
from collections import Counter
from collections.abc import Iterator
from datetime import date
from itertools import combinations, product
from random import Random

from caseworker.aggregates.days_told import days_of_all
from caseworker.aggregates.intervals import Unknowns
from caseworker.aggregates.policy import Policy
from caseworker.aggregates.populations import Facet, Population, Scope
from caseworker.aggregates.publication import NEW, Circumstances, Publication
from caseworker.aggregates.publishing import publish
from caseworker.aggregates.table import Cell, Table
from caseworker.aggregates.timeline import Told

HISTORIES = 300
BOTH = ("nationality", "sex")
CHOICES = (BOTH, ("nationality",), ("sex",))
YEAR = Scope(Population.REGISTERED, date(2026, 1, 1), date(2026, 12, 31))
POLICY = Policy.DEFAULT
FINEST: tuple[Cell, ...] = tuple(product((("ER",), ("ET",), ("SD",)), (("f",), ("m",))))
CELLS: tuple[Cell, ...] = tuple(product(((), ("ER",), ("ET",), ("SD",)), ((), ("f",), ("m",))))


def main() -> None:
    """Print how many small counts there were, and how many were told too closely."""
    parser = argparse.ArgumentParser(prog="benchmarks.same_days_again", description=__doc__)
    parser.add_argument("histories", nargs="?", type=int, default=HISTORIES)
    histories: int = parser.parse_args().histories
    asked = narrow = exact = narrowed_in = 0
    started = time.process_time()
    for seed in range(histories):
        found = list(told(seed))
        asked += len(found)
        narrow += sum(wide < POLICY.width for wide in found)
        exact += sum(wide == 0 for wide in found)
        narrowed_in += any(wide < POLICY.width for wide in found)
    print(
        f"{histories} histories: {asked} small counts, {narrow} told more closely than by"
        f" {POLICY.width} ({narrowed_in} histories), {exact} exactly;"
        f" {time.process_time() - started:.0f} s of the processor"
    )


def told(seed: int) -> Iterator[int]:
    """Yield how wide each small count of a random history stays."""
    chance = Random(seed)
    counts: Counter[Cell] = Counter({cell: chance.choice((0, 2, 6, 9, 14)) for cell in FINEST})
    blocks = [dict(counts)]
    tables: list[Publication] = []
    days: list[Told] = []
    for number in range(chance.choice((3, 4))):
        if number:
            came = Counter({cell: chance.choice((0, 0, 0, 1, 2, 5)) for cell in FINEST})
            blocks.append(dict(came))
            counts += came
        names = chance.choice(CHOICES)
        facets = frozenset(map(Facet, names))
        whole = Table(BOTH, {cell: count for cell, count in counts.items() if count})
        told_days = days_of_all(Told(NEW, YEAR, facets), days)
        about = Circumstances("registered", str(number))
        one = publish(names, whole.onto, tables, circumstances=about, days=told_days).publication
        tables.append(one)
        days.append(Told(one.digest, YEAR, facets))
    unknowns = Unknowns(len(FINEST) * len(blocks))
    for at, table in enumerate(tables):
        for cell in CELLS:
            named = dict(zip(BOTH, cell, strict=True))
            written = tuple(named[name] for name in table.dimensions)
            if any(path for name, path in named.items() if name not in table.dimensions):
                continue
            if written not in table.hidden:
                unknowns.know(_columns(0, at, cell), table.shown.get(written, 0))
    asked = [(0, at, cell) for at in range(len(blocks)) for cell in CELLS]
    asked += [(one + 1, two, cell) for one, two in combinations(range(len(blocks)), 2)
              for cell in CELLS]  # fmt: skip
    small = [it for it in asked if POLICY.is_small(_truth(blocks, *it))]
    enough = POLICY.width
    for low, high in unknowns.intervals([_columns(*it) for it in small], enough):
        yield high - low


def _columns(first: int, last: int, cell: Cell) -> list[int]:
    """Return the columns of those of *cell* who came with the tables from *first* to *last*."""
    inside = [at for at, finest in enumerate(FINEST) if _lies_in(finest, cell)]
    return [block * len(FINEST) + at for block in range(first, last + 1) for at in inside]


def _truth(blocks: list[dict[Cell, int]], first: int, last: int, cell: Cell) -> int:
    return sum(
        block.get(finest, 0)
        for block in blocks[first : last + 1]
        for finest in FINEST
        if _lies_in(finest, cell)
    )


def _lies_in(finest: Cell, cell: Cell) -> bool:
    return all(wide in ((), own) for own, wide in zip(finest, cell, strict=True))


if __name__ == "__main__":
    main()
