"""All that a reader of the earlier publications knows, and what this one would add."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from caseworker.aggregates.along_days import Added, add, as_far_as_it_fits, lines_of, supposed
from caseworker.aggregates.cells import depths_of, finest_of, over, widened
from caseworker.aggregates.days import Days
from caseworker.aggregates.earlier import Earlier, Fitting, plausible_counts
from caseworker.aggregates.laid import Laid
from caseworker.aggregates.narrowed import Narrowed, What
from caseworker.aggregates.policy import Policy
from caseworker.aggregates.publication import Publication, Relation
from caseworker.aggregates.quantities import Quantities
from caseworker.aggregates.reckoning import Count, Reckoning
from caseworker.aggregates.relation import relation_of, shared_cells
from caseworker.aggregates.table import Cell, Table

_COMPARED = frozenset({Relation.GREW, Relation.SHRANK})


@dataclass(frozen=True)
class Knowledge:
    """The quantities behind all tables, and which of them the cells of the new table are."""

    quantities: Quantities
    dimensions: tuple[str, ...]
    """Of the new table."""
    cells: Mapping[Cell, int]
    before: Mapping[tuple[int, Cell], int]
    """The quantities of earlier publications: which of them, and its cell."""
    differences: Mapping[tuple[int, Cell], int]
    """The quantities of differences: from which earlier one, and the cell of the new table."""
    denied: frozenset[str] = frozenset()
    """The publications, by digest, of which true counts deny what the shown ones leave possible."""
    lines: Sequence[Added] = ()
    """The lines of days that tell of more."""

    def demand(self, narrowed: Narrowed) -> bool:
        """Demand what an attacker narrowed down; return whether that is something new."""
        new = set(self._meant(narrowed)) - self.quantities.demands
        self.quantities.demands |= new
        return bool(new)

    def _meant(self, narrowed: Narrowed) -> Iterator[int]:
        if narrowed.whom is not None:
            named = zip(self.dimensions, narrowed.cell, strict=True)
            paths = {name: path for name, path in named if path}
            lines = [it for it in self.lines if it.laid.line == narrowed.line]
            numbers = [it.number(self.quantities, narrowed.whom, paths) for it in lines]
            if any(number is not None for number in numbers):
                yield from (number for number in numbers if number is not None)
                return
            # True counts deny what she supposes, that nobody had a birthday: the count of the new
            # table from which she reckons is hidden.
        number = self.cells.get(narrowed.cell)
        if narrowed.what in (What.EARLIER, What.DIFFERENCE):
            told = self.before if narrowed.what is What.EARLIER else self.differences
            number = (
                None if narrowed.earlier is None else told.get((narrowed.earlier, narrowed.cell))
            )
        if number is not None:
            yield number


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


class _Gathering(Reckoning):
    def __init__(
        self,
        table: Table,
        related: list[tuple[Publication, Relation]],
        count: Count,
        policy: Policy,
        days: Days,
    ) -> None:
        super().__init__(table, related, count, policy, days.together)
        self._days = days
        self._before: dict[tuple[int, Cell], int] = {}
        self._differences: dict[tuple[int, Cell], int] = {}
        self._lines: list[Added] = []
        self._denied: frozenset[str] = frozenset()

    def run(self) -> Knowledge:
        cells = self.group(self.table.dimensions)
        self.demand_small(cells.values())
        for place, (publication, how) in enumerate(self.related):
            if how is Relation.SAME:
                self._add_same(place, publication)
            if how is Relation.CHANGED:
                self.demand_small_changes(publication, cells)
        if not (self._add_others() or (self._put_right(cells) and self._add_others())):
            for publication, how in self.related:
                if how not in (Relation.SAME, Relation.APART):
                    self.demand_small_changes(publication, cells)
        return Knowledge(
            self.quantities, self.table.dimensions, cells, self._before, self._differences,
            self._denied, self._lines,
        )  # fmt: skip

    def _add_same(self, place: int, publication: Publication) -> None:
        shared = self.shared(publication)
        cells = self.group(shared)
        for cell, kept in shared_cells(publication, shared):
            if kept in cells:
                self._before[place, cell] = cells[kept]
                self.mark(publication, cell, cells[kept])
                if not publication.is_known(cell):
                    self.demand_small([cells[kept]])

    def _add_others(self) -> bool:
        """Add counts that may stand behind publications of other populations; False if none do."""
        related = [it for it in self.related if it[1] is not Relation.SAME]
        places = [self.related.index(it) for it in related]
        # The latest has nobody after it but the population counted now.
        after = [relation_of(later, it) for (it, _), (later, _) in pairwise(related)]
        earlier = [
            Earlier(it, how, next_one)
            for (it, how), next_one in zip(related, [*after, Relation.CHANGED], strict=False)
        ]
        shared = [self.shared(it.publication) for it in earlier]
        now = [self.joint.onto(names) for names in shared]
        lines, found = self._fitting(earlier, now)
        if found is None:
            # What was corrected meanwhile contradicts an order that figures once had.
            earlier = [replace(it, next=Relation.CHANGED) for it in earlier]
            found = self._counts(earlier, now, lines)
        if found is None and self._doubt(lines):
            return self._add_others()
        if found is None:
            lines = self._that_fit(earlier, now, lines)
            found = self._counts(earlier, now, lines)
        if found is None:
            return False
        blocks = [
            self._add_block(it.publication, counts)
            for it, counts in zip(earlier, found.blocks, strict=True)
        ]
        self.blocks = {
            it.publication.digest: (it.publication, block)
            for it, block in zip(earlier, blocks, strict=True)
        }
        for at, it in enumerate(earlier):
            self._before |= {(places[at], cell): number for cell, number in blocks[at].items()}
            then = over(it.publication, shared[at], blocks[at])
            for kept, number in self._compare(then, self.group(shared[at]), it.now).items():
                cell = widened(kept, shared[at], self.table.dimensions)
                if cell is not None:
                    self._differences[places[at], cell] = number
            if at + 1 < len(earlier):
                following = earlier[at + 1].publication
                both = tuple(n for n in it.publication.dimensions if n in following.dimensions)
                then = over(it.publication, both, blocks[at])
                self._compare(then, over(following, both, blocks[at + 1]), it.next)
        self._lines = [add(self, *each) for each in zip(lines, found.columns, strict=True)]
        return True

    def _counts(
        self, earlier: Sequence[Earlier], now: Sequence[Table], lines: Sequence[Laid]
    ) -> Fitting | None:
        """Return counts that fit *earlier* and all *lines*, or None."""
        return plausible_counts(earlier, now, lines_of(self, lines))

    def _fitting(
        self, earlier: Sequence[Earlier], now: Sequence[Table]
    ) -> tuple[list[Laid], Fitting | None]:
        """Return the lines of days as far as each adds up, with counts that fit all of them."""
        lines = [supposed(self, line) for line in self._days.lines]
        found = self._counts(earlier, now, lines)
        if found is None:
            lines = [it for line in self._days.lines for it in as_far_as_it_fits(self, line)]
            found = self._counts(earlier, now, lines)
        return lines, found

    def _that_fit(
        self, earlier: Sequence[Earlier], now: Sequence[Table], lines: Sequence[Laid]
    ) -> list[Laid]:
        """Return those of *lines* that contradict none before them; all else is left aside."""
        fitting: list[Laid] = []
        for it in lines:
            if self._counts(earlier, now, [*fitting, it]) is not None:
                fitting.append(it)
        return fitting

    def _doubt(self, lines: Sequence[Laid]) -> bool:
        """Let a caseload and what happened not lie in each other where lines say so; if they do.

        That whoever got a case has it still is supposed: somebody came and left within the month.
        That cases before and since are those after, or were closed, is certain.
        """
        unlike = {digest for line in self._days.lines for digest in line.unlike_the_new}
        doubtful = {
            place
            for place, (it, how) in enumerate(self.related)
            if it.digest in unlike and how in (Relation.SAME, *_COMPARED)
        }

        def fit(doubted: set[int]) -> bool:
            earlier = [
                Earlier(it, Relation.CHANGED if place in doubted else how)
                for place, (it, how) in enumerate(self.related)
                if how is not Relation.SAME or place in doubted
            ]
            now = [self.joint.onto(self.shared(it.publication)) for it in earlier]
            return self._counts(earlier, now, lines) is not None

        if not doubtful or not fit(doubtful):
            return False
        cells = self.group(self.table.dimensions)
        for place in {it for it in doubtful if not fit(doubtful - {it})} or doubtful:
            self._deny(place, cells)
        return True

    def _put_right(self, cells: Mapping[Cell, int]) -> bool:
        """Let no publication stand in a way that true counts deny; return whether any did.

        A reader may still think that nobody left, and is wrong in it. What changed by few persons
        between two shown counts is demanded all the same, however long ago it was.
        """
        for place, (it, how) in enumerate(self.related):
            if how in _COMPARED:
                now = self.joint.onto(self.shared(it))
                if plausible_counts([Earlier(it, how)], [now]) is None:
                    self._deny(place, cells)
        return bool(self._denied)

    def _deny(self, place: int, cells: Mapping[Cell, int]) -> None:
        publication, _ = self.related[place]
        self.related[place] = (publication, Relation.CHANGED)
        self._denied |= {publication.digest}
        self.demand_small_changes(publication, cells)

    def _add_block(self, publication: Publication, counts: Mapping[Cell, int]) -> dict[Cell, int]:
        """Add *counts* that fit *publication*, with what is known of them and what must not be."""
        finest = {cell: self.quantities.add(n) for cell, n in counts.items()}
        block = self.quantities.add_margins(finest, publication.depths)
        for cell, number in block.items():
            self.mark(publication, cell, number)
        self.demand_near(block[cell] for cell in publication.hidden if cell in block)
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
        for cell in finest_of(then, later):
            pair = ((later.get(cell), sign), (then.get(cell), -sign))
            parts = tuple((number, factor) for number, factor in pair if number is not None)
            differences[cell] = self.quantities.add_sum(*parts)
        if how is Relation.SAME:
            self.quantities.known.update(differences.values())
            return {}
        numbers = self.quantities.add_margins(differences, depths_of(differences))
        self.demand_small(numbers.values())
        return numbers
