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
from caseworker.aggregates.solver import Numbers
from caseworker.aggregates.table import Cell
from caseworker.aggregates.watching import Stage, step

HIDDEN_ALREADY = 0.01
"""What moving a hidden quantity costs, against one for showing a cell less."""
PER_PERSON = 0.02
"""What each person in a cell adds to the cost of hiding it: large counts tell readers more."""
OPEN = 2.0
"""How many times more a margin is worth for each dimension that it leaves open."""
EMPTY = 2.0
"""What hiding a zero costs: some are impossible anyway, and a reader may know which."""

MOST_ATTEMPTS = 8
QUANTITIES_TRIED = 1_200
"""How many quantities are protected anew at other prices, all attempts together."""

Witness = tuple[Numbers, ...]
"""One other table that is far enough from the true one, or two that are so from each other."""


class Reader:
    """One way of reasoning about what is published, and the tables that it cannot rule out."""

    def __init__(self, quantities: Quantities, least: Numbers, width: int) -> None:
        self.alternatives = Alternatives(quantities, least)
        self.width = width
        self.witnesses: dict[int, Witness] = {}
        still = np.zeros(len(quantities.values))
        self._ends: dict[int, list[Numbers]] = {it: [still, still] for it in quantities.demands}

    def misled_without(self, number: int) -> list[int]:
        """Return the demands whose witness moves quantity *number*."""
        return [
            demand
            for demand, witness in self.witnesses.items()
            if any(abs(moves[number]) > NEAR for moves in witness)
        ]

    def missing(self, demand: int) -> float:
        """Return by how much more *demand* must move until it is protected."""
        low, high = self._ends[demand]
        return float(self.width - high[demand] + low[demand])

    def learn(self, moves: Numbers) -> None:
        """Remember *moves* for all demands that they move further than what was known."""
        for demand, ends in self._ends.items():
            if moves[demand] < ends[0][demand]:
                ends[0] = moves
            if moves[demand] > ends[1][demand]:
                ends[1] = moves
            if demand not in self.witnesses and self.missing(demand) <= 0:
                far = [end for end in ends if abs(end[demand]) >= self.width]
                self.witnesses[demand] = tuple(far[:1] or ends)

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
            if demand in reader.witnesses:
                continue
            costs = np.where(self._hidden, HIDDEN_ALREADY, np.maximum(self._costs, HIDDEN_ALREADY))
            reader.alternatives.price(costs)
            moves = reader.alternatives.find(demand, reader.missing(demand))
            if moves is None:
                moves = reader.find(demand)
            if moves is None:
                moves = reader.find(demand, thorough=True)
            if moves is None:
                continue
            self._hidden |= self._publishable & (np.abs(moves) > NEAR)
            reader.learn(moves)

    def _show_again(self) -> None:
        values = self._quantities.values
        others = np.flatnonzero(self._hidden)
        for reader in self._readers:
            reader.alternatives.price(np.zeros(len(self._hidden)))
        for number in sorted(others, key=lambda it: -values[it]):
            step(Stage.PROTECTING)
            if number not in self._quantities.demands:
                self._try_to_show(int(number))

    def _try_to_show(self, number: int) -> None:
        self._hidden[number] = False
        found: list[dict[int, Witness]] = []
        for reader in self._readers:
            witnesses = self._without(reader, number)
            if witnesses is None:
                self._hidden[number] = True
                return
            found.append(witnesses)
        for reader, witnesses in zip(self._readers, found, strict=True):
            reader.witnesses |= witnesses

    def _without(self, reader: Reader, number: int) -> dict[int, Witness] | None:
        """Return new witnesses for the demands that need *number* hidden, or None."""
        demands = reader.misled_without(number)
        fresh: dict[int, Witness] = {}
        if not demands:
            return fresh
        reader.alternatives.allow(self._free())
        for demand in demands:
            if demand in fresh:
                continue
            moves = reader.find(demand)
            if moves is None:
                return None
            fresh |= {it: (moves,) for it in demands if abs(moves[it]) >= reader.width}
        return fresh
