"""Opening hours: whether a service is open, and when it opens next."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from caseworker.model.directory import OpeningHours

MIDNIGHT = "24:00"
"""The end of a day; a service open over midnight has a stretch on each of the two days."""


@dataclass(frozen=True)
class Opening:
    """The next opening: how many days ahead, on which weekday (0 for Monday), at what time."""

    days_ahead: int
    weekday: int
    opens: str


def opening(hours: Sequence[OpeningHours], now: datetime) -> str:
    """Return until when ("17:00") it is open at *now*, or an empty text.

    *now* carries the zone of the centre. A stretch that follows at once goes on counting.
    """
    clock = f"{now:%H:%M}"
    today = sorted(
        (one for one in hours if one.weekday == now.weekday()), key=lambda one: one.opens
    )
    until = ""
    for one in today:
        if one.opens <= (until or clock) < one.closes:
            until = one.closes
    return until


def next_opening(hours: Sequence[OpeningHours], now: datetime) -> Opening | None:
    """Return the next opening after *now*, within a week, or None."""
    clock = f"{now:%H:%M}"
    for ahead in range(8):
        weekday = (now.weekday() + ahead) % 7
        for one in sorted(hours, key=lambda each: each.opens):
            if one.weekday == weekday and (ahead > 0 or one.opens > clock):
                return Opening(ahead, weekday, one.opens)
    return None


def day_and_night(hours: Sequence[OpeningHours]) -> bool:
    """Return whether it is open at any hour of any day."""
    whole = {one.weekday for one in hours if one.opens <= "00:00" and one.closes >= "23:59"}
    return len(whole) == 7
