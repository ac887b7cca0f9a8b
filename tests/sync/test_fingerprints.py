"""What two people compare before a laptop is let in: all its keys, and numbers enough."""

from __future__ import annotations

import math
from dataclasses import replace

import pytest

from caseworker.sync.enrolment import Request, roots_fingerprint
from caseworker.sync.letter import PUBLIC_SIZE
from tests.sync.registrar import fixed, public

ASKS = Request(
    space=fixed("space"),
    device=fixed("gate"),
    code="7QK",
    signing_key=public("gate"),
    sealing_key=bytes(PUBLIC_SIZE),
    person=fixed("amina"),
    person_key=public("amina"),
)


@pytest.mark.parametrize(
    "other",
    [
        replace(ASKS, signing_key=public("stolen")),
        replace(ASKS, sealing_key=b"\1" * PUBLIC_SIZE),
        replace(ASKS, person_key=public("stolen")),
    ],
    ids=["signing", "sealing", "person's"],
)
def test_another_key_shows_whichever_it_is(other: Request) -> None:
    """Whoever carries the request could put one of her own in its place."""
    assert other.fingerprint != ASKS.fingerprint


@pytest.mark.parametrize(
    "shown",
    [ASKS.fingerprint, roots_fingerprint(frozenset({public("root")}))],
    ids=["laptop", "root"],
)
def test_nobody_finds_other_keys_with_the_same_numbers(shown: str) -> None:
    digits = shown.replace(" ", "")
    assert digits.isdecimal()
    assert len(digits) * math.log2(10) >= 100
