"""One name in many spellings and scripts."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from caseworker.people.duplicates.spelling import LONGEST, words


def bones(name: str) -> set[str]:
    return {bone for each in words(name) for bone in each.bones}


@pytest.mark.requirement("R-208")
@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Mohammed", "محمد"),
        ("Maxamed", "Muhammad"),
        ("Khadija", "خديجة"),
        ("Cabdiraxmaan", "Abdirahman"),
        ("Caasha", "Asha"),
        ("Yonas", "ዮናስ"),
        ("Jonas", "Yonas"),
        ("Chevtchenko", "Шевченко"),
        ("Oualid", "Waleed"),
        ("Youssef", "يوسف"),
        ("Aïcha", "Aisha"),
        ("Al-Masri", "المصري"),
        ("El Amrani", "Amrani"),
        ("Cheikh", "Sheikh"),
        ("Joseph", "Yusuf"),
        ("Tesfaye", "ተስፋይ"),
    ],
)
def test_spellings_of_one_name_share_their_bones(one: str, other: str) -> None:
    assert bones(one) & bones(other)


@pytest.mark.parametrize(("one", "other"), [("Amina", "Fatima"), ("Selam", "Tigist")])
def test_other_names_do_not(one: str, other: str) -> None:
    assert not bones(one) & bones(other)


@given(st.text(max_size=200))
def test_anything_typed_as_a_name_is_read(name: str) -> None:
    for word in words(name):
        assert word.readings
        assert len(word.bones) == len(word.readings)


def test_a_name_of_ten_thousand_letters_takes_no_longer() -> None:
    (word,) = words("a" + "ba" * 5_000)
    assert all(len(reading) <= LONGEST for reading in word.readings)
