"""Registration: only after eligibility and consent, or on another named basis (R-207)."""

from __future__ import annotations

from dataclasses import dataclass, field, replace

from caseworker.centre.settings import the_centre
from caseworker.consent import age
from caseworker.consent.asking import keep_answers, keep_assent
from caseworker.consent.children import child_findings
from caseworker.consent.gate import OtherBasis, basis_findings
from caseworker.consent.other_basis import use_other_basis
from caseworker.consent.talk import Asked, Talk
from caseworker.consent.validity import talk_findings
from caseworker.findings import Findings, pass_gate, stops
from caseworker.model.arrival import Arrival, ArrivalState, Eligibility, Screening, Stay
from caseworker.model.consent import Purpose
from caseworker.model.ids import (
    ArrivalId,
    HouseholdId,
    PersonId,
    RelationshipId,
    ScreeningId,
)
from caseworker.model.partial_date import PartialDate
from caseworker.model.person import (
    DocumentStatus,
    Household,
    HouseholdMembership,
    Person,
    Relationship,
    Sex,
)
from caseworker.model.values import Answer
from caseworker.people.duplicates.joining import require_first, write_what_is_missing
from caseworker.people.restricted import require_sight
from caseworker.people.ties import Guardian, guardian_tie
from caseworker.permissions import Act, require
from caseworker.ports import Reads, UnitOfWork, missing
from caseworker.referral import inbound
from caseworker.text import N_


@dataclass(frozen=True, kw_only=True)
class Facts:
    """What registration asks: basic information and no more (R-210 to R-217, R-283).

    Nothing here asks about violence, trafficking or sexual orientation.
    """

    given_name: str = ""
    family_name: str = ""
    called: str = ""
    date_of_birth: PartialDate | None = None
    age_disputed: bool = False
    sex: Sex = Sex.NOT_ASKED
    gender: str = ""
    nationalities: tuple[str, ...] = ()
    country_of_birth: str = ""
    languages: tuple[str, ...] = ()
    interpreter_needed: bool = False
    interpreter_sex: Sex = Sex.NOT_ASKED
    communication_needs: str = ""
    marital_status: str = ""
    documents: DocumentStatus = DocumentStatus.NOT_ASKED
    reasons_for_migrating: tuple[str, ...] = ()
    immediate_needs: tuple[str, ...] = ()
    vulnerabilities: tuple[str, ...] = ()
    childcare_needed: bool = False
    intends_to_stay: str = ""
    allergies: str = ""
    diet: str = ""


@dataclass(frozen=True, kw_only=True)
class HouseholdPlace:
    """Which household she belongs to: an earlier one, or a new one with facts of the journey."""

    household_id: HouseholdId | None = None
    journey: str = ""
    country_of_origin: str = ""
    head: bool = False


@dataclass(frozen=True, kw_only=True)
class Registration:
    """Everything one registration needs, kept together or not at all."""

    screening_id: ScreeningId
    facts: Facts
    asked: tuple[Asked, ...] = ()
    talk: Talk = field(default_factory=Talk)
    guardian: Guardian | None = None
    assent: Answer = Answer.NOT_ASKED
    """What the child says, where the age band asks for it."""
    other_basis: OtherBasis | None = None
    household: HouseholdPlace | None = None


def registration_findings(reads: Reads, registration: Registration) -> Findings:
    """Return what keeps the gate of registration closed (R-207).

    Two keys: the screen says eligible, and there is a valid yes to a record or another basis.
    """
    screening = reads.get(Screening, registration.screening_id)
    findings = []
    if screening.result is not Eligibility.ELIGIBLE:
        what, why = (
            N_("Whether the centre can help is not yet clear"),
            N_("Urgent help, bed and food go on. A record starts once the centre can help."),
        )
        findings.append(stops("not-eligible", what, why, "R-207", answer="screening"))
    if registration.other_basis is not None:
        return (*findings, *basis_findings(registration.other_basis))
    if not _says_yes_to_record(registration):
        what, why = (
            N_("Stops here: no yes to a record"),
            N_("Without it, nothing that names anybody is kept. Bed, food and care go on."),
        )
        findings.append(stops("no-consent-to-record", what, why, "R-207", answer="consent"))
        return tuple(findings)
    person_id = PersonId(screening.id)
    person = _person(registration.facts, person_id, screening.arrival_id, reads)
    return (*findings, *_findings_of_age(reads, registration, person))


def _findings_of_age(reads: Reads, registration: Registration, person: Person) -> Findings:
    """Return what the talk lacks for somebody of the age of *person*."""
    if registration.other_basis is not None or not _says_yes_to_record(registration):
        return ()
    needed = age.needed(person, the_centre(reads), reads.now().date())
    key = RelationshipId(registration.screening_id)
    return (
        *child_findings(needed, registration.talk, registration.assent),
        *talk_findings(
            registration.talk,
            _guardian(registration.guardian, key, person.id, reads),
        ),
    )


