"""A nationality within its region of the world: what of the two is told, and how it is read."""

from __future__ import annotations

import pycountry
import pytest

from caseworker.aggregates.going_out import Prepared, prepare
from caseworker.aggregates.layout import laid_out
from caseworker.aggregates.populations import Facet, Population, Scope, nationality_path
from caseworker.aggregates.regions import region_of
from caseworker.aggregates.table import UNKNOWN
from caseworker.model.ids import PersonId
from caseworker.model.person import Person, Sex
from caseworker.ports import UnitOfWork
from caseworker.text import LANGUAGES, NO_COUNTRY, Text
from tests.scene import JOSEPHINE, Scene

ENGLISH = Text("en")


def registered(scene: Scene, **countries: int) -> Prepared:
    """Return who was registered this year, by nationality, where so many came of each."""

    def act(work: UnitOfWork) -> None:
        for country, people in countries.items():
            for _person in range(people):
                work.add(
                    Person(
                        id=PersonId(work.new_id()),
                        sex=Sex.FEMALE,
                        nationalities=(country,),
                        registered_at=work.now(),
                        registered_by=work.actor.user_id,
                    )
                )

    scene.do(act)
    year = scene.moment.date().replace(month=1, day=1)
    scope = Scope(Population.REGISTERED, year, year.replace(month=12, day=31))
    return scene.ask(lambda reads: prepare(reads, scope, (Facet.NATIONALITY,), scene.moment))


def read(table: Prepared) -> list[tuple[str, int | None]]:
    """Return the rows as they are read; None for what is hidden."""
    lines = laid_out(table, ENGLISH).lines
    return [(line.names[0], line.values[0].count) for line in lines]


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_country_that_can_be_chosen_has_its_region_and_its_name(language: str) -> None:
    text = Text(language)
    for country in pycountry.countries:
        region = region_of(country.alpha_2)
        if country.name != "Antarctica":
            assert region != country.alpha_2
            assert text.country_name(region) != region


def test_what_has_no_region_stands_for_itself() -> None:
    for word in (NO_COUNTRY, UNKNOWN, "AQ", "a word"):
        assert nationality_path(word) == (word, word)


@pytest.mark.requirement("R-445")
def test_a_region_is_told_where_its_countries_are_hidden() -> None:
    table = registered(Scene().as_(JOSEPHINE), ER=4, ET=3, SO=4, CO=12, XX=9)
    assert read(table) == [
        ("Total", 32),
        ("Eastern Africa", 11),
        ("Eritrea", None),
        ("Ethiopia", None),
        ("Somalia", None),
        ("South America", 12),
        ("Colombia", 12),
        ("Stateless", 9),
    ]


@pytest.mark.parametrize(
    ("language", "named"),
    [
        ("en", ["Northern Africa", "Algeria", "Egypt", "South America", "Colombia", "Ecuador"]),
        ("fr", ["Afrique septentrionale", "Algérie", "Égypte",
                "Amérique du Sud", "Colombie", "Équateur"]),
    ],
)  # fmt: skip
def test_regions_and_their_countries_stand_by_their_names(language: str, named: list[str]) -> None:
    table = registered(Scene().as_(JOSEPHINE), EC=9, CO=12, EG=8, DZ=11, XX=9)
    lines = laid_out(table, Text(language)).lines
    assert [line.names[0] for line in lines][1:-1] == named, "accents are no letters of their own"


@pytest.mark.requirement("R-449")
def test_a_region_of_one_small_nationality_is_as_hidden_as_it_and_not_alone() -> None:
    table = registered(Scene().as_(JOSEPHINE), ER=30, SY=2, AF=40)
    assert [count for name, count in read(table) if name in {"Western Asia", "Syria"}] == [None] * 2
    assert sum(count is None for name, count in read(table)) > 2
