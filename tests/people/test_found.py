"""What a search finds, and what it does not tell."""

from __future__ import annotations

import pytest

from caseworker.model.ids import PersonId
from caseworker.model.person import NameVariant, Person
from caseworker.people.restricted import restrict
from caseworker.ports import UnitOfWork
from caseworker.views.found import FoundCase, FoundPerson, Hit, find
from caseworker.views.people import how_many, people
from tests.scene import AMINA, DANIEL, JOSEPHINE, OFFICER, Scene, works_here


@pytest.fixture
def scene() -> Scene:
    return Scene(AMINA)


def found(scene: Scene, words: str) -> list[Hit]:
    return scene.ask(lambda reads: find(reads, words, 8))


def also_called(scene: Scene, person: PersonId, name: str) -> None:
    def act(work: UnitOfWork) -> None:
        work.add(NameVariant(id=work.new_id(), person_id=person, name=name))

    scene.do(act)


def test_a_person_is_found_by_another_name_and_stands_there_once(scene: Scene) -> None:
    person = scene.registered()
    also_called(scene, person, "ሰላም ተስፋይ")
    also_called(scene, person, "Selamawit Tesfay")
    (by_script,) = found(scene, "ሰላ")
    (by_start,) = found(scene, "Sel")
    assert isinstance(by_script, FoundPerson)
    assert by_script == by_start
    assert by_script.name == "Selam Tesfay"


def test_a_case_is_found_by_its_number_and_by_its_person(scene: Scene) -> None:
    case = scene.the_case(scene.case())
    (by_number,) = found(scene, case.number)
    assert by_number == FoundCase(case.id, case.number, "Selam Tesfay")
    assert found(scene, "tesf") == [by_number]


def test_reception_finds_the_person_and_no_case(scene: Scene) -> None:
    case = scene.the_case(scene.case())
    scene.as_(DANIEL)
    assert [type(hit) for hit in found(scene, "tesfay")] == [FoundPerson]
    assert found(scene, case.number) == []
    assert found(scene.as_(OFFICER), "tesfay") == []


def test_who_is_closed_at_one_laptop_and_opened_at_another_is_found_by_nobody_else(
    scene: Scene,
) -> None:
    case = scene.the_case(scene.case())
    also_called(scene, case.person_id, "Saba")
    works_here(scene, JOSEPHINE)
    scene.as_(JOSEPHINE)
    scene.do(lambda w: restrict(w, case.person_id, open_to=(JOSEPHINE.user_id,), reason="Danger"))
    # The other laptop's word came later, and the restriction of this one is in force.
    scene.do(lambda work: setattr(work.get(Person, case.person_id), "restricted", False))
    scene.as_(AMINA)
    for words in ("Selam", "Saba", case.number):
        assert found(scene, words) == []
    assert scene.ask(lambda reads: people(reads, offset=0, limit=9)) == []
    assert scene.ask(how_many) == 0


def test_a_restricted_record_is_found_by_nothing(scene: Scene) -> None:
    case = scene.the_case(scene.case())
    also_called(scene, case.person_id, "Saba")
    scene.do(lambda work: setattr(work.get(Person, case.person_id), "restricted", True))
    for words in ("Selam", "Saba", case.number):
        assert found(scene, words) == []
