"""What a centre asks of its published figures, and the least that is accepted."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from caseworker.errors import PolicyTooWeak

LEAST_THRESHOLD = 3
LEAST_WIDTH = 2


@dataclass(frozen=True)
class Policy:
    """Counts from 1 to below `threshold` are hidden, and stay open by at least `width` persons.

    Zeros may show (R-445). Raises PolicyTooWeak below the floor, so that no file of settings can
    switch the protection off.
    """

    threshold: int = 5
    width: int = 3

    DEFAULT: ClassVar[Policy]

    def __post_init__(self) -> None:
        if self.threshold < LEAST_THRESHOLD or self.width < LEAST_WIDTH:
            raise PolicyTooWeak(least=LEAST_THRESHOLD, width=LEAST_WIDTH)

    def is_small(self, count: int) -> bool:
        """Return whether *count* persons are so few that their number gives them away."""
        return 0 < count < self.threshold


Policy.DEFAULT = Policy()
