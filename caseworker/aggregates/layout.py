"""A protected table laid out to be read: rows, columns, and words where a count is hidden."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import product

from caseworker.aggregates import words
from caseworker.aggregates.going_out import Prepared
from caseworker.aggregates.populations import CHILD, Facet
from caseworker.aggregates.table import UNKNOWN, Cell, Path
from caseworker.charts.chart import Hidden, Value
from caseworker.text import NO_COUNTRY, Text

_MOST_DOWN = 2
"""From so many facets on, one of them goes across."""
_RANKS = {CHILD: 0, NO_COUNTRY: 2, UNKNOWN: 3}
"""What stands before all others, at 1, or after them."""
_SET_IN = "\u00a0" * 4
"""Spaces that neither a paper nor a window swallows."""


@dataclass(frozen=True)
class Line:
    """One row: what it is of, and its counts."""

    paths: tuple[Path, ...]
    """The categories that it is of; the empty path is a total."""
    names: tuple[str, ...]
    values: tuple[Value, ...]

    @property
    def indented(self) -> tuple[str, ...]:
        """Its names, each set in below that of which it is a part."""
        if not self.paths:
            return self.names
        named = zip(self.paths, self.names, strict=True)
        return tuple(_SET_IN * (len(path) - 1) + name for path, name in named)


@dataclass(frozen=True)
class Layout:
    """What the table is, as rows."""

    header: tuple[str, ...]
    lines: tuple[Line, ...]
    hidden: int
    """How many cells are hidden, of those that are not shown as zero."""
    in_all: int
    across: int
    """How many columns at the end hold counts."""


def laid_out(prepared: Prepared, text: Text) -> Layout:
    """Return *prepared* with the facet of fewest categories across, the others down; totals first.

    A combination without anybody in any column has no row. Of a facet of which only one category
    is chosen, that one stands there alone.
    """
    across = _across(prepared)
    down = [facet for facet in prepared.facets if facet is not across]
    columns = [()] if across is None else paths_of(prepared, across, text)
    heading = (
        (text("Count"),)
        if across is None
        else tuple(words.category(across, path, text) for path in columns)
    )
    lines = []
    for combination in product(*(paths_of(prepared, facet, text) for facet in down)):
        chosen = dict(zip(down, combination, strict=True))
        values = [
            value_of(prepared, chosen if across is None else {**chosen, across: path})
            for path in columns
        ]
        if any(value.hidden or value.count for value in values):
            named = tuple(words.category(facet, path, text) for facet, path in chosen.items())
            lines.append(Line(combination, named or (text("Total"),), tuple(values)))
    return Layout(
        header=(*(tuple(text(words.FACETS[facet]) for facet in down) or ("",)), *heading),
        lines=tuple(lines),
        hidden=len(prepared.publication.hidden),
        in_all=len(prepared.publication.told),
        across=len(heading),
    )


def tidy(prepared: Prepared) -> Iterator[tuple[tuple[str, ...], int | None]]:
    """Yield each cell as plain values and its count, None where it is hidden; for programs.

    It reads nothing but what is published: a zero that is hidden stands beside other hidden ones.
    """
    publication = prepared.publication
    for cell in publication.told:
        if not prepared.is_laid_out(cell):
            continue
        paths = dict(zip(publication.dimensions, cell, strict=True))
        named = tuple("/".join(paths[facet.value]) for facet in prepared.facets)
        yield named, prepared.written(cell)


def paths_of(prepared: Prepared, facet: Facet, text: Text) -> list[Path]:
    """Return the categories of *facet* that are laid out, in the order of reading."""
    return sorted(_laid_out(prepared, facet), key=lambda path: in_order(facet, path, text))


def _laid_out(prepared: Prepared, facet: Facet) -> list[Path]:
    at = prepared.publication.dimensions.index(facet.value)
    only = prepared.only.get(facet)
    return [
        path
        for path in prepared.publication.categories[at]
        if not _says_it_again(path) and (only is None or path == only)
    ]


def _says_it_again(path: Path) -> bool:
    """Return whether *path* is the only part of what is broader, under the same name."""
    return len(path) > 1 and path[-1] == path[-2]


def _across(prepared: Prepared) -> Facet | None:
    """Return what goes across: a page is higher than it is wide."""
    if len(prepared.facets) < _MOST_DOWN:
        return None
    return min(reversed(prepared.facets), key=lambda facet: len(_laid_out(prepared, facet)))


def in_order(facet: Facet, path: Path, text: Text) -> tuple[tuple[int, int, str], ...]:
    """Return the place of a category: numbers by size, children first, what is not known last.

    Regions and countries stand by their names, as whoever reads looks for them.
    """

    def place(value: str) -> tuple[int, int, str]:
        rank = _RANKS.get(value, 1)
        if facet is Facet.NATIONALITY:
            return rank, 0, text.ordered_by(text.country_name(value))
        digits = value.partition("-")[0].removesuffix("+")
        return rank, int(digits) if digits.isdecimal() else 0, value

    return tuple(map(place, path))


def value_of(prepared: Prepared, chosen: Mapping[Facet, Path]) -> Value:
    """Return the count of the categories *chosen*, all others together, or that it is hidden."""
    cell: Cell = tuple(
        chosen.get(facet, ()) for facet in sorted(prepared.facets, key=lambda each: each.value)
    )
    count = prepared.written(cell)
    if count is not None:
        return Value(count)
    # One word for all: which of them is the small one would tell its count (5 + 1 in a total of 6).
    return Value(None, Hidden.PARTNER)
