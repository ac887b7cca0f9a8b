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
from caseworker.aggregates.chains import Told
from caseworker.aggregates.days_denied import denied
from caseworker.aggregates.days_told import MOST_TOGETHER, days_of_all, links
from caseworker.aggregates.going_out import Prepared, prepare, send
from caseworker.aggregates.policy import Policy
from caseworker.aggregates.populations import Facet, Population, Scope, dimension
from caseworker.aggregates.publication import NEW, Publication, Relation
from caseworker.aggregates.sums import Days as ToldByDays
from caseworker.aggregates.sums import Link, Union
from caseworker.aggregates.table import Cell, Path, Table
from caseworker.aggregates.unions import unions
from caseworker.model.case import Case, CaseStatus
from caseworker.model.ids import CaseId, PersonId
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
        ToldByDays(unions=(Union(NEW, (one.digest, other.digest)),)),
    )  # fmt: skip
    told = {(it.what, it.cell, it.low, it.high) for it in found.narrowed}
    assert told == {
        (What.LEFT_OVER, ((),), 3, 3),
        (What.LEFT_OVER, (("f",),), 1, 1),
        (What.LEFT_OVER, (("m",),), 2, 2),
    }


BY_MONTH = (Facet.MONTH, Facet.SEX)
_DECEMBER_OF_WINTER = ("2026", "2026-Q4", "2026-12")


@pytest.mark.requirement("R-449")
@pytest.mark.parametrize("by_months_first", [True, False])
def test_a_month_alone_does_not_open_what_a_table_by_months_hid(*, by_months_first: bool) -> None:
    """Two women came in December: their partner in the table by months is November."""
    scene = Scene()
    for women_and_men in ((12, 14), (2, 19), (13, 12)):
        come(scene, women_and_men)
        scene.later(days=30)
    shown: dict[Days, Publication] = {}
    first, second = (WINTER, BY_MONTH), (NOVEMBER, (Facet.SEX,))
    order = [first, second] if by_months_first else [second, first]
    for days, facets in [*order, (JANUARY, (Facet.SEX,))]:
        table = sent(scene, days, facets=facets)
        assert table.attack.narrowed == ()
        shown[days] = table.publication
    women = (("female",),)
    fourth_quarter = (("2026", "2026-Q4"), *women)
    assert not shown[WINTER].is_known((_DECEMBER_OF_WINTER, *women))
    told_of_november = shown[NOVEMBER].is_known(women)
    assert not (told_of_november and shown[WINTER].is_known(fourth_quarter))
    assert shown[JANUARY].shown[women] == 13, "which says nothing of the others"


@pytest.mark.requirement("R-449")
def test_two_tables_by_months_hide_the_same_in_the_months_of_both() -> None:
    scene = Scene()
    for women_and_men in ((12, 14), (2, 19), (13, 12)):
        come(scene, women_and_men)
        scene.later(days=30)
    quarter = sent(scene, (date(2026, 10, 1), date(2026, 12, 31)), facets=BY_MONTH).publication
    winter_ = sent(scene, WINTER, facets=BY_MONTH).publication
    of_both = [cell for cell in quarter.cells() if cell[0][:2] == ("2026", "2026-Q4")]
    assert of_both
    assert {it for it in of_both if it in quarter.hidden} <= winter_.hidden


def test_the_attacker_lays_a_month_over_the_table_by_months() -> None:
    months = [("q", "nov"), ("q", "dec"), ("r", "jan")]
    counts = {("nov", "f"): 12, ("nov", "m"): 14, ("dec", "f"): 2, ("dec", "m"): 19,
              ("jan", "f"): 13, ("jan", "m"): 12}  # fmt: skip
    finest: dict[Cell, int] = {
        (path, (sex,)): counts[path[1], sex] for path in months for sex in "fm"
    }
    by_months = Table(("month", "sex"), finest)
    hidden = {cell for cell in finest if cell[0][0] == "q"}
    table = Publication(
        by_months.dimensions, by_months.categories,
        {cell: count for cell, count in by_months.counts.items() if cell not in hidden},
        frozenset(hidden), POLICY,
    )  # fmt: skip
    november = Publication(
        ("sex",), (((), ("f",), ("m",)),), {((),): 26, (("f",),): 12, (("m",),): 14},
        frozenset(), POLICY,
    )  # fmt: skip
    alone = attack(november, [(table, Relation.APART)], POLICY)
    assert alone.narrowed == ()
    link = Link(table.digest, "month", frozenset({("q", "nov")}))
    found = attack(november, [(table, Relation.APART)], POLICY, ToldByDays(links=(link,)))
    assert {(it.what, it.cell, it.low, it.high) for it in found.narrowed} == {
        (What.EARLIER, (("q", "dec"), ("f",)), 2, 2)
    }


