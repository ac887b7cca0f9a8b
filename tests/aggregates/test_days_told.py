"""What stated days tell: months that add up to a year, and caseloads a month apart."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import date, timedelta
from itertools import product
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from caseworker.aggregates.attack import What, attack
from caseworker.aggregates.days_told import Told, denied, unions
from caseworker.aggregates.going_out import Prepared, prepare, send
from caseworker.aggregates.policy import Policy
from caseworker.aggregates.populations import Facet, Population, Scope
from caseworker.aggregates.publication import NEW, Publication, Relation, Union
from caseworker.aggregates.publication import Days as DaysTold
from caseworker.model.case import Case, CaseStatus
from caseworker.model.ids import PersonId
from caseworker.model.person import Person, Sex
from caseworker.ports import UnitOfWork
from tests.aggregates.enumerating import counted, fitting_tables
from tests.aggregates.test_nobody_is_found import slowly
from tests.scene import AMINA, JOSEPHINE, Scene

POLICY = Policy.DEFAULT
NOVEMBER = (date(2026, 11, 1), date(2026, 11, 30))
DECEMBER = (date(2026, 12, 1), date(2026, 12, 31))
JANUARY = (date(2027, 1, 1), date(2027, 1, 31))
WINTER = (date(2026, 11, 1), date(2027, 1, 31))
SEXES = (Sex.FEMALE, Sex.MALE)
MOST = 2_000

Days = tuple[date, date]


def come(scene: Scene, numbers: Iterable[int]) -> None:
    def act(work: UnitOfWork) -> None:
        for sex, number in zip(SEXES, numbers, strict=True):
            for _person in range(number):
                work.add(
                    Person(
                        id=PersonId(work.new_id()), sex=sex,
                        registered_at=work.now(), registered_by=work.actor.user_id,
                    )
                )  # fmt: skip

    scene.as_(AMINA).do(act)


def sent(
    scene: Scene, days: Days, population: Population = Population.REGISTERED,
    facets: tuple[Facet, ...] = (Facet.SEX,),
) -> Prepared:  # fmt: skip
    scene.as_(JOSEPHINE)
    table = scene.ask(lambda reads: prepare(reads, Scope(population, *days), facets, scene.moment))
    scene.do(lambda work: send(work, [table], "Ministry", ""))
    return table


def winter(*months: tuple[int, int]) -> tuple[Scene, list[Prepared]]:
    """Publish November and December, and in January all three months together."""
    scene = Scene()
    tables = []
    for numbers, days in zip(months, (NOVEMBER, DECEMBER, WINTER), strict=True):
        come(scene, numbers)
        tables.append(sent(scene, days))
        scene.later(days=31)
    return scene, tables


numbers = st.tuples(st.integers(0, 16), st.integers(0, 16))


@pytest.mark.requirement("R-449")
@settings(slowly, max_examples=25)
@given(numbers, numbers, st.tuples(st.integers(0, 6), st.integers(0, 6)))
def test_two_months_and_the_winter_do_not_tell_of_the_third(
    november: tuple[int, int], december: tuple[int, int], january: tuple[int, int]
) -> None:
    _scene, tables = winter(november, december, january)
    ceilings = [sum(november), sum(december), sum(november) + sum(december) + sum(january)]
    fitting = [
        fitting_tables(table.publication, ceiling + 3, most=MOST)
        for table, ceiling in zip(tables, ceilings, strict=True)
    ]
    if any(len(each) == MOST for each in fitting):
        return
    for cell, number in zip(((("female",),), (("male",),), ((),)), (*january, sum(january)),
                            strict=True):  # fmt: skip
        if not POLICY.is_small(number):
            continue
        left = {
            counted(cell, whole) - counted(cell, one) - counted(cell, other)
            for one, other, whole in product(*fitting)
            if all(
                whole.get(each, 0) >= one.get(each, 0) + other.get(each, 0)
                for each in ((("female",),), (("male",),))
            )
        }
        assert max(left) - min(left) >= POLICY.width, (cell, number, sorted(left))


def test_the_third_of_three_months_after_the_winter_was_told() -> None:
    """What is published last may be a part as well as the whole."""
    scene = Scene()
    for numbers_ in ((12, 14), (11, 15), (1, 2)):
        come(scene, numbers_)
        scene.later(days=30)
    sent(scene, WINTER)
    sent(scene, NOVEMBER)
    december = sent(scene, DECEMBER)
    assert not december.publication.shown, "with it, January would be known"


def test_the_attacker_adds_months_up() -> None:
    def table(women: int, men: int) -> Publication:
        return Publication(
            ("sex",), (((), ("f",), ("m",)),),
            {((),): women + men, (("f",),): women, (("m",),): men}, frozenset(), POLICY,
        )  # fmt: skip

    one, other, whole = table(12, 14), table(11, 15), table(24, 31)
    found = attack(
        whole, [(one, Relation.APART), (other, Relation.APART)], POLICY,
        DaysTold(unions=(Union(NEW, (one.digest, other.digest)),)),
    )  # fmt: skip
    told = {(it.what, it.cell, it.low, it.high) for it in found.narrowed}
    assert told == {
        (What.LEFT_OVER, ((),), 3, 3),
        (What.LEFT_OVER, (("f",),), 1, 1),
        (What.LEFT_OVER, (("m",),), 2, 2),
    }


def told(digest: str, days: Days, *facets: Facet) -> Told:
    return Told(digest, Scope(Population.REGISTERED, *days), frozenset(facets))


def test_periods_are_put_together_every_way_there_is() -> None:
    november, december, january = (
        told(name, days, Facet.SEX)
        for name, days in (("nov", NOVEMBER), ("dec", DECEMBER), ("jan", JANUARY))
    )
    late = told("late", (date(2026, 12, 16), date(2027, 1, 15)), Facet.SEX)
    whole = told(NEW, WINTER, Facet.SEX)
    found = {union.parts for union in unions(whole, [january, late, december, november])}
    assert found == {("nov", "dec", "jan"), ("nov", "late")}
    assert unions(told(NEW, DECEMBER, Facet.SEX), [november, told("w", WINTER, Facet.SEX)]) == (
        Union("w", ("nov", NEW)),
    )
    by_age = told("age", NOVEMBER, Facet.AGE)
    assert unions(whole, [by_age, december]) == (Union(NEW, ("age", "dec")),)
    assert unions(whole, [november]) == ()


def test_days_deny_what_figures_may_seem_to_say() -> None:
    every = frozenset(Relation)
    registered, open_ = Population.REGISTERED, Population.WITH_OPEN_CASE
    closed = Population.CLOSED
    until_today = (date(2026, 11, 1), date(2026, 11, 18))
    for new, days, earlier, those, found in (
        (registered, DECEMBER, registered, NOVEMBER, every),
        (registered, NOVEMBER, registered, until_today, frozenset()),
        (closed, DECEMBER, closed, NOVEMBER, every),
        (registered, DECEMBER, closed, NOVEMBER, every),
        (closed, DECEMBER, registered, NOVEMBER, frozenset()),
        (open_, DECEMBER, open_, NOVEMBER, {Relation.CHANGED}),
        (open_, NOVEMBER, open_, until_today, frozenset()),
        (open_, DECEMBER, registered, NOVEMBER, {Relation.CHANGED, Relation.GREW}),
        (registered, NOVEMBER, open_, DECEMBER, {Relation.CHANGED, Relation.SHRANK}),
        (open_, NOVEMBER, registered, NOVEMBER, frozenset()),
    ):
        assert denied(Scope(new, *days), Scope(earlier, *those)) == found


def caseload(scene: Scene, changes: Random, come_: int, gone: int) -> None:
    """Open *come_* cases and close *gone*, by chance."""
    for number in range(come_):
        born = str(1950 + changes.randrange(55))
        scene.as_(AMINA).case(scene.registered(born=born, sex=SEXES[number % 2]))

    def close(work: UnitOfWork) -> None:
        standing = work.matching(Case, status=CaseStatus.OPEN)
        for case in changes.sample(standing, gone):
            case.status, case.closed_at = CaseStatus.CLOSED, work.now()

    scene.as_(AMINA).do(close)


BY_AGE = (Facet.AGE, Facet.SEX)


def month_after_month(step: timedelta, change: Callable[[Scene, Random], None]) -> list[Prepared]:
    scene, chance = Scene(), Random(7)
    caseload(scene, chance, 130, 0)
    tables = []
    for _month in range(3):
        today = scene.moment.date()
        tables.append(sent(scene, (today, today), Population.WITH_OPEN_CASE, BY_AGE))
        scene.later(seconds=step.total_seconds())
        change(scene, chance)
    return tables


def share_hidden(table: Prepared) -> float:
    return len(table.publication.hidden) / len(table.publication.told)


@pytest.mark.requirement("R-449")
def test_a_caseload_is_told_month_after_month() -> None:
    tables = month_after_month(timedelta(days=30), lambda *it: caseload(*it, come_=20, gone=16))
    assert max(map(share_hidden, tables)) < 0.4
    for table in tables:
        assert table.attack.narrowed == ()
        counts = table.publication.shown.values()
        assert not any(POLICY.is_small(count) for count in counts)


@pytest.mark.requirement("R-449")
def test_a_day_later_few_changes_are_not_told() -> None:
    tables = month_after_month(timedelta(days=1), lambda *it: caseload(*it, come_=2, gone=1))
    for one, two in ((tables[0], tables[1]), (tables[1], tables[2])):
        both = one.publication.shown.keys() & two.publication.shown.keys()
        changes = {two.publication.shown[it] - one.publication.shown[it] for it in both}
        assert not changes & {-4, -3, -2, -1, 1, 2, 3, 4}


@pytest.mark.requirement("R-449")
def test_a_month_in_which_nobody_left_tells_of_no_few_newcomers() -> None:
    """Days far apart are no cover where the figures say that all of them are still there."""
    tables = month_after_month(timedelta(days=30), lambda *it: caseload(*it, come_=3, gone=0))
    one, two = tables[0].publication, tables[1].publication
    both = one.shown.keys() & two.shown.keys()
    assert not {two.shown[it] - one.shown[it] for it in both} & {1, 2, 3, 4}
