"""Other tables that fit the same publications: whoever finds one far away protects a count.

A count is protected when there is a second table that agrees with the true one wherever a reader
knows the numbers, and differs from it by enough in that count. Linear programming (HiGHS) looks
for the second table that moves as little as possible of what could otherwise be shown.
"""

from __future__ import annotations

from typing import Any, cast

import highspy
import numpy as np
import numpy.typing as npt

from caseworker.aggregates.quantities import Quantities

Numbers = npt.NDArray[np.float64]
Flags = npt.NDArray[np.bool_]

SOLVED = highspy.SolutionStatus.kSolutionStatusFeasible
NEAR = 1e-6
FAR = 1e6
CORNERS = 4


class Alternatives:
    """Looks for moves: how much each quantity differs in another table that fits as well."""

    def __init__(self, quantities: Quantities, least: Numbers) -> None:
        self._count = len(quantities.values)
        self._down = np.maximum(np.array(quantities.values, dtype=float) - least, 0)
        self._up = np.full(self._count, FAR)
        self._bounds = np.zeros(2 * self._count)
        self._costs = np.zeros(self._count)
        self._every = np.arange(2 * self._count, dtype=np.int32)
        self.thorough = True
        self._program = highspy.Highs()
        self._program.silent()
        self._program.setOptionValue("threads", 1)
        self._program.setOptionValue("presolve", "off")
        self._program.setOptionValue("mip_rel_gap", 0.5)
        self._program.setOptionValue("mip_max_nodes", 50)
        self._program.addVars(2 * self._count, np.zeros(2 * self._count), self._bounds)
        for number, parts in quantities.sums:
            self._add_row([*parts, (number, -1)])

    def _add_row(self, parts: list[tuple[int, int]]) -> None:
        """Let *parts* add up to nothing: each is a column of moves up and one of moves down."""
        columns = [part for part, _ in parts] + [self._count + part for part, _ in parts]
        signs = [sign for _, sign in parts] + [-sign for _, sign in parts]
        self._program.addRow(
            0, 0, len(columns), np.array(columns, np.int32), np.array(signs, np.float64)
        )

    def allow(self, free: Flags) -> None:
        """Let only the *free* quantities move."""
        self._bounds = np.where(np.tile(free, 2), np.concatenate([self._up, self._down]), 0.0)
        none = np.zeros(2 * self._count)
        self._program.changeColsBounds(2 * self._count, self._every, none, self._bounds)

    def price(self, costs: Numbers) -> None:
        """Say what it costs to move each quantity by one."""
        self._costs = costs
        self._set(costs)

    def _set(self, costs: Numbers) -> None:
        self._program.changeColsCost(2 * self._count, self._every, np.tile(costs, 2))

    def find(self, number: int, by: float) -> Numbers | None:
        """Return the cheapest moves of whole persons that move quantity *number* *by*, or more.

        Linear programming may move fractions of persons. Then slightly other prices are tried,
        which lead to other corners of what is possible, and whole numbers are asked for at last.
        """
        ahead, back = (number, self._count + number) if by > 0 else (self._count + number, number)
        if abs(by) > self._bounds[ahead]:
            return None
        self._program.changeColBounds(ahead, abs(by), self._bounds[ahead])
        self._program.changeColBounds(back, 0, 0)
        try:
            return self._whole()
        finally:
            self._program.changeColBounds(ahead, 0, self._bounds[ahead])
            self._program.changeColBounds(back, 0, self._bounds[back])

    def _whole(self) -> Numbers | None:
        chance = np.random.default_rng(2)
        try:
            for _ in range(CORNERS):
                moves = self._solve()
                if moves is None or is_whole(moves):
                    return moves
                self._set(self._costs * chance.uniform(0.5, 1.5, len(self._costs)))
        finally:
            self._set(self._costs)
        return self._solve_in_whole_numbers() if self.thorough else None

    def _solve_in_whole_numbers(self) -> Numbers | None:
        size = 2 * self._count
        self._program.changeColsIntegrality(size, self._every, np.full(size, 1, np.uint8))
        self._program.setOptionValue("presolve", "choose")
        try:
            return self._solve()
        finally:
            self._program.setOptionValue("presolve", "off")
            self._program.changeColsIntegrality(size, self._every, np.zeros(size, np.uint8))

    def _solve(self) -> Numbers | None:
        self._program.run()
        if self._program.getInfo().primal_solution_status != SOLVED:
            return None
        moves = np.array(cast(Any, self._program.getSolution()).col_value)
        difference = moves[: self._count] - moves[self._count :]
        return np.round(difference) if is_whole(difference) else difference


def is_whole(moves: Numbers) -> bool:
    """Return whether only whole persons move."""
    return bool(np.all(np.abs(moves - np.round(moves)) < NEAR))
