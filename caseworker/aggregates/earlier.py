"""Counts that may stand behind the earlier publications: nobody keeps the true ones."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import accumulate, pairwise
from math import inf

import numpy as np

from caseworker.aggregates.laid import Laid
from caseworker.aggregates.publication import Publication, Relation
from caseworker.aggregates.relation import cells_of_both, shared_cells
from caseworker.aggregates.solver import Solver
from caseworker.aggregates.table import Cell, Table, wider_cells

SECONDS = 30.0
NEAR = 1e-6
_NOWHERE: Cell = (("", "", ""),)


@dataclass(frozen=True)
class Earlier:
    """A publication of another population than the one counted now."""

    publication: Publication
    now: Relation
    """How the population counted now stands to it."""
    next: Relation = Relation.CHANGED
    """How the next of the earlier ones stands to it."""


@dataclass(frozen=True)
class Lines:
    """A line of days laid out, and what is known of its publications of the people counted now."""

    laid: Laid
    now: Mapping[str, Mapping[Cell, int]]
    """Their counts by digest, by the cells of what they add up."""


@dataclass(frozen=True)
class Fitting:
    """Counts of whole persons that fit together."""

    blocks: Sequence[Mapping[Cell, int]]
    """The finest counts of each of the earlier publications."""
    columns: Sequence[Sequence[int]]
    """The columns of each line."""


def plausible_counts(
    earlier: Sequence[Earlier], now: Sequence[Table], lines: Sequence[Lines] = ()
) -> Fitting | None:
    """Return finest counts that fit all of *earlier*, their relations and *lines*, or None.

    *now* counts today's population, for each of them over the dimensions that both have.
    """
    system = _Counts(earlier, lines)
    for at, (it, table) in enumerate(zip(earlier, now, strict=True)):
        system.fit_shown(at)
        system.fit_now(at, it.now, table)
        if at + 1 < len(earlier):
            system.fit_next(at, it.next)
    return system.solve()


def least_off(earlier: Sequence[Earlier], line: Lines) -> dict[str, tuple[int, ...]]:
    """Return which publications of *line* count others as well, or not all, by digest.

    All of them might, in *line*; as few persons as can be do, sooner of longer periods.
    """
    system = _Counts(earlier, [line])
    for at in range(len(earlier)):
        system.fit_shown(at)
    return system.least_off()


class _Counts:
    def __init__(self, earlier: Sequence[Earlier], lines: Sequence[Lines]) -> None:
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
        self._lines = lines
        self._begins = [*accumulate((it.laid.size for it in lines), initial=size)]
        self._size = self._begins[-1]
        self._solver = Solver(self._size)
        self._fits = True
        for begin, line in zip(self._begins, lines, strict=False):
            self._fit_line(begin, line)

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

    def solve(self) -> Fitting | None:
        if not self._fits:
            return None
        found = self._solver.solve_whole(SECONDS) if self._size else np.zeros(0)
        if found is None:
            return None
        blocks = [{cell: round(found[at]) for cell, at in it.items()} for it in self._columns]
        return Fitting(blocks, [found[begin:end].astype(int).tolist()
                                for begin, end in pairwise(self._begins)])  # fmt: skip

    def least_off(self) -> dict[str, tuple[int, ...]]:
        (begin, _), (line,) = self._begins, self._lines
        costs = np.zeros(self._size)
        for column, (digest, _cell, _sign) in line.laid.others.items():
            costs[begin + column] = 1 + 1 / line.laid.line.length[digest]
        self._solver.set_costs(costs)
        found = self._solver.solve()
        signs: dict[str, set[int]] = {}
        for column, (digest, _cell, sign) in line.laid.others.items():
            if found is not None and found[begin + column] > NEAR:
                signs.setdefault(digest, set()).add(sign)
        return {digest: tuple(sorted(each)) for digest, each in signs.items()}

    def _fit_line(self, begin: int, line: Lines) -> None:
        places = {it.digest: at for at, it in enumerate(self._publications)}
        for digest, rows in line.laid.rows.items():
            at = places.get(digest)
            cells: Mapping[Cell, Cell] = {}
            if at is not None:
                pairs = shared_cells(self._publications[at], line.laid.shared[digest].names)
                cells = {kept: cell for cell, kept in pairs}
            for key, row in rows.items():
                mine = [] if at is None else self._members[at].get(cells.get(key, _NOWHERE), [])
                count = line.now[digest].get(key, 0) if at is None else 0
                self._add([*((begin + it, sign) for it, sign in row), *((it, -1) for it in mine)],
                          count)  # fmt: skip
        for row in line.laid.nobody:
            self._add([(begin + it, sign) for it, sign in row], 0)

    def _add(self, signed: list[tuple[int, int]], count: int) -> None:
        if signed:
            columns, signs = zip(*signed, strict=True)
            self._solver.add_row(columns, signs, count, count)
        elif count:
            self._fits = False

    def _bound(self, plus: list[int], minus: list[int], low: float, high: float) -> None:
        if plus or minus:
            self._solver.add_row([*plus, *minus], [1] * len(plus) + [-1] * len(minus), low, high)
