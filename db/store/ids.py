"""Where new ids come from: the moment and chance, or for the demo centre a chance that repeats."""

from __future__ import annotations

import random
from collections.abc import Callable
from uuid import UUID

import uuid_utils.compat

Ids = Callable[[int], UUID]
"""Returns a new UUIDv7 of a moment, in milliseconds since 1970."""

_RANDOM = 80
"""Bits of a UUIDv7 below its time."""
_SAME_CLOCK = 1000
"""Milliseconds; a clock that is given may stand weeks apart from the laptop's."""
_VERSION, _VARIANT = 7 << 76, 2 << 62


def fresh(at: int) -> UUID:
    """Return a UUIDv7 that nobody has given before."""
    made = uuid_utils.compat.uuid7()
    if abs((made.int >> _RANDOM) - at) < _SAME_CLOCK:
        return made  # in order even within a millisecond
    return UUID(int=at << _RANDOM | made.int & (1 << _RANDOM) - 1)


def repeating(seed: int) -> Ids:
    """Return a source that gives the same ids at the same moments, for invented people only."""
    chance = random.Random(seed)  # noqa: S311  no secret: every demo centre is to have the same

    def give(at: int) -> UUID:
        lots = chance.getrandbits(12) << 64 | chance.getrandbits(62)
        return UUID(int=at << _RANDOM | _VERSION | _VARIANT | lots)

    return give
