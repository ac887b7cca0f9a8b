"""Several centres together; corrections; the list of what went out."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import date
from io import BytesIO
from typing import Any

import openpyxl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from caseworker.aggregates.combining import (
    Contribution,
    as_contribution,
    combine,
    read_contribution,
)
from caseworker.aggregates.going_out import Prepared, history, prepare, send
from caseworker.aggregates.history_file import history_workbook
from caseworker.aggregates.layout import laid_out
from caseworker.aggregates.populations import Facet, Population, Scope
from caseworker.aggregates.sites import site_grid
from caseworker.aggregates.statement import statement
from caseworker.errors import InvalidValue, NotAllowed, PolicyTooWeak
from caseworker.model.person import Person, Sex
from caseworker.ports import UnitOfWork
from caseworker.text import Text
from tests.scene import AMINA, JOSEPHINE, Scene

ENGLISH = Text("en")
MONTH = Scope(Population.REGISTERED, date(2026, 11, 1), date(2026, 11, 30))
BOTH = (Facet.AGE, Facet.SEX)


def centre(*people: tuple[str, Sex, int]) -> Scene:
    made = Scene()
    for born, sex, count in people:
        for _person in range(count):
            made.registered(born=born, sex=sex)
    return made.as_(JOSEPHINE)


def table(scene: Scene, facets: tuple[Facet, ...] = BOTH, scope: Scope = MONTH) -> Prepared:
    return scene.ask(lambda reads: prepare(reads, scope, facets, scene.moment))


def part(scene: Scene, name: str, facets: tuple[Facet, ...] = BOTH) -> Contribution:
    return read_contribution(as_contribution(table(scene, facets), name))


def together(scene: Scene, *parts: Contribution) -> Prepared:
    return scene.ask(lambda reads: combine(reads, parts, scene.moment))


@pytest.fixture
def north() -> Scene:
    return centre(("1996", Sex.FEMALE, 9), ("1980", Sex.MALE, 8), ("1950", Sex.MALE, 2))


@pytest.fixture
def south() -> Scene:
    return centre(("1996", Sex.FEMALE, 7), ("1980", Sex.MALE, 6), ("2000", Sex.MALE, 12))


def test_a_sum_is_shown_where_every_centre_shows_its_part(north: Scene, south: Scene) -> None:
    parts = part(north, "North"), part(south, "South")
    found = together(north, *parts)
    publication = found.publication
    assert publication.hidden == parts[0].publication.hidden | parts[1].publication.hidden
    for cell in publication.told:
        if publication.is_known(cell):
            shown = sum(each.publication.shown.get(cell, 0) for each in parts)
            assert publication.shown.get(cell, 0) == shown
    assert publication.shown[((), ())] == 44
    assert publication.shown.keys().isdisjoint(publication.hidden), "nor in what is handed on"
    assert found.attack.narrowed == ()
    assert laid_out(found, ENGLISH).lines
    assert any("North" in said and "South" in said for said in statement([found], ENGLISH))


def test_it_goes_out_and_own_figures_remember_nothing_of_it(north: Scene, south: Scene) -> None:
    found = together(north, part(north, "North"), part(south, "South"))
    assert north.do(lambda work: send(work, [found], "Region", "")) == []
    assert north.ask(history) == []


def test_what_does_not_count_the_same_is_not_added_up(north: Scene, south: Scene) -> None:
    one, other = part(north, "North"), part(south, "South")
    late = Scope(Population.REGISTERED, date(2026, 10, 1), date(2026, 11, 30))
    later = read_contribution(as_contribution(table(south, BOTH, late), "South"))
    for wrong in (
        (one,),
        (one, replace(other, centre="North")),
        (one, part(south, "South", (Facet.SEX,))),
        (one, later),
    ):
        with pytest.raises(InvalidValue):
            together(north, *wrong)
    with pytest.raises(NotAllowed):
        together(north.as_(AMINA), one, other)


@pytest.mark.parametrize(
    "change",
    [
        lambda document: document.update(caseworker_figures=9),
        lambda document: document.pop("publication"),
        lambda document: document["publication"].update(dimensions=["age", "shoe size"]),
        lambda document: document["publication"].update(period="yesterday"),
        lambda document: document["publication"]["shown"].append([[["x"], ["y"]], 7]),
        lambda document: document["publication"]["shown"].append([[[]], 7]),
        lambda document: document["publication"]["shown"][0].__setitem__(1, -4),
        lambda document: document["publication"]["shown"][0].__setitem__(1, "many"),
        lambda document: document["publication"]["shown"][0].__setitem__(1, True),
        lambda document: document["publication"]["hidden"].append(
            document["publication"]["shown"][0][0]
        ),
    ],
)
def test_a_file_that_is_no_table_is_refused(north: Scene, change: Any) -> None:
    document = json.loads(as_contribution(table(north), "North"))
    change(document)
    with pytest.raises(InvalidValue):
        read_contribution(json.dumps(document).encode())


def test_a_centre_that_hides_too_little_is_refused(north: Scene) -> None:
    document = json.loads(as_contribution(table(north), "North"))
    document["publication"]["policy"] = {"threshold": 1, "width": 1}
    with pytest.raises(PolicyTooWeak):
        read_contribution(json.dumps(document).encode())


@given(st.binary(max_size=300))
@settings(max_examples=200, deadline=None)
def test_any_bytes_are_a_table_or_refused(content: bytes) -> None:
    with pytest.raises(InvalidValue):
        read_contribution(content)


def test_a_nested_file_is_refused_without_harm() -> None:
    with pytest.raises(InvalidValue):
        read_contribution(b"[" * 100_000)
    with pytest.raises(InvalidValue):
        read_contribution(b" " * (16 * 2**20 + 1))


def test_a_correction_is_safe_beside_what_it_corrects_and_says_so(north: Scene) -> None:
    first = table(north)
    (sent,) = north.do(lambda work: send(work, [first], "Ministry", "November"))

    def mend(work: UnitOfWork) -> None:
        wrong = [each for each in work.matching(Person) if each.sex is Sex.MALE][:4]
        for person in wrong:
            person.sex = Sex.FEMALE

    north.do(mend)
    again = replace(table(north), corrects=sent)
    assert again.attack.narrowed == ()
    assert any("that were wrong" in said for said in statement([again], ENGLISH))
    (kept,) = north.do(lambda work: send(work, [again], "Ministry", "November"))
    assert kept.corrects == sent.id
    book = openpyxl.load_workbook(BytesIO(north.ask(lambda r: history_workbook(r, ENGLISH))))
    rows = [[cell.value for cell in row] for row in book.worksheets[0].iter_rows()]
    assert len(rows) == 3
    assert rows[1][5] == "Ministry"
    assert rows[1][-1], "the correction names what it takes the place of"
    with pytest.raises(NotAllowed):
        north.as_(AMINA).ask(lambda reads: history_workbook(reads, ENGLISH))


def test_the_sites_stand_side_by_side_with_what_each_shows_and_hides(
    north: Scene, south: Scene
) -> None:
    parts = part(south, "South"), part(north, "North")
    grid = site_grid(parts, ENGLISH)
    assert grid.columns[0] == "Total"
    assert [name for name, _values in grid.rows] == ["North", "South"]
    assert [values[0].count for _name, values in grid.rows] == [19, 25]
    table = grid.table(ENGLISH)
    assert table.header == ("Centre", *grid.columns)
    for (_name, values), each in zip(
        grid.rows, sorted(parts, key=lambda one: one.centre), strict=True
    ):
        shown = [value.count for value in values[1:] if not value.hidden]
        assert set(shown) <= set(each.publication.shown.values()) | {0}


def test_a_count_that_a_site_hides_is_a_star_in_the_grid(north: Scene) -> None:
    hidden = part(north, "North", (Facet.AGE,))
    cells = {cell for cell in hidden.publication.hidden if len(cell[0]) == 1}
    grid = site_grid([hidden, replace(hidden, centre="West")], ENGLISH)
    stars = [value for value in grid.rows[0][1] if value.hidden]
    assert len(stars) == len(cells)
    assert all(value.say(ENGLISH) == "hidden to protect" for value in stars)
