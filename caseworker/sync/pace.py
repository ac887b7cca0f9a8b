"""When the next exchange by the hub begins: never all laptops at once, never again at once."""

from __future__ import annotations

from dataclasses import dataclass

_MOST_DOUBLED = 16


@dataclass(frozen=True, kw_only=True)
class Pace:
    """Seconds. Each is shortened by chance, up to half, so that laptops come at different times."""

    at_first: float = 4.0
    """After somebody has unlocked, or the network is back."""
    after_writing: float = 30.0
    """After something was written: what follows goes along."""
    usual: float = 600.0
    """While nothing waits here: others may have written."""
    after_failing: float = 30.0
    """After the first failure; doubled with each that follows."""
    most: float = 1_800.0

    def after(self, failures: int) -> float:
        """Return how long to wait after so many failures in a row, 0 for none."""
        if not failures:
            return self.usual
        return min(self.most, self.after_failing * 2.0 ** min(failures - 1, _MOST_DOUBLED))


def by_chance(seconds: float, share: float) -> float:
    """Return *seconds* shortened by *share* of its half; *share* is 0 to 1."""
    return seconds * (1.0 - share / 2)
