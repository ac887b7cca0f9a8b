"""An attacker without shortcuts: for every count two linear programmes of their own, from nothing.

She is slow, and shares with the attacker inside nothing but the solver.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import product
from math import ceil, floor

import numpy as np

from caseworker.aggregates.narrowed import Narrowed, What
from caseworker.aggregates.policy import Policy
from caseworker.aggregates.publication import Publication, Relation
from caseworker.aggregates.solver import Solver
from caseworker.aggregates.table import Cell, Path

MANY = 1e6
Signs = dict[int, int]


class PlainAttacker:
    """Has one publication or two, and asks for each hidden count and each difference by itself."""

    def __init__(
        self, new: Publication, old: Publication | None = None, how: Relation = Relation.SAME
    ) -> None:
        self._new, self._old = new, old
        both = [new] if old is None else [new, old]
        self._names = sorted({name for it in both for name in it.dimensions})
        # What only one of them saw was nobody in the other.
        self._paths = {
            name: {path for it in both if name in it.dimensions for path in _paths(it, name)}
            for name in self._names
        }
        leaves = (_longest(self._paths[name]) for name in self._names)
        self._finest = list(product(*map(sorted, leaves)))
        self._apart = old is not None and how is not Relation.SAME
        self._how = how
        self._rows = [
            (self._sum(it, cell), it.shown.get(cell, 0))
            for it in both
            for cell in self._cells(it)
            if cell not in it.hidden
        ]

    def narrowed(self, policy: Policy, place: int | None) -> list[Narrowed]:
        """Return what can be told more closely than *policy* asks."""
        found = []
        for what, cell, signs in self._targets():
            low, high = self._extreme(signs, 1), self._extreme(signs, -1)
            if low is None or high is None:
                continue
            least, most = ceil(low - 1e-5), floor(high + 1e-5)
            if most - least < policy.width and least < policy.threshold and most > 0:
                found.append(Narrowed(what, place, cell, least, most))
        return found

    def _targets(self) -> Iterator[tuple[What, Cell, Signs]]:
        for cell in self._new.hidden:
            yield What.NEW, cell, self._sum(self._new, cell)
        if self._old is None:
            return
        for cell in self._old.hidden:
            yield What.EARLIER, cell, self._sum(self._old, cell)
        if self._apart:
            for cell in self._cells(self._new):
                named = dict(zip(self._new.dimensions, cell, strict=True))
                if all(name in self._old.dimensions for name, path in named.items() if path):
                    more, fewer = (
                        (self._new, self._old)
                        if self._how is Relation.GREW
                        else (self._old, self._new)
                    )
                    signs = dict.fromkeys(self._columns(named, more), 1)
                    for column in self._columns(named, fewer):
                        signs[column] = -1
                    yield What.DIFFERENCE, cell, signs

    def _cells(self, publication: Publication) -> Iterator[Cell]:
        return product(*(self._paths[name] for name in publication.dimensions))

    def _sum(self, publication: Publication, cell: Cell) -> Signs:
        named = dict(zip(publication.dimensions, cell, strict=True))
        return dict.fromkeys(self._columns(named, publication), 1)

    def _columns(self, named: dict[str, Path], publication: Publication) -> list[int]:
        block = len(self._finest) if self._apart and publication is self._old else 0
        return [
            block + at
            for at, finest in enumerate(self._finest)
            if all(
                finest[self._names.index(name)][: len(path)] == path for name, path in named.items()
            )
        ]

    def _extreme(self, signs: Signs, direction: int) -> float | None:
        """Return the smallest sum of *signs*, or the largest if *direction* is -1."""
        block = len(self._finest)
        columns = block * (1 + self._apart)
        solver = Solver(columns)
        solver.set_bounds(np.zeros(columns), np.full(columns, MANY))
        for row, count in self._rows:
            solver.add_row(list(row), list(row.values()), count, count)
        if self._apart:
            larger, smaller = (0, block) if self._how is Relation.GREW else (block, 0)
            for at in range(block):
                solver.add_row([larger + at, smaller + at], [1, -1], 0, MANY)
        costs = np.zeros(columns)
        for column, sign in signs.items():
            costs[column] = sign * direction
        solver.set_costs(costs)
        found = solver.solve()
        return None if found is None else float(found @ costs) * direction


def _paths(publication: Publication, name: str) -> tuple[Path, ...]:
    return publication.categories[publication.dimensions.index(name)]


def _longest(paths: set[Path]) -> list[Path]:
    depth = max(map(len, paths))
    return [path for path in paths if len(path) == depth]
