"""Cells over the dimensions that tables share, written as each of the tables writes them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from itertools import product
from math import prod

from caseworker.aggregates.publication import Publication
from caseworker.aggregates.relation import shared_cells
from caseworker.aggregates.table import Cell, Path, Table

MOST_WITH_ZEROS = 500
"""In larger tables zeros are always shown: there are enough other ways to protect."""


def empty_cells(table: Table, categories: Iterable[Iterable[Path]]) -> list[Cell]:
    """Return the finest cells of *categories* without anybody, none where there are too many."""
    every = [list(paths) for paths in categories]
    if prod(map(len, every)) > MOST_WITH_ZEROS:
        return []
    depths = depths_of(table.finest)
    return [
        cell
        for cell in product(*every)
        if cell not in table.finest and tuple(map(len, cell)) == depths
    ]


def joined_categories(
    table: Table, publications: Iterable[Publication]
) -> tuple[tuple[Path, ...], ...]:
    """Return the categories of *table* with those that *publications* have in its dimensions.

    Nobody in one of these is a count as well: of whom the others tell, it says who came or left.
    """
    joined = [set(paths) for paths in table.categories]
    for it in publications:
        for at, name in enumerate(table.dimensions):
            if name in it.dimensions:
                joined[at].update(it.categories[it.dimensions.index(name)])
    return tuple(tuple(sorted(paths)) for paths in joined)


def depths_of(cells: Iterable[Cell]) -> tuple[int, ...]:
    """Return how many levels the finest of *cells* have in each dimension."""
    columns = zip(*(map(len, cell) for cell in cells), strict=True)
    return tuple(max(column) for column in columns)


def finest_of(*groups: Iterable[Cell]) -> list[Cell]:
    """Return the finest cells of all *groups*, sorted."""
    cells = {cell for group in groups for cell in group}
    depths = depths_of(cells)
    return sorted(cell for cell in cells if tuple(map(len, cell)) == depths)


def widened(kept: Cell, shared: tuple[str, ...], dimensions: tuple[str, ...]) -> Cell | None:
    """Return *kept*, over *shared*, as a cell over *dimensions*, if it leaves others open."""
    paths = {name: path for name, path in zip(shared, kept, strict=True) if path}
    if not paths.keys() <= set(dimensions):
        return None
    return tuple(paths.get(name, ()) for name in dimensions)


def over(
    publication: Publication, dimensions: tuple[str, ...], block: Mapping[Cell, int]
) -> dict[Cell, int]:
    """Return the quantities of *block* that leave all but *dimensions* open."""
    pairs = shared_cells(publication, dimensions)
    return {kept: block[cell] for cell, kept in pairs if cell in block}
