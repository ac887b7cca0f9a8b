"""All that a reader of the earlier publications knows, and what this one would add."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass

from caseworker.aggregates.earlier import plausible_counts
from caseworker.aggregates.policy import Policy
from caseworker.aggregates.publication import Publication
from caseworker.aggregates.quantities import Quantities
from caseworker.aggregates.relation import Relation, shared_cells
from caseworker.aggregates.table import Cell, Table

Count = Callable[[Iterable[str]], Table]
"""Counts the population over the dimensions with these names, as far as it has them."""

MOST_WITH_ZEROS = 2_000
"""In larger tables zeros are always shown: there are enough other ways to protect."""


@dataclass(frozen=True)
class Knowledge:
    """The quantities behind all tables, and which of them the cells of the new table are."""

    quantities: Quantities
    cells: Mapping[Cell, int]


def gather(
    table: Table,
    related: Iterable[tuple[Publication, Relation]],
    count: Count,
    policy: Policy,
) -> Knowledge:
    """Put *table* and the earlier publications *related* to it into one system of sums."""
    return _Gathering(table, list(related), count, policy).run()


class _Gathering:
    def __init__(
        self,
        table: Table,
        related: list[tuple[Publication, Relation]],
        count: Count,
        policy: Policy,
    ) -> None:
        self._table = table
        self._policy = policy
        self._quantities = Quantities()
        self._related = related
        same = [it.dimensions for it, how in self._related if how is Relation.SAME]
        names = {*table.dimensions, *(name for dimensions in same for name in dimensions)}
        self._joint = count(names)
        finest = self._joint.finest
        self._persons = {cell: self._quantities.add(n) for cell, n in finest.items()}
        self._grouped: dict[tuple[str, ...], dict[Cell, int]] = {}

    def run(self) -> Knowledge:
        cells = self._group(self._table.dimensions)
        self._demand_small(cells.values())
        for publication, how in self._related:
            if how is Relation.SAME:
                self._add_same(publication)
            elif how is Relation.CHANGED or not self._add_other(publication, how):
                self._add_changed(publication, cells)
        return Knowledge(self._quantities, cells)

    def _group(self, dimensions: tuple[str, ...]) -> dict[Cell, int]:
        """Return the quantity of each cell of the population counted now over *dimensions*."""
        if dimensions not in self._grouped:
            at = [self._joint.dimensions.index(name) for name in dimensions]
            parts: dict[Cell, list[tuple[int, int]]] = {}
            for cell, number in self._persons.items():
                parts.setdefault(tuple(cell[i] for i in at), []).append((number, 1))
            finest = {cell: self._quantities.add_sum(*numbers) for cell, numbers in parts.items()}
            if dimensions == self._joint.dimensions == self._table.dimensions:
                finest |= self._zeros(finest)
            self._grouped[dimensions] = self._quantities.add_margins(finest, _depths(finest))
        return self._grouped[dimensions]

    def _zeros(self, finest: Mapping[Cell, int]) -> dict[Cell, int]:
        if self._table.size > MOST_WITH_ZEROS:
            return {}
        depths = _depths(finest)
        return {
            cell: self._quantities.add(0)
            for cell in self._table.cells()
            if cell not in finest and tuple(map(len, cell)) == depths
        }

    def _add_same(self, publication: Publication) -> None:
        shared = tuple(name for name in publication.dimensions if name in self._joint.dimensions)
        cells = self._group(shared)
        for cell, kept in shared_cells(publication, shared):
            if kept in cells:
                self._mark(publication, cell, cells[kept])
                if not publication.is_known(cell):
                    self._demand_small([cells[kept]])

    def _add_other(self, publication: Publication, how: Relation) -> bool:
        """Add counts that may stand behind *publication*, and the differences; False if none do."""
        shared = tuple(name for name in publication.dimensions if name in self._joint.dimensions)
        now = self._joint.onto(shared)
        counts = plausible_counts(publication, how, now)
        if counts is None:
            return False
        before = self._quantities.add_margins(
            {cell: self._quantities.add(n) for cell, n in counts.items()}, publication.depths
        )
        for cell, number in before.items():
            self._mark(publication, cell, number)
        self._demand_small(before[cell] for cell in publication.hidden if cell in before)
        after = self._group(shared)
        whole = {kept: cell for cell, kept in shared_cells(publication, shared)}
        sign = 1 if how is Relation.GREW else -1
        differences = {}
        for kept in _finest(after, whole):
            pair = ((after.get(kept), sign), (before.get(whole.get(kept, ())), -sign))
            parts = tuple((number, factor) for number, factor in pair if number is not None)
            if parts:
                differences[kept] = self._quantities.add_sum(*parts)
        self._demand_small(self._quantities.add_margins(differences, _depths(differences)).values())
        return True

    def _add_changed(self, publication: Publication, cells: Mapping[Cell, int]) -> None:
        """Demand what changed by few persons between two counts that both would be shown."""
        dimensions = self._table.dimensions
        if not set(publication.dimensions) & set(dimensions):
            return
        for cell, kept in shared_cells(publication, dimensions):
            widened = _widened(publication, kept, dimensions)
            if publication.is_known(cell) and widened in cells:
                change = self._quantities.values[cells[widened]] - publication.shown.get(cell, 0)
                if self._policy.is_small(abs(change)):
                    self._quantities.demands.add(cells[widened])

    def _mark(self, publication: Publication, cell: Cell, number: int) -> None:
        if publication.is_known(cell):
            self._quantities.known.add(number)

    def _demand_small(self, numbers: Iterable[int]) -> None:
        values = self._quantities.values
        small = {number for number in numbers if self._policy.is_small(values[number])}
        self._quantities.demands |= small


def _depths(cells: Iterable[Cell]) -> tuple[int, ...]:
    columns = zip(*(map(len, cell) for cell in cells), strict=True)
    return tuple(max(column) for column in columns)


def _finest(*groups: Iterable[Cell]) -> list[Cell]:
    cells = {cell for group in groups for cell in group}
    depths = _depths(cells)
    return sorted(cell for cell in cells if tuple(map(len, cell)) == depths)


def _widened(publication: Publication, kept: Cell, dimensions: tuple[str, ...]) -> Cell:
    """Return *kept*, a cell over the shared dimensions, as a cell over *dimensions*."""
    shared = (name for name in publication.dimensions if name in dimensions)
    paths = dict(zip(shared, kept, strict=True))
    return tuple(paths.get(name, ()) for name in dimensions)
