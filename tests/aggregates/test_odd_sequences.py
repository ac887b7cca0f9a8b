"""What a clever reader tries where figures went out in an odd order, apart, again, or put right."""

from __future__ import annotations

from itertools import permutations

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from caseworker.aggregates.publication import Publication
from caseworker.model.person import Sex
from tests.aggregates.months_of_a_centre import (
    AFTER,
    ALL,
    BEFORE,
    CELLS,
    CLOSED,
    MEN,
    OPENED,
    POLICY,
    REGISTERED,
    WOMEN,
    Centre,
    Desk,
    caseload,
    given_away,
    period,
    published,
)
from tests.aggregates.test_days_told import DECEMBER, JANUARY, NOVEMBER, WINTER, come, sent
from tests.aggregates.test_going_out import refuse
from tests.aggregates.test_nobody_is_found import slowly
from tests.aggregates.test_several_periods import FEW_CAME, WITHOUT_SHRINKING, centres
from tests.scene import Scene

QUARTER = (period(OPENED, 0), period(OPENED, 1), period(OPENED, 2), period(OPENED, 0, 2))
FEW_IN_DECEMBER = Centre({(0, AFTER): (12, 14), (1, AFTER): (11, 15), (2, AFTER): (4, 13)})
few = st.tuples(st.sampled_from([0, 1, 2, 4, 7, 12]), st.sampled_from([0, 3, 9, 14]))


@pytest.mark.requirement("R-449")
@settings(slowly, max_examples=2, phases=WITHOUT_SHRINKING)
@example((12, 14), (11, 15), (4, 13))
@example((12, 9), (7, 3), (0, 14))
@given(few, few, few)
def test_months_and_their_quarter_give_nobody_away_in_any_order(
    october: tuple[int, int], november: tuple[int, int], december: tuple[int, int]
) -> None:
    centre = Centre({(at, AFTER): each for at, each in enumerate((october, november, december))})
    for order in permutations(QUARTER):
        assert list(given_away(centre, published(centre, order))) == [], order


def test_three_months_and_the_quarter_do_not_tell_of_the_month_that_hid_its_women() -> None:
    """From the store: twelve, eleven and four women came, and the quarter told of 27."""
    scene = Scene()
    for numbers, days in (((12, 14), NOVEMBER), ((11, 15), DECEMBER), ((4, 13), JANUARY)):
        come(scene, numbers)
        scene.later(days=25)
        sent(scene, days)
        scene.later(days=6)
    assert (("female",),) not in sent(scene, WINTER).publication.shown


@pytest.mark.requirement("R-449")
@settings(slowly, max_examples=15, phases=WITHOUT_SHRINKING)
@example(FEW_CAME, 0)
@given(centres, st.integers(0, 2))
def test_what_two_laptops_published_apart_is_known_to_the_next_publication(
    centre: Centre, which: int
) -> None:
    """What both told together is told; the next table adds nothing to it."""
    one, other = Desk(), Desk()
    apart, then = (
        ((caseload(BEFORE), period(OPENED, 0)), (caseload(0), period(CLOSED, 0))),
        ((period(OPENED, 0), period(OPENED, 1)), (period(OPENED, 0, 2), period(OPENED, 2))),
        ((caseload(BEFORE), caseload(0)), (period(OPENED, 0), period(CLOSED, 0))),
    )[which]
    tables = {
        apart[0]: one.publish(apart[0], centre.counts(apart[0])),
        apart[1]: other.publish(apart[1], centre.counts(apart[1])),
    }
    together = Desk()
    together.told = [*one.told, *other.told]
    for scope in then:
        before = {each[:2] for each in given_away(centre, tables)}
        tables[scope] = together.publish(scope, centre.counts(scope))
        assert {each[:2] for each in given_away(centre, tables)} <= before


def change(one: Publication, two: Publication) -> set[int]:
    """Return by how much the counts differ that both show."""
    both = (cell for cell in CELLS if one.is_known(cell) and two.is_known(cell))
    return {two.shown.get(cell, 0) - one.shown.get(cell, 0) for cell in both}


@pytest.mark.requirement("R-449")
@pytest.mark.parametrize("women", [-1, -2, 1, 3])
def test_who_said_no_since_or_was_forgotten_is_not_told_by_the_quarter(women: int) -> None:
    """The months were told; then somebody of October said no, or was registered late."""
    desk, months = Desk(), ((12, 14), (11, 15), (9, 13))
    told = [
        desk.publish(period(REGISTERED, at), {WOMEN: each[0], MEN: each[1]})
        for at, each in enumerate(months)
    ]
    all_women, all_men = (sum(numbers) for numbers in zip(*months, strict=True))
    quarter = desk.publish(
        period(REGISTERED, 0, 2), {WOMEN: all_women + women, MEN: all_men}
    )  # fmt: skip
    for cell in (WOMEN, ALL):
        tables = (*told, quarter)
        if all(table.is_known(cell) for table in tables):
            added = sum(table.shown.get(cell, 0) for table in told)
            assert not POLICY.is_small(abs(quarter.shown.get(cell, 0) - added))


@pytest.mark.requirement("R-449")
def test_figures_that_were_wrong_and_those_in_their_place_are_both_known() -> None:
    """Twelve women of November, put right to eighteen: with either, December would be told."""
    desk = Desk()
    november = [desk.publish(period(REGISTERED, 1), {WOMEN: women, MEN: 20}) for women in (12, 18)]
    desk.publish(period(REGISTERED, 0), {WOMEN: 10, MEN: 11})
    quarter = desk.publish(period(REGISTERED, 0, 2), {WOMEN: 31, MEN: 51})
    right = november[1]
    assert right.shown[WOMEN] == 18
    assert not quarter.is_known(WOMEN), "31 without 10 and 18 are three"
    again = Desk()
    again.publish(period(REGISTERED, 1), {WOMEN: 18, MEN: 20})
    again.publish(period(REGISTERED, 1), {WOMEN: 12, MEN: 20})
    again.publish(period(REGISTERED, 0), {WOMEN: 10, MEN: 11})
    quarter = again.publish(period(REGISTERED, 0, 2), {WOMEN: 31, MEN: 51})
    assert not quarter.is_known(WOMEN), "whoever takes the first for right"


@pytest.mark.requirement("R-449")
def test_a_clock_that_was_moved_back_hides_whom_it_brings() -> None:
    """The second export is stamped before the first, and so are the three women who came since."""
    scene = Scene()
    come(scene, (20, 20))
    scene.later(days=5)
    first = sent(scene, NOVEMBER).publication
    scene.later(days=-4)
    come(scene, (3, 0))
    second = sent(scene, NOVEMBER).publication
    scene.later(days=10)
    third = sent(scene, NOVEMBER).publication
    women = (("female",),)
    assert first.shown[women] == 20
    for later in (second, third):
        assert not later.is_known(women)
        assert not later.is_known(((),))


@pytest.mark.requirement("R-449")
def test_one_who_says_no_to_being_counted_is_not_missing_between_two_exports() -> None:
    scene = Scene()
    people = [scene.registered(sex=sex) for sex in (Sex.FEMALE, Sex.MALE) for _ in range(9)]
    first = sent(scene, NOVEMBER).publication
    assert first.shown[(("female",),)] == 9
    refuse(scene, people[0])
    second = sent(scene, NOVEMBER).publication
    assert not second.is_known((("female",),))
    assert not second.is_known(((),))
