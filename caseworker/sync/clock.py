"""Clocks of others: adopted when they are believable, kept with their commit when they are not."""

from __future__ import annotations

from caseworker.sync.commits import Clock

BOUND = 24 * 60 * 60 * 1000
"""How far ahead of the wall clock here a received clock may be, in milliseconds: one day."""
MOST_COUNTED = 1 << 32
"""More than this was never written within a millisecond: adopted, no number would be left here."""


def tick(last: Clock, wall: int) -> Clock:
    """Return the clock after *last*, *wall* being milliseconds since 1970.

    A wall clock that was set back moves only the counter.
    """
    return (
        Clock(wall, 0) if wall > last.milliseconds else Clock(last.milliseconds, last.counter + 1)
    )


def adopt(own: Clock, received: Clock, wall: int) -> Clock:
    """Return the last clock known here after a commit arrived.

    One laptop whose clock stands in 2060 would otherwise carry the whole centre there.
    """
    return own if is_beyond(received, wall) else max(own, received)


def is_beyond(received: Clock, wall: int) -> bool:
    """Return whether *received* is further ahead than clocks differ by accident."""
    return received.milliseconds > wall + BOUND or received.counter > MOST_COUNTED
