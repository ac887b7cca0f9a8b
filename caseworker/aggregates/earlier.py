"""Counts that may stand behind the earlier publications: nobody keeps the true ones."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import inf

import numpy as np

from caseworker.aggregates.publication import Publication, Relation
from caseworker.aggregates.relation import cells_of_both, shared_cells
from caseworker.aggregates.solver import Solver
from caseworker.aggregates.table import Cell, Table, wider_cells

SECONDS = 30.0


@dataclass(frozen=True)
class Earlier:
    """A publication of another population than the one counted now."""

    publication: Publication
    now: Relation
    """How the population counted now stands to it."""
    next: Relation = Relation.CHANGED
    """How the next of the earlier ones stands to it."""


@dataclass(frozen=True)
class Balance:
    """Populations that, with their signs, make nobody, or people whom nobody has counted."""

    earlier: tuple[tuple[int, int], ...]
    """Which of the earlier ones, and with which sign."""
    now: Table
    """The population counted now over the dimensions of the balance; counts have their sign."""
    of_nobody: bool


def plausible_counts(
    earlier: Sequence[Earlier], now: Sequence[Table], balances: Sequence[Balance] = ()
) -> list[Mapping[Cell, int]] | None:
    """Return finest counts that fit all of *earlier*, their relations and *balances*, or None.

    *now* counts today's population, for each of them over the dimensions that both have.
    """
    system = _Counts(earlier)
    for at, (it, table) in enumerate(zip(earlier, now, strict=True)):
        system.fit_shown(at)
        system.fit_now(at, it.now, table)
        if at + 1 < len(earlier):
            system.fit_next(at, it.next)
    for balance in balances:
        system.fit_balance(balance)
    return system.solve()


class _Counts:
    def __init__(self, earlier: Sequence[Earlier]) -> None:
        self._publications = [it.publication for it in earlier]
        self._columns: list[dict[Cell, int]] = []
        self._members: list[dict[Cell, list[int]]] = []
        size = 0
        for publication in self._publications:
            columns = {cell: size + at for at, cell in enumerate(publication.finest_cells())}
            members: dict[Cell, list[int]] = {}
            for cell, column in columns.items():
                for wider in wider_cells(cell):
                    members.setdefault(wider, []).append(column)
            self._columns.append(columns)
            self._members.append(members)
            size += len(columns)
        self._size = size
        self._solver = Solver(size)
        self._fits = True

    def fit_shown(self, at: int) -> None:
        for cell, count in self._publications[at].shown.items():
            self._bound(self._members[at].get(cell, []), [], count, count)

    def fit_now(self, at: int, how: Relation, now: Table) -> None:
        for cell, kept in shared_cells(self._publications[at], now.dimensions):
            inside, count = self._members[at].get(cell, []), now.counts.get(kept, 0)
            if how is Relation.GREW:
                self._bound(inside, [], 0, count)
            elif how is Relation.SHRANK:
                self._bound(inside, [], count, inf)

    def fit_next(self, at: int, how: Relation) -> None:
        for cell, other in cells_of_both(*self._publications[at : at + 2]):
            mine, others = self._members[at].get(cell, []), self._members[at + 1].get(other, [])
            low = 0 if how in (Relation.GREW, Relation.SAME) else -inf
            high = 0 if how in (Relation.SHRANK, Relation.SAME) else inf
            self._bound(others, mine, low, high)

    def fit_balance(self, balance: Balance) -> None:
        cells = [
            {
                kept: cell
                for cell, kept in shared_cells(self._publications[at], balance.now.dimensions)
            }
            for at, _ in balance.earlier
        ]
        for kept in {*balance.now.counts, *(kept for each in cells for kept in each)}:
            inside: dict[int, list[int]] = {1: [], -1: []}
            for (at, sign), mine in zip(balance.earlier, cells, strict=True):
                inside[sign] += self._members[at].get(mine.get(kept, ()), [])
            low = -balance.now.counts.get(kept, 0)
            high = low if balance.of_nobody else inf
            if not (inside[1] or inside[-1]) and not low <= 0 <= high:
                self._fits = False
            self._bound(inside[1], inside[-1], low, high)

    def solve(self) -> list[Mapping[Cell, int]] | None:
        found = self._solver.solve_whole(SECONDS) if self._size else np.zeros(0)
        if found is None or not self._fits:
            return None
        return [{cell: round(found[at]) for cell, at in it.items()} for it in self._columns]

    def _bound(self, plus: list[int], minus: list[int], low: float, high: float) -> None:
        if plus or minus:
            self._solver.add_row([*plus, *minus], [1] * len(plus) + [-1] * len(minus), low, high)
