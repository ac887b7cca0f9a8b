"""Two records of one person: asked, decided by another, undone."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from functools import partial

import pytest

from caseworker.centre.settings import the_centre
from caseworker.errors import GateClosed, NotAllowed, NothingToUndo
from caseworker.model.case import Case, CaseStatus
from caseworker.model.consent import Consent, Purpose
from caseworker.model.duplicate import Duplicate, DuplicateState
from caseworker.model.ids import PersonId
from caseworker.model.person import Channel, NameVariant, Person, SafeContact
from caseworker.model.values import Answer
from caseworker.people.duplicates import joining
from caseworker.people.duplicates.standing import second_records
from caseworker.people.restricted import restrict
from caseworker.ports import Reads, UnitOfWork
from caseworker.rights.copy.about_person import sections
from caseworker.rights.copy.items import Gathering, Section
from caseworker.steps.identification import Opening, open_case
from caseworker.text import Text
from tests.scene import AMINA, DANIEL, JOSEPHINE, Scene, works_here
from tests.twin import actor

WHY = "She says that she was here in spring; the same scar, the same sister"
NADIA = replace(JOSEPHINE, user_id=actor().user_id, name="Nadia Rossi", staff_code="03")

pytestmark = pytest.mark.requirement("R-208")


@pytest.fixture
def scene() -> Scene:
    made = Scene()
    works_here(made, AMINA, JOSEPHINE)
    return made


def two(scene: Scene) -> tuple[PersonId, PersonId]:
    return scene.registered(), scene.registered()


def asked(scene: Scene) -> Duplicate:
    first, second = two(scene)
    return scene.do(lambda work: joining.ask(work, first, second, WHY))


def changes(scene: Scene, key: PersonId, **values: object) -> None:
    def act(work: UnitOfWork) -> None:
        for name, value in values.items():
            setattr(work.get(Person, key), name, value)

    scene.do(act)


def copied(key: PersonId, reads: Reads) -> list[Section]:
    gather = Gathering(reads, reads.get(Person, key), Text("en"), confided=False)
    return sections(gather)


def stops(act: Callable[[], object]) -> set[str]:
    with pytest.raises(GateClosed) as closed:
        act()
    return {finding.code for finding in closed.value.findings}


def test_nothing_holds_before_another_colleague_has_decided(scene: Scene) -> None:
    duplicate = asked(scene)
    assert scene.ask(second_records) == {}
    scene.as_(JOSEPHINE).do(lambda work: joining.decide(work, duplicate.id, one_person=True))
    assert scene.ask(second_records) == {duplicate.duplicate_id: duplicate.person_id}


def test_nobody_decides_what_she_asked_herself(scene: Scene) -> None:
    scene.as_(JOSEPHINE)
    duplicate = asked(scene)
    with pytest.raises(NotAllowed):
        scene.do(lambda work: joining.decide(work, duplicate.id, one_person=True))


def test_reception_neither_asks_nor_decides(scene: Scene) -> None:
    first, second = two(scene)
    duplicate = asked(scene)
    scene.as_(DANIEL)
    with pytest.raises(NotAllowed):
        scene.do(lambda work: joining.ask(work, first, second, WHY))
    with pytest.raises(NotAllowed):
        scene.do(lambda work: joining.decide(work, duplicate.id, one_person=True))


def test_they_stay_two_people_where_that_is_decided_and_nobody_decides_twice(scene: Scene) -> None:
    duplicate = asked(scene)
    scene.as_(JOSEPHINE)
    scene.do(lambda work: joining.decide(work, duplicate.id, one_person=False, comment="Cousins"))
    assert scene.ask(second_records) == {}
    with pytest.raises(NothingToUndo):
        scene.do(lambda work: joining.decide(work, duplicate.id, one_person=True))


def test_it_can_be_undone(scene: Scene) -> None:
    duplicate = asked(scene)
    scene.as_(JOSEPHINE).do(lambda work: joining.decide(work, duplicate.id, one_person=True))
    scene.do(lambda work: joining.part(work, duplicate.id, "The sister came as well"))
    assert scene.ask(second_records) == {}
    kept = scene.ask(lambda reads: reads.get(Duplicate, duplicate.id))
    assert kept.state is DuplicateState.PARTED
    with pytest.raises(NothingToUndo):
        scene.do(lambda work: joining.part(work, duplicate.id, ""))


def test_one_who_works_alone_goes_on_and_somebody_looks_afterwards(scene: Scene) -> None:
    scene.do(lambda work: setattr(the_centre(work), "sole_worker", True))
    duplicate = asked(scene)
    assert duplicate.state is DuplicateState.ONE_PERSON_UNSEEN
    assert duplicate.duplicate_id in scene.ask(second_records)
    scene.as_(JOSEPHINE).do(lambda work: joining.decide(work, duplicate.id, one_person=False))
    assert scene.ask(second_records) == {}


def test_why_it_is_one_person_is_asked(scene: Scene) -> None:
    first, second = two(scene)
    assert stops(lambda: scene.do(lambda w: joining.ask(w, first, second, " "))) == {"no-reason"}


def test_a_record_that_is_worked_in_is_no_second_one(scene: Scene) -> None:
    first, second = two(scene)
    case = scene.do(lambda work: open_case(work, Opening(person_id=second)))
    assert stops(lambda: scene.do(lambda w: joining.ask(w, first, second, WHY))) == {"case-open"}
    scene.do(lambda work: joining.ask(work, second, first, WHY))
    scene.do(lambda work: setattr(work.get(Case, case.id), "status", CaseStatus.CLOSED))
    scene.do(lambda work: joining.ask(work, first, second, WHY))


def test_work_that_began_meanwhile_keeps_it_from_being_decided(scene: Scene) -> None:
    duplicate = asked(scene)
    scene.do(lambda work: open_case(work, Opening(person_id=duplicate.duplicate_id)))
    scene.as_(JOSEPHINE)
    found = stops(lambda: scene.do(lambda w: joining.decide(w, duplicate.id, one_person=True)))
    assert found == {"case-open"}


def test_no_work_begins_in_a_second_record(scene: Scene) -> None:
    duplicate = asked(scene)
    scene.as_(JOSEPHINE).do(lambda work: joining.decide(work, duplicate.id, one_person=True))
    scene.as_(AMINA)
    opening = Opening(person_id=duplicate.duplicate_id)
    assert stops(lambda: scene.do(lambda work: open_case(work, opening))) == {"second-record"}
    third = scene.registered()
    again = stops(lambda: scene.do(lambda w: joining.ask(w, third, duplicate.duplicate_id, WHY)))
    assert again == {"second-already"}


def test_a_no_that_came_later_in_the_second_record_is_not_passed_over(scene: Scene) -> None:
    first, second = two(scene)
    scene.later(days=1)

    def says_no(work: UnitOfWork) -> None:
        (yes,) = work.matching(Consent, person_id=second, purpose=Purpose.RECORD)
        told = {**vars(yes), "id": work.new_id(), "answer": Answer.NO, "asked_at": work.now()}
        work.add(Consent(**{name: value for name, value in told.items() if name[0] != "_"}))

    scene.do(says_no)
    assert stops(lambda: scene.do(lambda w: joining.ask(w, first, second, WHY))) == {"no-since"}
    scene.do(lambda work: joining.ask(work, second, first, WHY))


def test_a_closed_record_and_an_open_one_are_not_joined(scene: Scene) -> None:
    first, second = two(scene)
    scene.as_(JOSEPHINE)
    scene.do(
        lambda work: restrict(
            work, second, open_to=(JOSEPHINE.user_id, AMINA.user_id), reason="A cousin works here"
        )
    )
    assert stops(lambda: scene.do(lambda w: joining.ask(w, first, second, WHY))) == {
        "seen-by-others"
    }
    scene.as_(NADIA)
    with pytest.raises(NotAllowed):
        scene.do(lambda work: joining.ask(work, first, second, WHY))


def test_what_harms_her_if_it_is_forgotten_stands_in_the_record_that_goes_on(scene: Scene) -> None:
    first, second = two(scene)
    changes(scene, first, allergies="Penicillin", languages=())
    changes(scene, second, allergies="Nuts", avoid="The bus station", languages=("ti",))
    changes(scene, second, given_name="Selamawit")

    def never(work: UnitOfWork) -> None:
        way = SafeContact(
            id=work.new_id(), person_id=second, channel=Channel.PHONE, address="1", never=True
        )
        work.add(way)

    scene.do(never)
    duplicate = scene.do(lambda work: joining.ask(work, first, second, WHY))
    scene.as_(JOSEPHINE).do(lambda work: joining.decide(work, duplicate.id, one_person=True))
    person = scene.ask(lambda reads: reads.get(Person, first))
    assert person.allergies.splitlines() == ["Penicillin", "Nuts"]
    assert (person.avoid, person.languages) == ("The bus station", ("ti",))
    (way,) = scene.ask(lambda reads: reads.matching(SafeContact, person_id=first))
    assert (way.never, way.address) == (True, "1")
    (name,) = scene.ask(lambda reads: reads.matching(NameVariant, person_id=first))
    assert name.name.startswith("Selamawit")


def test_the_copy_of_a_record_says_that_there_is_another(scene: Scene) -> None:
    duplicate = asked(scene)
    scene.as_(JOSEPHINE).do(lambda work: joining.decide(work, duplicate.id, one_person=True))
    for key in (duplicate.person_id, duplicate.duplicate_id):
        told = scene.ask(partial(copied, key))
        labels = [item.label for section in told for item in section.items]
        assert labels.count("There is another record of the same person") == 1
