"""Publications laid on their line of days, over some dimensions: what each adds up.

Those who came, who left and who were there are told apart by step and by cell. What a publication
shows as nobody is nobody, and left away; where nobody came or left, the same people are there.
"""

from __future__ import annotations

from collections.abc import Container, Iterator, Mapping
from dataclasses import dataclass, field
from itertools import product

from caseworker.aggregates.populations import Facet
from caseworker.aggregates.table import Cell, Path
from caseworker.aggregates.timeline import Group, Kind, Member, Timeline

MONTH = Facet.MONTH.value
Signed = tuple[int, int]
"""A column, and the sign with which it is added."""


@dataclass(frozen=True)
class Shared:
    """The finest cells of a publication over the dimensions of a line, empty ones left away."""

    names: tuple[str, ...]
    """By month as well, where it is by months."""
    cells: Container[Cell]
    leaves: Mapping[str, frozenset[Path]]
    """The finest categories of each dimension."""


@dataclass
class Laid:
    """Whole numbers from zero up, and how publications add them up."""

    line: Timeline
    over: tuple[str, ...]
    shared: Mapping[str, Shared]
    """By digest, for all publications of the line."""
    off: Mapping[str, tuple[int, ...]] = field(default_factory=dict)
    """Which of them count others as well (1), or not all (-1): they contradict the rest."""
    size: int = field(default=0, init=False)
    """How many columns there are."""
    rows: dict[str, dict[Cell, list[Signed]]] = field(default_factory=dict, init=False)
    """What each publication adds up, by its cells over the dimensions it shares."""
    nobody: list[list[Signed]] = field(default_factory=list, init=False)
    """Columns that with their signs make nobody."""
    others: dict[int, tuple[str, Cell, int]] = field(default_factory=dict, init=False)
    """Columns of those whom a publication counts beside (1), or leaves out (-1), by its cell."""

    def __post_init__(self) -> None:
        leaves = [
            sorted(frozenset().union(*(it.leaves.get(name, ()) for it in self.shared.values())))
            for name in self.over
        ]
        self.grid: list[Cell] = list(product(*leaves))
        self._came_or_left: dict[tuple[Kind, int, Cell], int] = {}
        self._there: dict[tuple[int, Cell], int | None] = {}
        self._covering: dict[tuple[Kind, int], list[Member]] = {}
        for member in self.line.members:
            for at in member.group.steps:
                self._covering.setdefault((member.group.kind, at), []).append(member)
        for cell in self.grid:
            self._lay(cell)
        self._add_rows()

    def _lay(self, cell: Cell) -> None:
        for kind in self.line.kinds:
            for at in range(len(self.line.steps)):
                told = self._covering.get((kind, at))
                if (told or self.line.is_of_cases) and self._may_be(told or [], cell):
                    self._came_or_left[kind, at, cell] = self._column()
        if self.line.is_of_cases:
            self._lay_there(cell)

    def _column(self) -> int:
        self.size += 1
        return self.size - 1

    def _may_be(self, told: list[Member], cell: Cell) -> bool:
        """Return whether somebody of *cell* may be among those *told* of."""
        return all(
            it.digest in self.off or self._key(it, cell) in self.shared[it.digest].cells
            for it in told
        )

    def _key(self, member: Member, cell: Cell) -> Cell:
        """Return *cell* as the publication of *member* writes it."""
        named = dict(zip(self.over, cell, strict=True))
        if member.month is not None:
            named[MONTH] = member.month
        return tuple(named[name] for name in self.shared[member.digest].names)

    def _lay_there(self, cell: Cell) -> None:
        """Lay those who were there between the steps: the same, where nobody came or left."""
        size = len(self.line.steps)
        same: list[list[int]] = [[0]]
        for at in range(size):
            if (Kind.CAME, at, cell) in self._came_or_left or (
                Kind.LEFT, at, cell) in self._came_or_left:  # fmt: skip
                same.append([])
            same[-1].append(at + 1)
        for run in same:
            may_be = all(self._may_be(self._covering.get((Kind.THERE, at), []), cell) for at in run)
            column = self._column() if may_be else None
            self._there.update({(at, cell): column for at in run})
        for run in same[1:]:
            at = run[0] - 1
            came, left = (self._came_or_left.get((kind, at, cell))
                          for kind in (Kind.CAME, Kind.LEFT))  # fmt: skip
            parts = ((self._there[at, cell], 1), (came, 1), (left, -1),
                     (self._there[at + 1, cell], -1))  # fmt: skip
            self.nobody.append([(column, sign) for column, sign in parts if column is not None])

    def columns(self, group: Group, cell: Cell) -> Iterator[int]:
        """Yield the columns of *group* in a finest cell."""
        for at in group.steps:
            column = (
                self._there.get((at, cell))
                if group.kind is Kind.THERE
                else self._came_or_left.get((group.kind, at, cell))
            )
            if column is not None:
                yield column

    def _add_rows(self) -> None:
        for member in self.line.members:
            rows = self.rows.setdefault(member.digest, {})
            for cell in self.grid:
                row = rows.setdefault(self._key(member, cell), [])
                row += [(column, 1) for column in self.columns(member.group, cell)]
        for digest, signs in self.off.items():
            for cell, row in self.rows[digest].items():
                for sign in signs:
                    column = self._column()
                    self.others[column] = (digest, cell, sign)
                    row.append((column, sign))
