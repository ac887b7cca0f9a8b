"""Everything that the store holds about one person, part by part, and what is somebody else's."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, fields
from uuid import UUID

from caseworker.model.arrival import Arrival, Orientation, Screening, Stay
from caseworker.model.assessment import (
    Assessment,
    BestInterests,
    Factor,
    ProtectionScreening,
    SafetyPlan,
)
from caseworker.model.audit import AuditEvent, FormAnswer
from caseworker.model.carried import CarriedRecord
from caseworker.model.case import Case, CaseNote, Contact, ProtocolRun, StepProgress
from caseworker.model.consent import Attachment, BasisUse, Consent, Disclosure, Withdrawal
from caseworker.model.duplicate import Duplicate
from caseworker.model.entity import Entity
from caseworker.model.erasure import KeptLonger, PartCount, RecordPart
from caseworker.model.form import FilledForm
from caseworker.model.handover import OutsideColleague, ReceivedHandover, SentHandover
from caseworker.model.ids import PersonId
from caseworker.model.inbound_referral import InboundReferral
from caseworker.model.incident import Feedback, Incident
from caseworker.model.paper import Paper
from caseworker.model.person import (
    Household,
    HouseholdMembership,
    IdentityDocument,
    NameVariant,
    Person,
    Relationship,
    SafeContact,
)
from caseworker.model.plan import CasePlan, Objective, PlanAgreement, PlannedAction, ServiceDelivery
from caseworker.model.referral import Referral
from caseworker.model.review import Closure, FollowUp, Meeting, Review, Transfer
from caseworker.model.rights import PersonRequest, RecordCopy, Restriction
from caseworker.model.supervision import PlanLook, QueueNote
from caseworker.model.team_meeting import AgendaItem
from caseworker.people.arrivals import arrivals_of
from caseworker.people.belonging import OWNER_FIELDS, files_of, is_about_health
from caseworker.ports import Reads, one_of

PART_OF: dict[type[Entity], RecordPart] = {
    Person: RecordPart.IDENTITY,
    NameVariant: RecordPart.IDENTITY,
    IdentityDocument: RecordPart.IDENTITY,
    Duplicate: RecordPart.IDENTITY,
    HouseholdMembership: RecordPart.PEOPLE_AROUND,
    Household: RecordPart.PEOPLE_AROUND,
    Relationship: RecordPart.PEOPLE_AROUND,
    SafeContact: RecordPart.WAYS,
    Arrival: RecordPart.ARRIVAL,
    Screening: RecordPart.ARRIVAL,
    Orientation: RecordPart.ARRIVAL,
    Stay: RecordPart.ARRIVAL,
    Consent: RecordPart.ANSWERS,
    Withdrawal: RecordPart.ANSWERS,
    BasisUse: RecordPart.ANSWERS,
    Disclosure: RecordPart.SHARED,
    Referral: RecordPart.SHARED,
    InboundReferral: RecordPart.SHARED,
    SentHandover: RecordPart.SHARED,
    ReceivedHandover: RecordPart.SHARED,
    OutsideColleague: RecordPart.SHARED,
    Case: RecordPart.WORK,
    StepProgress: RecordPart.WORK,
    CaseNote: RecordPart.WORK,
    Contact: RecordPart.WORK,
    ProtocolRun: RecordPart.WORK,
    Assessment: RecordPart.WORK,
    Factor: RecordPart.WORK,
    ProtectionScreening: RecordPart.WORK,
    SafetyPlan: RecordPart.WORK,
    BestInterests: RecordPart.WORK,
    CasePlan: RecordPart.WORK,
    Objective: RecordPart.WORK,
    PlannedAction: RecordPart.WORK,
    PlanAgreement: RecordPart.WORK,
    PlanLook: RecordPart.WORK,
    QueueNote: RecordPart.WORK,
    AgendaItem: RecordPart.WORK,
    ServiceDelivery: RecordPart.WORK,
    FollowUp: RecordPart.WORK,
    Meeting: RecordPart.WORK,
    Review: RecordPart.WORK,
    Closure: RecordPart.WORK,
    Transfer: RecordPart.WORK,
    FilledForm: RecordPart.FORMS,
    FormAnswer: RecordPart.FORMS,
    Paper: RecordPart.PAPERS,
    Attachment: RecordPart.PAPERS,
    Incident: RecordPart.INCIDENTS,
    Feedback: RecordPart.INCIDENTS,
    PersonRequest: RecordPart.WISHES,
    RecordCopy: RecordPart.WISHES,
    Restriction: RecordPart.WISHES,
    KeptLonger: RecordPart.WISHES,
    CarriedRecord: RecordPart.USE,
    AuditEvent: RecordPart.USE,
}
"""Every kind that can be about a person. What is not here is about the centre."""

_ROOTS = frozenset({Person, Household, Arrival, Attachment})
"""They hang on nothing: each is looked at by itself."""
_PORTION = 400


@dataclass(frozen=True)
class WholeRecord:
    """What an erasure removes, and the ties of others that name the person."""

    entities: tuple[Entity, ...]
    ties_of_others: tuple[Relationship, ...]

    @property
    def all_that_goes(self) -> tuple[Entity, ...]:
        """What is erased, the ties of others among it: these are made anew without her name."""
        return (*self.entities, *self.ties_of_others)

    def counts(self) -> tuple[PartCount, ...]:
        """Return how many entries each part has, parts without any left out."""
        return counted(self.entities)


def whole_record(reads: Reads, person_id: PersonId) -> WholeRecord:
    """Return everything about a person.

    Raises:
        NotFound: nobody of this id is in this store.
    """
    person = reads.get(Person, person_id)
    roots = [person, *_own_arrivals(reads, person)]
    found = [*roots, *hanging_on(reads, [each.id for each in roots])]
    found += _own_households(reads, found)
    known = {each.id for each in found}
    ties = reads.matching(Relationship, relative_id=person_id)
    return WholeRecord(tuple(found), tuple(tie for tie in ties if tie.id not in known))


def hanging_on(reads: Reads, owners: Iterable[UUID]) -> list[Entity]:
    """Return all that hangs on *owners*, directly or on what hangs on them, with its files."""
    found: dict[UUID, Entity] = {}
    known, ahead = set(owners), list(owners)
    while ahead:
        following = [each for each in _directly(reads, ahead) if each.id not in known]
        found |= {each.id: each for each in following}
        ahead = list({each.id for each in following})
        known |= set(ahead)
    files = {key for each in found.values() for key in files_of(each)}
    attached = (reads.find(Attachment, key) for key in sorted(files))
    return [*found.values(), *(each for each in attached if each is not None)]


def counted(entities: Iterable[Entity]) -> tuple[PartCount, ...]:
    """Return how many of *entities* each part has, parts without any left out."""
    listed = list(entities)
    health = _about_health(listed)
    parts = [RecordPart.HEALTH if each.id in health else PART_OF[type(each)] for each in listed]
    return tuple(PartCount(part, parts.count(part)) for part in RecordPart if part in parts)


def _about_health(entities: Sequence[Entity]) -> frozenset[UUID]:
    """Return which entities are forms and papers about health, answers, and what these name."""
    apart = [each for each in entities if is_about_health(each)]
    forms = {each.id for each in apart}
    answers = [each for each in entities if isinstance(each, FormAnswer) and each.subject in forms]
    files = {file for each in (*apart, *answers) for file in files_of(each)}
    return frozenset(forms | files | {each.id for each in answers})


def _directly(reads: Reads, owners: Sequence[UUID]) -> Iterator[Entity]:
    for kind in PART_OF.keys() - _ROOTS:
        names = {each.name for each in fields(kind)}
        for field in OWNER_FIELDS:
            if field in names:
                for start in range(0, len(owners), _PORTION):
                    some = one_of(field, owners[start : start + _PORTION])
                    yield from reads.matching(kind, some)


def _own_arrivals(reads: Reads, person: Person) -> Iterator[Entity]:
    """Yield each arrival where the number was hers alone; a number of several is theirs too."""
    for arrival in arrivals_of(reads, person):
        others = {each.id for each in reads.matching(Person, arrival_id=arrival.id)} - {person.id}
        if arrival.people == 1 and not others:
            yield arrival


def _own_households(reads: Reads, found: Iterable[Entity]) -> list[Entity]:
    """Return the households in which nobody else was."""
    places = [each for each in found if isinstance(each, HouseholdMembership)]
    own: list[Entity] = []
    for key in sorted({each.household_id for each in places}):
        here = {each.id for each in places if each.household_id == key}
        members = reads.matching(HouseholdMembership, household_id=key)
        household = reads.find(Household, key)
        if household is not None and {each.id for each in members} <= here:
            own.append(household)
    return own
