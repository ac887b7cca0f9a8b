"""All that a reader of the earlier publications knows, and what this one would add."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, replace
from itertools import pairwise

from caseworker.aggregates.attack import Narrowed, What
from caseworker.aggregates.earlier import Earlier, plausible_counts
from caseworker.aggregates.policy import Policy
from caseworker.aggregates.publication import NEW, Days, Link, Publication, Relation, Union
from caseworker.aggregates.quantities import Quantities
from caseworker.aggregates.relation import linked_cells, relation_of, shared_cells
from caseworker.aggregates.table import Cell, Table

Count = Callable[[Iterable[str]], Table]
"""Counts the population over the dimensions with these names, as far as it has them."""

MOST_WITH_ZEROS = 500
"""In larger tables zeros are always shown: there are enough other ways to protect."""
_COMPARED = frozenset({Relation.GREW, Relation.SHRANK})


@dataclass(frozen=True)
class Knowledge:
    """The quantities behind all tables, and which of them the cells of the new table are."""

    quantities: Quantities
    cells: Mapping[Cell, int]
    before: Mapping[tuple[int, Cell], int]
    """The quantities of earlier publications: which of them, and its cell."""
    differences: Mapping[tuple[int, Cell], int]
    """The quantities of differences: from which earlier one, and the cell of the new table."""
    left_over: Mapping[tuple[int, Cell], int] = field(default_factory=dict)
    """The quantities of what periods leave of another one: of which union, and the cell."""
    denied: frozenset[str] = frozenset()
    """The publications, by digest, of which true counts deny what the shown ones leave possible."""

    def demand(self, narrowed: Narrowed) -> bool:
        """Demand what an attacker narrowed down; return whether that is something new."""
        quantities: Mapping[tuple[int, Cell], int] | None = {
            What.NEW: None, What.EARLIER: self.before, What.DIFFERENCE: self.differences,
            What.LEFT_OVER: self.left_over,
        }[narrowed.what]  # fmt: skip
        number = self.cells.get(narrowed.cell)
        if quantities is not None and narrowed.earlier is not None:
            number = quantities.get((narrowed.earlier, narrowed.cell))
        if number is None or number in self.quantities.demands:
            return False
        self.quantities.demands.add(number)
        return True


def gather(
    table: Table,
    related: Iterable[tuple[Publication, Relation]],
    count: Count,
    policy: Policy,
    days: Days | None = None,
) -> Knowledge:
    """Put *table* and the earlier publications *related* to it into one system of sums.

    *days* is what the days of all of them tell beside their figures.
    """
    return _Gathering(table, list(related), count, policy, days or Days()).run()


class _Gathering:
    def __init__(
        self,
        table: Table,
        related: list[tuple[Publication, Relation]],
        count: Count,
        policy: Policy,
        days: Days,
    ) -> None:
        self._table = table
        self._days = days
        self._policy = policy
        self._quantities = Quantities()
        self._related = related
        same = [it.dimensions for it, how in self._related if how is Relation.SAME]
        names = {*table.dimensions, *(name for dimensions in same for name in dimensions)}
        self._joint = count(names)
        finest = self._joint.finest
        # Whoever may be in an empty cell would be in one of each table: zeros are of the joint one.
        counted = [*sorted(finest.items()), *((cell, 0) for cell in _empty(self._joint))]
        self._persons = {cell: self._quantities.add(n) for cell, n in counted}
        self._grouped: dict[tuple[str, ...], dict[Cell, int]] = {}
        self._before: dict[tuple[int, Cell], int] = {}
        self._differences: dict[tuple[int, Cell], int] = {}
        self._left_over: dict[tuple[int, Cell], int] = {}
        self._denied: frozenset[str] = frozenset()
        self._blocks: dict[str, tuple[Publication, Mapping[Cell, int]]] = {}
        """The counts that may stand behind publications of other populations, by digest."""

    def run(self) -> Knowledge:
        cells = self._group(self._table.dimensions)
        self._demand_small(cells.values())
        for place, (publication, how) in enumerate(self._related):
            if how is Relation.SAME:
                self._add_same(place, publication)
            if how is Relation.CHANGED:
                self._demand_small_changes(publication, cells)
        added = self._add_others() or (self._put_right(cells) and self._add_others())
        if not added:
            for publication, how in self._related:
                if how not in (Relation.SAME, Relation.APART):
                    self._demand_small_changes(publication, cells)
        for place, union in enumerate(self._days.unions):
            self._add_union(place, union)
        for link in self._days.links:
            self._add_link(link, cells)
        return Knowledge(
            self._quantities, cells, self._before, self._differences, self._left_over, self._denied
        )

    def _group(self, dimensions: tuple[str, ...]) -> dict[Cell, int]:
        """Return the quantity of each cell of the population counted now over *dimensions*."""
        if dimensions not in self._grouped:
            at = [self._joint.dimensions.index(name) for name in dimensions]
            parts: dict[Cell, list[tuple[int, int]]] = {}
            for cell, number in self._persons.items():
                parts.setdefault(tuple(cell[i] for i in at), []).append((number, 1))
            finest = {cell: self._quantities.add_sum(*numbers) for cell, numbers in parts.items()}
            self._grouped[dimensions] = self._quantities.add_margins(finest, _depths(finest))
        return self._grouped[dimensions]

    def _add_same(self, place: int, publication: Publication) -> None:
        shared = self._shared(publication)
        cells = self._group(shared)
        for cell, kept in shared_cells(publication, shared):
            if kept in cells:
                self._before[place, cell] = cells[kept]
                self._mark(publication, cell, cells[kept])
                if not publication.is_known(cell):
                    self._demand_small([cells[kept]])

    def _add_others(self) -> bool:
        """Add counts that may stand behind publications of other populations; False if none do."""
        related = [it for it in self._related if it[1] is not Relation.SAME]
        places = [self._related.index(it) for it in related]
        # The latest has nobody after it but the population counted now.
        after = [relation_of(later, it) for (it, _), (later, _) in pairwise(related)]
        earlier = [
            Earlier(it, how, next_one)
            for (it, how), next_one in zip(related, [*after, Relation.CHANGED], strict=False)
        ]
        shared = [self._shared(it.publication) for it in earlier]
        found = plausible_counts(earlier, [self._joint.onto(names) for names in shared])
        if found is None:
            # What was corrected meanwhile contradicts an order that figures once had.
            earlier = [replace(it, next=Relation.CHANGED) for it in earlier]
            found = plausible_counts(earlier, [self._joint.onto(names) for names in shared])
        if found is None:
            return False
        blocks = [
            self._add_block(it.publication, counts)
            for it, counts in zip(earlier, found, strict=True)
        ]
        self._blocks = {
            it.publication.digest: (it.publication, block)
            for it, block in zip(earlier, blocks, strict=True)
        }
        for at, it in enumerate(earlier):
            self._before |= {(places[at], cell): number for cell, number in blocks[at].items()}
            then = _over(it.publication, shared[at], blocks[at])
            for kept, number in self._compare(then, self._group(shared[at]), it.now).items():
                cell = _widened(kept, shared[at], self._table.dimensions)
                if cell is not None:
                    self._differences[places[at], cell] = number
            if at + 1 < len(earlier):
                following = earlier[at + 1].publication
                both = tuple(n for n in it.publication.dimensions if n in following.dimensions)
                then = _over(it.publication, both, blocks[at])
                self._compare(then, _over(following, both, blocks[at + 1]), it.next)
        return True

    def _put_right(self, cells: Mapping[Cell, int]) -> bool:
        """Let no publication stand in a way that true counts deny; return whether any did.

        A reader may still think that nobody left, and is wrong in it. What changed by few persons
        between two shown counts is demanded all the same, however long ago it was.
        """
        for place, (it, how) in enumerate(self._related):
            if how in _COMPARED:
                now = self._joint.onto(self._shared(it))
                if plausible_counts([Earlier(it, how)], [now]) is None:
                    self._related[place] = (it, Relation.CHANGED)
                    self._denied |= {it.digest}
                    self._demand_small_changes(it, cells)
        return bool(self._denied)

    def _add_block(self, publication: Publication, counts: Mapping[Cell, int]) -> dict[Cell, int]:
        """Add *counts* that fit *publication*, with what is known of them and what must not be."""
        finest = {cell: self._quantities.add(n) for cell, n in counts.items()}
        block = self._quantities.add_margins(finest, publication.depths)
        for cell, number in block.items():
            self._mark(publication, cell, number)
        self._demand_near(block[cell] for cell in publication.hidden if cell in block)
        return block

    def _compare(
        self, then: Mapping[Cell, int], later: Mapping[Cell, int], how: Relation
    ) -> Mapping[Cell, int]:
        """Add the differences of two populations that contain each other; small ones are demanded.

        Being quantities, they are not below zero: so one population contains the other.
        """
        if how in (Relation.CHANGED, Relation.APART) or not (then or later):
            return {}
        sign = -1 if how is Relation.SHRANK else 1
        differences = {}
        for cell in _finest(then, later):
            pair = ((later.get(cell), sign), (then.get(cell), -sign))
            parts = tuple((number, factor) for number, factor in pair if number is not None)
            differences[cell] = self._quantities.add_sum(*parts)
        if how is Relation.SAME:
            self._quantities.known.update(differences.values())
            return {}
        numbers = self._quantities.add_margins(differences, _depths(differences))
        self._demand_small(numbers.values())
        return numbers

    def _add_union(self, place: int, union: Union) -> None:
        """Add those of the whole who are in none of its parts; small counts of them are demanded.

        Where that would be fewer than nobody, the figures deny what the days say.
        """
        members = [self._member(digest) for digest in (union.whole, *union.parts)]
        if any(member is None for member in members):
            return
        known = [member for member in members if member is not None]
        shared = tuple(
            name for name in self._table.dimensions if all(name in dims for dims, _ in known)
        )
        whole, *parts = (over(shared) for _, over in known)
        values, left = self._quantities.values, {}
        for cell in _finest(whole, *parts):
            terms = [(whole.get(cell), 1), *((part.get(cell), -1) for part in parts)]
            there = tuple((number, sign) for number, sign in terms if number is not None)
            if sum(sign * values[number] for number, sign in there) < 0:
                return
            left[cell] = there
        numbers = {cell: self._quantities.add_sum(*terms) for cell, terms in left.items()}
        if not numbers:
            return
        numbers = self._quantities.add_margins(numbers, _depths(numbers))
        self._demand_small(numbers.values())
        for kept, number in numbers.items():
            widened = _widened(kept, shared, self._table.dimensions)
            if widened is not None:
                self._left_over[place, widened] = number

    def _add_link(self, link: Link, cells: Mapping[Cell, int]) -> None:
        """Mark what an earlier publication told of people who are counted now as well.

        What it hid of them is hidden now too: shown here, it would open there what it stood for.
        """
        earlier = next((it for it, _ in self._related if it.digest == link.digest), None)
        if earlier is None:
            return
        pairs = [(cells[now], cell) for cell, now in linked_cells(earlier, self._table, link)
                 if now in cells]  # fmt: skip
        values = self._quantities.values
        if any(
            earlier.is_known(cell) and values[number] != earlier.shown.get(cell, 0)
            for number, cell in pairs
        ):
            return
        for number, cell in pairs:
            if earlier.is_known(cell):
                self._quantities.known.add(number)
            else:
                self._quantities.demands.add(number)

    def _member(
        self, digest: str
    ) -> tuple[tuple[str, ...], Callable[[tuple[str, ...]], Mapping[Cell, int]]] | None:
        """Return by what a member of a union is counted, and its quantities over some of that."""
        same = [it for it, how in self._related if how is Relation.SAME]
        if digest == NEW or any(it.digest == digest for it in same):
            names = self._table.dimensions
            for it in same:
                names = it.dimensions if it.digest == digest else names
            return names, self._group
        if digest not in self._blocks:
            return None
        publication, block = self._blocks[digest]
        return publication.dimensions, lambda shared: _over(publication, shared, block)

    def _shared(self, publication: Publication) -> tuple[str, ...]:
        return tuple(name for name in publication.dimensions if name in self._joint.dimensions)

    def _demand_small_changes(self, publication: Publication, cells: Mapping[Cell, int]) -> None:
        """Demand what changed by few persons between two counts that both would be shown."""
        dimensions = self._table.dimensions
        shared = tuple(name for name in publication.dimensions if name in dimensions)
        for cell, kept in shared_cells(publication, shared):
            widened = _widened(kept, shared, dimensions)
            if publication.is_known(cell) and widened is not None and widened in cells:
                change = self._quantities.values[cells[widened]] - publication.shown.get(cell, 0)
                if self._policy.is_small(abs(change)):
                    self._quantities.demands.add(cells[widened])

    def _mark(self, publication: Publication, cell: Cell, number: int) -> None:
        if publication.is_known(cell):
            self._quantities.known.add(number)

    def _demand_near(self, numbers: Iterable[int]) -> None:
        """Demand what may have been small: of a count that was hidden, nobody knows it any more."""
        near = self._policy.threshold + self._policy.width - 1
        values = self._quantities.values
        self._quantities.demands |= {number for number in numbers if values[number] < near}

    def _demand_small(self, numbers: Iterable[int]) -> None:
        values = self._quantities.values
        small = {number for number in numbers if self._policy.is_small(values[number])}
        self._quantities.demands |= small


def _empty(table: Table) -> list[Cell]:
    """Return the finest cells without anybody, none where there are too many."""
    if table.size > MOST_WITH_ZEROS:
        return []
    depths = _depths(table.finest)
    return [
        cell
        for cell in table.cells()
        if cell not in table.finest and tuple(map(len, cell)) == depths
    ]


def _depths(cells: Iterable[Cell]) -> tuple[int, ...]:
    columns = zip(*(map(len, cell) for cell in cells), strict=True)
    return tuple(max(column) for column in columns)


def _finest(*groups: Iterable[Cell]) -> list[Cell]:
    cells = {cell for group in groups for cell in group}
    depths = _depths(cells)
    return sorted(cell for cell in cells if tuple(map(len, cell)) == depths)


def _widened(kept: Cell, shared: tuple[str, ...], dimensions: tuple[str, ...]) -> Cell | None:
    """Return *kept*, over *shared*, as a cell over *dimensions*, if it leaves others open."""
    paths = {name: path for name, path in zip(shared, kept, strict=True) if path}
    if not paths.keys() <= set(dimensions):
        return None
    return tuple(paths.get(name, ()) for name in dimensions)


def _over(
    publication: Publication, dimensions: tuple[str, ...], block: Mapping[Cell, int]
) -> dict[Cell, int]:
    """Return the quantities of *block* that leave all but *dimensions* open."""
    pairs = shared_cells(publication, dimensions)
    return {kept: block[cell] for cell, kept in pairs if cell in block}
