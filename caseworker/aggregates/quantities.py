"""Numbers of persons that a reader knows, or knows to add up to others."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from caseworker.aggregates.table import Cell, additions, with_margins


@dataclass
class Quantities:
    """Whole numbers from zero up, each with one value that fits everything published.

    `sums` says which are sums of which: a quantity, and its parts with their signs. `known` are
    those that a reader knows already. `demands` are those that no reader may come to know.
    """

    values: list[int] = field(default_factory=list)
    sums: list[tuple[int, tuple[tuple[int, int], ...]]] = field(default_factory=list)
    known: set[int] = field(default_factory=set)
    demands: set[int] = field(default_factory=set)

    def add(self, value: int) -> int:
        """Add a quantity and return its number."""
        self.values.append(value)
        return len(self.values) - 1

    def add_sum(self, *parts: tuple[int, int]) -> int:
        """Add a quantity that is the sum of *parts* (quantity, sign), and return its number."""
        if len(parts) == 1 and parts[0][1] == 1:
            return parts[0][0]
        number = self.add(sum(sign * self.values[part] for part, sign in parts))
        self.sums.append((number, parts))
        return number

    def equate(self, number: int, *parts: tuple[int, int]) -> None:
        """Let a quantity that is there already be the sum of *parts* (quantity, sign)."""
        if parts != ((number, 1),):
            self.sums.append((number, parts))

    def add_margins(self, finest: Mapping[Cell, int], depths: tuple[int, ...]) -> dict[Cell, int]:
        """Add every margin over the *finest* quantities; return the quantity of each cell."""
        numbers = dict(finest)
        cells = with_margins(dict.fromkeys(finest, 0))
        parts = additions(cells, depths)
        # From the narrow to the wide, so that all parts are there before their sum; always in the
        # same order, so that the same figures are protected in the same way everywhere.
        wider = sorted(cells.keys() - finest.keys())
        for cell in sorted(wider, key=lambda cell: -sum(map(len, cell))):
            numbers[cell] = self.add_sum(*((numbers[part], 1) for part in parts[cell]))
        return numbers
