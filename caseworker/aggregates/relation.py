"""How the population counted now may stand to that of an earlier publication."""

from __future__ import annotations

from collections.abc import Iterator

from caseworker.aggregates.publication import Publication, Relation
from caseworker.aggregates.table import Cell, Table


def relation(earlier: Publication, now: Table) -> Relation:
    """Return how *now* stands to *earlier*; *now* is counted over dimensions that both have.

    What the earlier publication says of other dimensions is left out.
    """
    differences = {
        now.counts.get(kept, 0) - earlier.shown.get(cell, 0)
        for cell, kept in shared_cells(earlier, now.dimensions)
        if earlier.is_known(cell)
    }
    # Categories that were never published before stood at zero.
    old = {kept for _, kept in shared_cells(earlier, now.dimensions)}
    if any(cell not in old for cell in now.counts):
        differences.add(1)
    return _told_by(differences)


def relation_of(later: Publication, earlier: Publication) -> Relation:
    """Return how the population of *later* stands to that of *earlier*.

    What was known when *later* was counted; and where it was counted without knowing of *earlier*,
    all that a reader of both may assume.
    """
    known = later.relations.get(earlier.digest)
    return known if known is not None else _told_by(shown_differences(later, earlier))


def may_be_supposed(later: Publication, earlier: Publication) -> Relation:
    """Return how the two may stand to each other for a reader who has nothing but them."""
    return _told_by(shown_differences(later, earlier))


def shown_differences(later: Publication, earlier: Publication) -> set[int]:
    """Return by how much the counts differ that both publications show."""
    return {
        later.shown.get(new, 0) - earlier.shown.get(old, 0)
        for old, new in cells_of_both(earlier, later)
        if earlier.is_known(old) and later.is_known(new)
    }


def cells_of_both(earlier: Publication, later: Publication) -> Iterator[tuple[Cell, Cell]]:
    """Yield the cells over the dimensions that two publications share, as each of them writes it.

    A category that only one of them has stood at zero in the other.
    """
    shared = tuple(name for name in earlier.dimensions if name in later.dimensions)
    ones = {kept: cell for cell, kept in shared_cells(earlier, shared)}
    twos = {kept: cell for cell, kept in shared_cells(later, shared)}
    for kept in ones.keys() | twos.keys():
        yield ones.get(kept, _NOWHERE), twos.get(kept, _NOWHERE)


def _told_by(differences: set[int]) -> Relation:
    if differences <= {0}:
        return Relation.SAME
    if min(differences) >= 0:
        return Relation.GREW
    return Relation.SHRANK if max(differences) <= 0 else Relation.CHANGED


def shared_cells(earlier: Publication, dimensions: tuple[str, ...]) -> list[tuple[Cell, Cell]]:
    """Return the cells of *earlier* that leave all but *dimensions* open, whole and shortened."""
    kept = [at for at, name in enumerate(earlier.dimensions) if name in dimensions]
    open_ones = [at for at in range(len(earlier.dimensions)) if at not in kept]
    return [
        (cell, tuple(cell[at] for at in kept))
        for cell in earlier.cells()
        if not any(cell[at] for at in open_ones)
    ]


_NOWHERE: Cell = (("", "", ""),)
"""A cell that no publication has."""
