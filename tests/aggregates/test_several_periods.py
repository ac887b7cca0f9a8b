"""What months, quarters and caseloads tell together, in whatever order they go out."""

from __future__ import annotations

from collections.abc import Sequence
from random import Random

import pytest
from hypothesis import Phase, example, given, settings
from hypothesis import strategies as st

from caseworker.aggregates.populations import Facet, Scope
from tests.aggregates.months_of_a_centre import (
    AFTER,
    BEFORE,
    CLOSED,
    MEN,
    MONTHS,
    OPENED,
    STAYS,
    WOMEN,
    Centre,
    Desk,
    caseload,
    given_away,
    period,
    published,
)
from tests.aggregates.test_nobody_is_found import slowly

numbers = st.tuples(st.sampled_from([0, 0, 1, 2, 3, 6, 9, 14]), st.sampled_from([0, 2, 5, 8, 12]))
centres = st.builds(
    lambda each: Centre(dict(zip(STAYS, each, strict=True))),
    st.lists(numbers, min_size=len(STAYS), max_size=len(STAYS)),
)
FIRST, LAST = caseload(BEFORE), caseload(MONTHS - 1)
MONTHS_OPENED = [period(OPENED, month) for month in range(MONTHS)]
MONTHS_CLOSED = [period(CLOSED, month) for month in range(MONTHS)]
QUARTER_OPENED, QUARTER_CLOSED = period(OPENED, 0, 2), period(CLOSED, 0, 2)
WITHOUT_SHRINKING = (Phase.explicit, Phase.generate)
"""Sooner than the shortest failure, the next one is looked for."""
FEW_CAME = Centre({
    (BEFORE, AFTER): (14, 12), (BEFORE, 0): (6, 8), (BEFORE, 2): (5, 5),
    (0, AFTER): (9, 8), (1, AFTER): (2, 13), (2, AFTER): (7, 6),
})  # fmt: skip
SEQUENCES: tuple[Sequence[Scope], ...] = (
    (FIRST, *MONTHS_OPENED, *MONTHS_CLOSED, LAST),
    (FIRST, MONTHS_OPENED[0], MONTHS_OPENED[2], *MONTHS_CLOSED, LAST),
    (FIRST, *MONTHS_OPENED, MONTHS_CLOSED[0], MONTHS_CLOSED[2], LAST),
    (*MONTHS_OPENED, *MONTHS_CLOSED, LAST),
    (FIRST, QUARTER_OPENED, *MONTHS_CLOSED, LAST),
    (FIRST, *MONTHS_OPENED, QUARTER_CLOSED, LAST),
    (FIRST, QUARTER_OPENED, MONTHS_OPENED[0], MONTHS_OPENED[2], QUARTER_CLOSED, LAST),
    (*MONTHS_OPENED, QUARTER_OPENED),
    (FIRST, MONTHS_OPENED[0], period(OPENED, 1, 2), *MONTHS_CLOSED, LAST),
    (FIRST, caseload(0), MONTHS_OPENED[0], period(OPENED, 1, 2), *MONTHS_CLOSED, LAST),
    (FIRST, *MONTHS_OPENED, QUARTER_OPENED, *MONTHS_CLOSED, QUARTER_CLOSED, LAST),
    (FIRST, caseload(0), caseload(1), *MONTHS_OPENED, *MONTHS_CLOSED, QUARTER_OPENED, LAST),
)


@pytest.mark.requirement("R-449")
@pytest.mark.parametrize("tables", SEQUENCES[:-1])
@settings(slowly, max_examples=8, phases=WITHOUT_SHRINKING)
@example(FEW_CAME, 0)
@example(FEW_CAME, -1)
@example(FEW_CAME, 16)
@given(centres, st.integers(-1, 40))
def test_months_between_two_caseloads_give_nobody_away(
    tables: Sequence[Scope], centre: Centre, seed: int
) -> None:
    """In the order of the calendar (-1), the other way round, and shuffled."""
    order = list(tables)
    if seed == 0:
        order.reverse()
    elif seed > 0:
        Random(seed).shuffle(order)
    assert list(given_away(centre, published(centre, order))) == []


UNTOLD_DECEMBER = Centre({
    (BEFORE, 0): (0, 2), (BEFORE, AFTER): (14, 0), (0, 0): (0, 12), (0, 1): (14, 5), (0, 2): (1, 5),
    (0, AFTER): (0, 5), (1, 1): (9, 8), (1, 2): (3, 5), (1, AFTER): (3, 2), (2, 2): (6, 8),
    (2, AFTER): (0, 2),
})  # fmt: skip


def test_what_two_sums_say_of_a_month_that_nobody_told_is_one_number() -> None:
    """What the quarter leaves of December, and what two caseloads say of those who came in it."""
    order = list(SEQUENCES[-1])
    Random(16).shuffle(order)
    assert list(given_away(UNTOLD_DECEMBER, published(UNTOLD_DECEMBER, order))) == []


def at_random(seed: int) -> tuple[Centre, list[Scope]]:
    """Return a centre of few persons, and all its tables in some order."""
    chance = Random(seed)
    stays = {
        stay: (chance.choice([0, 0, 1, 2, 3, 6, 9, 14]), chance.choice([0, 2, 5, 8, 12]))
        for stay in STAYS
    }
    order = list(SEQUENCES[-1])
    chance.shuffle(order)
    return Centre(stays), order


@pytest.mark.requirement("R-449")
@pytest.mark.parametrize("seed", range(1000, 1008))
def test_all_tables_of_a_quarter_give_nobody_away(seed: int) -> None:
    centre, order = at_random(seed)
    assert list(given_away(centre, published(centre, order))) == []


@pytest.mark.requirement("R-449")
@pytest.mark.parametrize("seed", [1000, 1003, 1007, 1009])
def test_neither_do_they_by_age_where_nobody_had_a_birthday(seed: int) -> None:
    """Whoever knows that, or supposes it: in these, one to four small counts were told exactly."""
    centre, order = at_random(seed)
    assert list(given_away(centre, published(centre, order, Facet.AGE))) == []


OLD, YOUNG = WOMEN, MEN
"""Two ages instead."""


@pytest.mark.requirement("R-449")
@pytest.mark.parametrize("at", [0, 1, 2])
def test_a_birthday_in_one_month_lets_no_other_month_be_reckoned_up_by_age(at: int) -> None:
    """In October two turned sixty; of November it stays untold that two so old came."""
    desk = Desk(Facet.AGE)
    for scope, old, young in (
        (caseload(BEFORE), 20, 30),
        (period(OPENED, 0), 12, 14),
        (period(CLOSED, 0), 6, 6),
        (caseload(0), 28, 36),
    ):
        desk.publish(scope, {OLD: old, YOUNG: young})
    november = [
        (period(OPENED, 1), 2, 25),
        (period(CLOSED, 1), 10, 8),
        (caseload(1), 20, 53),
    ]
    for scope, old, young in november[at:] + november[:at]:
        desk.publish(scope, {OLD: old, YOUNG: young})
    told = {each.scope: publication for each, publication in desk.told}
    known = [OLD not in told[it].hidden for it in (caseload(0), *(scope for scope, *_ in november))]
    assert sum(known) < 3, "any three of them tell the fourth"


@pytest.mark.requirement("R-449")
def test_stays_tell_no_more_than_sums_beside_each_other() -> None:
    """Twelve tables that no sum alone could tell of."""
    centre, order = at_random(2219)
    assert list(given_away(centre, published(centre, order))) == []
