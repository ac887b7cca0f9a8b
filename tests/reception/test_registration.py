"""Registration opens with two keys: the centre can help, and there is a yes or another basis."""

from __future__ import annotations

from dataclasses import replace

import pytest

from caseworker.answers import collect, typed
from caseworker.consent.gate import OtherBasis
from caseworker.consent.later import Said, keep_said
from caseworker.consent.talk import Talk
from caseworker.errors import GateClosed, NotAllowed, NotFound, NothingToUndo
from caseworker.findings import stopping
from caseworker.form_library.versions import built_in
from caseworker.model.arrival import Arrival, ArrivalState, Eligibility, Refusal, Screening, Stay
from caseworker.model.consent import Basis, BasisUse, Consent, KindOfConsent, Purpose
from caseworker.model.ids import PersonId
from caseworker.model.partial_date import PartialDate
from caseworker.model.person import HouseholdMembership, Person, Relationship, Tie
from caseworker.model.values import Answer
from caseworker.people.ties import Guardian
from caseworker.reception.check_in import AtTheGate, arrive, check_in, leave
from caseworker.reception.refusal import refuse, take_back_refusal
from caseworker.reception.registration import (
    Facts,
    HouseholdPlace,
    Registration,
    register,
    registration_findings,
)
from caseworker.steps.identification import Opening, open_case
from caseworker.views.reception import Stage
from forms import FormEntry
from tests.scene import ADMINISTRATOR, GOOD_TALK, YES_TO_RECORD, Scene, codes

SELAM = Facts(given_name="Selam", family_name="Tesfay", date_of_birth=PartialDate("1996"))
ROBEL = Facts(given_name="Robel", date_of_birth=PartialDate("2017"))
MOTHER = Guardian(tie=Tie.MOTHER, relative_name="Selam", verified_how="arrived together, papers")


def whole(scene: Scene, **changes: object) -> Registration:
    first = Registration(
        screening_id=scene.screened(), facts=SELAM, asked=(YES_TO_RECORD,), talk=GOOD_TALK
    )
    return replace(first, **changes)  # type: ignore[arg-type]  # named as the fields are


def kept(scene: Scene, **changes: object) -> Person:
    registration = whole(scene, **changes)
    return scene.do(lambda work: register(work, registration))


def found(scene: Scene, registration: Registration) -> set[str]:
    return codes(stopping(scene.ask(lambda reads: registration_findings(reads, registration))))


@pytest.mark.requirement("R-207", "R-280")
def test_both_keys_open_registration(scene: Scene) -> None:
    person = kept(scene)
    consents = scene.ask(lambda reads: reads.matching(Consent, person_id=person.id))
    assert [consent.purpose for consent in consents] == [Purpose.RECORD]
    assert consents[0].screening_id is not None


@pytest.mark.requirement("R-207")
@pytest.mark.parametrize("result", [Eligibility.UNCLEAR, Eligibility.NOT_ELIGIBLE])
def test_without_eligibility_it_stays_closed(scene: Scene, result: Eligibility) -> None:
    registration = whole(scene, screening_id=scene.screened(result))
    assert "not-eligible" in found(scene, registration)
    with pytest.raises(GateClosed):
        scene.do(lambda work: register(work, registration))
    assert scene.ask(lambda reads: reads.count(Person)) == 0


@pytest.mark.requirement("R-207")
@pytest.mark.parametrize("answer", [Answer.NO, Answer.NOT_ASKED])
def test_without_a_yes_nothing_that_names_anybody_is_kept(scene: Scene, answer: Answer) -> None:
    registration = whole(scene, asked=(replace(YES_TO_RECORD, answer=answer),))
    assert found(scene, registration) == {"no-consent-to-record"}
    with pytest.raises(GateClosed):
        scene.do(lambda work: register(work, registration))
    assert scene.ask(lambda reads: reads.count(Person)) == 0
    assert scene.ask(lambda reads: reads.count(Consent)) == 0


