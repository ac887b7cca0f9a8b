"""What stands on the papers of the main job: what was agreed, and nothing else."""

from __future__ import annotations

import pytest

from caseworker.consent.asking import keep_answers
from caseworker.consent.talk import Asked
from caseworker.directory.entries import (
    ProviderEntry,
    ServiceEntry,
    add_provider,
    add_service,
    sign_agreement,
)
from caseworker.documents.blocks import Choice, Document, Facts, Quote
from caseworker.documents.case_plan import case_plan
from caseworker.documents.closure_summary import closure_summary
from caseworker.documents.consent_form import blank_consent_form, consent_form
from caseworker.documents.handover_plan import handover_plan
from caseworker.documents.intake_sheet import intake_sheet
from caseworker.documents.paper import typeset
from caseworker.documents.referral_form import contact_slip, referral_form
from caseworker.errors import NotAllowed, NotFound
from caseworker.model.consent import Purpose
from caseworker.model.directory import AgreementKind, ProviderKind, ServiceArea
from caseworker.model.ids import ProviderId, ReferralId, ServiceId
from caseworker.model.referral import DataItem
from caseworker.model.review import ClosureReason, TransferKind
from caseworker.model.values import Answer
from caseworker.ports import UnitOfWork
from caseworker.referral import life_cycle
from caseworker.steps import closure, planning, transfer
from caseworker.text import LANGUAGES, Text
from tests.scene import GOOD_TALK, Scene

ITEMS = (DataItem.FIRST_NAME, DataItem.LANGUAGES, DataItem.NEED)


def labels(paper: Document) -> set[str]:
    return {
        fact.label for block in paper.blocks if isinstance(block, Facts) for fact in block.facts
    }


def provider(scene: Scene, *, confidential: bool = False) -> tuple[ProviderId, ServiceId]:
    def enter(work: UnitOfWork) -> tuple[ProviderId, ServiceId]:
        entry = ProviderEntry(
            name="Port Maren legal aid",
            kind=ProviderKind.ORGANISATION,
            address="Quay Street",
            phone="555 0110",
            confidential=confidential,
        )
        key = add_provider(work, entry).id
        service = ServiceEntry(name="Legal advice", area=ServiceArea.LEGAL)
        sign_agreement(work, key, AgreementKind.DATA_SHARING, signed_on=work.now().date())
        return key, add_service(work, key, service).id

    return scene.do(enter)


def referred(scene: Scene) -> ReferralId:
    person = scene.registered()
    case_id = scene.case(person)
    key, service = provider(scene)
    yes = Asked(
        purpose=Purpose.REFERRAL,
        provider_id=key,
        data_items=tuple(item.value for item in ITEMS),
        answer=Answer.YES,
    )
    scene.do(lambda work: keep_answers(work, (yes,), GOOD_TALK, person_id=person))
    wish = life_cycle.Wish(
        provider_id=key, service_id=service, need="a birth record", data_items=ITEMS
    )
    return scene.do(lambda work: life_cycle.prepare(work, case_id, wish).id)


@pytest.mark.requirement("R-259", "R-260")
def test_a_referral_form_carries_exactly_what_was_agreed(scene: Scene) -> None:
    referral_id = referred(scene)
    english = Text("en")
    with pytest.raises(NotAllowed):
        scene.ask(lambda reads: referral_form(reads, referral_id, english))
    scene.do(lambda work: life_cycle.send(work, referral_id, "printed").id)
    paper = scene.ask(lambda reads: referral_form(reads, referral_id, english))
    assert {"First name", "Languages"} <= labels(paper)
    assert not labels(paper) & {"Full name", "Age", "Sex", "Nationality", "Telephone"}
    assert "Tesfay" not in str(paper)


@pytest.mark.requirement("R-396")
def test_a_slip_to_carry_names_nobody_and_no_confidential_place(scene: Scene) -> None:
    key, service = provider(scene, confidential=True)
    slip = scene.ask(lambda reads: contact_slip(reads, key, service, Text("en")))
    assert "Port Maren" not in str(slip)
    assert "Quay" not in str(slip)
    assert "555 0110" in str(slip)
    assert slip.who_may_see == ""


@pytest.mark.requirement("R-432", "R-444")
def test_the_consent_form_shows_each_answer_as_it_was_given(scene: Scene) -> None:
    person = scene.registered()
    no = Asked(purpose=Purpose.PHOTO, answer=Answer.NO)
    scene.do(lambda work: keep_answers(work, (no,), GOOD_TALK, person_id=person))
    paper = scene.ask(lambda reads: consent_form(reads, person, Text("en")))
    answered = {
        block.question: [words for words, mark in block.options if mark == "chosen"]
        for block in paper.blocks
        if isinstance(block, Choice)
    }
    assert answered == {
        "Keep a record of our work together": ["Yes"],
        "Use a photo in leaflets": ["No"],
    }


def test_nothing_prepared_is_nothing_printed(scene: Scene) -> None:
    case_id = scene.case()
    with pytest.raises(NotFound):
        scene.ask(lambda reads: closure_summary(reads, case_id, Text("en")))
    with pytest.raises(NotFound):
        scene.ask(lambda reads: handover_plan(reads, case_id, Text("en")))


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_paper_in_every_language(scene: Scene, language: str) -> None:
    text = Text(language)
    referral_id = referred(scene)
    scene.do(lambda work: life_cycle.send(work, referral_id, "printed").id)
    case_id = scene.ask(lambda reads: life_cycle.without_answer(reads)[0].case_id)
    person = scene.the_case(case_id).person_id
    key, service = provider(scene)
    end = closure.Ending(reason=ClosureReason.SUPPORT_ENDED, transition="ready")
    handover = transfer.Handover(kind=TransferKind.OTHER_CENTRE, done_so_far="a room")

    def prepare(work: UnitOfWork) -> None:
        planning.add_goal(work, case_id, planning.Goal(title="A room", own_words="With a door."))
        closure.prepare(work, case_id, end)
        transfer.prepare(work, case_id, handover)

    scene.do(prepare)
    papers = scene.ask(
        lambda reads: [
            consent_form(reads, person, text),
            blank_consent_form(reads, text),
            intake_sheet(reads, person, text),
            case_plan(reads, case_id, text),
            referral_form(reads, referral_id, text),
            contact_slip(reads, key, service, text),
            handover_plan(reads, case_id, text),
            closure_summary(reads, case_id, text),
        ]
    )
    for paper in papers:
        assert paper.slip or paper.who_may_see
        assert typeset(paper).startswith(b"%PDF")
    said = "“With a door.”" if language == "en" else "«With a door.»"
    quoted = [each.words for each in papers[3].blocks if isinstance(each, Quote)]
    assert [each.replace("\N{NARROW NO-BREAK SPACE}", "") for each in quoted] == [said]
