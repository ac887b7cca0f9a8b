"""A partner refers somebody to the centre: received, answered, met, and told back with a yes."""

from __future__ import annotations

import pytest

from caseworker.consent.asking import keep_answers
from caseworker.consent.talk import Asked
from caseworker.consent.withdrawal import Scope, withdraw
from caseworker.documents.inbound_answer import inbound_answer
from caseworker.errors import GateClosed, InvalidValue, NotAllowed, NotFound, NothingToUndo
from caseworker.model.arrival import Arrival, Eligibility
from caseworker.model.consent import Disclosure, Purpose
from caseworker.model.ids import InboundReferralId, PersonId, ProviderId
from caseworker.model.inbound_referral import InboundReferral, InboundState, SaidConsent
from caseworker.model.partial_date import PartialDate
from caseworker.model.person import Channel
from caseworker.model.referral import Priority
from caseworker.model.values import Answer
from caseworker.reception.refusal import refuse
from caseworker.reception.registration import Facts, Registration, register
from caseworker.reception.screening import screen
from caseworker.referral import inbound
from caseworker.referral.forgetting import ask_to_forget, forget
from caseworker.referral.inbound import Received
from caseworker.rights.whole_record import whole_record
from caseworker.text import LANGUAGES, Text
from caseworker.views.decisions import ToLookAt
from caseworker.views.inbound_referrals import inbound_page, inbox, known_people
from caseworker.views.people import person_page
from caseworker.views.today import today
from tests.directory.entries import enter
from tests.scene import (
    ADMINISTRATOR,
    AMINA,
    DANIEL,
    GOOD_TALK,
    JOSEPHINE,
    OFFICER,
    YES_TO_RECORD,
    Scene,
    codes,
)


def partner(scene: Scene) -> ProviderId:
    return ProviderId(scene.do(enter("Port Maren legal aid"))[0])


def received(scene: Scene, **said: object) -> InboundReferralId:
    values = {"referred_by": "A nurse at the harbour", "need": "A safe place for the night", **said}
    return scene.do(lambda work: inbound.receive(work, Received(**values)).id)  # type: ignore[arg-type]  # by name


def kept(scene: Scene, key: InboundReferralId) -> InboundReferral:
    return scene.ask(lambda reads: reads.get(InboundReferral, key))


def test_who_refers_and_why_must_be_said_and_nothing_else(scene: Scene) -> None:
    for said in ({"referred_by": " "}, {"need": " "}):
        with pytest.raises(InvalidValue):
            received(scene, **said)
    assert kept(scene, received(scene)).state is InboundState.RECEIVED


@pytest.mark.parametrize("who", [DANIEL, OFFICER, ADMINISTRATOR])
def test_only_caseworkers_receive_and_answer(scene: Scene, who: object) -> None:
    key = received(scene)
    scene.as_(who)  # type: ignore[arg-type]  # an actor
    with pytest.raises(NotAllowed):
        received(scene)
    with pytest.raises(NotAllowed):
        scene.do(lambda work: inbound.accept(work, key))


@pytest.mark.requirement("R-207")
@pytest.mark.parametrize("said", list(SaidConsent))
def test_a_partners_word_is_no_yes_of_the_person(scene: Scene, said: SaidConsent) -> None:
    found = scene.ask(
        lambda reads: inbound.to_think_of(kept(scene, received(scene, consent_said=said)))
    )
    doubtful = said in {SaidConsent.NONE, SaidConsent.NOT_SAID}
    assert codes(found) == ({"no-yes-said"} if doubtful else set())
    assert not scene.ask(lambda reads: reads.matching(Disclosure))


def test_it_is_answered_once_and_can_be_taken_back_until_it_went(scene: Scene) -> None:
    key = received(scene)
    with pytest.raises(NotAllowed):
        scene.do(lambda work: inbound.answer_sent(work, key, Channel.PHONE))
    scene.do(lambda work: inbound.accept(work, key))
    with pytest.raises(NotAllowed):
        scene.do(lambda work: inbound.decline(work, key, "No bed"))
    scene.do(lambda work: inbound.take_back_answer(work, key))
    with pytest.raises(InvalidValue):
        scene.do(lambda work: inbound.decline(work, key, "  "))
    scene.do(lambda work: inbound.decline(work, key, "No bed is free"))
    scene.do(lambda work: inbound.answer_sent(work, key, Channel.PHONE))
    with pytest.raises(NothingToUndo):
        scene.do(lambda work: inbound.take_back_answer(work, key))
    after = kept(scene, key)
    assert (after.state, after.reason) == (InboundState.DECLINED, "No bed is free")
    assert after.answer_sent_by_way_of is Channel.PHONE


def test_what_waits_stands_on_today_and_gets_late(scene: Scene) -> None:
    key = received(scene, priority=Priority.EMERGENCY)
    scene.later(days=3)
    decisions = scene.ask(lambda reads: today(reads, scene.moment)).decisions
    (waiting,) = [each for each in decisions if each.kind is ToLookAt.INBOUND_REFERRAL]
    assert (waiting.subject, waiting.days_late) == (key, 2)
    (row,) = scene.ask(lambda reads: inbox(reads, scene.moment.date()))
    assert (row.who_refers, row.days_late) == ("A nurse at the harbour", 2)
    scene.do(lambda work: inbound.accept(work, key))
    decisions = scene.ask(lambda reads: today(reads, scene.moment)).decisions
    assert ToLookAt.INBOUND_REFERRAL not in {each.kind for each in decisions}


