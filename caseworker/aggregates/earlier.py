"""Counts that may stand behind an earlier publication: nobody keeps the true ones."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, cast

import highspy
import numpy as np

from caseworker.aggregates.publication import Publication
from caseworker.aggregates.relation import Relation, shared_cells
from caseworker.aggregates.table import Cell, Table, wider_cells

SOLVED = highspy.SolutionStatus.kSolutionStatusFeasible


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
    program = highspy.Highs()
    program.silent()
    program.setOptionValue("threads", 1)
    program.addVars(len(finest), np.zeros(len(finest)), np.full(len(finest), highspy.kHighsInf))
    kinds = np.full(len(finest), 1, np.uint8)
    program.changeColsIntegrality(len(finest), np.arange(len(finest), dtype=np.int32), kinds)

    def bound(cell: Cell, low: float, high: float) -> None:
        among = np.array(members.get(cell, []), np.int32)
        program.addRow(low, high, len(among), among, np.ones(len(among)))

    for cell, count in earlier.shown.items():
        bound(cell, count, count)
    for cell, kept in shared_cells(earlier, now.dimensions):
        if not earlier.is_known(cell):
            count = now.counts.get(kept, 0)
            grew = relation is Relation.GREW
            bound(cell, 0 if grew else count, count if grew else highspy.kHighsInf)
    program.run()
    if program.getInfo().primal_solution_status != SOLVED:
        return None
    found = cast(Any, program.getSolution()).col_value
    return {cell: round(found[column]) for cell, column in columns.items()}
