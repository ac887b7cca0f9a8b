"""Months in a row, into which moments fall."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

Values = list[float | None]
"""A value for each month; None where there is nothing to measure."""


@dataclass(frozen=True)
class Months:
    """Months as moments: each begins where the one before ends; the last may still run."""

    bounds: tuple[datetime, ...]
    """One more than there are months."""

    def __len__(self) -> int:
        return len(self.bounds) - 1

    @property
    def begin(self) -> datetime:
        """Where the first month begins."""
        return self.bounds[0]

    @property
    def end(self) -> datetime:
        """Where the last month ends."""
        return self.bounds[-1]

    @property
    def firsts(self) -> tuple[date, ...]:
        """The first day of each month."""
        return tuple(bound.date() for bound in self.bounds[:-1])

    def place(self, at: datetime) -> int | None:
        """Return in which month *at* falls, counted from 0."""
        found = bisect_right(self.bounds, at) - 1
        return found if 0 <= found < len(self) else None

    def sums(self, weighed: Iterable[tuple[datetime, float]]) -> list[float]:
        """Return the sum of the weights that fall into each month."""
        found = [0.0] * len(self)
        for at, weight in weighed:
            place = self.place(at)
            if place is not None:
                found[place] += weight
        return found

    def standing(self, spans: Iterable[tuple[datetime, datetime | None]]) -> list[float]:
        """Return how many of *spans* (from, until or still going on) stand at each month's end."""
        found = [0.0] * len(self)
        for begin, end in spans:
            for place, bound in enumerate(self.bounds[1:]):
                found[place] += begin < bound and (end is None or end >= bound)
        return found


def months_until(now: datetime, count: int) -> Months:
    """Return the last *count* months, the one of *now* as far as today; in the zone of *now*."""
    number = now.year * 12 + now.month - count
    firsts = [date((number + step) // 12, (number + step) % 12 + 1, 1) for step in range(count)]
    ends = [*firsts, now.date() + timedelta(days=1)]
    return Months(tuple(datetime.combine(day, time(), now.tzinfo) for day in ends))
