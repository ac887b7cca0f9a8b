"""Counts that may stand behind an earlier publication: nobody keeps the true ones."""

from __future__ import annotations

from collections.abc import Mapping
from math import inf

from caseworker.aggregates.publication import Publication
from caseworker.aggregates.relation import Relation, shared_cells
from caseworker.aggregates.solver import Solver
from caseworker.aggregates.table import Cell, Table, wider_cells


def plausible_counts(
    earlier: Publication, relation: Relation, now: Table
) -> Mapping[Cell, int] | None:
    """Return finest counts that fit *earlier* and its *relation* to *now*, or None.

    *now* is counted over dimensions that both have.
    """
    finest = earlier.finest_cells()
    if not finest:
        return {}
    columns = {cell: column for column, cell in enumerate(finest)}
    members: dict[Cell, list[int]] = {}
    for cell, column in columns.items():
        for wider in wider_cells(cell):
            members.setdefault(wider, []).append(column)
    solver = Solver(len(finest))

    def bound(cell: Cell, low: float, high: float) -> None:
        among = members.get(cell, [])
        solver.add_row(among, [1] * len(among), low, high)

    for cell, count in earlier.shown.items():
        bound(cell, count, count)
    for cell, kept in shared_cells(earlier, now.dimensions):
        if not earlier.is_known(cell):
            count = now.counts.get(kept, 0)
            grew = relation is Relation.GREW
            bound(cell, 0 if grew else count, count if grew else inf)
    found = solver.solve_whole()
    if found is None:
        return None
    return {cell: round(found[column]) for cell, column in columns.items()}
