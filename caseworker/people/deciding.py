"""Who may see two versions of a field and decide between them; what is not named here, nobody.

A conflict shows values outside the page of their record, so that both rules of the record are
asked here: what the role covers, and whether the people whom it is about are open to whoever asks.
"""

from __future__ import annotations

from collections.abc import Iterator
from uuid import UUID

from caseworker.errors import NotAllowed
from caseworker.form_access import may_read
from caseworker.model.arrival import Arrival, Orientation, Refusal, Screening, Stay
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
from caseworker.model.consent import (
    SAID_ONCE,
    Attachment,
    BasisUse,
    Consent,
    Disclosure,
    Withdrawal,
)
from caseworker.model.data_access import DataAccessRequest
from caseworker.model.directory import Agreement, Provider, Service
from caseworker.model.duplicate import Duplicate
from caseworker.model.entity import Entity
from caseworker.model.erasure import Erasure, KeptLonger
from caseworker.model.explanation import Explanation
from caseworker.model.figures import PublishedFigures
from caseworker.model.form import FilledForm, FormMedium, InstalledForm
from caseworker.model.handover import (
    AnsweredHandover,
    CentreCard,
    OutsideColleague,
    OwnCard,
    ReceivedHandover,
    SentHandover,
)
from caseworker.model.inbound_referral import ForgettingAsked, InboundReferral
from caseworker.model.incident import Feedback, Incident, StaffConcern
from caseworker.model.indicator import CentreIndicator
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
from caseworker.model.plan import (
    CasePlan,
    Objective,
    PlanAgreement,
    PlannedAction,
    ServiceDelivery,
)
from caseworker.model.referral import Referral
from caseworker.model.review import Closure, FollowUp, Meeting, Review, Transfer
from caseworker.model.rights import PersonRequest, RecordCopy, Restriction
from caseworker.model.staff import Centre, User
from caseworker.model.supervision import Absence, Debriefing, PlanLook, QueueNote
from caseworker.model.team_meeting import AgendaItem, TeamMeeting
from caseworker.people.restricted import may_see
from caseworker.permissions import Act, may
from caseworker.ports import Reads
from caseworker.sync.conflicts import Conflict
from forms import library

_BY_KIND: dict[Act, tuple[type[Entity], ...]] = {
    Act.CHECK_IN: (Arrival, Screening, Orientation, Refusal, Stay),
    Act.REGISTER: (
        Person, NameVariant, IdentityDocument, Household, HouseholdMembership, Relationship,
        SafeContact, Consent, Withdrawal,
    ),
    Act.WORK_ON_CASE: (
        Case, StepProgress, CaseNote, Contact, ProtocolRun, Assessment, Factor, SafetyPlan,
        BestInterests, CasePlan, Objective, PlannedAction, PlanAgreement, ServiceDelivery, FollowUp,
        Meeting, Review, Transfer, Paper, Incident, FormAnswer,
    ),
    Act.READ_FEEDBACK: (Feedback,),
    Act.SCREEN_FOR_PROTECTION: (ProtectionScreening,),
    Act.REFER: (Referral, Disclosure, InboundReferral),
    Act.APPROVE: (
        Closure, PlanLook, QueueNote, Absence, Debriefing, TeamMeeting, AgendaItem, Duplicate,
    ),
    Act.EXPORT_FIGURES: (PublishedFigures, CentreIndicator),
    Act.REVIEW_BASIS: (BasisUse,),
    Act.DECIDE_REQUEST: (PersonRequest, RecordCopy, Erasure, KeptLonger, DataAccessRequest),
    Act.RESTRICT: (Restriction,),
    Act.EDIT_DIRECTORY: (Provider, Service, Agreement),
    Act.INSTALL_FORMS: (InstalledForm, FormMedium),
    Act.WRITE_EXPLANATION: (Explanation,),
    Act.ENROL: (User, CarriedRecord),
    Act.CHANGE_CENTRE: (Centre,),
    Act.KEEP_CARDS: (CentreCard,),
    Act.RECEIVE_HANDOVER: (SentHandover, ReceivedHandover, AnsweredHandover),
}  # fmt: skip
"""What deciding about each kind is; never less than writing it takes.

What is not here is in `NOBODY`.
"""

_BY_FIELD: dict[tuple[type[Entity], str], Act] = {
    (Person, "restricted"): Act.RESTRICT,
    (Incident, "account"): Act.WRITE_ACCOUNT_OF_INCIDENT,
}
"""Fields that take more than their record does."""