def test_help_first_consent_later(scene: Scene) -> None:
    """An unconscious woman: a record on vital interests, reviewed within a day, asked later."""
    basis = OtherBasis(
        basis=Basis.VITAL_INTERESTS, reason="unconscious", why_not_told="unconscious"
    )
    person = kept(scene, asked=(), talk=Talk(), other_basis=basis)
    use = scene.ask(lambda reads: reads.matching(BasisUse, person_id=person.id)[0])
    assert use.reviewed_at is None
    scene.later(days=2)
    said = Said(asked=(YES_TO_RECORD,), talk=GOOD_TALK)
    scene.do(lambda work: keep_said(work, person.id, said))
    assert scene.ask(lambda reads: reads.count(Consent, person_id=person.id)) == 1


@pytest.mark.requirement("R-432")
def test_a_refusal_leaves_an_anonymous_count_and_help_goes_on(scene: Scene) -> None:
    screening_id = scene.screened()
    scene.do(lambda work: refuse(work, screening_id))
    assert scene.ask(lambda reads: reads.count(Refusal)) == 1
    assert scene.ask(lambda reads: reads.count(Person)) == 0
    assert scene.ask(lambda reads: reads.count(Consent)) == 0
    screening = scene.ask(lambda reads: reads.get(Screening, screening_id))
    arrival = scene.ask(lambda reads: reads.get(Arrival, screening.arrival_id))
    assert arrival.state is ArrivalState.HELPED_WITHOUT_RECORD
    scene.do(lambda work: check_in(work, arrival.id, bed="Room 4"))
    assert scene.ask(lambda reads: reads.count(Stay, arrival_id=arrival.id)) == 1


def test_a_no_that_nobody_said_is_taken_back_once(scene: Scene) -> None:
    screening_id = scene.screened()
    refused = scene.do(lambda work: refuse(work, screening_id))
    scene.do(lambda work: take_back_refusal(work, refused))
    assert scene.ask(lambda reads: reads.count(Refusal)) == 0
    screening = scene.ask(lambda reads: reads.get(Screening, screening_id))
    arrival = scene.ask(lambda reads: reads.get(Arrival, screening.arrival_id))
    assert arrival.state is refused.before
    with pytest.raises(NothingToUndo):
        scene.do(lambda work: take_back_refusal(work, refused))


@pytest.mark.requirement("R-437", "R-438")
def test_a_child_is_registered_by_a_verified_mother_and_heard(scene: Scene) -> None:
    talk = replace(GOOD_TALK, kind=KindOfConsent.GUARDIAN)
    registration = whole(scene, facts=ROBEL, talk=talk, guardian=MOTHER, assent=Answer.YES)
    child = scene.do(lambda work: register(work, registration))
    kinds = {
        consent.kind
        for consent in scene.ask(lambda reads: reads.matching(Consent, person_id=child.id))
    }
    assert kinds == {KindOfConsent.GUARDIAN, KindOfConsent.ASSENT}
    tie = scene.ask(lambda reads: reads.matching(Relationship, person_id=child.id)[0])
    assert tie.verified_at is not None


@pytest.mark.requirement("R-438")
def test_a_doubtful_uncle_opens_nothing(scene: Scene) -> None:
    uncle = Guardian(
        tie=Tie.UNCLE_OR_AUNT, relative_name="He", verified_how="says so", doubt="stories differ"
    )
    talk = replace(GOOD_TALK, kind=KindOfConsent.GUARDIAN)
    registration = whole(scene, facts=ROBEL, talk=talk, guardian=uncle, assent=Answer.YES)
    assert found(scene, registration) == {"guardian-not-verified"}
    best = OtherBasis(
        basis=Basis.BEST_INTERESTS_OF_CHILD, reason="alone, needs care", person_told=True
    )
    child = scene.do(lambda work: register(work, replace(registration, other_basis=best)))
    assert scene.ask(lambda reads: reads.count(BasisUse, person_id=child.id)) == 1
    assert not [
        consent
        for consent in scene.ask(lambda reads: reads.matching(Consent, person_id=child.id))
        if consent.kind is KindOfConsent.GUARDIAN
    ]


