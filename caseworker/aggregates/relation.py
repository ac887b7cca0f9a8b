"""How the population counted now may stand to that of an earlier publication."""

from __future__ import annotations

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