def test_months_are_linked_where_both_count_all_their_days() -> None:
    winter_ = told("winter", WINTER, *BY_MONTH)
    november = dimension(Facet.MONTH).path("2026-11")
    december = dimension(Facet.MONTH).path("2026-12")

    def linked(days: Days, *facets: Facet) -> list[frozenset[Path]]:
        return [link.categories for link in links(told(NEW, days, *facets), [winter_])]

    assert linked(NOVEMBER, Facet.SEX) == [{november}]
    assert linked((date(2026, 11, 1), date(2026, 12, 31)), Facet.SEX) == [{november, december}]
    assert linked((date(2026, 11, 1), date(2026, 12, 15)), Facet.SEX) == []
    assert linked((date(2026, 11, 1), date(2026, 12, 15)), *BY_MONTH) == [{november}]
    assert linked((date(2026, 10, 1), date(2026, 11, 30)), Facet.SEX) == []


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


def test_many_ways_to_put_a_year_together_leave_room_for_the_quarter_in_it() -> None:
    """Of months that were told as halves too, there are more ways than are looked at."""
    year = told("year", (date(2026, 1, 1), date(2026, 12, 31)), Facet.SEX)
    quarter = told("quarter", (date(2026, 7, 1), date(2026, 9, 30)), Facet.SEX)
    july = told("july", (date(2026, 7, 1), date(2026, 7, 31)), Facet.SEX)
    months = [
        told(f"{month} {first}", (date(2026, month, first), date(2026, month, last)), Facet.SEX)
        for month in range(1, 6)
        for first, last in ((1, 15), (16, 28), (1, 28))
    ]
    august = told(NEW, (date(2026, 8, 1), date(2026, 8, 31)), Facet.SEX)
    every = unions(august, [year, quarter, july, *months])
    told_of = days_of_all(august, [year, quarter, july, *months])
    assert Union("quarter", ("july", NEW)) in told_of.unions
    with_august = [it for it in told_of.unions if NEW in it.told]
    assert len(every) > MOST_TOGETHER == len(with_august)
    assert told_of.not_looked_at == len(every) - MOST_TOGETHER


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


@pytest.mark.requirement("R-449")
def test_what_a_table_by_fewer_things_does_not_deny_may_be_supposed() -> None:
    """Ages say that some left. Who has the second table by sex alone sees that three women came."""
    scene = Scene().as_(AMINA)

    def opened(born: str, number: int) -> list[CaseId]:
        return [scene.case(scene.registered(born=born, sex=Sex.FEMALE)) for _each in range(number)]

    young = opened("2000", 20)
    opened("1960", 20)
    october = scene.moment.date()
    first = sent(scene, (october, october), Population.WITH_OPEN_CASE, BY_AGE)
    scene.later(days=30)
    scene.as_(AMINA)
    opened("1960", 9)

    def close(work: UnitOfWork) -> None:
        for key in young[:6]:
            case = work.get(Case, key)
            case.status, case.closed_at = CaseStatus.CLOSED, work.now()

    scene.do(close)
    november = scene.moment.date()
    by_sex = sent(scene, (november, november), Population.WITH_OPEN_CASE, (Facet.SEX,))
    women = first.publication.shown[((), ("female",))]
    assert by_sex.publication.shown.get((("female",),), women) == women
    by_age = sent(scene, (november, november), Population.WITH_OPEN_CASE, BY_AGE)
    assert by_age.attack.narrowed == ()
