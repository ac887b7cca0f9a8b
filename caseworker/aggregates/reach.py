"""How far quantities can move where only some may: other tables that fit, for many demands at once.

What it costs to move what could be shown is the business of `alternatives`. Here nothing that is
shown moves, so that one search can pull on every demand together, each to one side.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from caseworker.aggregates.alternatives import FAR, NEAR, Flags
from caseworker.aggregates.quantities import Quantities
from caseworker.aggregates.solver import Numbers, Solver

SOME = 0.2
"""What share of the demands is pulled on at once: with more, more fractions of persons move."""


class Reach:
    """Looks for moves of whole persons among the quantities that may move."""

    def __init__(self, quantities: Quantities, least: Numbers, width: int) -> None:
        values = np.array(quantities.values, dtype=float)
        self._low = -np.maximum(values - least, 0)
        self._high = np.full(len(values), FAR)
        # A demand that moved far enough may stop there: so the others are moved as well.
        demands = list(quantities.demands)
        self._low[demands] = np.maximum(self._low[demands], -width)
        self._high[demands] = width
        self._chance = np.random.default_rng(3)
        self._solver = Solver(len(values), keeps_fitting=True)
        for number, parts in quantities.sums:
            columns, signs = zip(*parts, (number, -1), strict=True)
            self._solver.add_row(columns, signs, 0, 0)

    def allow(self, free: Flags) -> None:
        """Let only the *free* quantities move."""
        self._solver.set_bounds(np.where(free, self._low, 0.0), np.where(free, self._high, 0.0))

    def pull(self, numbers: Sequence[int]) -> list[Numbers]:
        """Return tables that pull on some of *numbers*: one this way, one that way.

        Those with fractions of persons are left out.
        """
        costs = np.zeros(len(self._low))
        some = [number for number in numbers if self._chance.random() < SOME] or list(numbers)
        costs[some] = self._chance.choice((-1.0, 1.0), len(some))
        both = (self._solve(costs), self._solve(-costs))
        return [moves for moves in both if moves is not None]

    def _solve(self, costs: Numbers) -> Numbers | None:
        self._solver.set_costs(costs)
        found = self._solver.solve()
        if found is None or np.any(np.abs(found - np.round(found)) > NEAR):
            return None
        return np.round(found)