@pytest.mark.requirement("R-169", "R-209")
def test_a_household_shares_facts_of_the_journey_only(scene: Scene) -> None:
    place = HouseholdPlace(journey="by sea", head=True)
    mother = kept(scene, household=place)
    first = scene.ask(lambda reads: reads.matching(HouseholdMembership, person_id=mother.id)[0])
    joined = HouseholdPlace(household_id=first.household_id)
    other = kept(scene, household=joined)
    second = scene.ask(lambda reads: reads.matching(HouseholdMembership, person_id=other.id)[0])
    assert second.household_id == first.household_id
    assert scene.ask(lambda reads: reads.count(Consent, person_id=other.id)) == 1


def test_an_administrator_registers_nobody(scene: Scene) -> None:
    registration = whole(scene)
    with pytest.raises(NotAllowed):
        scene.as_(ADMINISTRATOR).do(lambda work: register(work, registration))


@pytest.mark.requirement("R-266", "R-278")
def test_numbers_are_called_in_order_and_name_nobody(scene: Scene) -> None:
    numbers = [
        scene.do(lambda work: arrive(work, AtTheGate(described_as="Man, about 40")).number)
        for _turn in range(3)
    ]
    assert numbers == ["A1", "A2", "A3"]


def test_a_bed_follows_from_the_number_to_the_person_and_ends(scene: Scene) -> None:
    arrival = scene.do(lambda work: arrive(work, AtTheGate()))
    scene.do(lambda work: check_in(work, arrival.id, bed="Room 1"))
    scene.do(lambda work: check_in(work, arrival.id, bed="Room 2"))
    stays = scene.ask(lambda reads: reads.matching(Stay, arrival_id=arrival.id))
    assert [stay.until is None for stay in stays] == [False, True]
    scene.do(lambda work: leave(work, arrival.id))
    stays = scene.ask(lambda reads: reads.matching(Stay, arrival_id=arrival.id))
    assert all(stay.until is not None for stay in stays)


@pytest.mark.requirement("R-192")
def test_several_characteristics_stand_beside_each_other(scene: Scene) -> None:
    entry = FormEntry(built_in("registration"))
    entry.set("/data/now/special_care", "pregnant disability distress")
    said = typed(Facts, collect(entry).of("person"))
    person = kept(scene, facts=Facts(**{**said, "given_name": "Selam"}))
    assert person.vulnerabilities == ("pregnant", "disability", "distress")


@pytest.mark.requirement("R-268")
def test_reception_screens_and_asks_before_it_registers(scene: Scene) -> None:
    assert [*Stage] == [
        Stage.URGENT,
        Stage.CHECK_IN,
        Stage.ELIGIBILITY,
        Stage.EXPLAIN,
        Stage.CONSENT,
        Stage.REGISTRATION,
    ]
    person = kept(scene)
    (screening,) = scene.ask(lambda reads: reads.matching(Screening))
    (consent,) = scene.ask(lambda reads: reads.matching(Consent, person_id=person.id))
    assert consent.screening_id == screening.id
    assert screening.result is Eligibility.ELIGIBLE


@pytest.mark.requirement("R-279", "R-288")
def test_services_begin_with_a_record_and_a_bed_does_not_wait_for_it(scene: Scene) -> None:
    number = scene.do(lambda work: arrive(work, AtTheGate(described_as="Somebody")).id)
    scene.do(lambda work: check_in(work, number, bed="Family room 2").id)
    (stay,) = scene.ask(lambda reads: reads.matching(Stay))
    assert (stay.bed, stay.person_id) == ("Family room 2", None)
    nobody = PersonId(number)
    with pytest.raises(NotFound):
        scene.do(lambda work: open_case(work, Opening(person_id=nobody)).id)
    person = kept(scene)
    scene.do(lambda work: open_case(work, Opening(person_id=person.id)).id)
