"""Evidence of a yes: kept only where it fits, and opened only after the look is audited."""

from __future__ import annotations

from dataclasses import replace

import pytest

from caseworker.consent.asking import keep_answers
from caseworker.consent.talk import YesToRecording
from caseworker.errors import GateClosed, InvalidValue, NotAllowed, NotFound
from caseworker.evidence.keeping import SHOWN_BY, keep_evidence, open_evidence
from caseworker.evidence.kinds import Sort
from caseworker.evidence.ready import ready
from caseworker.model.audit import AuditEvent
from caseworker.model.consent import Consent, Evidence, FormOfConsent, Purpose
from caseworker.model.ids import AttachmentId
from caseworker.model.person import Person
from caseworker.model.values import Answer
from caseworker.ports import UnitOfWork
from tests.evidence import samples
from tests.scene import ADMINISTRATOR, AMINA, GOOD_TALK, YES_TO_RECORD, Scene

FILES = {
    Sort.SCAN: ready(samples.png(), Sort.SCAN),
    Sort.SOUND: ready(samples.sound(), Sort.SOUND),
    Sort.PICTURES: ready(samples.video(), Sort.PICTURES),
}


@pytest.mark.parametrize("form", FormOfConsent)
@pytest.mark.parametrize("sort", Sort)
def test_a_file_shows_only_what_was_said_in_its_form(
    scene: Scene, form: FormOfConsent, sort: Sort
) -> None:
    if SHOWN_BY.get(form) is sort:
        scene.do(lambda work: keep_evidence(work, form, FILES[sort]))
    else:
        with pytest.raises(InvalidValue):
            scene.do(lambda work: keep_evidence(work, form, FILES[sort]))


def shown(scene: Scene, form: FormOfConsent) -> Consent:
    """Keep a yes that a file shows, recorded or scanned; return it."""
    person_id = scene.registered()

    def keep(work: UnitOfWork) -> Consent:
        attachment = keep_evidence(work, form, FILES[SHOWN_BY[form]])
        talk = replace(
            GOOD_TALK,
            evidence=Evidence(form, attachment_id=attachment),
            recording=YesToRecording(certified_by=AMINA.user_id, certified_at=work.now()),
        )
        return keep_answers(work, (YES_TO_RECORD,), talk, person_id=person_id)[0]

    return scene.do(keep)


@pytest.mark.requirement("R-050", "R-434")
@pytest.mark.parametrize("form", [FormOfConsent.AUDIO, FormOfConsent.VIDEO])
def test_a_recording_stands_only_behind_a_yes_of_its_own(scene: Scene, form: FormOfConsent) -> None:
    person_id = scene.registered()
    recorded = Evidence(form, attachment_id=AttachmentId(person_id))
    with pytest.raises(GateClosed) as closed:
        scene.do(
            lambda work: keep_answers(
                work, (YES_TO_RECORD,), replace(GOOD_TALK, evidence=recorded), person_id=person_id
            )
        )
    assert [finding.code for finding in closed.value.findings] == ["recording-without-yes"]
    consent = shown(scene, form)
    (first,) = scene.ask(
        lambda reads: reads.matching(
            Consent, person_id=consent.person_id, purpose=Purpose.RECORDING
        )
    )
    assert first.answer is Answer.YES
    assert first.evidence is not None
    assert (first.evidence.form, first.evidence.attachment_id) == (FormOfConsent.VERBAL, None)


@pytest.mark.requirement("R-441")
def test_each_look_is_audited(scene: Scene) -> None:
    consent = shown(scene, FormOfConsent.THUMBPRINT)
    opened = scene.do(lambda work: open_evidence(work, consent.id))
    assert opened.content == FILES[Sort.SCAN].content
    events = scene.ask(lambda reads: reads.matching(AuditEvent, action="evidence opened"))
    assert [event.subject for event in events] == [consent.person_id]


def test_who_reads_no_people_sees_no_evidence(scene: Scene) -> None:
    consent = shown(scene, FormOfConsent.ON_PAPER)
    scene.as_(ADMINISTRATOR)
    with pytest.raises(NotAllowed):
        scene.do(lambda work: open_evidence(work, consent.id))
    scene.as_(AMINA)

    def restrict(work: UnitOfWork) -> None:
        assert consent.person_id is not None
        work.get(Person, consent.person_id).restricted = True

    scene.do(restrict)
    with pytest.raises(NotAllowed):
        scene.do(lambda work: open_evidence(work, consent.id))


def test_spoken_words_have_nothing_to_open(scene: Scene) -> None:
    person_id = scene.registered()
    (consent,) = scene.ask(
        lambda reads: reads.matching(Consent, person_id=person_id, purpose=Purpose.RECORD)
    )
    with pytest.raises(NotFound):
        scene.do(lambda work: open_evidence(work, consent.id))
