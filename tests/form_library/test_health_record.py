"""The whole health record: handed over by whoever is trained for it, and by nobody else."""

from __future__ import annotations

from dataclasses import replace
from uuid import UUID

import pytest

from caseworker.answers import collect
from caseworker.consent.gate import passage
from caseworker.documents.health_record import health_record
from caseworker.errors import NotAllowed
from caseworker.evidence.answers import KEPT, open_answer
from caseworker.form_library.filling import filled_forms, keep_filled
from caseworker.form_library.versions import built_in
from caseworker.model.audit import FormAnswer
from caseworker.model.consent import Purpose
from caseworker.model.ids import AttachmentId, PersonId
from caseworker.model.referral import DataItem
from caseworker.model.staff import Training
from caseworker.ports import UnitOfWork
from caseworker.text import LANGUAGES, Text
from forms import FormEntry
from tests.form_library.arrival_interview import PNG
from tests.scene import AMINA, JOSEPHINE, OFFICER, Scene, codes

NURSE = replace(AMINA, trainings=frozenset({Training.HEALTH}))
TOLD = {
    "private": "yes",
    "wishes_to_talk": "yes",
    "now/complaints": "cough",
    "now/since": "Since the crossing",
    "care/medicine_have": "yes",
    "care/allergy": "Penicillin",
    "care/health_services": "infection_tests",
}


def keep(scene: Scene, subject: UUID, form: str, answers: dict[str, str]) -> None:
    entry = FormEntry(built_in(form))
    for path, value in answers.items():
        entry.set(f"/data/{path}", value)
    if form == "health_follow_up":
        entry.set("/data/care/medicine[1]/medicine_name", "Insulin")
    entry.finish()
    said = collect(entry)
    scene.do(lambda work: keep_filled(work, subject, said).id)


@pytest.fixture
def person(scene: Scene) -> PersonId:
    """Somebody who spoke of her health twice, with a case and without one, and of other things."""
    key = scene.as_(NURSE).registered()
    case = scene.case(key)
    keep(scene, key, "health_follow_up", TOLD)
    keep(scene, case, "health_follow_up", {**TOLD, "now/since": "Since Tuesday"})
    keep(scene, case, "legal_screening", {"deadline": "yes"})
    return key


@pytest.mark.requirement("R-312")
def test_everything_about_health_is_on_the_paper_and_nothing_else(
    scene: Scene, person: PersonId
) -> None:
    for language in LANGUAGES:
        paper = scene.ask(
            lambda reads, language=language: health_record(reads, person, Text(language))
        )
        said = str(paper.blocks)
        for words in ("Penicillin", "Insulin", "Since the crossing", "Since Tuesday"):
            assert words in said, (language, words)
        assert Text(language)("Legal needs") not in said
    assert "Selam" not in f"{paper.title} {paper.subtitle} {paper.reference}"


@pytest.mark.requirement("R-311", "R-312")
@pytest.mark.parametrize("who", [AMINA, JOSEPHINE, OFFICER])
def test_nobody_without_the_training_makes_or_reads_it(scene: Scene, person: PersonId, who) -> None:  # type: ignore[no-untyped-def]  # an actor
    scene.as_(who)
    with pytest.raises(NotAllowed):
        scene.ask(lambda reads: health_record(reads, person, Text("en")))
    if who is not OFFICER:
        seen = scene.ask(lambda reads: filled_forms(reads, person))
        assert "health_follow_up" not in {line.form for line in seen}


@pytest.mark.requirement("R-311")
def test_health_goes_to_nobody_without_a_yes_to_it(scene: Scene, person: PersonId) -> None:
    seen = scene.ask(
        lambda reads: passage(
            reads,
            person,
            Purpose.REFERRAL,
            provider_id=None,
            recipient="The clinic",
            data_items=(DataItem.HEALTH.value,),
            other_basis=None,
            today=reads.now().date(),
        )
    )
    assert codes(seen.findings) == {"no-consent"}


@pytest.mark.requirement("R-311")
def test_a_picture_in_a_form_about_health_opens_for_those_trained_for_it(
    scene: Scene, person: PersonId
) -> None:
    def attach(work: UnitOfWork) -> AttachmentId:
        key = work.attach(PNG, "image/png")
        work.add(
            FormAnswer(
                id=work.new_id(),
                form="health_follow_up",
                form_version=built_in("health_follow_up").version,
                subject=person,
                path="/data/photo",
                value=f"{KEPT}{key}",
                answered_at=work.now(),
                answered_by=work.actor.user_id,
            )
        )
        return key

    key = scene.as_(NURSE).do(attach)
    assert scene.do(lambda work: open_answer(work, key)).content == PNG
    with pytest.raises(NotAllowed):
        scene.as_(AMINA).do(lambda work: open_answer(work, key))
