"""Counts rounded to a base, where the supervisor prefers that to exact ones; off unless chosen.

A table is rounded after it was protected: what is hidden stays hidden, and what is rounded could
have been shown as it is. So a rounded figure, its error, and any number of them tell no reader more
than the exact ones would, which history remembers as known to everybody.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from caseworker.aggregates.policy import Policy
from caseworker.errors import InvalidValue
from caseworker.text import N_

BASES = (5, 10)


@dataclass(frozen=True)
class Rounding:
    """How far apart figures stand: *base* persons; 1 leaves each count as it is."""

    base: int = 1

    @property
    def is_exact(self) -> bool:
        """Return whether no count changes."""
        return self.base == 1

    @property
    def most(self) -> int:
        """By how many persons a figure may be off."""
        return self.base // 2

    def of(self, count: int) -> int:
        """Return the multiple of the base that is nearest to *count*, the higher one of two."""
        return (2 * count + self.base) // (2 * self.base) * self.base

    def error(self, counts: Iterable[int]) -> RoundingError:
        """Return by how much *counts* are off once they are rounded."""
        errors = [abs(self.of(count) - count) for count in counts]
        return RoundingError(max(errors, default=0), sum(errors) / max(len(errors), 1))


@dataclass(frozen=True)
class RoundingError:
    """By how many persons the figures of one table are off."""

    largest: int
    mean: float


EXACT = Rounding()


def rounding_to(base: int, policy: Policy) -> Rounding:
    """Return the rounding to *base* of a table under *policy*.

    Raises:
        InvalidValue: the base is none of those offered, or so wide that a count which may be shown
            would be written as nobody.
    """
    if base == EXACT.base:
        return EXACT
    if base not in BASES or not Rounding(base).of(policy.threshold):
        raise InvalidValue(what=N_("A base to round to"))
    return Rounding(base)
