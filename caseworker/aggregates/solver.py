"""The solver of linear and integer programmes (HiGHS), quiet and typed."""

from __future__ import annotations

from collections.abc import Sequence

import highspy
import numpy as np
import numpy.typing as npt

Numbers = npt.NDArray[np.float64]

WHOLE_SECONDS = 1.0
"""How long one search for whole numbers may take; linear programmes are never cut short."""
_PRIMAL = 4
_NO_LIMIT = highspy.kHighsInf
_FEASIBLE = highspy.SolutionStatus.kSolutionStatusFeasible


class _Quiet(highspy.Highs):  # type: ignore[misc, unused-ignore]
    """Does not introduce itself on standard output."""

    def enableCallbacks(self) -> None:  # noqa: N802  the solver's own name
        self.silent()
        super().enableCallbacks()  # type: ignore[no-untyped-call]  # highspy


class Solver:
    """Columns from zero up, rows of sums between bounds, one objective to make small."""

    def __init__(self, columns: int, *, keeps_fitting: bool = False) -> None:
        """Make a program of so many *columns*; it *keeps fitting* if only its costs will change.

        Then the last solution is where the search for the next begins.
        """
        self._program = _Quiet()  # type: ignore[no-untyped-call]  # highspy
        if keeps_fitting:
            self._program.setOptionValue("simplex_strategy", _PRIMAL)
        # Presolving would throw away the last solution, from which the next is a few steps away.
        for option, value in (("threads", 1), ("presolve", "off"), ("mip_rel_gap", 0.5)):
            self._program.setOptionValue(option, value)
        self._columns = np.arange(columns, dtype=np.int32)
        self._program.addVars(columns, np.zeros(columns), np.full(columns, _NO_LIMIT))

    def add_row(self, columns: Sequence[int], signs: Sequence[int], low: float, high: float) -> int:
        """Let the sum of *columns* with their *signs* lie between *low* and *high*."""
        self._program.addRow(
            low, high, len(columns), np.array(columns, np.int32), np.array(signs, np.float64)
        )
        return int(self._program.getNumRow()) - 1

    def set_bounds(self, low: Numbers, high: Numbers) -> None:
        """Set the bounds of all columns."""
        self._program.changeColsBounds(len(self._columns), self._columns, low, high)

    def set_bound(self, column: int, low: float, high: float) -> None:
        """Set the bounds of one column."""
        self._program.changeColBounds(column, low, high)

    def set_costs(self, costs: Numbers) -> None:
        """Set what each column adds to the objective."""
        self._program.changeColsCost(len(self._columns), self._columns, costs)

    def solve(self) -> Numbers | None:
        """Return the columns where the objective is smallest, or None where nothing fits."""
        self._program.run()
        if self._program.getInfo().primal_solution_status != _FEASIBLE:
            return None
        return np.array(self._program.getSolution().col_value)

    def solve_whole(self, seconds: float = WHOLE_SECONDS) -> Numbers | None:
        """Return whole columns with a small objective; None if there are none, or none in time."""
        count = len(self._columns)
        self._program.changeColsIntegrality(count, self._columns, np.ones(count, np.uint8))
        self._program.setOptionValue("presolve", "choose")
        self._program.setOptionValue("time_limit", self._program.getRunTime() + seconds)
        try:
            found = self.solve()
            return None if found is None else np.round(found)
        finally:
            self._program.setOptionValue("time_limit", _NO_LIMIT)
            self._program.setOptionValue("presolve", "off")
            self._program.changeColsIntegrality(count, self._columns, np.zeros(count, np.uint8))
