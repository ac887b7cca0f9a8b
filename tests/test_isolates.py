"""A name in a sentence turns nothing around it, whatever letters it is written with."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from caseworker.text import isolate

OPENS, CLOSES = "\u2066\u2067\u2068", "\u2069"


@given(st.text(alphabet=OPENS + CLOSES + "ab ش\u202e", max_size=12))
def test_what_is_isolated_ends_where_it_ends(name: str) -> None:
    depth = 0
    said = isolate(name)
    for place, letter in enumerate(said):
        depth += (letter in OPENS) - (letter == CLOSES)
        assert depth > 0 or place == len(said) - 1
    assert depth == 0


@pytest.mark.parametrize("name", ["Selam", "حداد", isolate("Selam") + " · " + isolate("حداد")])
def test_whole_names_stay_as_they_are(name: str) -> None:
    assert isolate(name) == f"\u2068{name}\u2069"


def test_nothing_stays_nothing() -> None:
    assert isolate("") == ""