def register(work: UnitOfWork, registration: Registration) -> Person:
    """Make a record of a person, together with her answers, household and bed.

    Raises:
        NotAllowed: the actor's role does not cover it.
        GateClosed: eligibility, consent or the other basis is missing.
    """
    require(work.actor, Act.REGISTER)
    pass_gate(registration_findings(work, registration))
    screening = work.get(Screening, registration.screening_id)
    person_id = PersonId(work.new_id())
    person = _person(registration.facts, person_id, screening.arrival_id, work)
    work.add(person)
    _keep_answers(work, registration, person)
    if registration.other_basis is not None:
        use_other_basis(work, registration.other_basis, person_id=person.id)
    if registration.household is not None:
        _join_household(work, person, registration.household)
    _move_from_number(work, screening.arrival_id, person.id)
    inbound.registered(work, screening.arrival_id, person.id)
    work.record("registered", person.id)
    return person


def register_again(work: UnitOfWork, registration: Registration, person_id: PersonId) -> Person:
    """Keep that somebody who has a record came again: new answers, no second record (R-208).

    What her record says of her stays; what was typed is written where it says nothing, and what
    harms her if it is forgotten beside it. Whoever comes with others is in their household now,
    and in the one of then no longer.

    Raises:
        NotAllowed: the actor's role does not cover it, or the record is not in sight.
        GateClosed: eligibility, consent or the other basis is missing, or it is a second record.
    """
    require(work.actor, Act.REGISTER)
    person = work.get(Person, person_id)
    require_sight(work, person)
    require_first(work, person_id)
    pass_gate(registration_findings(work, registration))
    # Her record may know that she is a child where what was typed does not.
    pass_gate(_findings_of_age(work, registration, person))
    screening = work.get(Screening, registration.screening_id)
    write_what_is_missing(
        person, _person(registration.facts, person_id, screening.arrival_id, work)
    )
    if person.arrival_id is not None:
        person.earlier_arrivals = (*person.earlier_arrivals, person.arrival_id)
    person.arrival_id = screening.arrival_id
    _keep_answers(work, registration, person)
    if registration.other_basis is not None:
        use_other_basis(work, registration.other_basis, person_id=person.id)
    if registration.household is not None:
        _come_with(work, person, registration.household)
    _move_from_number(work, screening.arrival_id, person.id)
    inbound.registered(work, screening.arrival_id, person.id)
    work.record("came again", person.id)
    return person


def _says_yes_to_record(registration: Registration) -> bool:
    return any(
        line.purpose is Purpose.RECORD and line.answer is Answer.YES for line in registration.asked
    )


def _person(facts: Facts, key: PersonId, arrival_id: ArrivalId, reads: Reads) -> Person:
    return Person(
        id=key,
        arrival_id=arrival_id,
        registered_at=reads.now(),
        registered_by=reads.actor.user_id,
        **vars(facts),
    )


def _guardian(
    named: Guardian | None, key: RelationshipId, child: PersonId, reads: Reads
) -> Relationship | None:
    return guardian_tie(named, key, child, reads) if named is not None else None


def _keep_answers(work: UnitOfWork, registration: Registration, person: Person) -> None:
    talk, screening_id = registration.talk, registration.screening_id
    key = RelationshipId(work.new_id())
    guardian = _guardian(registration.guardian, key, person.id, work)
    if guardian is not None:
        work.add(guardian)
        talk = replace(talk, guardian_id=guardian.id)
    if registration.other_basis is None:
        keep_answers(work, registration.asked, talk, person_id=person.id, screening_id=screening_id)
    if registration.assent in {Answer.YES, Answer.NO}:
        childs_word = Asked(purpose=Purpose.RECORD, answer=registration.assent)
        keep_assent(work, childs_word, talk, person_id=person.id, screening_id=screening_id)


def _join_household(work: UnitOfWork, person: Person, place: HouseholdPlace) -> None:
    household_id = place.household_id
    if household_id is None:
        household_id = HouseholdId(work.new_id())
        household = Household(
            id=household_id,
            formed_at=work.now(),
            journey=place.journey,
            country_of_origin=place.country_of_origin,
            languages=person.languages,
        )
        work.add(household)
    membership = HouseholdMembership(
        id=work.new_id(),
        household_id=household_id,
        person_id=person.id,
        head=place.head,
        since=work.now(),
    )
    work.add(membership)


def _come_with(work: UnitOfWork, person: Person, place: HouseholdPlace) -> None:
    """Let somebody who is known be in the household with which she came this time."""
    there = work.matching(HouseholdMembership, missing("until"), person_id=person.id)
    if place.household_id in {each.household_id for each in there}:
        return
    for each in there:
        each.until = work.now()
    _join_household(work, person, place)


def _move_from_number(work: UnitOfWork, arrival_id: ArrivalId, person_id: PersonId) -> None:
    arrival = work.get(Arrival, arrival_id)
    arrival.state = ArrivalState.REGISTERED
    for stay in work.matching(Stay, arrival_id=arrival_id):
        if stay.until is None and stay.person_id is None:
            stay.person_id = person_id
