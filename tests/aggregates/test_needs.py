"""Needs that go out: each by itself, since a person has several; attacked together with others."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from pathlib import Path
from random import Random

import pytest

from caseworker.aggregates import words
from caseworker.aggregates.counting import Counting
from caseworker.aggregates.figures_file import HXL
from caseworker.aggregates.going_out import Prepared, prepare, request_findings, send
from caseworker.aggregates.policy import Policy
from caseworker.aggregates.populations import FACETS, NEEDS, Facet, Population, Scope
from caseworker.aggregates.publication import Publication, Relation
from caseworker.form_library.chosen_words import chosen_words
from caseworker.model.ids import PersonId
from caseworker.model.person import Person, Sex
from caseworker.ports import Office, UnitOfWork
from caseworker.text import LANGUAGES, Text
from tests.aggregates.plain_attacker import PlainAttacker
from tests.scene import JOSEPHINE, Scene, codes
from tests.store.contract import MOMENT, STORE, TWIN, office_of

NOVEMBER = Scope(Population.REGISTERED, date(2026, 11, 1), date(2026, 11, 30))
DECEMBER = Scope(Population.REGISTERED, date(2026, 12, 1), date(2026, 12, 31))
CODES = tuple(NEEDS.values())
PUBLIC = [need for need in NEEDS if need is not Facet.NEEDED_SAFETY]


@pytest.fixture(params=[STORE, TWIN])
def office(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Office]:
    opened = office_of(request.param, tmp_path)
    yield opened
    opened.close()


def come(work: UnitOfWork, needs: Sequence[str], sex: Sex = Sex.FEMALE) -> None:
    work.add(
        Person(
            id=PersonId(work.new_id()),
            sex=sex,
            immediate_needs=tuple(needs),
            registered_at=work.now(),
            registered_by=work.actor.user_id,
        )
    )


@pytest.mark.requirement("R-217", "R-455")
def test_a_person_is_counted_in_each_of_her_needs_and_once_in_all(office: Office) -> None:
    def act(work: UnitOfWork) -> None:
        for needs in (("food", "health"), ("food",), (), ("a need of later",)):
            come(work, needs)

    office.perform(act)
    scope = Scope(Population.REGISTERED, MOMENT.date(), MOMENT.date() + timedelta(days=36500))

    def counts(*facets: Facet) -> dict[tuple[str, ...], int]:
        names = [facet.value for facet in facets]
        table = office.ask(lambda reads: Counting(reads, scope, MOMENT).over(names))
        assert table.total == 4
        return {tuple(path[-1] for path in cell): n for cell, n in table.finest.items()}

    food, health = Facet.NEEDED_FOOD, Facet.NEEDED_HEALTH
    assert counts(food) == {("yes",): 2, ("no",): 2}
    assert counts(food, health) == {("yes", "yes"): 1, ("yes", "no"): 1, ("no", "no"): 2}
    with_stage = counts(food, Facet.STAGE)
    assert sum(n for cell, n in with_stage.items() if cell[0] == "yes") == 2


def test_every_need_of_the_form_can_go_out_and_is_named_in_four_languages() -> None:
    assert set(NEEDS) < set(FACETS[Population.REGISTERED])
    for language in LANGUAGES:
        text = Text(language)
        for facet, code in NEEDS.items():
            assert chosen_words("person.immediate_needs", (code,), text) != code, "the form has it"
            assert language == "en" or text(words.FACETS[facet]) != words.FACETS[facet]
            assert words.category(facet, ("yes",), text) == text("Yes")
    assert len({HXL[facet] for facet in NEEDS}) == len(NEEDS)


def told(scene: Scene, scope: Scope, *facets: Facet) -> Prepared:
    table = scene.ask(lambda reads: prepare(reads, scope, facets, scene.moment))
    if Facet.NEEDED_SAFETY not in facets:
        scene.do(lambda work: send(work, [table], "Ministry", ""))
    return table


@pytest.mark.requirement("R-451", "R-452")
def test_who_needed_a_safer_place_leaves_on_a_request_alone() -> None:
    scene = Scene().as_(JOSEPHINE)
    for facets in ((Facet.NEEDED_SAFETY,), (Facet.NEEDED_FOOD, Facet.NEEDED_SAFETY)):
        table = told(scene, NOVEMBER, *facets)
        stops = scene.ask(lambda reads, it=table: request_findings(reads, [it], None))
        assert codes(stops) == {"not-public"}
    for need in PUBLIC:
        table = told(scene, NOVEMBER, need)
        assert scene.ask(lambda reads, it=table: request_findings(reads, [it], None)) == ()


def test_of_no_small_group_it_is_told_that_all_needed_the_same() -> None:
    scene = Scene().as_(JOSEPHINE)

    def act(work: UnitOfWork) -> None:
        for _person in range(7):
            come(work, ("food",), Sex.FEMALE)
        for place in range(14):
            come(work, ("food",) if place % 2 else (), Sex.MALE)

    scene.do(act)
    table = told(scene, NOVEMBER, Facet.SEX, Facet.NEEDED_FOOD)
    assert table.table.counts[(("yes",), ("female",))] == 7
    assert not table.publication.is_known((("no",), ("female",)))


@pytest.mark.requirement("R-449", "R-450", "R-455")
@pytest.mark.parametrize("seed", range(6))
def test_needs_told_one_by_one_tell_nobody_together(seed: int) -> None:
    """Two months, every need by itself or by sex, in random order: each pair is read together."""
    scene, chance = Scene().as_(JOSEPHINE), Random(seed)
    sent: list[Prepared] = []
    for scope in (NOVEMBER, DECEMBER):

        def act(work: UnitOfWork) -> None:
            for _person in range(chance.choice((6, 11, 24))):
                needs = [code for code in CODES if chance.random() < 0.3]
                come(work, needs, chance.choice((Sex.FEMALE, Sex.MALE)))

        scene.do(act)
        for need in chance.sample(PUBLIC, 5):
            facets = (need,) if chance.random() < 0.5 else (need, Facet.SEX)
            sent.append(told(scene, scope, *facets))
        scene.later(days=20)
    for at, later in enumerate(sent):
        assert not later.attack.narrowed
        counts = later.table.onto(later.publication.dimensions).counts
        small = {cell for cell, n in counts.items() if Policy.DEFAULT.is_small(n)}
        assert small <= later.publication.hidden
        for before in (it for it in sent[:at] if it.scope == later.scope):
            assert _both_told(later.publication, before.publication) == []


def _both_told(later: Publication, before: Publication) -> list[object]:
    """Return what somebody tells who lays two tables of the same people over each other."""
    reader = PlainAttacker(later, before, Relation.SAME)
    return [*reader.narrowed(Policy.DEFAULT, 0)]
