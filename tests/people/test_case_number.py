"""Case numbers encode nothing and catch slips of the hand."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from caseworker.people.case_number import ALPHABET, case_number, is_case_number

CODES = st.text(ALPHABET, min_size=3, max_size=3)
COUNTERS = st.integers(1, 99999)


@given(code=CODES, counter=COUNTERS)
def test_its_own_number_is_right_however_it_is_copied(code: str, counter: int) -> None:
    number = case_number(code, counter)
    assert is_case_number(number)
    assert is_case_number(f" {number.lower()} ".replace("0", "o").replace("1", "l"))


@given(code=CODES, counter=COUNTERS, place=st.integers(0, 8), digit=st.sampled_from("0123456789"))
def test_a_wrong_digit_is_noticed(code: str, counter: int, place: int, digit: str) -> None:
    head, tail = case_number(code, counter).split("-")
    place %= len(tail)
    wrong = tail[:place] + digit + tail[place + 1 :]
    assert is_case_number(f"{head}-{wrong}") is (wrong == tail)


@given(code=CODES, counter=COUNTERS, place=st.integers(0, 8))
def test_two_digits_swapped_are_noticed(code: str, counter: int, place: int) -> None:
    head, tail = case_number(code, counter).split("-")
    place %= len(tail) - 1
    swapped = tail[:place] + tail[place + 1] + tail[place] + tail[place + 2 :]
    assert is_case_number(f"{head}-{swapped}") is (swapped == tail)


@given(st.text())
def test_no_text_breaks_the_check(text: str) -> None:
    assert is_case_number(text) in {True, False}
