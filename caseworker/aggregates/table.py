"""Frequency tables: categories with their hierarchies, cells, margins, and tabulation.

A category is a path from broad to narrow: `("2026", "Q1", "03")`, or `("female",)` where there is
one level. A cell has one path for each dimension; a path that stops early is a margin, and the
empty path is the total. So a category that happens to be called "Total" is never mistaken for it.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from itertools import product

Path = tuple[str, ...]
Cell = tuple[Path, ...]
Record = Mapping[str, str | None]

UNKNOWN = ""
"""The category of those for whom nothing is recorded."""


def one_level(value: str) -> Path:
    """Return *value* as a category without anything broader than itself but the total."""
    return (value,)


@dataclass(frozen=True)
class Dimension:
    """One column of a record, and the path that each of its values has.

    `path` must give paths of the same length for all values.
    """

    name: str
    path: Callable[[str], Path] = one_level


@dataclass(frozen=True)
class Table:
    """Counts of persons over dimensions, sorted by name; only cells with persons are kept."""

    dimensions: tuple[str, ...]
    finest: Mapping[Cell, int]

    @cached_property
    def counts(self) -> Mapping[Cell, int]:
        """The count of each cell with persons, margins of every level included."""
        return with_margins(self.finest)

    @property
    def total(self) -> int:
        """How many persons the table counts."""
        return sum(self.finest.values())

    @cached_property
    def categories(self) -> tuple[tuple[Path, ...], ...]:
        """The categories seen in each dimension, margins of every level first."""
        seen: list[set[Path]] = [{()} for _ in self.dimensions]
        for cell in self.finest:
            for paths, path in zip(seen, cell, strict=True):
                paths.update(path[:level] for level in range(1, len(path) + 1))
        return tuple(tuple(sorted(paths)) for paths in seen)

    @property
    def size(self) -> int:
        """How many cells all combinations of the categories make."""
        size = 1
        for paths in self.categories:
            size *= len(paths)
        return size

    def cells(self) -> Iterator[Cell]:
        """Yield every combination of the categories seen, the empty ones included."""
        yield from product(*self.categories)

    def onto(self, dimensions: Iterable[str]) -> Table:
        """Return the table over those of its dimensions that are among *dimensions*."""
        kept = [at for at, name in enumerate(self.dimensions) if name in set(dimensions)]
        fewer: Counter[Cell] = Counter()
        for cell, count in self.finest.items():
            fewer[tuple(cell[at] for at in kept)] += count
        return Table(tuple(self.dimensions[at] for at in kept), fewer)


def tabulate(records: Iterable[Record], dimensions: Iterable[Dimension]) -> Table:
    """Count *records* over *dimensions*; what is missing is a category of its own."""
    dimensions = tuple(dimensions)
    names = [dimension.name for dimension in dimensions]
    return tabulate_combinations(
        Counter(tuple(record.get(name) or UNKNOWN for name in names) for record in records),
        dimensions,
    )


def tabulate_combinations(
    counts: Mapping[tuple[str, ...], int], dimensions: Iterable[Dimension]
) -> Table:
    """Return the table of persons counted by combination, one value for each of *dimensions*."""
    columns = list(enumerate(dimensions))
    ordered = sorted(columns, key=lambda column: column[1].name)
    finest: Counter[Cell] = Counter()
    for combination, count in counts.items():
        finest[tuple(dimension.path(combination[at]) for at, dimension in ordered)] += count
    return Table(tuple(dimension.name for _, dimension in ordered), finest)


def with_margins(finest: Mapping[Cell, int]) -> Counter[Cell]:
    """Return the sum of *finest* in every cell that contains some of them."""
    sums: Counter[Cell] = Counter()
    for cell, count in finest.items():
        for wider in wider_cells(cell):
            sums[wider] += count
    return sums


def wider_cells(cell: Cell) -> Iterator[Cell]:
    """Yield all cells that contain the finest *cell*, itself included."""
    yield from product(*([path[:level] for level in range(len(path) + 1)] for path in cell))


def additions(cells: Iterable[Cell], depths: tuple[int, ...]) -> dict[Cell, list[Cell]]:
    """Return for each margin among *cells* those that add up to it.

    A margin is added up over the first dimension that it leaves open. One way is enough: that it
    is the sum over its other open dimensions as well follows from the finest cells.
    """
    parts: dict[Cell, list[Cell]] = {}
    for cell in cells:
        for at, (path, depth) in enumerate(zip(cell, depths, strict=True)):
            if path:
                parts.setdefault((*cell[:at], path[:-1], *cell[at + 1 :]), []).append(cell)
            if len(path) < depth:
                break
    return parts
