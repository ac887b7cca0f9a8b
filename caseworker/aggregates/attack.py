"""The attacker inside: what somebody who has all publications can work out about hidden counts.

She has no records, only what was published. For each hidden count and each difference between two
publications she asks a solver for the smallest and the largest number of persons that still fits.
The module shares no step with `protection`, so that a mistake there shows here.
"""

from __future__ import annotations

import time
from collections.abc import Container, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import Enum
from itertools import combinations, product

from caseworker.aggregates.intervals import Unknowns
from caseworker.aggregates.policy import Policy
from caseworker.aggregates.publication import NEW, Publication, Relation
from caseworker.aggregates.sums import UNTOLD, Days, Flow, Left, Link, Union
from caseworker.aggregates.table import Cell, Path

MOST_COLUMNS = 30_000
"""Larger systems are left out, and the result says so."""


class What(Enum):
    """What the attacker learns something about."""

    NEW = "new"
    """A count that the new publication hides."""
    EARLIER = "earlier"
    """A count that an earlier publication hid."""
    DIFFERENCE = "difference"
    """How many came or went between an earlier publication and the new one."""
    LEFT_OVER = "left over"
    """How many of a publication are in none of those that lie in it."""
    UNTOLD = "untold"
    """How many came, left, or were there, where no publication counts them."""


@dataclass(frozen=True)
class Narrowed:
    """A count that can be told to be at least `low` and at most `high` persons."""

    what: What
    earlier: int | None
    """Which of the earlier publications helped, or which union or flow, in their order.

    None for the new one alone.
    """
    cell: Cell
    low: int
    high: int


@dataclass(frozen=True)
class Attack:
    """What came of it, in plain data that a statement can print."""

    attacked: int
    left_out: int
    """Pairs and unions of publications too large to be attacked together."""
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
    """Attack *new* alone and with each of the *earlier* ones, also as *days* put them together."""
    started = time.perf_counter()
    attacked = left_out = 0
    narrowed: list[Narrowed] = []
    for place, system in _systems(new, list(earlier), days or Days()):
        if system.size > MOST_COLUMNS:
            left_out += 1
            continue
        targets = list(system.targets())
        attacked += len(targets)
        found = system.unknowns.intervals([columns for *_, columns in targets], policy.width)
        for (what, at, cell, _), (low, high) in zip(targets, found, strict=True):
            if high - low < policy.width and low < policy.threshold and high > 0:
                narrowed.append(Narrowed(what, place if at is None else at, cell, low, high))
    return Attack(attacked, left_out, tuple(narrowed), time.perf_counter() - started)


def _systems(
    new: Publication, earlier: Sequence[tuple[Publication, Relation]], days: Days
) -> Iterator[tuple[int | None, _System]]:
    """Yield what is attacked together, and which of the earlier ones or unions it is."""
    yield None, _System([new], [[0]])
    for place, (old, how) in enumerate(earlier):
        # Of two populations that contain each other, the smaller one and the difference are
        # unknown; of the same people, there is one unknown.
        blocks = {
            Relation.SAME: [[0], [0]],
            Relation.GREW: [[0, 1], [0]],
            Relation.SHRANK: [[0], [0, 1]],
        }.get(how)
        if blocks is not None:
            yield place, _System([new, old], blocks, What.DIFFERENCE)
    places = {it.digest: place for place, (it, _) in enumerate(earlier)}
    by_digest = {NEW: new, **{it.digest: it for it, _ in earlier}}
    for link in days.links:
        if link.digest in by_digest:
            pair = [new, by_digest[link.digest]]
            for system in _fitting(pair, [[0], [1]], What.NEW, link):
                yield places[link.digest], system
    for place, union in enumerate(days.unions):
        if NEW in union.told and union.told.keys() <= by_digest.keys():
            for system in _union(by_digest, union):
                system.places = [places.get(digest) for digest in union.told]
                yield place, system
    yield from _flows(by_digest, places, days.flows)


def _union(by_digest: Mapping[str, Publication], union: Union) -> Iterator[_System]:
    """Yield the systems of a whole and its parts.

    Where no day is in none of them, a reader takes it that nobody is, as long as figures let her;
    then, that there are people whom only the parts have, or only the whole.
    """
    members = [by_digest[digest] for digest in union.told]
    ways = (Left.NOBODY, Left.MISSING, Left.MORE) if union.is_exact else (Left.MORE,)
    for left in ways:
        systems = list(_fitting(members, union.blocks(left), What.LEFT_OVER))
        for system in systems:
            system.aim = (list(union.told).index(NEW), union.left_blocks(left))
            yield system
        if systems:
            return


def _flows(
    by_digest: Mapping[str, Publication], places: Mapping[str, int], flows: Sequence[Flow]
) -> Iterator[tuple[int, _System]]:
    for place, flow in enumerate(flows):
        if NEW in flow.told and flow.told.keys() <= by_digest.keys():
            blocks = dict(zip(flow.members, flow.blocks, strict=True))
            untold = blocks.pop(UNTOLD, [])
            members = [by_digest[digest] for digest in blocks]
            for system in _fitting(members, list(blocks.values()), What.UNTOLD, among=flow.over):
                system.places = [places.get(digest) for digest in blocks]
                system.aim = (list(blocks).index(NEW), untold)
                yield place, system


