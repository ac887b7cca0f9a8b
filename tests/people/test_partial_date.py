"""Dates as people know them."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from caseworker.model.partial_date import PartialDate

TODAY = date(2026, 11, 18)


@pytest.mark.parametrize(
    ("edtf", "earliest", "latest"),
    [
        ("2003", date(2003, 1, 1), date(2003, 12, 31)),
        ("2004-02", date(2004, 2, 1), date(2004, 2, 29)),
        ("2003-05-14", date(2003, 5, 14), date(2003, 5, 14)),
        ("1996~", date(1995, 1, 1), date(1997, 12, 31)),
    ],
)
def test_bounds(edtf: str, earliest: date, latest: date) -> None:
    born = PartialDate(edtf)
    assert (born.earliest, born.latest) == (earliest, latest)


@pytest.mark.parametrize("odd", ["", "96", "2003-13", "2003-02-30", "2003-5", "now", "20030514"])
def test_what_is_no_date_is_refused(odd: str) -> None:
    with pytest.raises(ValueError):  # noqa: PT011  whatever the reason, it is no date
        PartialDate(odd)


@given(st.integers(0, 120))
def test_an_age_said_today_is_within_the_ages_it_means(years: int) -> None:
    born = PartialDate.from_age(years, TODAY)
    assert born.estimated
    assert born.youngest_age(TODAY) <= years <= born.oldest_age(TODAY)


@given(st.dates(date(1900, 1, 1), TODAY))
def test_a_whole_date_has_one_age(day: date) -> None:
    born = PartialDate.of(day)
    assert born.whole
    assert born.youngest_age(TODAY) == born.oldest_age(TODAY)


def test_a_leap_day_birthday() -> None:
    born = PartialDate("2008-02-29")
    assert born.youngest_age(date(2026, 2, 28)) == 17
    assert born.youngest_age(date(2026, 3, 1)) == 18
