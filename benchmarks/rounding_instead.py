"""What would be told if counts were rounded in place of being hidden: why that is not offered.

`python -m benchmarks.rounding_instead` draws random tables, writes every count rounded to the same
base, the small ones too, and asks a solver how closely a small count can be told, and how closely
those who came from one monthly table to the next.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from random import Random

import numpy as np

from caseworker.aggregates.intervals import NEAR, UNBOUNDED
from caseworker.aggregates.policy import Policy
from caseworker.aggregates.rounding import BASES, Rounding
from caseworker.aggregates.solver import Solver
from caseworker.aggregates.table import Cell, Dimension, Table, tabulate, wider_cells

POLICY = Policy.DEFAULT
SIZES, PEOPLE, TABLES = (3, 6), 90, 40
MONTHS, MOST_CAME = 6, 4


@dataclass
class Told:
    """Of how many small numbers, how many are told more closely than by the width."""

    small: int = 0
    narrow: int = 0
    exact: int = 0

    def add(self, width: float) -> None:
        """Count one that stays open by *width* persons."""
        self.small += 1
        self.narrow += width < POLICY.width - NEAR
        self.exact += width < 1 - NEAR

    def __str__(self) -> str:
        """Return it in words."""
        return f"{self.narrow} of {self.small} too closely, {self.exact} of them exactly"


def main() -> None:
    """Print a line for each base."""
    for base in BASES:
        chance, alone, came = Random(3), Told(), Told()
        for _number in range(TABLES):
            months = [[_person(chance) for _ in range(PEOPLE)]]
            months += [
                [_person(chance) for _ in range(chance.randint(1, MOST_CAME))]
                for _month in range(MONTHS)
            ]
            _measure([_table(each) for each in months], Rounding(base), alone, came)
        print(
            f"rounded to {base}: small counts {alone};"
            f" those who came between {MONTHS + 1} tables {came}"
        )


def _person(chance: Random) -> dict[str, str]:
    return {
        f"d{at}": str(min(int(chance.expovariate(3 / size)), size - 1))
        for at, size in enumerate(SIZES)
    }


def _measure(arrived: Sequence[Table], rounding: Rounding, alone: Told, came: Told) -> None:
    """Tell how closely those of the first table, and of each later arrival, can be told."""
    cells = sorted({cell for table in arrived for cell in table.finest})
    inside: dict[Cell, list[int]] = {}
    for number, cell in enumerate(cells):
        for wider in wider_cells(cell):
            inside.setdefault(wider, []).append(number)
    columns = len(cells) * len(arrived)
    solver = Solver(columns)
    solver.set_bounds(np.zeros(columns), np.full(columns, UNBOUNDED))
    for cell, members in inside.items():
        present, together = 0, list[int]()
        for month, table in enumerate(arrived):
            present += table.counts.get(cell, 0)
            together += [month * len(cells) + each for each in members]
            solver.add_row(together, [1] * len(together), *_span(present, rounding))
    for cell, members in inside.items():
        for month, table in enumerate(arrived):
            if POLICY.is_small(table.counts.get(cell, 0)):
                width = _width(solver, columns, [month * len(cells) + each for each in members])
                (came if month else alone).add(width)


def _table(people: Sequence[Mapping[str, str]]) -> Table:
    return tabulate(people, [Dimension(f"d{at}") for at in range(len(SIZES))])


def _span(count: int, rounding: Rounding) -> tuple[int, int]:
    """Return which counts are rounded to the same figure."""
    figure = rounding.of(count)
    same = [each for each in range(figure - rounding.base, figure + rounding.base)
            if each >= 0 and rounding.of(each) == figure]  # fmt: skip
    return min(same), max(same)


def _width(solver: Solver, columns: int, members: Sequence[int]) -> float:
    sums = []
    for sign in (1, -1):
        costs = np.zeros(columns)
        costs[list(members)] = sign
        solver.set_costs(costs)
        found = solver.solve()
        sums.append(UNBOUNDED * -sign if found is None else float(found[list(members)].sum()))
    return sums[1] - sums[0]


if __name__ == "__main__":
    main()
