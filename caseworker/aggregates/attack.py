"""The attacker inside: what somebody who has all publications can work out about hidden counts.

She has no records, only what was published. For each hidden count and each difference between two
publications she asks a solver for the smallest and the largest number of persons that still fits.
The module shares no step with `protection`, so that a mistake there shows here.
"""

from __future__ import annotations

import time
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import product

from caseworker.aggregates.attack_by_days import Line, lines_that_fit
from caseworker.aggregates.days import Days
from caseworker.aggregates.intervals import Unknowns
from caseworker.aggregates.narrowed import Narrowed, Target, What
from caseworker.aggregates.policy import Policy
from caseworker.aggregates.publication import NEW, Publication, Relation
from caseworker.aggregates.table import Cell, Path

MOST_COLUMNS = 30_000
"""Larger systems are left out, and the result says so."""


@dataclass(frozen=True)
class Attack:
    """What came of it, in plain data that a statement can print."""

    attacked: int
    left_out: int
    """Pairs and lines of publications too large to be attacked together."""
    narrowed: tuple[Narrowed, ...]
    """Intervals that hold a small count and are narrower than the policy asks."""
    seconds: float

    @property
    def narrowest(self) -> int | None:
        """How many persons the narrowest of those intervals is wide, or None if there is none."""
        return min((it.high - it.low for it in self.narrowed), default=None)


def attack(
    new: Publication,
    earlier: Iterable[tuple[Publication, Relation]],
    policy: Policy,
    days: Days | None = None,
) -> Attack:
    """Attack *new* alone, with each of the *earlier* ones, and with all on a line of *days*."""
    started = time.perf_counter()
    earlier = list(earlier)
    places = {it.digest: place for place, (it, _) in enumerate(earlier)}
    attacked = left_out = 0
    narrowed: dict[Narrowed, None] = {}
    # What may be as many as that is either open by enough persons, or not a small count.
    few = policy.threshold + policy.width - 1
    for system in _systems(new, earlier, days or Days()):
        if system.size > MOST_COLUMNS:
            left_out += 1
            continue
        targets = list(system.targets(places))
        attacked += len(targets)
        found = system.unknowns.intervals([it.columns for it in targets], policy.width, few)
        for it, (low, high) in zip(targets, found, strict=True):
            if high - low < policy.width and low < policy.threshold and high > 0:
                told = Narrowed(it.what, it.earlier, it.cell, low, high, it.whom, it.line)
                narrowed[told] = None
    return Attack(attacked, left_out, tuple(narrowed), time.perf_counter() - started)


def _systems(
    new: Publication, earlier: Sequence[tuple[Publication, Relation]], days: Days
) -> Iterator[_Pair | Line]:
    """Yield what is attacked together."""
    yield _Pair([new], [[0]])
    for old, how in earlier:
        # Of two populations that contain each other, the smaller one and the difference are
        # unknown; of the same people, there is one unknown.
        blocks = {
            Relation.SAME: [[0], [0]],
            Relation.GREW: [[0, 1], [0]],
            Relation.SHRANK: [[0], [0, 1]],
        }.get(how)
        if blocks is not None:
            yield _Pair([new, old], blocks)
    told = {NEW: new, **{it.digest: it for it, _ in earlier}}
    for line in days.lines:
        yield from lines_that_fit(told, line, MOST_COLUMNS)


class _Pair:
    """The new publication, alone or with an earlier one, as sums of unknown finest counts.

    The people are in blocks that share nobody; each publication counts those of some blocks. The
    second block is of those whom only one of them counts.
    """

    def __init__(
        self, publications: Sequence[Publication], blocks: Sequence[Sequence[int]]
    ) -> None:
        self._publications = publications
        self._blocks = blocks
        self._last = max(block for counted in blocks for block in counted)
        self._names = sorted({name for it in self._publications for name in it.dimensions})
        depth = dict.fromkeys(self._names, 0)
        for it in self._publications:
            for name, levels in zip(it.dimensions, it.depths, strict=True):
                # A table of nobody has no categories, and says so of all that the other has.
                depth[name] = max(depth[name], levels)
        leaves: dict[str, set[Path]] = {name: set() for name in self._names}
        for it in self._publications:
            for name, paths in zip(it.dimensions, it.categories, strict=True):
                leaves[name].update(path for path in paths if len(path) == depth[name])
        self.size = 1 + self._last
        for categories in leaves.values():
            self.size *= len(categories)
        if self.size <= MOST_COLUMNS:
            self._build(list(product(*(sorted(leaves[name]) for name in self._names))))

    def _build(self, grid: list[Cell]) -> None:
        self._grid = len(grid)
        self._members = [self._inside(it, grid) for it in self._publications]
        self.unknowns = Unknowns(self._grid * (1 + self._last))
        for at, publication in enumerate(self._publications):
            for cell, inside in self._members[at].items():
                if cell not in publication.hidden:
                    count = publication.shown.get(cell, 0)
                    self.unknowns.know(self._columns(self._blocks[at], inside), count)

    def _inside(self, publication: Publication, grid: Sequence[Cell]) -> Mapping[Cell, list[int]]:
        """Return which of the grid's cells lie in each cell of *publication*, unseen ones too."""
        members: dict[Cell, list[int]] = {}
        for number, finest in enumerate(grid):
            named = dict(zip(self._names, finest, strict=True))
            paths = [named.get(name, ()) for name in publication.dimensions]
            for cell in product(*([path[:n] for n in range(len(path) + 1)] for path in paths)):
                members.setdefault(cell, []).append(number)
        return members

    def _columns(self, blocks: Sequence[int], cells: Sequence[int]) -> list[int]:
        """Return the columns that add up to *cells* of the people in some *blocks*."""
        return [block * self._grid + cell for cell in cells for block in blocks]

    def targets(self, places: Mapping[str, int]) -> Iterator[Target]:
        """Yield what is worth knowing: hidden counts, and how many only one of them counts.

        *places* says which of the earlier publications each is, by digest.
        """
        _new, *others = self._publications
        place = places[others[0].digest] if others else None
        for at, publication in enumerate(self._publications):
            what = What.EARLIER if at else What.NEW
            for cell in sorted(publication.hidden & self._members[at].keys()):
                columns = self._columns(self._blocks[at], self._members[at][cell])
                yield Target(what, place, cell, columns)
        if self._last:
            new, old = self._publications
            for cell, inside in self._members[0].items():
                named = zip(new.dimensions, cell, strict=True)
                if all(name in old.dimensions for name, path in named if path):
                    columns = self._columns([self._last], inside)
                    yield Target(What.DIFFERENCE, place, cell, columns)
