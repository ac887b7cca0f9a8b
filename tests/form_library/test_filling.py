"""A form filled on a case: bound answers into the record, all others with the form."""

from __future__ import annotations

import pytest

from caseworker.answers import Answers
from caseworker.documents.filled_form import filled_form
from caseworker.errors import InvalidValue, NotAllowed, NotFound
from caseworker.form_library.filling import entry_of_filled, filled_forms, keep_filled, read_filled
from caseworker.form_library.reading import parts_of
from caseworker.instance_paths import by_identity, by_place
from caseworker.model.audit import AuditEvent, FormAnswer
from caseworker.model.ids import FilledFormId
from caseworker.model.person import Person, Sex
from caseworker.ports import UnitOfWork
from caseworker.text import Text
from tests.form_library.centre_with_form import answered, begun, installed, kept
from tests.scene import AMINA, DANIEL, JOSEPHINE, Scene


@pytest.fixture
def scene() -> Scene:
    made = Scene()
    installed(made)
    return made


@pytest.mark.requirement("R-286")
def test_bound_answers_go_into_the_record_and_come_from_there(scene: Scene) -> None:
    case = scene.case()
    entry = begun(scene, case)
    person = scene.the_case(case).person_id
    kept(scene, case, answered(entry))
    assert scene.the_person(person).called == "Sela"
    assert scene.the_person(person).sex is Sex.FEMALE
    again = begun(scene, case)
    assert again.value("/data/called") == "Sela"
    assert again.value("/data/hope") == "", "what is bound to nothing begins empty"


def test_repeats_in_repeats_are_read_as_they_were_filled(scene: Scene) -> None:
    case = scene.case()
    entry = answered(begun(scene, case))
    entry.add_repeat("/data/child[1]/wish")
    entry.set("/data/child[1]/wish[2]/wished", "A kite")
    filled = kept(scene, case, entry)
    read = entry_of_filled(scene.ask(lambda reads: read_filled(reads, filled.id)))
    assert {k: v for k, v in read.answers().items() if not k.endswith("instanceID")} == {
        k: v for k, v in entry.answers().items() if not k.endswith("instanceID")
    }
    assert read.value("/data/child[1]/wish[2]/wished") == "A kite"
    assert read.value("/data/children") == "2"


def test_answers_in_repeats_are_kept_under_lasting_ids(scene: Scene) -> None:
    case = scene.case()
    entry = answered(begun(scene, case))
    identity = entry.answers()["/data/child[2]"]
    filled = kept(scene, case, entry)
    rows = scene.ask(lambda reads: reads.matching(FormAnswer, subject=filled.id))
    by_path = {row.path: row.value for row in rows}
    assert by_path[f"/data/child[{identity}]/child_name"] == "Miriam"
    assert by_path[f"/data/child[{identity}]"] == "2"
    assert all(row.form_version == "1" for row in rows)


def test_two_laptops_that_each_add_a_child_lose_none() -> None:
    here = {"/data/child[1]": "aa", "/data/child[1]/name": "Robel"}
    there = {"/data/child[1]": "bb", "/data/child[1]/name": "Miriam"}
    together: dict[str, str] = {}
    for answers in (here, there):
        for path, lasting in by_identity(answers).items():
            together[lasting] = "1" if path.endswith("]") else answers[path]
    assert by_place(together, {}) == {
        **here,
        "/data/child[2]": "bb",
        "/data/child[2]/name": "Miriam",
    }


def test_the_list_says_what_when_and_who_and_is_searched_within_the_case(scene: Scene) -> None:
    case, other = scene.case(), scene.case()
    filled = kept(scene, case, answered(begun(scene, case)))
    lines = scene.ask(lambda reads: filled_forms(reads, case))
    assert [(line.id, line.title, line.version) for line in lines] == [
        (filled.id, "Arrival interview", "1")
    ]
    assert lines[0].filled_at == scene.moment
    assert scene.ask(lambda reads: filled_forms(reads, case, "quiet ROOM"))
    assert not scene.ask(lambda reads: filled_forms(reads, case, "workshop"))
    assert not scene.ask(lambda reads: filled_forms(reads, other))
    events = scene.ask(lambda reads: reads.matching(AuditEvent, action="form filled"))
    assert [event.detail for event in events] == ["arrival_interview 1"]


def test_who_may_fill_and_read(scene: Scene) -> None:
    case = scene.case()
    filled = kept(scene, case, answered(begun(scene, case)))
    scene.as_(DANIEL)
    with pytest.raises(NotAllowed):
        scene.ask(lambda reads: filled_forms(reads, case))
    with pytest.raises(NotAllowed):
        scene.ask(lambda reads: read_filled(reads, filled.id))
    with pytest.raises(NotAllowed):
        scene.do(lambda work: keep_filled(work, case, Answers(form="x", version="1")))


def test_a_restricted_person_is_read_by_few(scene: Scene) -> None:
    case = scene.case()
    filled = kept(scene, case, answered(begun(scene, case)))

    def restrict(work: UnitOfWork) -> None:
        work.get(Person, scene.the_case(case).person_id).restricted = True

    scene.do(restrict)
    with pytest.raises(NotAllowed):
        scene.ask(lambda reads: filled_forms(reads, case))
    with pytest.raises(NotAllowed):
        scene.ask(lambda reads: read_filled(reads, filled.id))
    assert scene.as_(JOSEPHINE).ask(lambda reads: filled_forms(reads, case))


def test_wrong_types_are_refused_and_nothing_is_kept(scene: Scene) -> None:
    case = scene.case()
    answers = Answers(form="arrival_interview", version="1", bound={"person.sex": "spaceship"})
    with pytest.raises(InvalidValue):
        scene.do(lambda work: keep_filled(work, case, answers))
    assert not scene.ask(lambda reads: filled_forms(reads, case))
    with pytest.raises(NotFound):
        scene.do(lambda work: keep_filled(work, FilledFormId(work.new_id()), answers))


def test_a_filled_form_is_read_in_words_and_printed(scene: Scene) -> None:
    case = scene.case()
    filled = kept(scene, case, answered(begun(scene, case)))
    read = scene.ask(lambda reads: read_filled(reads, filled.id))
    parts = parts_of(entry_of_filled(read), Text("en"))
    said = {line.question: line.answer for part in parts for line in part.lines}
    assert said["From which town?"] == "Sand Bay"
    assert said["How did you travel?"] == "On foot, By sea"
    assert said["Which way did you come?"] == "Over the islands"
    assert [part.title for part in parts if part.title.startswith("Child")] == [
        "Child 1",
        "Child 2",
    ]
    arabic = scene.ask(lambda reads: filled_form(reads, read, Text("ar")))
    assert arabic.language == "ar"
    assert "خليج الرمل" in str(arabic.blocks)
    assert arabic.reference == scene.the_case(case).number


def test_a_person_without_a_case_can_be_asked_too(scene: Scene) -> None:
    person = scene.registered()
    entry = begun(scene, person)
    filled = kept(scene, person, answered(entry))
    assert scene.the_person(person).called == "Sela"
    assert filled.filled_by == AMINA.user_id
