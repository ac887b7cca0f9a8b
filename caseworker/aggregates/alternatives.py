"""Other tables that fit the same publications: whoever finds one far away protects a count.

A count is protected when there is a second table that agrees with the true one wherever a reader
knows the numbers, and differs from it by enough in that count. Linear programming looks for the
second table that moves as little as possible of what could otherwise be shown.
"""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from caseworker.aggregates.quantities import Quantities
from caseworker.aggregates.solver import Numbers, Solver

Flags = npt.NDArray[np.bool_]

NEAR = 1e-6
FAR = 1e6
MOST_WHOLE = 1_000
"""Of more quantities, whole numbers are not asked for: that alone takes seconds."""
CORNERS = 6
"""How many corners of what is possible are looked at for one of whole persons."""


class Alternatives:
    """Looks for moves: how much each quantity differs in another table that fits as well."""

    def __init__(self, quantities: Quantities, least: Numbers) -> None:
        self._count = len(quantities.values)
        self._down = np.maximum(np.array(quantities.values, dtype=float) - least, 0)
        self._up = np.full(self._count, FAR)
        self._bounds = np.zeros(2 * self._count)
        self._costs = np.zeros(self._count)
        # Each quantity has two columns: how far it moves up, and how far down.
        self._solver = Solver(2 * self._count)
        for number, parts in quantities.sums:
            together = [*parts, (number, -1)]
            columns = [part for part, _ in together] + [self._count + it for it, _ in together]
            signs = [sign for _, sign in together] + [-sign for _, sign in together]
            self._solver.add_row(columns, signs, 0, 0)

    def allow(self, free: Flags) -> None:
        """Let only the *free* quantities move."""
        self._bounds = np.where(np.tile(free, 2), np.concatenate([self._up, self._down]), 0.0)
        self._solver.set_bounds(np.zeros(2 * self._count), self._bounds)

    def price(self, costs: Numbers) -> None:
        """Say what it costs to move each quantity by one."""
        self._costs = costs
        self._solver.set_costs(np.tile(costs, 2))

    def find(self, number: int, by: float, *, thorough: bool = False) -> Numbers | None:
        """Return cheap moves of whole persons that move quantity *number* *by*, or more.

        Linear programming may move fractions of persons. Then slightly other prices are tried,
        which lead to other corners of what is possible; if *thorough*, whole numbers are asked
        for at last, and fractions returned if there are none.
        """
        ahead, back = (number, self._count + number) if by > 0 else (self._count + number, number)
        if abs(by) > self._bounds[ahead]:
            return None
        self._solver.set_bound(ahead, abs(by), self._bounds[ahead])
        self._solver.set_bound(back, 0, 0)
        try:
            return self._whole(thorough=thorough)
        finally:
            self._solver.set_bound(ahead, 0, self._bounds[ahead])
            self._solver.set_bound(back, 0, self._bounds[back])

    def _whole(self, *, thorough: bool) -> Numbers | None:
        chance = np.random.default_rng(2)
        try:
            for _ in range(CORNERS):
                columns = self._solver.solve()
                if columns is None:
                    return None
                if np.all(np.abs(columns - np.round(columns)) < NEAR):
                    return self._moves(np.round(columns))
                costs = (self._costs + NEAR) * chance.uniform(0.3, 2, self._count)
                self._solver.set_costs(np.tile(costs, 2))
        finally:
            self._solver.set_costs(np.tile(self._costs, 2))
        if not thorough:
            return None
        columns = self._solver.solve_whole() if self._count <= MOST_WHOLE else None
        # Rather than nothing, what only fractions of persons could do: it hides the right cells.
        return self._moves(self._solver.solve() if columns is None else columns)

    def _moves(self, columns: Numbers | None) -> Numbers | None:
        return None if columns is None else columns[: self._count] - columns[self._count :]
