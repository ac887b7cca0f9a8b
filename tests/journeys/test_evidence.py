"""What shows a consent: a scan or a recording, from the gate to the person's page."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtWidgets import QLabel

from caseworker.model.arrival import Arrival
from caseworker.model.audit import AuditEvent
from caseworker.model.consent import Attachment, Consent, FormOfConsent, Purpose
from caseworker.model.values import Answer
from caseworker.reception.check_in import AtTheGate
from tests.evidence import samples
from tests.journeys.centre import AMINA, Centre
from tests.journeys.leaks import Leaks
from ui.rehearsal import desk_work
from ui.window.navigation import Place

NAME = "Zubaydah-Quillfeather"
RECORD = desk_work.Name("Zubaydah", "Quillfeather", "1991")


@pytest.fixture
def stick(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A stick with files; it is the person's, and no place of the program."""
    return tmp_path_factory.mktemp("stick")


def to_the_talk(centre: Centre) -> None:
    number = centre.arrives(AtTheGate(described_as="Woman, about 30", language="ar"))
    desk_work.check_in(centre.hand, number, "Room 4, bed 2")
    desk_work.screen_and_explain(centre.hand)
    desk_work.say(centre.hand, "yes", "yes")
    desk_work.prepare_talk(centre.hand)


def acts(centre: Centre) -> list[str]:
    return [event.action for event in centre.all(AuditEvent)]


@pytest.mark.requirement("R-433", "R-441")
def test_a_scan_of_the_signed_paper(centre: Centre, leaks: Leaks, stick: Path) -> None:
    hand = centre.hand
    to_the_talk(centre)
    hand.click("form-of-consent-on paper")
    telephone = stick / f"{NAME}.jpg"
    telephone.write_bytes(samples.telephone_picture())
    centre.files.opens = telephone
    hand.click("evidence-scan-attach")
    assert hand.shown("evidence-scan-findings")
    assert not hand.shown("evidence-scan-look"), "named JPEG, but what it holds is not"
    assert not centre.office.drafts.load(centre.screening(), "registration-consent-file")

    original = samples.jpeg(300, 200)
    telephone.write_bytes(original)
    hand.click("evidence-scan-attach")
    hand.click("evidence-scan-look")
    assert hand.shown("file-page-1")
    assert not hand.shown("save-file"), "nothing leaves before it is kept"
    hand.click("close-file")
    hand.rest()
    assert not centre.all(Attachment), "before consent it lives in the draft alone"

    hand = centre.unlock(AMINA)
    centre.go(Place.RECEPTION, centre.one(Arrival).id, "consent")
    assert hand.shown("evidence-scan-look"), "locking loses nothing"
    hand.click("keep-answers")
    desk_work.write_record(hand, RECORD)
    assert not centre.office.drafts.all()
    assert telephone.read_bytes() == original, "the original is not touched"

    person = centre.person("Zubaydah")
    consent = centre.one(Consent, person_id=person.id, purpose=Purpose.RECORD)
    assert consent.evidence is not None
    assert consent.evidence.form is FormOfConsent.ON_PAPER
    kept = centre.one(Attachment)
    assert kept.media_type == "image/jpeg"
    content = centre.office.ask(lambda reads: reads.content(kept.id))
    assert samples.TELLING.encode() not in content
    assert "evidence opened" not in acts(centre)

    centre.go(Place.PERSON, person.id)
    hand.click(f"evidence-{consent.id}")
    page = hand.find("file-page-1")
    assert isinstance(page, QLabel)
    assert page.pixmap().width() < page.pixmap().height(), "shown the right way up"
    assert "evidence opened" in acts(centre)
    centre.lock()
    leaks.none_of("Zubaydah", "Quillfeather")
    leaks.nothing_of(content)


@pytest.mark.requirement("R-050", "R-434")
def test_a_recording_needs_a_yes_to_recording_first(
    centre: Centre, leaks: Leaks, stick: Path
) -> None:
    hand = centre.hand
    to_the_talk(centre)
    hand.click("form-of-consent-audio")
    assert not hand.shown("evidence-sound-attach")
    hand.click("keep-answers")
    assert hand.shown("consent-findings"), "nothing recorded, nothing kept"
    hand.click("may-record-yes")
    centre.files.opens = stick / f"{NAME}.wav"
    centre.files.opens.write_bytes(samples.sound(400))
    hand.click("evidence-sound-attach")
    hand.click("may-record-no")
    assert not centre.office.drafts.load(centre.screening(), "registration-consent-file")
    assert not hand.shown("evidence-sound-attach")

    hand.click("may-record-yes")
    hand.click("evidence-sound-attach")
    hand.click("keep-answers")
    desk_work.write_record(hand, RECORD)
    person = centre.person("Zubaydah")
    yes = centre.one(Consent, person_id=person.id, purpose=Purpose.RECORDING)
    record = centre.one(Consent, person_id=person.id, purpose=Purpose.RECORD)
    assert yes.answer is Answer.YES
    assert yes.evidence is not None
    assert yes.evidence.form is FormOfConsent.VERBAL
    assert yes.evidence.certified_by is not None
    assert yes.asked_at < record.asked_at, "asked before anything was recorded"
    assert record.evidence is not None
    assert record.evidence.form is FormOfConsent.AUDIO

    centre.go(Place.PERSON, person.id)
    hand.click(f"evidence-{record.id}")
    assert "evidence opened" in acts(centre)
    (player,) = centre.players.made
    assert player.did == [], "plays only when asked to"
    for press in ("play", "play-back", "play-forward", "play"):
        hand.click(press)
    assert player.did == ["play", "-10", "+10", "pause"]
    hand.click("close-file")

    centre.players.plays = False
    hand.click(f"evidence-{record.id}")
    assert not hand.shown("play")
    assert hand.shown("save-file"), "a copy can be played with another program"
    centre.lock()
    leaks.none_of("Zubaydah", "Quillfeather")


@pytest.mark.requirement("R-432")
def test_a_refusal_erases_the_scan(centre: Centre, leaks: Leaks, stick: Path) -> None:
    hand = centre.hand
    to_the_talk(centre)
    hand.click("form-of-consent-thumbprint")
    centre.files.opens = stick / f"{NAME}.pdf"
    words = "Kept secret by Quillfeather"
    centre.files.opens.write_bytes(samples.pdf(words=words))
    hand.click("evidence-scan-attach")
    hand.rest()
    assert centre.office.drafts.load(centre.screening(), "registration-consent-file")
    hand.click("answer-0-no")
    hand.click("refuse-record")
    assert not centre.office.drafts.all()
    assert not centre.all(Attachment)
    content = centre.files.opens.read_bytes()
    centre.lock()
    leaks.none_of("Zubaydah", "Quillfeather")
    leaks.nothing_of(content)