def _fitting(
    publications: Sequence[Publication],
    blocks: Sequence[Sequence[int]],
    what: What,
    link: Link | None = None,
    among: Container[str] | None = None,
) -> Iterator[_System]:
    """Yield the systems over as many dimensions as do not contradict each other.

    People grow older and nationalities are put right: by them it may not add up, and by sex it may.
    """
    every = sorted({name for it in publications for name in it.dimensions})
    names = [name for name in every if among is None or name in among]
    fitting: list[frozenset[str]] = []
    for size in range(len(names), -1, -1):
        for over in map(frozenset, combinations(names, size)):
            without = link is not None and link.dimension not in over
            if without or any(over <= larger for larger in fitting):
                continue
            system = _System(publications, blocks, what, over, link)
            if system.size > MOST_COLUMNS:
                yield system
            elif system.unknowns.fit():
                fitting.append(over)
                yield system


class _System:
    """Publications as sums of unknown finest counts.

    The people are in blocks that share nobody; each publication counts those of some blocks. The
    last block, if a publication counts several, is of those whom no other one counts.
    """

    def __init__(
        self,
        publications: Sequence[Publication],
        blocks: Sequence[Sequence[int]],
        what: What = What.NEW,
        over: Container[str] | None = None,
        link: Link | None = None,
    ) -> None:
        self._publications = publications
        self._blocks = blocks
        self._what = what
        self._link = link
        self.places: Sequence[int | None] = ()
        """Which of the earlier publications each is, where that does not go without saying."""
        self._last = max(block for counted in blocks for block in counted)
        has_rest = self._last and link is None
        self.aim: tuple[int, Sequence[int]] | None = (0, [self._last]) if has_rest else None
        """Blocks that are worth knowing themselves, in the cells of one of the publications."""
        names = {name for it in self._publications for name in it.dimensions}
        self._names = sorted(name for name in names if over is None or name in over)
        depth = dict.fromkeys(names, 0)
        for it in self._publications:
            for name, levels in zip(it.dimensions, it.depths, strict=True):
                # A table of nobody has no categories, and says so of all that the other has.
                depth[name] = max(depth[name], levels)
        leaves: dict[str, set[Path]] = {name: set() for name in self._names}
        for it in self._publications:
            for name, paths in zip(it.dimensions, it.categories, strict=True):
                if name in leaves:
                    leaves[name].update(path for path in paths if len(path) == depth[name])
        self.size = 1 + self._last
        for categories in leaves.values():
            self.size *= len(categories)
        if self.size <= MOST_COLUMNS:
            self._build(list(product(*(sorted(leaves[name]) for name in self._names))))

    def _build(self, grid: list[Cell]) -> None:
        self._grid, self._cells = len(grid), grid
        self._members = [self._inside(it, grid) for it in self._publications]
        self.unknowns = Unknowns(self._grid * (1 + self._last))
        for at, publication in enumerate(self._publications):
            for cell, inside in self._members[at].items():
                if cell not in publication.hidden:
                    count = publication.shown.get(cell, 0)
                    self.unknowns.know(self._columns(at, inside), count)

    def _inside(self, publication: Publication, grid: Sequence[Cell]) -> Mapping[Cell, list[int]]:
        """Return which of the grid's cells lie in each cell of *publication*, unseen ones too."""
        members: dict[Cell, list[int]] = {}
        for number, finest in enumerate(grid):
            named = dict(zip(self._names, finest, strict=True))
            paths = [named.get(name, ()) for name in publication.dimensions]
            for cell in product(*([path[:n] for n in range(len(path) + 1)] for path in paths)):
                members.setdefault(cell, []).append(number)
        return members

    def _columns(self, at: int, cells: Sequence[int]) -> list[int]:
        """Return the columns that add up to *cells* of one publication."""
        return [block * self._grid + cell for cell in cells for block in self._counted(at, cell)]

    def _counted(self, at: int, cell: int) -> Sequence[int]:
        """Return the blocks of which a publication counts the people in a cell.

        Those of a link are in the first block for both. Without its dimension there are no others.
        """
        if self._link is None:
            return self._blocks[at]
        if self._cells[cell][self._names.index(self._link.dimension)] in self._link.categories:
            return [0]
        has_others = self._link.dimension in self._publications[at].dimensions
        return self._blocks[at] if has_others else []

    def targets(self) -> Iterator[tuple[What, int | None, Cell, list[int]]]:
        """Yield what is worth knowing: hidden counts, and how many no other one counts.

        With each comes which of the earlier publications it is of, where the system is of many.
        """
        for at, publication in enumerate(self._publications):
            place = self.places[at] if self.places else None
            is_new = place is None if self.places else at == 0
            what = What.NEW if is_new else What.EARLIER
            for cell in sorted(publication.hidden & self._members[at].keys()):
                yield what, place, cell, self._columns(at, self._members[at][cell])
        if self.aim is not None and self.aim[1]:
            at, blocks = self.aim
            others = [it for it in self._publications if it is not self._publications[at]]
            for cell, inside in self._members[at].items():
                shared = all(
                    not path or all(name in other.dimensions for other in others)
                    for name, path in zip(self._publications[at].dimensions, cell, strict=True)
                )
                if shared:
                    columns = [block * self._grid + it for block in blocks for it in inside]
                    yield self._what, None, cell, columns
