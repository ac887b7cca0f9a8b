"""A case that another centre offers, as the receiver reads it before anything is kept."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from caseworker.handover.body import HandoverBody
from caseworker.handover.receiving import sender_of
from caseworker.handover.unpacking import Unpacked, person_hash, unpack
from caseworker.model.assessment import Assessment, BestInterests, SafetyPlan
from caseworker.model.case import CaseNote, ProtectionFlag
from caseworker.model.consent import Consent, Withdrawal
from caseworker.model.handover import ReceivedHandover
from caseworker.model.ids import CardId, HandoverId, PersonId, UserId
from caseworker.model.partial_date import PartialDate
from caseworker.model.person import IdentityDocument, NameVariant, Person, Relationship, SafeContact
from caseworker.model.plan import Objective, PlanAgreement, ServiceDelivery
from caseworker.model.review import FollowUp, Transfer
from caseworker.model.staff import Role, User
from caseworker.model.values import Risk
from caseworker.people.restricted import hidden_people
from caseworker.permissions import Act, require
from caseworker.ports import Reads, missing
from caseworker.views.names import number_of, shown_name

MOST_ALIKE = 6


class Portion(StrEnum):
    """What comes along, as a list of counts names it."""

    NAMES_AND_PAPERS = "names and papers"
    LOOKS = "assessments"
    GOALS = "goals"
    HELP = "help given"
    FOLLOW_UPS = "follow-ups"
    ANSWERS = "yes and no"
    NOTES = "notes"
    FILES = "files"


_OF: dict[Portion, tuple[type, ...]] = {
    Portion.NAMES_AND_PAPERS: (NameVariant, IdentityDocument),
    Portion.LOOKS: (Assessment, BestInterests),
    Portion.GOALS: (Objective, PlanAgreement),
    Portion.HELP: (ServiceDelivery,),
    Portion.FOLLOW_UPS: (FollowUp,),
    Portion.ANSWERS: (Consent, Withdrawal),
    Portion.NOTES: (CaseNote,),
}


@dataclass(frozen=True)
class Alike:
    """Somebody who has a record here and may be the same person. Nothing is merged."""

    person_id: PersonId
    name: str
    number: str
    came_before: bool
    """The same centre handed this person over before."""


@dataclass(frozen=True)
class OfferedCase:
    """What a handover says; what keeps the person safe stands first."""

    handover: HandoverId
    card_id: CardId
    centre: str
    ask: str
    written_at: datetime
    ours: bool
    basis: str
    why: str
    items: tuple[str, ...]
    contacts: tuple[SafeContact, ...]
    avoid: str
    allergies: str
    flags: frozenset[ProtectionFlag]
    safety_plan: bool
    to_fear: tuple[str, ...]
    """Who is named as one who may harm."""
    name: str
    called: str
    date_of_birth: PartialDate | None
    languages: tuple[str, ...]
    interpreter_needed: bool
    communication_needs: str
    immediate_needs: tuple[str, ...]
    special_care: tuple[str, ...]
    diet: str
    risk: Risk
    their_number: str
    plan: Transfer | None
    counts: tuple[tuple[Portion, int], ...]
    further: int
    left_out: int
    alike: tuple[Alike, ...]
    takers: tuple[tuple[UserId, str], ...]
    """Colleagues who can go on with the work."""


def offered_case(reads: Reads, body: HandoverBody, card_id: CardId) -> OfferedCase:
    """Return what a handover says, for whoever decides about it.

    Raises:
        NotAllowed: the role receives no handovers.
        Refused: what it says was never written by this program.
    """
    require(reads.actor, Act.RECEIVE_HANDOVER)
    card = sender_of(reads, card_id)
    told = unpack(reads, body, card)
    person = told.person
    return OfferedCase(
        handover=body.handover,
        card_id=card.card_id,
        centre=card.name,
        ask=card.ask,
        written_at=told.written_at,
        ours=card.ours,
        basis=body.basis,
        why=body.why,
        items=body.items,
        contacts=tuple(told.of(SafeContact)),
        avoid=person.avoid,
        allergies=person.allergies,
        flags=told.case.protection_flags,
        safety_plan=bool(told.of(SafetyPlan)),
        to_fear=tuple(tie.relative_name for tie in told.of(Relationship) if tie.may_be_abuser),
        name=person.full_name,
        called=person.called,
        date_of_birth=person.date_of_birth,
        languages=person.languages,
        interpreter_needed=person.interpreter_needed,
        communication_needs=person.communication_needs,
        immediate_needs=person.immediate_needs,
        special_care=person.vulnerabilities,
        diet=person.diet,
        risk=told.case.risk,
        their_number=told.case.number,
        plan=told.plan,
        counts=_counts(told),
        further=told.further,
        left_out=told.left_out,
        alike=_alike(reads, told),
        takers=_takers(reads),
    )


def _counts(told: Unpacked) -> tuple[tuple[Portion, int], ...]:
    counted = [
        (portion, sum(isinstance(each, kinds) for each in told.entities))
        for portion, kinds in _OF.items()
    ]
    counted.append((Portion.FILES, len(told.files)))
    return tuple((portion, count) for portion, count in counted if count)


def _alike(reads: Reads, told: Unpacked) -> tuple[Alike, ...]:
    hidden = hidden_people(reads)
    before = reads.matching(ReceivedHandover, their_person=person_hash(told.card, told.body))
    came = {each.person_id for each in before if each.person_id is not None}
    names = [told.person.full_name, told.person.called]
    names += [each.name for each in told.of(NameVariant)]
    found: dict[PersonId, None] = dict.fromkeys(came)
    for name in filter(str.strip, dict.fromkeys(names)):
        for hit in reads.search(name, kinds=(Person, NameVariant), limit=MOST_ALIKE):
            found.setdefault(_person_of(reads, hit.kind, hit.id))
    people = [reads.find(Person, key) for key in found if key not in hidden]
    return tuple(
        Alike(each.id, shown_name(each), number_of(reads, each.id), each.id in came)
        for each in people[:MOST_ALIKE]
        if each is not None
    )


def _person_of(reads: Reads, kind: type, key: object) -> PersonId:
    if kind is NameVariant:
        return reads.get(NameVariant, key).person_id  # type: ignore[arg-type]  # as the search says
    return PersonId(key)  # type: ignore[arg-type]  # as above


def _takers(reads: Reads) -> tuple[tuple[UserId, str], ...]:
    takes = {Role.CASEWORKER, Role.SUPERVISOR}
    staff = reads.matching(User, missing("removed_at"), order_by="name")
    return tuple((user.id, user.name) for user in staff if user.roles & takes)
