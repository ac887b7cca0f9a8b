"""One person throughout: a no, the time to keep, her household and what was said hold in all."""

from __future__ import annotations

from dataclasses import replace

import pytest

from caseworker.answers import Answers
from caseworker.consent.asking import keep_answers
from caseworker.consent.gate import passage
from caseworker.consent.talk import Asked
from caseworker.consent.withdrawal import stop_what_has_ended, to_recall
from caseworker.form_library.filling import filled_forms, keep_beside
from caseworker.model.audit import FormAnswer
from caseworker.model.case import Case, CaseStatus
from caseworker.model.consent import Basis, Disclosure, Purpose
from caseworker.model.ids import HouseholdId, PersonId, ProviderId, ReferralId
from caseworker.model.person import HouseholdMembership
from caseworker.model.referral import Referral, ReferralState
from caseworker.model.values import Answer
from caseworker.people.households import household_of
from caseworker.ports import UnitOfWork, missing
from caseworker.reception.registration import (
    Facts,
    HouseholdPlace,
    Registration,
    register_again,
)
from caseworker.rights.retention import is_over, times_over
from tests.people.duplicates.test_not_lost import joined
from tests.scene import AMINA, GOOD_TALK, JOSEPHINE, YES_TO_RECORD, Scene, works_here

pytestmark = pytest.mark.requirement("R-208")


@pytest.fixture
def scene() -> Scene:
    made = Scene()
    works_here(made, AMINA, JOSEPHINE)
    return made


def referral_on(scene: Scene, person: PersonId, state: ReferralState) -> ReferralId:
    """Keep a referral that relies on a yes of *person* to the Lighthouse."""
    yes = Asked(purpose=Purpose.REFERRAL, answer=Answer.YES, recipient="Lighthouse")
    consent = scene.do(lambda work: keep_answers(work, (yes,), GOOD_TALK, person_id=person)[0].id)
    case_id = scene.case(person)

    def act(work: UnitOfWork) -> ReferralId:
        referral = Referral(
            id=ReferralId(work.new_id()),
            case_id=case_id,
            person_id=person,
            provider_id=ProviderId(work.new_id()),
            need="Shelter",
            consent_id=consent,
            state=state,
            prepared_at=work.now(),
            prepared_by=work.actor.user_id,
        )
        work.add(referral)
        return referral.id

    return scene.do(act)


@pytest.mark.parametrize(
    ("before", "after"),
    [
        (ReferralState.PREPARED, ReferralState.CANCELLED),
        (ReferralState.SENT, ReferralState.RECALLED),
        (ReferralState.RECEIVED, ReferralState.RECALLED),
        (ReferralState.ACCEPTED, ReferralState.RECALLED),
        (ReferralState.PROVIDED, ReferralState.PROVIDED),
    ],
)
def test_a_no_in_the_second_record_stops_what_was_prepared_in_the_first(
    scene: Scene, before: ReferralState, after: ReferralState
) -> None:
    first, second = scene.registered(), scene.registered()
    referral = referral_on(scene, first, before)
    joined(scene, first, second)
    scene.later(days=1)
    elsewhere = Asked(purpose=Purpose.REFERRAL, answer=Answer.NO, recipient="Clinic")
    scene.do(lambda work: keep_answers(work, (elsewhere,), GOOD_TALK, person_id=second))

    def state() -> ReferralState:
        return scene.ask(lambda reads: reads.get(Referral, referral).state)

    assert state() is before, "a no to somebody else"
    no = replace(elsewhere, recipient="Lighthouse")
    scene.do(lambda work: keep_answers(work, (no,), GOOD_TALK, person_id=second))
    assert state() is after


def test_a_yes_of_the_first_opens_nothing_after_a_no_in_the_second(scene: Scene) -> None:
    first, second = scene.registered(), scene.registered()
    yes = Asked(purpose=Purpose.REFERRAL, answer=Answer.YES, recipient="Lighthouse")
    scene.do(lambda work: keep_answers(work, (yes,), GOOD_TALK, person_id=first)[0].id)
    joined(scene, first, second)
    scene.later(days=1)

    def opens() -> bool:
        seen = scene.ask(
            lambda reads: passage(
                reads,
                first,
                Purpose.REFERRAL,
                provider_id=None,
                recipient="Lighthouse",
                data_items=(),
                other_basis=None,
                today=scene.moment.date(),
            )
        )
        return seen.consent is not None

    assert opens()
    no = replace(yes, answer=Answer.NO)
    scene.do(lambda work: keep_answers(work, (no,), GOOD_TALK, person_id=second))
    assert not opens()
    scene.later(days=1)
    scene.do(lambda work: keep_answers(work, (yes,), GOOD_TALK, person_id=first)[0].id)
    assert opens(), "she said yes again"


