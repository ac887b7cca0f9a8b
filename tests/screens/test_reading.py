"""What people type is read in any digits, and never makes the window fall."""

from __future__ import annotations

from datetime import date, time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from forms.plain_words import plain
from ui.reading import read_clock, read_day, read_number, read_partial_day

MARCH = date(2026, 3, 14)


@given(st.text(max_size=40))
def test_anything_may_be_typed(words: str) -> None:
    for read in (read_day, read_clock, read_partial_day):
        read(words)
    read_number(words, whole=True)
    plain(words)


@given(st.integers(-(10**12), 10**12))
def test_a_number_is_read_in_any_digits(number: int) -> None:
    eastern = str(number).translate(str.maketrans("0123456789", "٠١٢٣٤٥٦٧٨٩"))
    persian = str(number).translate(str.maketrans("0123456789", "۰۱۲۳۴۵۶۷۸۹"))
    assert {read_number(words, whole=True) for words in (str(number), eastern, persian)} == {
        str(number)
    }


@given(st.dates(date(1000, 1, 1)))
def test_a_day_is_read_as_it_is_written(day: date) -> None:
    for words in (
        day.isoformat(),
        f"{day.day}.{day.month}.{day.year}",
        f"{day.day:02}/{day.month:02}/{day.year}",
    ):
        assert read_day(words) == day
        known = read_partial_day(words)
        assert known is not None
        assert known.earliest == day == known.latest


@pytest.mark.parametrize(
    ("words", "day"),
    [("1.4", date(2026, 4, 1)), ("13/3", date(2027, 3, 13)), ("14 3", MARCH), ("31.2", None)],
)
def test_without_a_year_the_next_such_day_is_meant(words: str, day: date | None) -> None:
    assert read_day(words, MARCH) == day


@given(st.times())
def test_a_time_of_day_is_read(moment: time) -> None:
    assert read_clock(f"{moment:%H:%M}") == moment.replace(second=0, microsecond=0)
    assert read_clock(f"{moment:%H%M}") == moment.replace(second=0, microsecond=0)


@pytest.mark.parametrize(
    ("words", "said"),
    [
        ("**Bold** and _soft_", "Bold and soft"),
        ("# Heading\nbelow", "Heading\nbelow"),
        ("See [the guide](https://example.org)", "See the guide"),
        ('<span style="color:red">Now</span>', "Now"),
        (r"5 \* 3 and first_name_last", "5 * 3 and first_name_last"),
        ("2 < 3 & 4", "2 < 3 & 4"),
        ("-", ""),
    ],
)
def test_marks_are_not_read_out(words: str, said: str) -> None:
    assert plain(words) == said
