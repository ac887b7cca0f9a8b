"""How much travels at once: what a line carries in some seconds, found by trying."""

from __future__ import annotations

from collections.abc import Callable

from caseworker.errors import CarrierAway
from caseworker.sync.hub_connection import TRIES, HubAnswer, HubConnection

SMALLEST_PART = 16 * 1024
FIRST_PART = 128 * 1024
LARGEST_PART = 1024 * 1024
_PART_SECONDS = 8.0
"""What a part should take: what breaks off is sent again from there."""


class FittingPart:
    """Asks the hub in parts that fit the line."""

    def __init__(self, hub: HubConnection, now: Callable[[], float]) -> None:
        self._hub = hub
        self._now = now
        self.size = FIRST_PART
        """Bytes that the next part should have."""

    def ask(
        self, method: str, target: str, body: bytes = b"", *, span: str = "", index: int = 0
    ) -> HubAnswer | None:
        """Ask for or bring a part, and fit the next to how it went.

        No answer is longer than a part behind its *index*.

        Return None where it did not come through and may in a smaller part.

        Raises:
            CarrierAway: not even the smallest came through.
        """
        size, started = self.size, self._now()
        large = size > SMALLEST_PART
        try:
            answer = self._hub.ask(
                method,
                target,
                body,
                span=span,
                tries=TRIES // 2 if large else TRIES,
                index=index,
                most=index + size,
            )
        except CarrierAway:
            if not large:
                raise
            self.size = max(SMALLEST_PART, size // 4)
            return None
        moved = max(len(body), len(answer.body))
        if answer.broke_off:
            self.size = min(max(moved, SMALLEST_PART), size)
            return answer
        fitting = int(moved / max(self._now() - started, 0.001) * _PART_SECONDS)
        if moved >= size // 2 or fitting < size:
            self.size = min(max(fitting, SMALLEST_PART), 2 * size, LARGEST_PART)
        return answer