def test_a_no_that_an_exchange_brought_stops_it_too_and_once(scene: Scene) -> None:
    first, second = scene.registered(), scene.registered()
    referral = referral_on(scene, first, ReferralState.PREPARED)
    scene.later(days=1)
    no = Asked(purpose=Purpose.REFERRAL, answer=Answer.NO, recipient="Lighthouse")
    scene.do(lambda work: keep_answers(work, (no,), GOOD_TALK, person_id=second))

    scene.held_for_one(first, second)
    assert scene.do(stop_what_has_ended) == 1
    assert scene.ask(lambda reads: reads.get(Referral, referral).state) is ReferralState.CANCELLED
    assert scene.do(stop_what_has_ended) == 0


def test_a_no_after_a_yes_stops_at_once_what_relied_on_it(scene: Scene) -> None:
    person = scene.registered()
    referral = referral_on(scene, person, ReferralState.PREPARED)
    scene.later(days=1)
    no = Asked(purpose=Purpose.REFERRAL, answer=Answer.NO, recipient="Lighthouse")
    scene.do(lambda work: keep_answers(work, (no,), GOOD_TALK, person_id=person))
    assert scene.ask(lambda reads: reads.get(Referral, referral).state) is ReferralState.CANCELLED


def test_what_went_out_on_a_yes_of_the_first_is_recalled_after_a_no_in_the_second(
    scene: Scene,
) -> None:
    first, second = scene.registered(), scene.registered()
    yes = Asked(purpose=Purpose.TRANSFER, answer=Answer.YES, recipient="Lighthouse")
    consent = scene.do(lambda work: keep_answers(work, (yes,), GOOD_TALK, person_id=first)[0].id)

    def told(work: UnitOfWork) -> None:
        work.add(
            Disclosure(
                id=work.new_id(),
                person_id=first,
                recipient="Lighthouse",
                basis=Basis.CONSENT,
                consent_id=consent,
                medium="printed",
                disclosed_at=work.now(),
                disclosed_by=AMINA.user_id,
            )
        )

    scene.do(told)
    joined(scene, first, second)
    scene.later(days=1)
    assert not scene.ask(lambda reads: to_recall(reads, first))
    no = replace(yes, answer=Answer.NO)
    scene.do(lambda work: keep_answers(work, (no,), GOOD_TALK, person_id=second))
    assert len(scene.ask(lambda reads: to_recall(reads, first))) == 1


def test_work_in_one_record_keeps_the_others_of_the_person(scene: Scene) -> None:
    first, second = scene.registered(), scene.registered()
    joined(scene, first, second)
    scene.later(days=6 * 366)

    def over() -> list[bool]:
        listed = {each.person_id for each in scene.ask(lambda reads: times_over(reads, most=9))}
        said = [scene.ask(lambda reads, k=key: is_over(reads, k)) for key in (first, second)]
        assert [key in listed for key in (first, second)] == said
        return said

    assert over() == [True, True]
    case_id = scene.case(first)
    assert over() == [False, False], "work goes on"

    def end(work: UnitOfWork) -> None:
        case = work.get(Case, case_id)
        case.status, case.closed_at = CaseStatus.CLOSED, work.now()

    scene.do(end)
    assert over() == [False, False], "it has just ended"
    scene.later(days=6 * 366)
    assert over() == [True, True]


def comes_with(scene: Scene, person: PersonId, household: HouseholdId | None) -> HouseholdId:
    registration = Registration(
        screening_id=scene.screened(),
        facts=Facts(given_name="Selam"),
        asked=(YES_TO_RECORD,),
        talk=GOOD_TALK,
        household=HouseholdPlace(household_id=household, head=household is None),
    )
    scene.do(lambda work: register_again(work, registration, person))
    now = scene.ask(lambda reads: household_of(reads, person))
    assert now is not None
    return now.id


def test_whoever_comes_again_is_in_the_household_with_which_she_came(scene: Scene) -> None:
    mother, child = scene.registered(), scene.registered()
    before = comes_with(scene, mother, None)
    scene.later(days=300)
    now = comes_with(scene, mother, None)
    assert now != before, "with whom she came then, she need not be now"
    assert comes_with(scene, child, now) == now
    assert comes_with(scene, mother, now) == now
    open_ones = scene.ask(
        lambda reads: reads.matching(HouseholdMembership, missing("until"), person_id=mother)
    )
    assert len(open_ones) == 1


def test_what_no_field_holds_is_kept_as_a_form_of_its_own(scene: Scene) -> None:
    person = scene.registered()
    answers = Answers(
        form="registration",
        version="1",
        bound={"person.family_name": "Somebody else"},
        free={"/data/urgent_note": "Came by bus"},
    )
    filled = scene.do(lambda work: keep_beside(work, person, answers))
    assert filled is not None
    (line,) = scene.ask(lambda reads: filled_forms(reads, person))
    assert line.id == filled.id
    assert scene.the_person(person).family_name == "Tesfay", "what the record says stays"
    kept = scene.ask(lambda reads: reads.matching(FormAnswer, subject=filled.id))
    assert [(each.path, each.value) for each in kept] == [("/data/urgent_note", "Came by bus")]
    assert scene.do(lambda work: keep_beside(work, person, replace(answers, free={}))) is None