NOBODY: frozenset[type[Entity]] = frozenset(
    {
        AuditEvent,
        Attachment,
        FilledForm,
        ForgettingAsked,
        StaffConcern,
        OwnCard,
        OutsideColleague,
    }
)
"""Kinds that nobody decides about; every version stays in the journal.

They are written once, as the keys of the centre are, or, as concerns about staff, read by no line
manager.
"""

_FOLLOWS: dict[type[Entity], frozenset[str]] = {
    Consent: SAID_ONCE,
    Duplicate: frozenset({"decided_at", "decided_by"}),
    Erasure: frozenset(
        {
            "agreed_at", "agreed_by", "agreed_to", "agreed_beyond", "called_off_at",
            "called_off_by", "carried_out_at", "carried_out_by", "erased", "owners", "costs",
            "late_agreed_at", "late_agreed_by", "late_beyond",
        }
    ),
}  # fmt: skip
"""Fields that say who did or answered something, and what: nobody says it for them.

Every laptop looks at who signed; a choice between two of them would be signed by neither.
"""

_SUBJECTS: tuple[type[Entity], ...] = (
    Person, Case, Arrival, Screening, Assessment, ProtectionScreening, SafetyPlan, BestInterests,
    CasePlan, ServiceDelivery, Review, Closure, Transfer, Referral, Consent, FilledForm, Centre,
)  # fmt: skip
"""What answers of built-in forms are about."""

_LEADS: dict[str, type[Entity]] = {
    "person_id": Person,
    "duplicate_id": Person,
    "relative_id": Person,
    "case_id": Case,
    "assessment_id": Assessment,
    "plan_id": CasePlan,
    "objective_id": Objective,
    "screening_id": Screening,
    "arrival_id": Arrival,
    "household_id": Household,
}
"""The fields that lead from a record towards the people whom it is about."""


def act_for(kind: type[Entity], field: str) -> Act | None:
    """Return what deciding about *field* takes, or None where nobody may."""
    if field in _FOLLOWS.get(kind, frozenset()):
        return None
    of_kind = next((act for act, kinds in _BY_KIND.items() if kind in kinds), None)
    return _BY_FIELD.get((kind, field), of_kind)


def may_decide(reads: Reads, conflict: Conflict) -> bool:
    """Return whether whoever asks may see the versions and decide.

    Where the way to the people breaks off, as their record has not come yet, nobody may.
    """
    act = act_for(conflict.kind, conflict.field)
    if act is None or not may(reads.actor, act):
        return False
    entity = reads.find(conflict.kind, conflict.entity)
    if isinstance(entity, FormAnswer) and not _opens(reads, entity):
        return False
    if isinstance(entity, Duplicate) and entity.asked_by == reads.actor.user_id:
        # Nobody decides what she asked herself, and no other laptop would follow her.
        return False
    people = people_of(reads, conflict)
    return people is not None and all(may_see(reads, person) for person in people)


def require_to_decide(reads: Reads, conflict: Conflict) -> None:
    """Let a decision pass.

    Raises:
        NotAllowed: it is not open to the actor.
    """
    if not may_decide(reads, conflict):
        act = act_for(conflict.kind, conflict.field)
        raise NotAllowed(act=act.value if act else Act.READ_RESTRICTED.value)


def people_of(reads: Reads, conflict: Conflict) -> list[Person] | None:
    """Return whom a conflict is about; None where a record on the way is not on this laptop."""
    found = list(_people(reads, reads.find(conflict.kind, conflict.entity)))
    known = {person.id: person for person in found if person is not None}
    return list(known.values()) if None not in found else None


def _people(reads: Reads, entity: Entity | None) -> Iterator[Person | None]:
    if entity is None or isinstance(entity, Person):
        yield entity
        return
    if isinstance(entity, Arrival):
        yield from reads.matching(Person, arrival_id=entity.id)
    if isinstance(entity, Household):
        for member in reads.matching(HouseholdMembership, household_id=entity.id):
            yield reads.find(Person, member.person_id)
        return
    if isinstance(entity, FormAnswer | FilledForm):
        subjects = [reads.find(kind, entity.subject) for kind in _SUBJECTS]
        yield from _people(reads, next((each for each in subjects if each is not None), None))
        return
    for field, kind in _LEADS.items():
        key = getattr(entity, field, None)
        if isinstance(key, UUID):
            yield from _people(reads, reads.find(kind, key))


def _opens(reads: Reads, answer: FormAnswer) -> bool:
    """Return whether the form of an answer opens; those of a centre are not decided about here."""
    known = answer.form in library.names()
    return known and may_read(reads.actor, library.access(answer.form))
