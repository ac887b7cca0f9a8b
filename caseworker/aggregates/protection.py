"""Which cells are hidden: the small ones, and as few others as keep these from being known.

Every demand is kept by a witness: another table of whole persons that agrees with everything a
reader knows and differs far enough in the count that is demanded. First witnesses are looked for
that disturb little of what could be shown; what they disturb is hidden. Then each hidden cell that
is not itself demanded is shown again if witnesses are still found without it.
"""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np

from caseworker.aggregates.alternatives import NEAR, Alternatives, Flags
from caseworker.aggregates.quantities import Quantities
from caseworker.aggregates.reach import Reach
from caseworker.aggregates.solver import Numbers
from caseworker.aggregates.table import Cell
from caseworker.aggregates.watching import Stage, step

HIDDEN_ALREADY = 0.01
"""What moving a hidden quantity costs, against one for showing a cell less."""
PER_PERSON = 0.02
"""What each person in a cell adds to the cost of hiding it: large counts tell readers more."""
OPEN = 2.0
"""How many times more a margin is worth for each dimension that it leaves open."""
EMPTY = 6.0
"""What hiding a zero costs: some are impossible anyway, and a reader may know which."""

MOST_ATTEMPTS = 8
QUANTITIES_TRIED = 1_200
"""How many quantities are protected anew at other prices, all attempts together."""

FEW = 25
"""So many demands are sooner looked at one by one."""
PATIENCE = 8
"""How many pulls in a row may open nothing, before each demand is looked at by itself."""


class Reader:
    """One way of reasoning about what is published, and the tables that it cannot rule out.

    A demand is kept when two of these tables are far enough apart in it.
    """

    def __init__(self, quantities: Quantities, least: Numbers, width: int) -> None:
        self.alternatives = Alternatives(quantities, least)
        self.width = width
        self._reach = Reach(quantities, least, width)
        self._demands = np.array(sorted(quantities.demands), dtype=int)
        self._given_up: set[int] = set()
        self.tables: list[Numbers] = []
        """How each table differs from the true one, which is one of them."""
        self._low = self._high = np.zeros(len(quantities.values))

    def learn(self, *tables: Numbers) -> None:
        """Remember *tables* that show something new, each as how it differs from the true one."""
        for moves in tables:
            at = self._demands
            if np.any((moves < self._low)[at] | (moves > self._high)[at]):
                self.tables.append(moves)
                self._low = np.minimum(self._low, moves)
                self._high = np.maximum(self._high, moves)

    def forget(self, number: int) -> None:
        """Forget the tables that differ in quantity *number*."""
        self.remember([moves for moves in self.tables if abs(moves[number]) < NEAR])

    def remember(self, tables: list[Numbers]) -> None:
        """Know these *tables* and no others."""
        self.tables = []
        self._low = self._high = np.zeros(len(self._low))
        self.learn(*tables)

    def missing(self, demand: int) -> float:
        """Return by how much more *demand* must move until it is kept."""
        return float(self.width - self._high[demand] + self._low[demand])

    def is_pinned(self, demand: int) -> bool:
        """Return whether *demand* is known more closely than it may be, as far as was looked."""
        return self.missing(demand) > NEAR

    def pinned(self) -> list[int]:
        """Return the demands that are pinned, those aside that no hiding keeps."""
        spans = (self._high - self._low)[self._demands]
        found = self._demands[spans < self.width - NEAR].tolist()
        return [demand for demand in found if demand not in self._given_up]

    def give_up(self, demand: int) -> None:
        """Leave *demand* alone: it was told before."""
        self._given_up.add(demand)

    def look_around(self, free: Flags) -> None:
        """Look for tables that open many demands at once, with only *free* quantities moving."""
        self._reach.allow(free)
        pinned, in_vain = self.pinned(), 0
        while len(pinned) > FEW and in_vain < PATIENCE:
            step(Stage.PROTECTING)
            self.learn(*self._reach.pull(pinned))
            left = self.pinned()
            in_vain = 0 if len(left) < len(pinned) else in_vain + 1
            pinned = left

    def opens(self, free: Flags) -> bool:
        """Return whether no demand is pinned if only *free* quantities move; learn how."""
        self.alternatives.allow(free)
        while pinned := self.pinned():
            moves = self.find(pinned[0])
            if moves is None:
                return False
            self.learn(moves)
        return True

    def find(self, demand: int, *, thorough: bool = False) -> Numbers | None:
        """Return moves that protect *demand*, upwards or, if there are none, downwards."""
        for by in (self.width, -self.width):
            moves = self.alternatives.find(demand, by, thorough=thorough)
            if moves is not None:
                return moves
        return None


