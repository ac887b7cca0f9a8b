"""Step 1: one caseworker for one person, with others beside, and what registration wrote down."""

from __future__ import annotations

import pytest

from caseworker.answers import Answers
from caseworker.documents.blocks import Facts
from caseworker.documents.intake_sheet import intake_sheet
from caseworker.errors import GateClosed
from caseworker.form_library.chosen_words import chosen_words
from caseworker.model.case import Case, Step
from caseworker.model.person import Person
from caseworker.steps import identification
from caseworker.steps.progress import finish, step_findings
from caseworker.text import LANGUAGES, Text
from caseworker.views.people import person_page
from forms import library
from forms.access import access_of
from tests.scene import AMINA, Scene, codes


@pytest.mark.requirement("R-204")
def test_a_case_that_nobody_has_goes_no_further(scene: Scene) -> None:
    case_id = scene.case()
    scene.do(lambda work: identification.assign(work, case_id, None))
    missing = scene.ask(lambda reads: step_findings(reads, case_id, Step.IDENTIFICATION))
    assert "no-caseworker" in codes(missing)
    with pytest.raises(GateClosed):
        scene.do(lambda work: finish(work, case_id, Step.IDENTIFICATION))
    scene.do(lambda work: identification.assign(work, case_id, AMINA.user_id))
    missing = scene.ask(lambda reads: step_findings(reads, case_id, Step.IDENTIFICATION))
    assert "no-caseworker" not in codes(missing)


@pytest.mark.requirement("R-136")
def test_a_tutor_and_a_peer_mentor_stand_beside_the_caseworker(scene: Scene) -> None:
    case_id = scene.case()
    said = {"case.tutor": "Nadia, Open Door", "case.peer_mentor": "Yohannes, here since 2019"}
    definition = library.load("identification")
    assert said.keys() <= {each.field for each in definition.definitions}
    answers = Answers(form="identification", version="1", bound=said, rows={})
    scene.do(lambda work: identification.keep(work, case_id, answers))
    case = scene.ask(lambda reads: reads.get(Case, case_id))
    assert (case.tutor, case.peer_mentor) == tuple(said.values())
    assert case.assigned_to == AMINA.user_id


@pytest.mark.requirement("R-214")
@pytest.mark.parametrize("language", LANGUAGES)
def test_what_calls_for_special_care_is_chosen_once_and_read_everywhere(
    scene: Scene, language: str
) -> None:
    text = Text(language)
    person_id = scene.registered(
        vulnerabilities=("baby", "older"),
        immediate_needs=("food",),
        communication_needs="large_text more_time",
    )
    shown = scene.ask(lambda reads: person_page(reads, person_id))
    assert shown.special_care == ("baby", "older")
    words = chosen_words("person.vulnerabilities", shown.special_care, text)
    assert words == text.listed((text("With a baby"), text("Older person")))
    paper = scene.ask(lambda reads: intake_sheet(reads, person_id, text))
    printed = {
        fact.label: fact.value
        for block in paper.blocks
        if isinstance(block, Facts)
        for fact in block.facts
    }
    assert printed[text("Special care")] == words
    assert printed[text("Needed at the registration")] == text("Food")
    assert printed[text("What makes speaking easier")] == text.listed(
        (text("Large letters"), text("More time"))
    )


def test_what_somebody_wrote_in_words_of_their_own_stays(scene: Scene) -> None:
    own = "reads lips, from the left"
    assert chosen_words("person.communication_needs", own, Text("fr")) == own
    person_id = scene.registered(communication_needs=own)
    assert scene.ask(lambda reads: reads.get(Person, person_id)).communication_needs == own


@pytest.mark.requirement("R-216")
def test_hardship_has_its_place_in_the_assessment_and_is_never_asked_at_the_desk() -> None:
    registration, assessment = library.load("registration"), library.load("assessment")
    fields = {each.field for each in registration.definitions if each.field}
    assert all(field.startswith("person.") for field in fields)
    assert not {field for field in fields if "hardship" in field or "abuse" in field}
    assert "factor.what" in {each.field for each in assessment.definitions}
    assert access_of(registration).open_to == "register"
    assert access_of(assessment).open_to == "work_on_case"
