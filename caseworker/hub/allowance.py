"""How often somebody may ask: a bucket that fills slowly and is emptied by each request."""

from __future__ import annotations

import time
from collections import OrderedDict
from collections.abc import Callable, Hashable

_MOST_REMEMBERED = 50_000


class Allowance:
    """One bucket for each laptop, or for each address."""

    def __init__(self, pace: float, burst: int, now: Callable[[], float] = time.monotonic) -> None:
        self._pace = pace
        self._burst = burst
        self._now = now
        self._buckets: OrderedDict[Hashable, tuple[float, float]] = OrderedDict()

    def wait(self, who: Hashable) -> float:
        """Take one; return 0, or in how many seconds there will be one again."""
        left, now = self._left(who)
        waits = 0.0 if left >= 1 else (1 - left) / self._pace
        self._keep(who, left - 1 if left >= 1 else left, now)
        return waits

    def take(self, who: Hashable, more: int) -> None:
        """Take *more*, also beyond what there is: whoever comes next waits the longer."""
        left, now = self._left(who)
        self._keep(who, left - more, now)

    def _left(self, who: Hashable) -> tuple[float, float]:
        now = self._now()
        left, since = self._buckets.pop(who, (float(self._burst), now))
        return min(self._burst, left + (now - since) * self._pace), now

    def _keep(self, who: Hashable, left: float, now: float) -> None:
        self._buckets[who] = (left, now)
        if len(self._buckets) > _MOST_REMEMBERED:
            self._buckets.popitem(last=False)
