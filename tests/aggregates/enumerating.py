"""An attacker without any solver: every table of whole persons that fits, one after the other."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import product

from caseworker.aggregates.publication import Publication
from caseworker.aggregates.table import Cell

Counts = dict[Cell, int]


def fitting_tables(publication: Publication, ceiling: int, most: int = 30_000) -> list[Counts]:
    """Return all finest counts up to *ceiling* that agree with what *publication* shows.

    Not more than *most*: with more of them nothing would be narrower.
    """
    depths = [max(map(len, paths)) for paths in publication.categories]
    finest = [cell for cell in product(*publication.categories) if [*map(len, cell)] == depths]
    margins = {
        cell: publication.shown.get(cell, 0)
        for cell in product(*publication.categories)
        if cell not in publication.hidden
    }
    tables: list[Counts] = []
    for counts in _filled(finest, margins, ceiling):
        tables.append(counts)
        if len(tables) >= most:
            break
    return tables


def counted(cell: Cell, counts: Counts) -> int:
    """Return the count of *cell*, a margin or not, from the finest *counts*."""
    return sum(count for finest, count in counts.items() if _lies_in(finest, cell))


def _filled(finest: list[Cell], margins: Counts, ceiling: int) -> Iterator[Counts]:
    left = dict(margins)
    chosen: Counts = {}
    around = {cell: [margin for margin in margins if _lies_in(cell, margin)] for cell in finest}
    last = {margin: cell for cell in finest for margin in around[cell]}

    def fill(at: int) -> Iterator[Counts]:
        if at == len(finest):
            yield dict(chosen)
            return
        cell = finest[at]
        top = min([ceiling, *(left[margin] for margin in around[cell])])
        for count in range(top + 1):
            ends = [margin for margin in around[cell] if last[margin] == cell]
            if any(left[margin] != count for margin in ends):
                continue
            chosen[cell] = count
            for margin in around[cell]:
                left[margin] -= count
            yield from fill(at + 1)
            for margin in around[cell]:
                left[margin] += count

    yield from fill(0)


def _lies_in(finest: Cell, cell: Cell) -> bool:
    return all(path[: len(wide)] == wide for path, wide in zip(finest, cell, strict=True))
