"""A refusal, help before consent, and a yes that is taken back."""

from __future__ import annotations

import pytest

from caseworker.consent.asking import keep_answers
from caseworker.consent.talk import Asked
from caseworker.demo import talks
from caseworker.directory.entries import ProviderEntry, ServiceEntry, add_provider, add_service
from caseworker.model.arrival import Arrival, ArrivalState, Refusal, UrgentNeed
from caseworker.model.consent import Basis, BasisUse, Consent, Disclosure, Purpose
from caseworker.model.directory import ProviderKind, ServiceArea
from caseworker.model.ids import PersonId, ProviderId
from caseworker.model.person import Person
from caseworker.model.referral import DataItem, Referral, ReferralState
from caseworker.model.values import Answer
from caseworker.ports import UnitOfWork
from caseworker.reception.check_in import AtTheGate
from tests.journeys.centre import JOSEPHINE, Centre
from tests.journeys.leaks import Leaks
from ui.rehearsal import case_work, desk_work
from ui.window.navigation import Place

MOST_ACTIONS_TO_REFER = 6


@pytest.mark.requirement("R-207", "R-432")
def test_a_refusal_leaves_a_count_and_nothing_else(centre: Centre, leaks: Leaks) -> None:
    hand = centre.hand
    number = centre.arrives(AtTheGate(described_as="Woman, about 30", language="ar"))
    desk_work.check_in(hand, number, "Room 4, bed 2")
    desk_work.screen_and_explain(hand)
    desk_work.say(hand, "yes")
    desk_work.prepare_talk(hand)
    hand.click("form-of-consent-signature")
    hand.draw("signature-pad")
    hand.rest()
    assert centre.office.drafts.all(), "the talk is kept as it goes"
    hand.click("keep-answers")
    hand.type("given_name", "Zuleikhawit")
    hand.rest()
    centre.go(Place.RECEPTION, centre.one(Arrival).id, "consent")
    hand.click("answer-0-no")
    hand.click("refuse-record")
    hand.click("toast-undo")
    assert centre.office.drafts.all(), "a slip of the hand is taken back whole"
    assert not centre.all(Refusal)
    hand.click("refuse-record")

    assert not centre.office.drafts.all(), "neither words nor signature are left"
    assert not centre.all(Person)
    assert not centre.all(Consent)
    assert len(centre.all(Refusal)) == 1
    arrival = centre.one(Arrival)
    assert arrival.state is ArrivalState.HELPED_WITHOUT_RECORD
    assert arrival.bed == "Room 4, bed 2", "bed and food go on"
    centre.lock()
    leaks.none_of("Zuleikhawit")


@pytest.mark.requirement("R-207", "R-269")
def test_help_first_consent_later(centre: Centre, leaks: Leaks) -> None:
    hand = centre.hand
    unwell = AtTheGate(
        described_as="Woman, not awake",
        urgent_needs=frozenset({UrgentNeed.MEDICAL}),
        urgent_help="Ambulance called",
    )
    number = centre.arrives(unwell)
    desk_work.check_in(hand, number, "Sick bay")
    hand.click("keep-eligibility")
    centre.go(Place.RECEPTION, centre.one(Arrival).id, "consent")
    hand.click("other-basis")
    hand.click("agree-basis")
    assert not centre.all(BasisUse), "a reason is asked"
    hand.type("basis-reason", "Not awake; Vermilion hospital asks")
    hand.type("basis-why-not", "Not awake")
    hand.click("basis-vital_interests")
    hand.click("agree-basis")
    desk_work.write_record(hand, desk_work.Name("Unknown-Peregrine"))
    use = centre.one(BasisUse)
    assert use.basis is Basis.VITAL_INTERESTS
    assert use.reviewed_at is None
    assert not centre.all(Consent)

    centre.go(Place.PERSON, centre.person("Unknown-Peregrine").id)
    hand.click("ask-consent")
    desk_work.say(hand, "yes", "no")
    desk_work.prepare_talk(hand)
    hand.click("form-of-consent-verbal")
    hand.click("keep-answers")
    said = {each.purpose: each.answer for each in centre.all(Consent)}
    assert said[Purpose.RECORD] is Answer.YES

    hand = centre.unlock(JOSEPHINE)
    centre.go(Place.RIGHTS)
    hand.type(f"review-{use.id}", "Right")
    hand.click(f"reviewed-{use.id}")
    assert centre.one(BasisUse).reviewed_at is not None
    centre.lock()
    leaks.none_of("Peregrine", "Vermilion")


@pytest.mark.requirement("R-245", "R-260", "R-273", "R-447")
def test_a_withdrawal_stops_a_referral(centre: Centre, leaks: Leaks) -> None:
    hand = centre.hand
    name = desk_work.Name("Fatou-Quasar", "Konestoga", "2001")
    centre.registers(name, AtTheGate(described_as="Woman, about 25", language="fr"))
    hand.click("open-case")
    hand.click("finish-step")
    person = centre.person("Fatou-Quasar")
    centre.office.perform(lambda work: _says_yes_to_school(work, PersonId(person.id)))
    case = centre.case_of("Fatou-Quasar")
    centre.go(Place.CASE, case.id)

    before = hand.actions
    hand.click("find-help")
    hand.rest()
    hand.click("start-referral")
    hand.type("referral-need", "A place on the Saffronia course")
    case_work.send_referral(hand)
    assert hand.actions - before <= MOST_ACTIONS_TO_REFER
    sent = centre.one(Referral)
    assert sent.state is ReferralState.SENT
    assert len(centre.all(Disclosure)) == 1

    centre.go(Place.PERSON, person.id)
    yes = centre.one(Consent, purpose=Purpose.REFERRAL)
    hand.click(f"withdraw-{yes.id}")
    hand.click("withdrawal-act")
    assert centre.one(Referral).state is ReferralState.RECALLED

    centre.go(Place.CASE, case.id)
    hand.click("find-help")
    hand.rest()
    hand.click("start-referral")
    hand.type("referral-need", "Once more")
    hand.click("print-form")
    assert not hand.shown("leaving-sheet-act"), "nothing leaves after the withdrawal"
    assert len(centre.all(Disclosure)) == 1
    centre.lock()
    leaks.none_of("Quasar", "Konestoga", "Saffronia")


def _says_yes_to_school(work: UnitOfWork, person_id: PersonId) -> None:
    provider = add_provider(
        work, ProviderEntry(name="Sail workshop", kind=ProviderKind.PRIVATE, phone="555 0266")
    )
    add_service(
        work,
        provider.id,
        ServiceEntry(name="Kitchen course", area=ServiceArea.TRAINING, languages=("fr",)),
    )
    items = (
        DataItem.FIRST_NAME,
        DataItem.FULL_NAME,
        DataItem.CASE_NUMBER,
        DataItem.LANGUAGES,
        DataItem.NEED,
        DataItem.AGE,
    )
    line = Asked(
        purpose=Purpose.REFERRAL,
        provider_id=ProviderId(provider.id),
        recipient="Sail workshop",
        data_items=tuple(item.value for item in items),
        answer=Answer.YES,
    )
    keep_answers(work, (line,), talks.talk(work, "fr", talks.spoken), person_id=person_id)