def met(scene: Scene, key: InboundReferralId) -> PersonId:
    """Return the person who came to the desk with this referral and said yes to a record."""
    scene.do(lambda work: inbound.accept(work, key))
    arrival = scene.do(lambda work: inbound.meet(work, key).id)
    screening = scene.do(
        lambda work: screen(work, arrival, criteria_met=(), result=Eligibility.ELIGIBLE).id
    )
    registration = Registration(
        screening_id=screening,
        facts=Facts(given_name="Hiwot", languages=("ti",), date_of_birth=PartialDate("1996")),
        asked=(YES_TO_RECORD,),
        talk=GOOD_TALK,
    )
    return scene.do(lambda work: register(work, registration).id)


@pytest.mark.requirement("R-207")
def test_the_person_is_met_by_number_and_registered_only_with_her_own_yes(scene: Scene) -> None:
    key = received(scene, their_reference="Hiwot")
    with pytest.raises(NotAllowed):
        scene.do(lambda work: inbound.meet(work, key))
    person = met(scene, key)
    after = kept(scene, key)
    assert after.person_id == person
    assert after.arrival_id is not None
    arrival = scene.ask(lambda reads: reads.get(Arrival, after.arrival_id))  # type: ignore[arg-type]  # there is one
    assert "Hiwot" not in arrival.described_as
    with pytest.raises(NotAllowed):
        scene.do(lambda work: inbound.meet(work, key))
    assert key in {
        each.id for each in scene.ask(lambda reads: whole_record(reads, person)).entities
    }


def test_it_can_lead_to_somebody_who_has_a_record(scene: Scene) -> None:
    person = scene.registered()
    key = received(scene)
    scene.do(lambda work: inbound.accept(work, key))
    (found,) = scene.ask(lambda reads: known_people(reads, "selam"))
    assert found.id == person
    scene.do(lambda work: inbound.is_somebody_known(work, key, person))
    page = scene.ask(lambda reads: inbound_page(reads, key, scene.moment.date()))
    assert page.person == "Selam T."


@pytest.mark.requirement("R-260", "R-441")
def test_how_it_went_on_is_told_only_with_a_yes_and_is_a_disclosure(scene: Scene) -> None:
    who = partner(scene)
    key = received(scene, provider_id=who)
    page = scene.ask(lambda reads: inbound_page(reads, key, scene.moment.date()))
    assert codes(page.feedback_findings) == {"nobody-registered"}
    person = met(scene, key)
    with pytest.raises(GateClosed) as closed:
        scene.do(lambda work: inbound.give_feedback(work, key, "She is safe", "phone"))
    assert codes(closed.value.findings) == {"no-consent"}
    yes = Asked(purpose=Purpose.REFERRAL, provider_id=who, answer=Answer.YES)
    scene.do(lambda work: keep_answers(work, (yes,), GOOD_TALK, person_id=person))
    with pytest.raises(InvalidValue):
        scene.do(lambda work: inbound.give_feedback(work, key, " ", "phone"))
    scene.do(lambda work: inbound.give_feedback(work, key, "She is safe", "phone"))
    (went,) = scene.ask(lambda reads: reads.matching(Disclosure))
    assert (went.person_id, went.recipient) == (person, "Port Maren legal aid")
    assert went.data_items == (inbound.FEEDBACK,)
    assert kept(scene, key).feedback == "She is safe"
    scene.later(days=1)
    back = Scope(purpose=Purpose.REFERRAL, provider_id=who)
    scene.do(lambda work: withdraw(work, person, back))
    (line,) = scene.ask(lambda reads: person_page(reads, person)).recalls
    assert line.recipient == "Port Maren legal aid", "they are told that it ended"


@pytest.mark.requirement("R-432")
def test_what_a_partner_wrote_is_erased_where_there_is_no_record(scene: Scene) -> None:
    declined, refused = received(scene), received(scene)
    scene.do(lambda work: inbound.decline(work, declined, "No bed is free"))
    with pytest.raises(NotAllowed):
        scene.do(lambda work: ask_to_forget(work, declined))
    scene.do(lambda work: inbound.answer_sent(work, declined, Channel.PHONE))
    scene.do(lambda work: ask_to_forget(work, declined))
    with pytest.raises(NotAllowed):
        scene.do(lambda work: forget(work, declined))
    scene.as_(JOSEPHINE).do(lambda work: forget(work, declined))
    scene.as_(AMINA)
    scene.do(lambda work: inbound.accept(work, refused))
    scene.do(lambda work: inbound.answer_sent(work, refused, Channel.PHONE))
    arrival = scene.do(lambda work: inbound.meet(work, refused).id)
    with pytest.raises(NotAllowed):
        scene.do(lambda work: ask_to_forget(work, refused))
    screening = scene.do(
        lambda work: screen(work, arrival, criteria_met=(), result=Eligibility.ELIGIBLE).id
    )
    scene.do(lambda work: refuse(work, screening))
    scene.as_(JOSEPHINE).do(lambda work: ask_to_forget(work, refused))
    asked = scene.ask(lambda reads: inbound_page(reads, refused, scene.moment.date()))
    assert asked.forgetting_asked
    assert asked.forgetting_asked_by is None
    scene.as_(AMINA).do(lambda work: forget(work, refused))
    assert not scene.ask(lambda reads: reads.matching(InboundReferral))


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_slip_says_yes_or_no_and_why_and_nothing_else(scene: Scene, language: str) -> None:
    key = received(scene, their_reference="HG-12", how_to_reach="At the fountain at noon")
    with pytest.raises(NotFound):
        scene.ask(lambda reads: inbound_answer(reads, key, Text(language)))
    scene.do(lambda work: inbound.decline(work, key, "No bed is free"))
    slip = repr(scene.ask(lambda reads: inbound_answer(reads, key, Text(language))))
    assert "HG-12" in slip
    assert "No bed is free" in slip
    assert "fountain" not in slip
    assert AMINA.name not in slip
    assert JOSEPHINE.name not in slip
