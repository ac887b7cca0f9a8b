"""The attacker inside, with all publications of a line of days before her.

For each step she has as unknowns who came in each cell, who left, and who was there before it. Each
publication adds some of them up; and whoever was there or came is there afterwards, or left.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import combinations, product

from caseworker.aggregates.intervals import Unknowns
from caseworker.aggregates.narrowed import Target, What
from caseworker.aggregates.populations import Facet
from caseworker.aggregates.publication import NEW, Publication
from caseworker.aggregates.table import Cell, Path, wider_cells
from caseworker.aggregates.timeline import Group, Kind, Timeline

NEAR = 6
"""Groups that begin and end within so many steps of the new publication are asked for."""
_MONTH = Facet.MONTH.value
_PERSON = 1e-4
"""Less than that is nobody, to a solver."""

Off = Mapping[str, Sequence[int]]
"""Publications that count others as well (1), or not all (-1), by digest."""


def lines_that_fit(told: Mapping[str, Publication], line: Timeline, most: int) -> Iterator[Line]:
    """Yield *line* over as many dimensions as do not contradict each other.

    People grow older and nationalities are put right: by them it may not add up, and by sex it
    may. Where it never does, some publications count others as well, or not all, as few as can be.
    Those of more than *most* unknowns are yielded as they are, and tell nothing.
    """
    found = list(_fitting(told, line, most, {}))
    if not found:
        off = Line(told, line, (), dict.fromkeys(line.digests, (1, -1))).least_off()
        found = list(_fitting(told, line, most, off))
    yield from found


def _fitting(
    told: Mapping[str, Publication], line: Timeline, most: int, off: Off
) -> Iterator[Line]:
    names = _names(told, line)
    fitting: list[set[str]] = []
    for size in range(len(names), -1, -1):
        for over in combinations(names, size):
            if any(set(over) <= larger for larger in fitting):
                continue
            found = Line(told, line, over, off)
            if found.size > most:
                yield found
            elif found.unknowns.fit():
                fitting.append(set(over))
                yield found


def _names(told: Mapping[str, Publication], line: Timeline) -> tuple[str, ...]:
    if line.over is None:
        return tuple(name for name in told[NEW].dimensions if name != _MONTH)
    every = [name for digest in line.digests for name in told[digest].dimensions]
    return tuple(sorted(name for name in line.over if every.count(name) > 1))


class Line:
    """A line of days over some dimensions."""

    def __init__(
        self, told: Mapping[str, Publication], line: Timeline, over: Sequence[str], off: Off
    ) -> None:
        self._told, self._line, self._over, self._off = told, line, over, off
        self._grid = list(product(*(sorted(self._leaves(name)) for name in over)))
        self._at: dict[tuple[Kind, int], int] = {}
        for slot in self._slots():
            self._at[slot] = len(self._at) * len(self._grid)
        self._digests = line.digests
        self._sums = {digest: self._finest(digest) for digest in self._digests}
        self.size = len(self._at) * len(self._grid)
        self._beside: dict[str, list[tuple[Cell, int, int]]] = {}
        counted: list[tuple[list[int], list[int]]] = []
        for digest, signs in off.items():
            for cell, columns in self._sums[digest].items():
                mine, *others = range(self.size, self.size + 1 + len(signs))
                self.size += 1 + len(signs)
                plus = [it for it, sign in zip(others, signs, strict=True) if sign > 0]
                minus = [it for it, sign in zip(others, signs, strict=True) if sign < 0]
                counted.append(([*columns, *plus], [mine, *minus]))
                self._sums[digest][cell] = [mine]
                self._beside.setdefault(digest, []).extend(
                    (cell, column, sign) for column, sign in zip(others, signs, strict=True)
                )
        self.unknowns = Unknowns(self.size)
        for columns, without in counted:
            self.unknowns.know(columns, 0, without)
        self._know()

    def _leaves(self, name: str) -> set[Path]:
        """Return the finest categories of a dimension, of all publications."""
        every = {
            path
            for digest in self._line.digests
            for own, paths in zip(
                self._told[digest].dimensions, self._told[digest].categories, strict=True
            )
            if own == name
            for path in paths
        }
        depth = max(map(len, every))
        return {path for path in every if len(path) == depth}

    def _slots(self) -> Iterator[tuple[Kind, int]]:
        size = len(self._line.steps)
        if self._line.is_of_cases:
            yield from ((kind, at) for kind in self._line.kinds for at in range(size))
            yield from ((Kind.THERE, at) for at in range(size + 1))
            return
        groups = {member.group for member in self._line.members}
        yield from sorted(
            {(it.kind, at) for it in groups for at in it.steps},
            key=lambda slot: slot[1],
        )

    def _finest(self, digest: str) -> dict[Cell, list[int]]:
        """Return the columns of each of the finest cells of a publication that the line tells."""
        found: dict[Cell, list[int]] = {}
        for member in self._line.members:
            if member.digest != digest:
                continue
            for number, cell in enumerate(self._grid):
                named = dict(zip(self._over, cell, strict=True))
                if member.month is not None:
                    named[_MONTH] = member.month
                key = tuple(named.get(name, ()) for name in self._told[digest].dimensions)
                found.setdefault(key, []).extend(self._columns(member.group, [number]))
        return found

    def _columns(self, group: Group, cells: Iterable[int]) -> list[int]:
        slots = [self._at.get((group.kind, at)) for at in group.steps]
        return [slot + cell for slot in slots if slot is not None for cell in cells]

    def _know(self) -> None:
        for digest in self._digests:
            publication = self._told[digest]
            for cell, columns in self._widened(digest).items():
                if cell not in publication.hidden:
                    self.unknowns.know(columns, publication.shown.get(cell, 0))
        if self._line.is_of_cases:
            for at in range(len(self._line.steps)):
                for number in range(len(self._grid)):
                    before, after, came, left = (
                        self._at[slot] + number
                        for slot in ((Kind.THERE, at), (Kind.THERE, at + 1),
                                     (Kind.CAME, at), (Kind.LEFT, at))
                    )  # fmt: skip
                    self.unknowns.know([before, came], 0, [left, after])

    def _widened(self, digest: str) -> dict[Cell, list[int]]:
        """Return the columns of all cells of a publication that the line tells of."""
        found: dict[Cell, list[int]] = {}
        for cell, columns in self._sums[digest].items():
            for wide in wider_cells(cell):
                found.setdefault(wide, []).extend(columns)
        return found

    def least_off(self) -> Off:
        """Return which publications count others, or not all, where as few persons as can be do."""
        costs = {
            column: 1 + 1 / self._line.length[digest]
            for digest, beside in self._beside.items()
            for _cell, column, _sign in beside
        }
        persons = self.unknowns.cheapest(costs)
        if persons is None:
            return {}
        signs: dict[str, list[int]] = {}
        for digest, beside in self._beside.items():
            for _cell, column, sign in beside:
                if persons[column] > _PERSON:
                    signs.setdefault(digest, []).append(sign)
        return signs

    def targets(self, places: Mapping[str, int]) -> Iterator[Target]:
        """Yield the hidden counts, and those of groups near the new publication that nobody told.

        *places* says which of the earlier publications each is, by digest.
        """
        for digest in self._digests:
            what = What.NEW if digest == NEW else What.EARLIER
            for cell, columns in sorted(self._widened(digest).items()):
                if cell in self._told[digest].hidden:
                    yield Target(what, places.get(digest), cell, columns)
        told = {
            (it.group,) for it in self._line.members
            if set(self._over) <= set(self._told[it.digest].dimensions)
        }  # fmt: skip
        for groups in self._line.near(NEAR):
            if groups not in told:
                for cell, inside in self._cells_of_the_new():
                    columns = [it for group in groups for it in self._columns(group, inside)]
                    yield Target(What.UNTOLD, None, cell, columns, groups, self._line)
        if not self._line.is_of_cases:
            for digest, beside in self._beside.items():
                yield from self._targets_beside(digest, beside)

    def _cells_of_the_new(self) -> list[tuple[Cell, list[int]]]:
        """Return the cells of the new publication, and which of the grid's cells are in each."""
        names = self._told[NEW].dimensions
        found: dict[Cell, list[int]] = {}
        for number, cell in enumerate(self._grid):
            named = dict(zip(self._over, cell, strict=True))
            for wide in wider_cells(tuple(named.get(name, ()) for name in names)):
                found.setdefault(wide, []).append(number)
        return sorted(found.items())

    def _targets_beside(
        self, digest: str, beside: Sequence[tuple[Cell, int, int]]
    ) -> Iterator[Target]:
        names, mine = self._told[NEW].dimensions, self._told[digest].dimensions
        found: dict[Cell, list[int]] = {}
        for cell, column, _sign in beside:
            named = dict(zip(mine, cell, strict=True))
            for wide in wider_cells(tuple(named.get(name, ()) for name in names)):
                found.setdefault(wide, []).append(column)
        for wide, columns in sorted(found.items()):
            yield Target(What.BESIDE, None, wide, columns, digest, self._line)
