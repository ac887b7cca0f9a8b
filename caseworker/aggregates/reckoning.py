"""One system of sums for a new table and the earlier publications beside it."""

from __future__ import annotations

from collections.abc import Callable, Container, Iterable, Mapping

from caseworker.aggregates.cells import depths_of, empty_cells, joined_categories, over, widened
from caseworker.aggregates.policy import Policy
from caseworker.aggregates.publication import NEW, Publication, Relation
from caseworker.aggregates.quantities import Quantities
from caseworker.aggregates.relation import shared_cells
from caseworker.aggregates.table import Cell, Table

Count = Callable[[Iterable[str]], Table]
"""Counts the population over the dimensions with these names, as far as it has them."""


class Reckoning:
    """The new table, the earlier publications related to it, and the quantities behind them."""

    def __init__(
        self,
        table: Table,
        related: list[tuple[Publication, Relation]],
        count: Count,
        policy: Policy,
        together: Container[str] = (),
    ) -> None:
        """Begin with *table*; those *together* with it, by digest, may have other categories."""
        self.table = table
        self.policy = policy
        self.quantities = Quantities()
        self.related = related
        same = [it.dimensions for it, how in self.related if how is Relation.SAME]
        names = {*table.dimensions, *(name for dimensions in same for name in dimensions)}
        self.joint = count(names)
        finest = self.joint.finest
        # Whoever may be in an empty cell would be in one of each table: zeros are of the joint one.
        beside = [it for it, _ in related if it.digest in together]
        empty = empty_cells(self.joint, joined_categories(self.joint, beside))
        counted = [*sorted(finest.items()), *((cell, 0) for cell in empty)]
        self._persons = {cell: self.quantities.add(n) for cell, n in counted}
        self._grouped: dict[tuple[str, ...], dict[Cell, int]] = {}
        self.blocks: dict[str, tuple[Publication, Mapping[Cell, int]]] = {}
        """The counts that may stand behind publications of other populations, by digest."""

    def group(self, dimensions: tuple[str, ...]) -> dict[Cell, int]:
        """Return the quantity of each cell of the population counted now over *dimensions*."""
        if dimensions not in self._grouped:
            at = [self.joint.dimensions.index(name) for name in dimensions]
            parts: dict[Cell, list[tuple[int, int]]] = {}
            for cell, number in self._persons.items():
                parts.setdefault(tuple(cell[i] for i in at), []).append((number, 1))
            finest = {cell: self.quantities.add_sum(*numbers) for cell, numbers in parts.items()}
            self._grouped[dimensions] = self.quantities.add_margins(finest, depths_of(finest))
        return self._grouped[dimensions]

    def member(self, digest: str) -> Callable[[tuple[str, ...]], Mapping[Cell, int]] | None:
        """Return what gives the quantities of a publication over some of its dimensions."""
        if digest in self.blocks:
            publication, block = self.blocks[digest]
            return lambda names: over(publication, names, block)
        return self.group if digest in self._counted_now else None

    def shared(self, publication: Publication) -> tuple[str, ...]:
        """Return by what both *publication* and the people counted now are counted."""
        return tuple(name for name in publication.dimensions if name in self.joint.dimensions)

    @property
    def _counted_now(self) -> set[str]:
        """The publications of the people counted now, the new one among them."""
        return {NEW, *(it.digest for it, how in self.related if how is Relation.SAME)}

    def demand_small_changes(self, publication: Publication, cells: Mapping[Cell, int]) -> None:
        """Demand what changed by few persons between two counts that both would be shown."""
        dimensions = self.table.dimensions
        shared = tuple(name for name in publication.dimensions if name in dimensions)
        for cell, kept in shared_cells(publication, shared):
            now = widened(kept, shared, dimensions)
            if publication.is_known(cell) and now is not None and now in cells:
                change = self.quantities.values[cells[now]] - publication.shown.get(cell, 0)
                if self.policy.is_small(abs(change)):
                    self.quantities.demands.add(cells[now])

    def mark(self, publication: Publication, cell: Cell, number: int) -> None:
        """Mark a quantity as known where *publication* tells it."""
        if publication.is_known(cell):
            self.quantities.known.add(number)

    def demand_near(self, numbers: Iterable[int]) -> None:
        """Demand what may have been small: of a count that was hidden, nobody knows it any more."""
        near = self.policy.threshold + self.policy.width - 1
        values = self.quantities.values
        self.quantities.demands |= {number for number in numbers if values[number] < near}

    def demand_small(self, numbers: Iterable[int]) -> None:
        """Demand those of the quantities that are small."""
        values = self.quantities.values
        small = {number for number in numbers if self.policy.is_small(values[number])}
        self.quantities.demands |= small
