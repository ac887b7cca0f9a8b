"""Whether what an act relied on is still as its author saw it."""

from __future__ import annotations

from enum import IntEnum


class Standing(IntEnum):
    """How an act stands, from the best on; of several reasons the gravest holds."""

    AS_SEEN = 0
    CHANGED_SINCE = 1
    """Edited by somebody else, before or after: an approval does not cover it."""
    WAITING = 2
    """What it relied on has not arrived: it is not acted on yet."""
