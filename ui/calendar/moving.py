"""The days to which a follow-up can be moved, at the same hour."""

from __future__ import annotations

from datetime import date, datetime, timedelta

DAYS_OFFERED = 7


def days_to_move(today: date) -> tuple[date, ...]:
    """Return tomorrow and the days after it, then the same weekday in two weeks."""
    return (
        *(today + timedelta(days=ahead) for ahead in range(1, DAYS_OFFERED + 1)),
        today + timedelta(days=14),
    )


def moved(due_at: datetime, to: date, now: datetime) -> datetime:
    """Return *due_at* on the day *to*, at the same hour in the zone of *now*."""
    local = due_at.astimezone(now.tzinfo)
    return datetime.combine(to, local.timetz())
