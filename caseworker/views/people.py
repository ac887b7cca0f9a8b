"""The list of people, and one person's page."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from caseworker.consent.age import is_child
from caseworker.consent.standing import stands
from caseworker.evidence.keeping import sort_of
from caseworker.evidence.kinds import Sort
from caseworker.model.arrival import Arrival
from caseworker.model.case import Case, CaseStatus
from caseworker.model.consent import Consent, FormOfConsent, KindOfConsent, Purpose, Withdrawal
from caseworker.model.ids import CaseId, ConsentId, PersonId, ProviderId, RelationshipId
from caseworker.model.partial_date import PartialDate
from caseworker.model.person import Channel, HouseholdMembership, Person, Relationship, Sex, Tie
from caseworker.model.values import Answer
from caseworker.notes.contacts import safe_ways
from caseworker.people.duplicates.standing import second_records
from caseworker.people.restricted import hidden_people, require_sight, without
from caseworker.permissions import Act, require
from caseworker.ports import Condition, Reads
from caseworker.referral.recall import recalls_beside
from caseworker.views.names import colleague, shown_name


@dataclass(frozen=True)
class PersonRow:
    """A person in the list."""

    id: PersonId
    name: str
    date_of_birth: PartialDate | None
    sex: Sex
    languages: tuple[str, ...]
    registered_at: datetime


@dataclass(frozen=True)
class ConsentLine:
    """What a person said to one purpose and recipient, as it stands."""

    id: ConsentId
    purpose: Purpose
    purpose_text: str
    provider_id: ProviderId | None
    recipient: str
    data_items: tuple[str, ...]
    answer: Answer
    stands: bool
    kind: KindOfConsent
    form: FormOfConsent | None
    asked_at: datetime
    asked_by: str
    valid_until: date | None
    shown_by: Sort | None = None
    """What sort of file shows it, where one is attached."""


@dataclass(frozen=True)
class TieLine:
    """Somebody who is, or is said to be, somebody to the person."""

    id: RelationshipId
    name: str
    tie: Tie
    verified: bool
    doubt: str
    person_id: PersonId | None


@dataclass(frozen=True)
class WayLine:
    """A way to reach her, or one never to be used."""

    channel: Channel
    address: str
    when: str
    pretext: str
    never: bool
    note: str


@dataclass(frozen=True)
class CaseLine:
    """A case of hers."""

    id: CaseId
    number: str
    status: CaseStatus
    assigned_to: str


@dataclass(frozen=True)
class RecallLine:
    """Somebody who heard about a person on a yes that has ended since."""

    disclosure_id: UUID
    recipient: str


@dataclass(frozen=True)
class PersonPage:
    """One person, as her page shows her."""

    id: PersonId
    full_name: str
    short_name: str
    called: str
    restricted: bool
    date_of_birth: PartialDate | None
    is_child: bool
    sex: Sex
    nationalities: tuple[str, ...]
    languages: tuple[str, ...]
    interpreter_needed: bool
    communication_needs: str
    immediate_needs: tuple[str, ...]
    special_care: tuple[str, ...]
    allergies: str
    diet: str
    avoid: str
    number: str
    bed: str
    registered_at: datetime
    household: tuple[tuple[PersonId, str], ...]
    ties: tuple[TieLine, ...]
    ways: tuple[WayLine, ...]
    consents: tuple[ConsentLine, ...]
    cases: tuple[CaseLine, ...]
    goes_on_in: PersonId | None
    """The first record, where this is a second one."""
    recalls: tuple[RecallLine, ...]
    """Who is still to be told that her yes ended; of referrals, their own pages tell."""


def people(reads: Reads, *, offset: int, limit: int) -> list[PersonRow]:
    """Return one stretch of the list of people, the newest registration first."""
    require(reads.actor, Act.READ_PEOPLE)
    found = reads.matching(
        Person,
        *_listed(reads),
        restricted=False,
        order_by=("-registered_at", "-id"),
        offset=offset,
        limit=limit,
    )
    return [
        PersonRow(
            id=person.id,
            name=person.full_name or person.called,
            date_of_birth=person.date_of_birth,
            sex=person.sex,
            languages=person.languages,
            registered_at=person.registered_at,
        )
        for person in found
    ]


def how_many(reads: Reads) -> int:
    """Return how many people the list has."""
    return reads.count(Person, *_listed(reads), restricted=False)


def _listed(reads: Reads) -> tuple[Condition, ...]:
    """Return the condition that lists each person in sight once; a search finds seconds too."""
    return without("id", hidden_people(reads) | second_records(reads).keys())


def person_page(reads: Reads, person_id: PersonId) -> PersonPage:
    """Return one person's page.

    Raises:
        NotAllowed: the role reads no people, or the person is restricted.
    """
    require(reads.actor, Act.READ_PEOPLE)
    person = reads.get(Person, person_id)
    require_sight(reads, person)
    arrival = reads.find(Arrival, person.arrival_id)
    return PersonPage(
        id=person.id,
        full_name=person.full_name or person.called,
        short_name=person.short_name,
        called=person.called,
        restricted=person.restricted,
        date_of_birth=person.date_of_birth,
        is_child=is_child(person, reads.now().date()),
        sex=person.sex,
        nationalities=person.nationalities,
        languages=person.languages,
        interpreter_needed=person.interpreter_needed,
        communication_needs=person.communication_needs,
        immediate_needs=person.immediate_needs,
        special_care=person.vulnerabilities,
        allergies=person.allergies,
        diet=person.diet,
        avoid=person.avoid,
        number=arrival.number if arrival else "",
        bed=arrival.bed if arrival else "",
        registered_at=person.registered_at,
        household=_household(reads, person_id),
        ties=_ties(reads, person_id),
        ways=ways(reads, person_id),
        consents=consent_lines(reads, person_id),
        cases=_cases(reads, person_id),
        goes_on_in=second_records(reads).get(person_id),
        recalls=tuple(
            RecallLine(each.id, each.recipient) for each in recalls_beside(reads, person_id)
        ),
    )


def consent_lines(reads: Reads, person_id: PersonId) -> tuple[ConsentLine, ...]:
    """Return the newest answer to each purpose and recipient, with whether its yes stands."""
    withdrawals = reads.matching(Withdrawal, person_id=person_id)
    today = reads.now().date()
    newest: dict[tuple[object, ...], Consent] = {}
    for consent in reads.matching(Consent, person_id=person_id, order_by=("asked_at", "id")):
        newest[(consent.purpose, consent.provider_id, consent.recipient, consent.kind)] = consent
    return tuple(
        ConsentLine(
            id=consent.id,
            purpose=consent.purpose,
            purpose_text=consent.purpose_text,
            provider_id=consent.provider_id,
            recipient=consent.recipient,
            data_items=consent.data_items,
            answer=consent.answer,
            stands=stands(consent, withdrawals, today),
            kind=consent.kind,
            form=consent.evidence.form if consent.evidence else None,
            asked_at=consent.asked_at,
            asked_by=colleague(reads, consent.asked_by),
            valid_until=consent.valid_until,
            shown_by=(sort_of(reads, consent.evidence.attachment_id) if consent.evidence else None),
        )
        for consent in newest.values()
    )


def ways(reads: Reads, person_id: PersonId) -> tuple[WayLine, ...]:
    """Return how to reach her; what must never be used comes first."""
    return tuple(
        WayLine(way.channel, way.address, way.when, way.pretext, way.never, way.note)
        for way in safe_ways(reads, person_id)
    )


def _household(reads: Reads, person_id: PersonId) -> tuple[tuple[PersonId, str], ...]:
    places = reads.matching(HouseholdMembership, person_id=person_id)
    current = [place.household_id for place in places if place.until is None]
    if not current:
        return ()
    others = reads.matching(HouseholdMembership, household_id=current[-1])
    hidden = hidden_people(reads)
    return tuple(
        (other.person_id, shown_name(reads.get(Person, other.person_id)))
        for other in others
        if other.person_id != person_id and other.until is None and other.person_id not in hidden
    )


def _ties(reads: Reads, person_id: PersonId) -> tuple[TieLine, ...]:
    lines, hidden = [], hidden_people(reads)
    for tie in reads.matching(Relationship, person_id=person_id):
        if tie.relative_id in hidden:
            continue
        relative = reads.find(Person, tie.relative_id)
        name = shown_name(relative) if relative else tie.relative_name
        lines.append(
            TieLine(tie.id, name, tie.tie, tie.verified_at is not None, tie.doubt, tie.relative_id)
        )
    return tuple(lines)


def _cases(reads: Reads, person_id: PersonId) -> tuple[CaseLine, ...]:
    return tuple(
        CaseLine(case.id, case.number, case.status, colleague(reads, case.assigned_to))
        for case in reads.matching(Case, person_id=person_id, order_by="-opened_at")
    )