def protect(quantities: Quantities, cells: Mapping[Cell, int], width: int) -> set[Cell]:
    """Return the cells to hide. Small tables are protected at several prices, and the best kept."""
    tries = [
        Protection(quantities, cells, width, attempt).hide()
        for attempt in range(
            max(1, min(MOST_ATTEMPTS, QUANTITIES_TRIED // max(1, len(quantities.values))))
        )
    ]
    persons = max(1, max(quantities.values, default=1))

    def worth(hidden: set[Cell]) -> float:
        values = quantities.values
        return len(hidden) + sum(values[cells[it]] for it in hidden) / persons

    return min(tries, key=worth)


class Protection:
    """Hides cells of one table until every demand that can be kept is kept."""

    def __init__(
        self, quantities: Quantities, cells: Mapping[Cell, int], width: int, attempt: int = 0
    ) -> None:
        self._quantities = quantities
        self._cells = cells
        values = np.array(quantities.values, dtype=float)
        self._costs = np.zeros(len(values))
        for cell, number in cells.items():
            wide = OPEN ** sum(not path for path in cell)
            cost = wide + PER_PERSON * values[number]
            self._costs[number] += cost if values[number] else EMPTY
        if attempt:
            self._costs *= np.random.default_rng(attempt).uniform(0.6, 1.4, len(values))
        self._publishable: Flags = self._costs > 0
        self._hidden: Flags = np.zeros(len(values), dtype=bool)
        for demand in quantities.demands:
            self._hidden[demand] = self._publishable[demand]
        # The second reader takes it that zeros are never hidden; no count is pinned for her either.
        self._readers = (
            Reader(quantities, np.zeros(len(values)), width),
            Reader(quantities, np.where(self._publishable, np.minimum(values, 1), 0.0), 1),
        )

    def hide(self) -> set[Cell]:
        """Return the cells to hide. What was told before, no hiding protects: that is left out."""
        for reader in self._readers:
            reader.look_around(self._free())
        for reader in self._readers:
            self._protect(reader)
        self._show_again()
        return {cell for cell, number in self._cells.items() if self._hidden[number]}

    def _free(self) -> Flags:
        free: Flags = self._hidden | ~self._publishable
        free[list(self._quantities.known)] = False
        return free

    def _everything(self) -> Flags:
        free: Flags = np.ones(len(self._hidden), dtype=bool)
        free[list(self._quantities.known)] = False
        return free

    def _protect(self, reader: Reader) -> None:
        reader.alternatives.allow(self._everything())
        values = self._quantities.values
        for demand in sorted(self._quantities.demands, key=lambda it: -values[it]):
            step(Stage.PROTECTING)
            if not reader.is_pinned(demand):
                continue
            costs = np.where(self._hidden, HIDDEN_ALREADY, np.maximum(self._costs, HIDDEN_ALREADY))
            reader.alternatives.price(costs)
            moves = reader.alternatives.find(demand, reader.missing(demand))
            if moves is None:
                moves = reader.find(demand)
            if moves is None:
                moves = reader.find(demand, thorough=True)
            if moves is None:
                reader.give_up(demand)
                continue
            self._hidden |= self._publishable & (np.abs(moves) > NEAR)
            reader.learn(moves)

    def _show_again(self) -> None:
        values = self._quantities.values
        others = np.flatnonzero(self._hidden)
        for reader in self._readers:
            reader.alternatives.price(np.ones(len(self._hidden)))
        for number in sorted(others, key=lambda it: -values[it]):
            step(Stage.PROTECTING)
            if number not in self._quantities.demands:
                self._try_to_show(int(number))

    def _try_to_show(self, number: int) -> None:
        before = [reader.tables for reader in self._readers]
        self._hidden[number] = False
        for reader in self._readers:
            reader.forget(number)
        # The second reader sooner says no.
        if not all(reader.opens(self._free()) for reader in reversed(self._readers)):
            self._hidden[number] = True
            for reader, tables in zip(self._readers, before, strict=True):
                reader.remember([*tables, *reader.tables])
