"""Which record stands for a person: the same at every laptop."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from random import Random
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from caseworker.model.duplicate import Duplicate, DuplicateState
from caseworker.model.ids import DuplicateId, PersonId, UserId
from caseworker.people.duplicates.standing import stands_for

MOMENT = datetime(2026, 11, 18, 9, tzinfo=UTC)
PEOPLE = [PersonId(UUID(int=number)) for number in range(1, 7)]


def joined(number: int, first: PersonId, second: PersonId, minutes: int) -> Duplicate:
    return Duplicate(
        id=DuplicateId(UUID(int=1_000 + number)),
        person_id=first,
        duplicate_id=second,
        state=DuplicateState.ONE_PERSON,
        asked_at=MOMENT,
        asked_by=UserId(UUID(int=99)),
        decided_at=MOMENT + timedelta(minutes=minutes),
    )


@st.composite
def decisions(draw: st.DrawFn) -> list[Duplicate]:
    pairs = draw(
        st.lists(
            st.tuples(st.sampled_from(PEOPLE), st.sampled_from(PEOPLE), st.integers(0, 5)).filter(
                lambda pair: pair[0] != pair[1]
            ),
            max_size=8,
        )
    )
    return [joined(number, *pair) for number, pair in enumerate(pairs)]


@pytest.mark.requirement("R-208")
@given(decisions(), st.randoms())
def test_each_group_has_one_record_that_goes_on_in_whatever_order(
    told: list[Duplicate], chance: Random
) -> None:
    stands = stands_for(told)
    shuffled = sorted(told, key=lambda _each: chance.random())
    assert stands_for(shuffled) == stands
    for each in told:
        first = stands.get(each.person_id, each.person_id)
        assert stands.get(each.duplicate_id, each.duplicate_id) == first
        assert first not in stands


def test_what_was_decided_last_says_which_goes_on() -> None:
    one, other, third = PEOPLE[:3]
    told = [joined(1, one, other, 1), joined(2, other, one, 2), joined(3, third, one, 0)]
    assert stands_for(told) == {one: other, third: other}
