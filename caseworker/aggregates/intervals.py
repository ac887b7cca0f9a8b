"""How far sums of unknown counts stay open, for whoever knows some other sums of them.

One table that fits what is known tells something about every sum at once. So tables are looked for
first that move many sums together; only what they leave narrow is asked for by itself, down to its
smallest and up to its largest value. No answer is less certain for it: a sum is open as far as two
tables that fit are apart.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence

import numpy as np
import numpy.typing as npt

from caseworker.aggregates.solver import Numbers, Solver
from caseworker.aggregates.watching import Stage, step

NEAR = 1e-5
UNBOUNDED = 1e6
"""More persons than any count can have."""
WORTH_IT = 0.05
"""What share of the narrow sums must open at once, or each is asked for by itself."""

Columns = npt.NDArray[np.int32]


class Unknowns:
    """Counts from zero up that nobody told, and what is known of their sums."""

    def __init__(self, size: int) -> None:
        self._size = size
        self._known: dict[tuple[tuple[int, ...], tuple[int, ...], int], None] = {}

    def know(self, columns: Sequence[int], count: int, without: Sequence[int] = ()) -> None:
        """Let *columns*, less those *without*, add up to *count* persons."""
        self._known[tuple(sorted(columns)), tuple(sorted(without)), count] = None

    def fit(self) -> bool:
        """Return whether any counts fit what is known."""
        return self._solver().solve() is not None

    def cheapest(self, costs: Mapping[int, float]) -> Numbers | None:
        """Return counts that fit what is known at the smallest *costs* a person, or None."""
        solver = self._solver()
        prices = np.zeros(self._size)
        prices[list(costs)] = list(costs.values())
        solver.set_costs(prices)
        return solver.solve()

    def intervals(
        self, sums: Sequence[Sequence[int]], enough: int, few: float = UNBOUNDED
    ) -> list[tuple[int, int]]:
        """Return the smallest and largest value of each of *sums*, in their order.

        Of one that is open by *enough* persons or more, two values that are as far apart; and of
        one that may be *few* persons or more, values it can have. Where nothing fits what is
        known, nobody learns anything: all are open without end.
        """
        wanted = [np.array(columns, np.int32) for columns in sums]
        return _Search(self._solver(), self._size, wanted, enough, few).run() if wanted else []

    def _solver(self) -> Solver:
        """Return a solver of all that is known, without what it need not be told.

        A count of nobody leaves nothing open in it, and that is most of a large table.
        """
        empty = {
            it
            for columns, without, count in self._known
            if not (count or without)
            for it in columns
        }
        highest = np.full(self._size, UNBOUNDED)
        highest[list(empty)] = 0
        solver = Solver(self._size, keeps_fitting=True)
        solver.set_bounds(np.zeros(self._size), highest)
        left: dict[tuple[tuple[int, ...], tuple[int, ...], int], None] = {}
        for columns, without, count in self._known:
            plus, minus = (
                tuple(it for it in each if it not in empty) for each in (columns, without)
            )
            if plus or minus or count:
                left[plus, minus, count] = None
        for plus, minus, count in left:
            solver.add_row([*plus, *minus], [1] * len(plus) + [-1] * len(minus), count, count)
        return solver


class _Search:
    """Looks for tables that fit and are far apart, and remembers how far."""

    def __init__(
        self, solver: Solver, size: int, sums: Sequence[Columns], enough: int, few: float
    ) -> None:
        self._solver = solver
        self._size = size
        self._sums = sums
        self._enough = enough
        self._few = few
        self._all = np.concatenate(sums)
        self._whose = np.repeat(np.arange(len(sums)), [len(it) for it in sums])
        self._low = np.full(len(sums), UNBOUNDED)
        self._high = np.full(len(sums), -UNBOUNDED)

    def run(self) -> list[tuple[int, int]]:
        """Return the smallest and largest value of each sum, or two that are far enough apart."""
        if self._look(np.zeros(self._size)):
            self._together()
            for at in range(len(self._sums)):
                if self._is_narrow()[at]:
                    self._alone(at)
        else:
            self._low[:], self._high[:] = 0, UNBOUNDED
        return list(zip(*(it.astype(int).tolist() for it in self._whole()), strict=True))

    def _together(self) -> None:
        """Pull all narrow sums at once, each to one side, while that opens many of them."""
        chance = np.random.default_rng(1)
        before, narrow = math.inf, self._is_narrow()
        while narrow.sum() < before * (1 - WORTH_IT) and narrow.any():
            before = narrow.sum()
            costs = np.zeros(self._size)
            for columns, is_narrow in zip(self._sums, narrow, strict=True):
                if is_narrow:
                    costs[columns] += chance.choice((-1.0, 1.0))
            self._look(costs)
            self._look(-costs)
            narrow = self._is_narrow()

    def _alone(self, at: int) -> None:
        costs = np.zeros(self._size)
        costs[self._sums[at]] = 1
        self._look(costs)
        self._look(-costs)

    def _look(self, costs: Numbers) -> bool:
        """Remember a table of small *costs* that fits; return False if nothing fits."""
        step(Stage.ATTACKING)
        self._solver.set_costs(costs)
        found = self._solver.solve()
        if found is None:
            return False
        values = np.bincount(self._whose, found[self._all], minlength=len(self._sums))
        self._low, self._high = np.minimum(self._low, values), np.maximum(self._high, values)
        return True

    def _whole(self) -> tuple[Numbers, Numbers]:
        """Return the smallest and largest whole values: tables may hold fractions of persons."""
        return np.ceil(self._low - NEAR), np.floor(self._high + NEAR)

    def _is_narrow(self) -> npt.NDArray[np.bool_]:
        low, high = self._whole()
        narrow: npt.NDArray[np.bool_] = (high - low < self._enough) & (high < self._few)
        return narrow
