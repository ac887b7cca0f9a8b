from __future__ import annotations

from datetime import UTC, datetime

import pytest

from caseworker.directory.hours import Opening, day_and_night, next_opening, opening
from caseworker.model.directory import OpeningHours
from tests.directory.entries import weekdays


def at(day: int, clock: str) -> datetime:
    """Return a moment of the week of Monday 16 November 2026."""
    hour, minute = (int(part) for part in clock.split(":"))
    return datetime(2026, 11, 16 + day, hour, minute, tzinfo=UTC)


@pytest.mark.parametrize(
    ("clock", "until"),
    [("08:59", ""), ("09:00", "17:00"), ("16:59", "17:00"), ("17:00", "")],
)
def test_it_opens_on_the_minute_and_closes_on_the_minute(clock: str, until: str) -> None:
    assert opening(weekdays("09:00", "17:00"), at(2, clock)) == until


def test_it_is_shut_on_a_day_without_hours() -> None:
    assert opening(weekdays("09:00", "17:00"), at(5, "10:00")) == ""


def test_a_break_at_noon_is_a_break() -> None:
    hours = (*weekdays("09:00", "12:00"), *weekdays("14:00", "17:00"))
    assert opening(hours, at(0, "11:00")) == "12:00"
    assert opening(hours, at(0, "12:30")) == ""
    assert next_opening(hours, at(0, "12:30")) == Opening(0, 0, "14:00")


def test_stretches_that_touch_are_one() -> None:
    hours = (OpeningHours(0, "09:00", "12:00"), OpeningHours(0, "12:00", "17:00"))
    assert opening(hours, at(0, "10:00")) == "17:00"


def test_the_next_opening_can_be_tomorrow_or_after_the_weekend() -> None:
    hours = weekdays("09:00", "17:00")
    assert next_opening(hours, at(1, "18:00")) == Opening(1, 2, "09:00")
    assert next_opening(hours, at(4, "18:00")) == Opening(3, 0, "09:00")


def test_the_same_weekday_a_week_later_is_found() -> None:
    hours = (OpeningHours(2, "09:00", "10:00"),)
    assert next_opening(hours, at(2, "11:00")) == Opening(7, 2, "09:00")


def test_without_hours_there_is_no_next_opening() -> None:
    assert next_opening((), at(0, "10:00")) is None


def test_day_and_night_means_all_seven_days() -> None:
    assert day_and_night(weekdays("00:00", "24:00", *range(7)))
    assert not day_and_night(weekdays("00:00", "24:00"))
