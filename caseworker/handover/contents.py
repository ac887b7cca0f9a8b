"""What goes along with a case: named kind by kind, what keeps the person safe first.

What is not named here never leaves: notes for staff, what others said, concerns about staff,
screenings, incidents, the audit trail.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from uuid import UUID

from caseworker.errors import InvalidValue, NotFound
from caseworker.evidence.answers import KEPT
from caseworker.handover.body import MAX_FILE, MAX_FILES, Author, File
from caseworker.handover.renaming import Misfit, renamed
from caseworker.model.assessment import Assessment, BestInterests, Factor, SafetyPlan
from caseworker.model.audit import FormAnswer
from caseworker.model.case import Case, CaseNote, StepProgress
from caseworker.model.consent import Attachment, Consent, Evidence, Withdrawal
from caseworker.model.directory import Provider
from caseworker.model.entity import Entity
from caseworker.model.ids import AttachmentId, CaseId, NoteId, ProviderId
from caseworker.model.person import (
    IdentityDocument,
    NameVariant,
    Person,
    Relationship,
    SafeContact,
    Tie,
)
from caseworker.model.plan import CasePlan, Objective, PlanAgreement, PlannedAction, ServiceDelivery
from caseworker.model.review import FollowUp, FollowUpState, Transfer
from caseworker.model.staff import User
from caseworker.people.restricted import hidden_people
from caseworker.ports import Reads, missing
from caseworker.text import N_

KINDS: tuple[type[Entity], ...] = (
    Person, SafeContact, SafetyPlan, Relationship, Case, NameVariant, IdentityDocument,
    StepProgress, Assessment, Factor, BestInterests, CasePlan, Objective, PlannedAction,
    PlanAgreement, ServiceDelivery, FollowUp, Consent, Withdrawal, CaseNote, Transfer, FormAnswer,
)  # fmt: skip
"""Every kind that may travel, in the order of the file."""
SAFETY = frozenset({SafeContact, SafetyPlan, Relationship})
_WITH_FORMS = (Assessment, BestInterests, CasePlan, ServiceDelivery)
"""Whose forms go along with them; of the case itself only how the work began."""
_BEGINNING = "identification"
_WHO_CARES = frozenset({Tie.GUARDIAN, Tie.CAREGIVER, Tie.RESPONSIBLE_ADULT})
_ALL_FILES = 12 * 1_048_576
"""Bytes of all files together."""


@dataclass(frozen=True, kw_only=True)
class Contents:
    """A case as it is packed."""

    person: Person
    case: Case
    entities: tuple[Entity, ...]
    authors: tuple[Author, ...]
    files: tuple[File, ...]

    def of(self, *kinds: type[Entity]) -> list[Entity]:
        """Return the entities of some kinds."""
        return [each for each in self.entities if isinstance(each, kinds)]


def contents(reads: Reads, transfer: Transfer, notes: Sequence[NoteId] = ()) -> Contents:
    """Return what goes along with a transfer; of notes only those that were chosen.

    Raises:
        InvalidValue: a note was chosen that is for staff, or speaks of somebody else; or something
            in the record is longer than a file may hold.
    """
    case = reads.get(Case, transfer.case_id)
    person = reads.get(Person, case.person_id)
    told = [
        *_safety(reads, person, case),
        *_work(reads, person, case),
        *_answers(reads, person),
        *_notes(reads, case.id, notes),
        # To whom it goes is this centre's own affair; the plan is not.
        replace(transfer, receiving_user=None, receiving_provider=None, receiving_card=None),
    ]
    order = {kind: place for place, kind in enumerate(KINDS)}
    told += _forms(reads, told)
    told.sort(key=lambda each: order[type(each)])
    files = tuple(_files(reads, told))
    kept = {each.attachment for each in files}
    entities = tuple(_shown_by(each, kept) for each in told)
    return Contents(
        person=person,
        case=case,
        entities=entities,
        authors=tuple(_authors(reads, entities)),
        files=files,
    )


def can_go_along(note: CaseNote) -> bool:
    """Return whether a note may be chosen: it is about the person, and not for staff alone."""
    return not note.staff_only and not note.third_party


def _safety(reads: Reads, person: Person, case: Case) -> Iterator[Entity]:
    yield replace(person, arrival_id=None, earlier_arrivals=())
    yield from reads.matching(SafeContact, person_id=person.id)
    yield from reads.matching(SafetyPlan, case_id=case.id, order_by="-made_on", limit=1)
    hidden = hidden_people(reads)
    for tie in reads.matching(Relationship, person_id=person.id):
        if tie.may_be_abuser or tie.doubt or tie.tie in _WHO_CARES:
            other = None if tie.relative_id in hidden else reads.find(Person, tie.relative_id)
            name = other.full_name if other is not None else tie.relative_name
            yield replace(tie, relative_id=None, relative_name=name)


def _work(reads: Reads, person: Person, case: Case) -> Iterator[Entity]:
    yield replace(case, household_id=None, tutor="", peer_mentor="")
    yield from reads.matching(NameVariant, person_id=person.id)
    yield from reads.matching(IdentityDocument, person_id=person.id)
    yield from reads.matching(StepProgress, case_id=case.id)
    for look in reads.matching(Assessment, case_id=case.id, order_by="-held_on", limit=1):
        yield look
        yield from reads.matching(Factor, missing("removed_at"), assessment_id=look.id)
    yield from reads.matching(BestInterests, case_id=case.id, order_by="-looked_at_on", limit=1)
    for plan in reads.matching(CasePlan, case_id=case.id):
        yield plan
        yield from reads.matching(PlanAgreement, plan_id=plan.id)
        for goal in reads.matching(Objective, missing("removed_at"), plan_id=plan.id):
            yield goal
            for act in reads.matching(PlannedAction, missing("removed_at"), objective_id=goal.id):
                yield _without_provider(reads, act)
    for given in reads.matching(ServiceDelivery, case_id=case.id):
        yield replace(given, service_id=None)
    yield from reads.matching(FollowUp, case_id=case.id, state=FollowUpState.PLANNED)


def _forms(reads: Reads, told: Sequence[Entity]) -> Iterator[Entity]:
    """Yield what was answered beyond the fields of what goes along; files stay here."""
    for entity in told:
        if isinstance(entity, (*_WITH_FORMS, Case)):
            answers = reads.matching(FormAnswer, subject=entity.id)
            yield from (each for each in answers if belongs(each, entity))


def belongs(answer: FormAnswer, entity: Entity | None) -> bool:
    """Return whether an answer of a form travels with *entity*: it says something, and no file."""
    if not answer.value or answer.value.startswith(KEPT):
        return False
    beginning = isinstance(entity, Case) and answer.form == _BEGINNING
    return beginning or isinstance(entity, _WITH_FORMS)


def _without_provider(reads: Reads, act: PlannedAction) -> PlannedAction:
    """The directory is the centre's own: a provider goes along by name, a shelter not at all."""
    provider = reads.find(Provider, act.responsible_provider)
    name = "" if provider is None or provider.confidential else provider.name
    return replace(act, responsible_provider=None, responsible_other=act.responsible_other or name)


