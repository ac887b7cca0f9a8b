"""Moments as the clock of a commit counts them."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_LATEST = datetime(9998, 12, 31, tzinfo=UTC)
"""Beyond it no moment can be shown in every zone."""


def milliseconds(moment: datetime) -> int:
    """Return *moment* as milliseconds since 1970, never below 0."""
    return max(0, (moment - _EPOCH) // timedelta(milliseconds=1))


def moment_of(since_1970: int) -> datetime:
    """Return the moment of that many milliseconds since 1970, or the latest that can be shown."""
    return _EPOCH + timedelta(milliseconds=min(since_1970, milliseconds(_LATEST)))
