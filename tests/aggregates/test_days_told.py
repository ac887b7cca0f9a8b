"""What stated days tell: months that add up to a year, and caseloads a month apart."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import date, timedelta
from itertools import product
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from caseworker.aggregates.attack import attack
from caseworker.aggregates.days import Days as ToldByDays
from caseworker.aggregates.days_denied import denied
from caseworker.aggregates.going_out import Prepared, prepare, send
from caseworker.aggregates.narrowed import What
from caseworker.aggregates.policy import Policy
from caseworker.aggregates.populations import Facet, Population, Scope
from caseworker.aggregates.publication import NEW, Publication, Relation
from caseworker.aggregates.table import Cell, Table
from caseworker.aggregates.timeline import Group, Kind, Told, timelines
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


JANUARY_ALONE = (Group(Kind.CAME, 2, 2),)


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
    lines, _left_out = timelines(
        told(NEW, WINTER, Facet.SEX),
        [told(one.digest, NOVEMBER, Facet.SEX), told(other.digest, DECEMBER, Facet.SEX)],
    )
    apart = [(one, Relation.APART), (other, Relation.APART)]
    assert attack(whole, apart, POLICY).narrowed == ()
    found = attack(whole, apart, POLICY, ToldByDays(lines=lines))
    assert {(it.what, it.whom, it.cell, it.low, it.high) for it in found.narrowed} == {
        (What.UNTOLD, JANUARY_ALONE, ((),), 3, 3),
        (What.UNTOLD, JANUARY_ALONE, (("f",),), 1, 1),
        (What.UNTOLD, JANUARY_ALONE, (("m",),), 2, 2),
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
    months = {
        name: ("2026" if name != "2027-01" else "2027", f"{name[:4]}-{quarter}", name)
        for name, quarter in (("2026-11", "Q4"), ("2026-12", "Q4"), ("2027-01", "Q1"))
    }
    numbers_ = {"2026-11": (12, 14), "2026-12": (2, 19), "2027-01": (13, 12)}
    finest: dict[Cell, int] = {
        (months[name], (sex,)): number
        for name, both in numbers_.items()
        for sex, number in zip("fm", both, strict=True)
    }
    by_months = Table(("month", "sex"), finest)
    hidden = {cell for cell in finest if cell[0][0] == "2026"}
    table = Publication(
        by_months.dimensions, by_months.categories,
        {cell: count for cell, count in by_months.counts.items() if cell not in hidden},
        frozenset(hidden), POLICY,
    )  # fmt: skip
    november = Publication(
        ("sex",), (((), ("f",), ("m",)),), {((),): 26, (("f",),): 12, (("m",),): 14},
        frozenset(), POLICY,
    )  # fmt: skip
    apart = [(table, Relation.APART)]
    assert attack(november, apart, POLICY).narrowed == ()
    winter_ = told(table.digest, WINTER, *BY_MONTH)
    lines, _left_out = timelines(told(NEW, NOVEMBER, Facet.SEX), [winter_])
    found = attack(november, apart, POLICY, ToldByDays(lines=lines))
    assert {(it.what, it.cell, it.low, it.high) for it in found.narrowed} == {
        (What.EARLIER, (months["2026-12"], ("f",)), 2, 2)
    }


def told(digest: str, days: Days, *facets: Facet) -> Told:
    return Told(digest, Scope(Population.REGISTERED, *days), frozenset(facets))


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
