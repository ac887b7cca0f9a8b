"""Which forms open for whom, and what must be there before they do."""

from __future__ import annotations

from dataclasses import replace

import pytest

from caseworker.answers import collect
from caseworker.consent.asking import keep_answers
from caseworker.consent.gate import OtherBasis
from caseworker.consent.other_basis import use_other_basis
from caseworker.consent.talk import Asked
from caseworker.errors import GateClosed, NotAllowed
from caseworker.form_library.bindings import BINDABLE, bound_entities
from caseworker.form_library.filling import filled_forms, first_answers, keep_filled
from caseworker.form_library.opening import OFFERED, to_begin
from caseworker.form_library.record_parts import parts_kept_in
from caseworker.form_library.subjects import subject_of
from caseworker.form_library.versions import built_in, form_in_use, questions_of
from caseworker.model.consent import Basis, Purpose
from caseworker.model.ids import CaseId
from caseworker.model.staff import Training
from caseworker.model.values import Answer
from caseworker.text import Text
from forms import FormEntry, library
from tests.scene import AMINA, GOOD_TALK, TRAINED, Scene

ENGLISH = Text("en")


def offered(scene: Scene, case_id: CaseId) -> set[str]:
    lines = scene.ask(lambda reads: to_begin(reads, ENGLISH, subject_of(reads, case_id)))
    return {line.identifier for line in lines}


def keep(scene: Scene, case_id: CaseId, form: str) -> None:
    entry = FormEntry(built_in(form))
    scene.do(lambda work: keep_filled(work, case_id, collect(entry)).id)


@pytest.mark.requirement("R-283", "R-400")
def test_forms_for_trained_colleagues_are_offered_to_them_alone(scene: Scene) -> None:
    case_id = scene.as_(AMINA).case()
    assert "legal_screening" in offered(scene, case_id)
    assert "suicide_risk" not in offered(scene, case_id)
    with pytest.raises(NotAllowed):
        keep(scene, case_id, "suicide_risk")


def test_what_a_trained_colleague_filled_is_named_to_no_other(scene: Scene) -> None:
    case_id = scene.as_(AMINA).case()
    scene.as_(replace(TRAINED, trainings=frozenset(Training)))
    keep(scene, case_id, "suicide_risk")
    assert len(scene.ask(lambda reads: filled_forms(reads, case_id))) == 1
    scene.as_(AMINA)
    assert scene.ask(lambda reads: filled_forms(reads, case_id)) == ()


@pytest.mark.requirement("R-050")
def test_an_interview_opens_after_a_yes_to_notes(scene: Scene) -> None:
    person_id = scene.registered()
    case_id = scene.case(person_id)
    usable = scene.ask(lambda reads: form_in_use(reads, "interview"))
    with pytest.raises(GateClosed):
        scene.ask(lambda reads: first_answers(reads, case_id, usable))
    yes = Asked(purpose=Purpose.INTERVIEW_NOTES, answer=Answer.YES)
    scene.do(lambda work: keep_answers(work, (yes,), GOOD_TALK, person_id=person_id)[0].id)
    scene.ask(lambda reads: first_answers(reads, case_id, usable))


@pytest.mark.requirement("R-050")
def test_another_basis_for_the_record_opens_it_and_a_report_does_not(scene: Scene) -> None:
    person_id = scene.registered()
    usable = scene.ask(lambda reads: form_in_use(reads, "interview"))
    reported = {
        "law_part/duty": "yes",
        "law_part/law": "Article 12",
        "decide/decided": "report",
        "decide/reason": "The law asks",
        "decide/decided_by": "07, 02",
        "said/recipient": "The youth office",
    }
    entry = FormEntry(built_in("mandatory_report"))
    for path, value in reported.items():
        entry.set(f"/data/{path}", value)
    scene.do(lambda work: keep_filled(work, person_id, collect(entry)).id)
    with pytest.raises(GateClosed):
        scene.ask(lambda reads: first_answers(reads, person_id, usable))
    other = OtherBasis(basis=Basis.VITAL_INTERESTS, reason="Not awake", person_told=True)
    scene.do(lambda work: use_other_basis(work, other, person_id=person_id).id)
    scene.ask(lambda reads: first_answers(reads, person_id, usable))


@pytest.mark.parametrize("name", OFFERED)
def test_no_answer_of_an_offered_form_is_lost(name: str) -> None:
    assert bound_entities(built_in(name)) <= set(BINDABLE) | parts_kept_in(name)


@pytest.mark.parametrize("name", library.names())
def test_a_list_counts_questions_as_the_form_does(name: str) -> None:
    form = built_in(name)
    assert library.questions(name) == questions_of(form)
    assert (library.title(name), library.version(name)) == (form.title, form.version)
