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
        now = self._now()
        left, since = self._buckets.pop(who, (float(self._burst), now))
        left = min(self._burst, left + (now - since) * self._pace)
        waits = 0.0 if left >= 1 else (1 - left) / self._pace
        self._buckets[who] = (left - 1 if left >= 1 else left, now)
        if len(self._buckets) > _MOST_REMEMBERED:
            self._buckets.popitem(last=False)
        return waits
