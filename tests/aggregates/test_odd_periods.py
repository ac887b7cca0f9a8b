"""What a reader reckons up from periods that overlap, or whose finer counts do not add up."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from datetime import date, timedelta

import pytest

from caseworker.aggregates.going_out import Prepared, prepare, send
from caseworker.aggregates.policy import Policy
from caseworker.aggregates.populations import Facet, Population, Scope
from caseworker.aggregates.table import Cell
from caseworker.model.ids import PersonId
from caseworker.model.partial_date import PartialDate
from caseworker.model.person import Person, Sex
from caseworker.ports import UnitOfWork
from tests.aggregates.test_what_happened_between import leave
from tests.scene import AMINA, JOSEPHINE, Scene

POLICY = Policy.DEFAULT
WOMEN, MEN, ALL = "female", "male", ""
NOVEMBER = (date(2026, 11, 1), date(2026, 11, 30))
DECEMBER = (date(2026, 12, 1), date(2026, 12, 31))
WINTER = (date(2026, 11, 1), date(2027, 1, 31))
BY_AGE = (Facet.AGE, Facet.SEX)
Days = tuple[date, date]


def come(scene: Scene, born: Iterable[str], sex: Sex, nationalities: tuple[str, ...] = ()) -> None:
    def act(work: UnitOfWork) -> None:
        for day in born:
            work.add(
                Person(
                    id=PersonId(work.new_id()), sex=sex, date_of_birth=PartialDate(day),
                    nationalities=nationalities,
                    registered_at=work.now(), registered_by=work.actor.user_id,
                )
            )  # fmt: skip

    scene.as_(AMINA).do(act)


def sent(
    scene: Scene, days: Days, facets: tuple[Facet, ...],
    population: Population = Population.REGISTERED,
) -> Prepared:  # fmt: skip
    scene.as_(JOSEPHINE)
    scope = Scope(population, *days)
    table = scene.ask(lambda reads: prepare(reads, scope, facets, scene.moment))
    scene.do(lambda work: send(work, [table], "Ministry", ""))
    return table


def told(table: Prepared, sex: str) -> int | None:
    """Return how many of one sex the table shows, or None where it hides it."""
    publication = table.publication
    cell: Cell = tuple(
        ((sex,) if sex else ()) if name == Facet.SEX.value else ()
        for name in publication.dimensions
    )
    return publication.shown.get(cell, 0) if publication.is_known(cell) else None


def reckoned(tables: Sequence[Prepared], signs: Sequence[int], sex: str) -> int | None:
    counts = [told(table, sex) for table in tables]
    if any(count is None for count in counts):
        return None
    return sum(sign * (count or 0) for sign, count in zip(signs, counts, strict=True))


@pytest.mark.requirement("R-449")
def test_birthdays_do_not_let_months_be_added_up() -> None:
    """Six women turned thirty: by age the months do not make up the winter, by sex they do."""
    scene, tables = Scene(), []
    for young, women, men, days in (
        ([*["1996-12-15"] * 6, *["2001"] * 12], 12, 24, NOVEMBER),
        ([], 11, 15, DECEMBER),
        ([], 2, 9, WINTER),
    ):
        come(scene, [*young, *["1990"] * women], Sex.FEMALE)
        come(scene, ["1990"] * men, Sex.MALE)
        tables.append(sent(scene, days, BY_AGE))
        scene.later(days=31)
    assert reckoned(tables, (-1, -1, 1), WOMEN) is None


@pytest.mark.requirement("R-449")
def test_periods_that_overlap_do_not_tell_who_came_in_both() -> None:
    """Between the middles of the months came two women: in both of two tables, and told by none."""
    scene, tables = Scene(), []
    for women, men in ((18, 16), (2, 9), (30, 25)):
        come(scene, ["1990"] * women, Sex.FEMALE)
        come(scene, ["1990"] * men, Sex.MALE)
        scene.later(days=15)
    # Who came on the 18th, on the third and on the 18th of the next month.
    first = (date(2026, 11, 18), date(2026, 12, 10))
    second = (date(2026, 12, 1), date(2026, 12, 31))
    whole = (date(2026, 11, 18), date(2026, 12, 31))
    tables = [sent(scene, days, (Facet.SEX,)) for days in (first, second, whole)]
    assert reckoned(tables, (1, 1, -1), WOMEN) is None


@pytest.mark.requirement("R-449")
def test_four_periods_that_overlap_three_times_do_not_tell_who_came_in_two_of_them() -> None:
    """Three women came in the thirty days of which two tables tell."""
    scene = Scene()
    for women, men in ((25, 12), (1, 9), (12, 8), (1, 11), (18, 20), (1, 9), (30, 2)):
        come(scene, ["1990"] * women, Sex.FEMALE)
        come(scene, ["1990"] * men, Sex.MALE)
        scene.later(days=10)
    begin = date(2026, 11, 18)
    parts = [
        (begin + timedelta(days=first), begin + timedelta(days=last))
        for first, last in ((0, 19), (10, 39), (30, 59), (50, 69))
    ]
    whole = (begin, begin + timedelta(days=69))
    tables = [sent(scene, days, (Facet.SEX,)) for days in (*parts, whole)]
    assert reckoned(tables, (1, 1, 1, 1, -1), WOMEN) is None


@pytest.mark.requirement("R-449")
def test_birthdays_do_not_let_a_month_be_laid_over_the_table_by_months() -> None:
    """Two women came in December: who of November turned thirty since hides nothing of that."""
    scene = Scene()
    for young, women, men in (([*["1996-12-15"] * 6, *["2001"] * 12], 12, 24),
                              ([], 2, 19), ([], 13, 12)):  # fmt: skip
        come(scene, [*young, *["1990"] * women], Sex.FEMALE)
        come(scene, ["1990"] * men, Sex.MALE)
        scene.later(days=30)
    months = sent(scene, WINTER, (Facet.MONTH, *BY_AGE)).publication
    november = sent(scene, NOVEMBER, BY_AGE)
    at = months.dimensions.index(Facet.SEX.value)
    quarter: list[tuple[str, ...]] = [(), (), ()]
    quarter[months.dimensions.index(Facet.MONTH.value)] = ("2026", "2026-Q4")
    quarter[at] = (WOMEN,)
    assert not (months.is_known(tuple(quarter)) and told(november, WOMEN) is not None)


def change(scene: Scene, act: Callable[[UnitOfWork], None]) -> None:
    scene.as_(AMINA).do(act)


def put_right(work: UnitOfWork) -> None:
    """Ten women, said to be of Eritrea, are of Ethiopia."""
    wrong = [it for it in work.matching(Person, sex=Sex.FEMALE) if it.nationalities == ("ER",)]
    for person in wrong[:10]:
        person.nationalities = ("ET",)


@pytest.mark.requirement("R-449")
def test_a_nationality_put_right_does_not_let_a_caseload_be_reckoned_up() -> None:
    """Twenty women before, sixteen after, six left: that two came is no less so by sex."""
    scene = Scene()
    first = scene.moment.date()
    open_cases(scene, 40, Sex.FEMALE)
    open_cases(scene, 30, Sex.MALE)
    by = (Facet.NATIONALITY, Facet.SEX)
    before = sent(scene, (first, first), by, Population.WITH_OPEN_CASE)
    scene.later(days=15)
    change(scene, put_right)
    open_cases(scene, 2, Sex.FEMALE)
    open_cases(scene, 13, Sex.MALE)
    leave(scene.as_(AMINA), 6, 8)
    scene.later(days=15)
    day, last = first + timedelta(days=1), scene.moment.date()
    after = sent(scene, (last, last), by, Population.WITH_OPEN_CASE)
    left = sent(scene, (day, last), by, Population.CLOSED)
    assert reckoned((before, after, left), (-1, 1, 1), WOMEN) is None
    assert told(after, WOMEN) == 36


def open_cases(scene: Scene, people: int, sex: Sex) -> None:
    scene.as_(AMINA)
    for _person in range(people):
        scene.case(scene.registered(born="1990", sex=sex, nationalities=("ER",)))