def _answers(reads: Reads, person: Person) -> Iterator[Entity]:
    """Yield each yes, no and withdrawal, but none to a confidential shelter."""
    for said in reads.matching(Consent, person_id=person.id):
        hidden, name = _provider_name(reads, said.provider_id)
        if not hidden:
            words = name or said.recipient
            yield replace(said, screening_id=None, provider_id=None, recipient=words)
    for taken in reads.matching(Withdrawal, person_id=person.id):
        hidden, name = _provider_name(reads, taken.provider_id)
        if not hidden:
            yield replace(taken, provider_id=None, recipient=name or taken.recipient)


def _provider_name(reads: Reads, provider_id: ProviderId | None) -> tuple[bool, str]:
    provider = reads.find(Provider, provider_id)
    return (False, "") if provider is None else (provider.confidential, provider.name)


def _notes(reads: Reads, case_id: CaseId, chosen: Sequence[NoteId]) -> Iterator[Entity]:
    for key in dict.fromkeys(chosen):
        note = reads.get(CaseNote, key)
        if note.case_id != case_id or not can_go_along(note):
            raise InvalidValue(what=N_("A note that is not for others"))
        yield note


def _files(reads: Reads, entities: Iterable[Entity]) -> Iterator[File]:
    """Yield what shows each yes or no, as far as there is room; how it was said always goes."""
    room, count, known = _ALL_FILES, 0, set[UUID]()
    for entity in entities:
        shown = getattr(entity, "evidence", None)
        key = shown.attachment_id if isinstance(shown, Evidence) else None
        if key is None or key in known:
            continue
        file = _file(reads, key)
        if file is None or len(file.content) > min(room, MAX_FILE) or count == MAX_FILES:
            continue
        room, count = room - len(file.content), count + 1
        known.add(key)
        yield file


def _file(reads: Reads, key: AttachmentId) -> File | None:
    try:
        return File(key, reads.get(Attachment, key).media_type, reads.content(key))
    except NotFound:
        return None


def _shown_by(entity: Entity, kept: set[UUID]) -> Entity:
    shown = getattr(entity, "evidence", None)
    if not isinstance(entity, Consent | Withdrawal | PlanAgreement) or shown is None:
        return entity
    if shown.attachment_id is None or shown.attachment_id in kept:
        return entity
    return replace(entity, evidence=replace(shown, attachment_id=None))


def _authors(reads: Reads, entities: Iterable[Entity]) -> Iterator[Author]:
    """Yield everybody of the staff who is named, by code and never by name."""
    named: dict[UUID, None] = {}

    def note(key: UUID, kind: str) -> UUID:
        if kind == "UserId":
            named[key] = None
        return key

    try:
        for entity in entities:
            renamed(entity, note)
    except Misfit as error:
        raise InvalidValue(what=N_("Something in this record")) from error
    for key in named:
        user = reads.find(User, key)
        if user is not None:
            yield Author(key, user.staff_code)
