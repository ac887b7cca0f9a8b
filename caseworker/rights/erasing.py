"""Erasing a record that was decided about: two people, one act, and nothing that brings it back.

The officer decides, somebody else agrees, the officer erases. What stays is `Erasure`: that it was
asked for and done (R-442).
"""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import fields
from uuid import UUID

from caseworker.errors import NotAllowed, NothingToUndo
from caseworker.findings import Findings, pass_gate, stops
from caseworker.model.arrival import Arrival, Screening
from caseworker.model.assessment import Assessment
from caseworker.model.audit import AuditEvent
from caseworker.model.case import Case, CaseStatus
from caseworker.model.consent import Consent
from caseworker.model.entity import Entity
from caseworker.model.erasure import Erasure, ErasureCause, KeptCost
from caseworker.model.form import FilledForm
from caseworker.model.ids import RelationshipId
from caseworker.model.person import Channel, Person, Relationship
from caseworker.model.plan import CasePlan, Objective, PlannedAction, ServiceDelivery
from caseworker.model.referral import Referral
from caseworker.model.rights import PersonRequest
from caseworker.people.restricted import require_sight
from caseworker.permissions import Act, may, require
from caseworker.ports import Reads, UnitOfWork, missing, one_of, present
from caseworker.rights.erasing_gate import before_agreeing, findings
from caseworker.rights.late_gate import late_findings
from caseworker.rights.outside_the_record import beyond, unnamed
from caseworker.rights.retention import erasure_number
from caseworker.rights.whole_record import counted, hanging_on, whole_record
from caseworker.text import N_

_PROOF = frozenset({"wish taken", "wish answered", "answer told"})
"""Acts of the audit trail that stay: who took and answered the wish, without a word of it."""
_OWNERS = (
    Person, Arrival, Screening, Case, Assessment, CasePlan, Objective, FilledForm, Referral,
    PersonRequest,
)  # fmt: skip


def decide(work: UnitOfWork, request: PersonRequest) -> Erasure:
    """Keep that a granted wish is to be carried out; nothing is erased by it."""
    erasure = Erasure(
        id=work.new_id(),
        number=erasure_number(work),
        person_id=request.person_id,
        cause=ErasureCause.WISH,
        request_id=request.id,
        asked_at=request.asked_at,
        decided_at=work.now(),
        decided_by=work.actor.user_id,
    )
    work.add(erasure)
    return erasure


def agreeing(reads: Reads, erasure: Erasure) -> Findings:
    """Return what keeps this actor from agreeing, and what to think of before."""
    found = before_agreeing(reads, erasure)
    if reads.actor.user_id != erasure.decided_by and not _is_own(reads, erasure):
        return found
    what, why = (
        N_("Somebody else agrees"),
        N_("Nobody agrees to their own decision, about their own record, or about their own work."),
    )
    return (stops("own-decision", what, why, "R-442"), *found)


def agree(work: UnitOfWork, erasure_id: UUID) -> Erasure:
    """Agree, as a second person, that a record is erased as it stands now.

    Raises:
        NotAllowed: the role agrees to no erasures, or the record is restricted to others.
        NothingToUndo: it was called off or carried out.
        GateClosed: it is one's own decision, or something stops the erasure itself.
    """
    require(work.actor, Act.AGREE_TO_ERASURE)
    erasure = _open(work, erasure_id)
    if not may(work.actor, Act.DECIDE_REQUEST):
        require_sight(work, work.get(Person, erasure.person_id))
    pass_gate(agreeing(work, erasure))
    # It covers the decision as it is shown here, and no other.
    work.rely_on(erasure)
    erasure.agreed_at = work.now()
    erasure.agreed_by = work.actor.user_id
    record = whole_record(work, erasure.person_id)
    erasure.agreed_to = record.counts()
    erasure.agreed_beyond = beyond(work, erasure.person_id, record.all_that_goes)
    work.record("erasure agreed", erasure.id)
    return erasure


def call_off(work: UnitOfWork, erasure_id: UUID) -> Erasure:
    """Leave the record as it is: the person thought again, or the decision was wrong.

    Raises:
        NotAllowed: the role neither decides nor agrees.
        NothingToUndo: it was carried out; nothing brings the record back.
    """
    if not may(work.actor, Act.DECIDE_REQUEST):
        require(work.actor, Act.AGREE_TO_ERASURE)
    erasure = _open(work, erasure_id)
    erasure.called_off_at = work.now()
    erasure.called_off_by = work.actor.user_id
    request = work.find(PersonRequest, erasure.request_id)
    if request is not None:
        request.called_off_at = work.now()
    work.record("erasure called off", erasure.id)
    return erasure


def carry_out(work: UnitOfWork, erasure_id: UUID) -> Erasure:
    """Erase a record for good: here at once, and on every other laptop at its next exchange.

    Raises:
        NotAllowed: the actor is no data protection officer.
        NothingToUndo: it was called off or carried out.
        GateClosed: nobody else agreed, or something stops the erasure.
    """
    require(work.actor, Act.DECIDE_REQUEST)
    erasure = _open(work, erasure_id)
    pass_gate(findings(work, erasure))
    record = whole_record(work, erasure.person_id)
    left = unnamed(work, erasure, record.entities)
    # Looks at the record since somebody agreed stay: they name an id and nothing else.
    gone = [each for each in record.entities if not _proves(each) and each.id not in left]
    # Other laptops erase only once they have the decision and the agreement.
    work.rely_on(erasure)
    for tie in record.ties_of_others:
        _take_name_out(work, tie)
    work.erase(*gone)
    erasure.carried_out_at = work.now()
    erasure.carried_out_by = work.actor.user_id
    erasure.erased = counted(gone)
    erasure.owners = tuple(each.id for each in gone if isinstance(each, _OWNERS))
    erasure.costs = _costs(gone)
    work.record("record erased", erasure.id)
    for other in work.matching(Erasure, person_id=erasure.person_id):
        if other.carried_out_at is None and other.called_off_at is None:
            # Decided twice, as laptops may that did not know of each other: nothing is left to do.
            other.called_off_at, other.called_off_by = work.now(), work.actor.user_id
    return erasure


def came_late(reads: Reads, erasure: Erasure) -> list[Entity]:
    """Return what laptops that did not know of the erasure wrote about the record meanwhile."""
    return _late(reads, erasure.owners)


def anything_came_late(reads: Reads, erasures: Iterable[Erasure]) -> bool:
    """Return whether anything came late for any of *erasures*; asked once, it hardly ever did."""
    return bool(_late(reads, [owner for each in erasures for owner in each.owners]))


def erase_what_came_late(work: UnitOfWork, erasure_id: UUID) -> Erasure:
    """Erase what arrived after a record was erased; the agreement covers it.

    Raises:
        NotAllowed: the actor is no data protection officer, or nothing was erased yet.
        GateClosed: some of it lies outside the record, and nobody else has named it.
    """
    require(work.actor, Act.DECIDE_REQUEST)
    erasure = work.get(Erasure, erasure_id)
    if erasure.carried_out_at is None:
        raise NotAllowed(act=Act.DECIDE_REQUEST.value)
    late = came_late(work, erasure)
    pass_gate(late_findings(work, erasure, late))
    work.rely_on(erasure)
    ties = _ties_of_others(work, erasure.owners)
    for tie in ties:
        _take_name_out(work, tie)
    named = {tie.id for tie in ties}
    work.erase(*(each for each in late if each.id not in named))
    owners = {each.id for each in late if isinstance(each, _OWNERS)}
    erasure.owners = (*erasure.owners, *sorted(owners - set(erasure.owners)))
    work.record("record erased", erasure.id)
    return erasure


def decide_anew(work: UnitOfWork, erasure_id: UUID) -> Erasure:
    """Decide, where whoever did has left, that what came late is erased; somebody else agrees.

    Raises:
        NotAllowed: the actor is no data protection officer, or nothing was erased yet.
        NothingToUndo: whoever decided has the role still.
    """
    require(work.actor, Act.DECIDE_REQUEST)
    erasure = work.get(Erasure, erasure_id)
    if erasure.carried_out_at is None:
        raise NotAllowed(act=Act.DECIDE_REQUEST.value)
    codes = {each.code for each in late_findings(work, erasure, came_late(work, erasure))}
    if "late-decider-left" not in codes:
        raise NothingToUndo
    erasure.decided_at = work.now()
    erasure.decided_by = work.actor.user_id
    erasure.late_agreed_at = erasure.late_agreed_by = None
    erasure.late_beyond = ()
    work.record("erasure decided", erasure.id)
    return erasure


def agree_to_what_came_late(work: UnitOfWork, erasure_id: UUID) -> Erasure:
    """Agree, as somebody else than who erases, to what came outside the record afterwards.

    Raises:
        NotAllowed: the role agrees to no erasures, nothing was erased yet, or one's own decision.
    """
    require(work.actor, Act.AGREE_TO_ERASURE)
    erasure = work.get(Erasure, erasure_id)
    if erasure.carried_out_at is None or erasure.decided_by == work.actor.user_id:
        raise NotAllowed(act=Act.AGREE_TO_ERASURE.value)
    work.rely_on(erasure)
    erasure.late_agreed_at = work.now()
    erasure.late_agreed_by = work.actor.user_id
    erasure.late_beyond = beyond(work, erasure.person_id, came_late(work, erasure))
    work.record("erasure agreed", erasure.id)
    return erasure


def told(work: UnitOfWork, erasure_id: UUID, by_way_of: Channel) -> Erasure:
    """Keep that the person was told that the record is gone.

    Raises:
        NotAllowed: the role reads no wishes, or nothing was erased yet.
    """
    require(work.actor, Act.READ_REQUEST)
    erasure = work.get(Erasure, erasure_id)
    if erasure.carried_out_at is None:
        raise NotAllowed(act=Act.READ_REQUEST.value)
    erasure.told_at = work.now()
    erasure.told_by = work.actor.user_id
    erasure.told_by_way_of = by_way_of
    return erasure


def waits_for(reads: Reads, agreed: bool) -> list[Erasure]:
    """Return the erasures that wait to be carried out, or those that nobody agreed to yet."""
    return reads.matching(
        Erasure,
        missing("carried_out_at"),
        missing("called_off_at"),
        present("agreed_at") if agreed else missing("agreed_at"),
        order_by=("decided_at", "id"),
    )


def of_request(reads: Reads, request_id: UUID) -> Erasure | None:
    """Return the newest erasure that a wish led to, or None."""
    found = reads.matching(Erasure, request_id=request_id, order_by="-decided_at", limit=1)
    return found[0] if found else None


def carried_out(reads: Reads) -> list[Erasure]:
    """Return the records that were erased, the newest first."""
    return reads.matching(Erasure, present("carried_out_at"), order_by=("-carried_out_at", "-id"))


def _open(work: UnitOfWork, erasure_id: UUID) -> Erasure:
    erasure = work.get(Erasure, erasure_id)
    if erasure.carried_out_at is not None or erasure.called_off_at is not None:
        raise NothingToUndo
    return erasure


def _is_own(reads: Reads, erasure: Erasure) -> bool:
    """Return whether it is the actor's own record, or work that the actor does."""
    actor, person = reads.actor, reads.get(Person, erasure.person_id)
    names = {person.full_name.casefold(), person.called.casefold()}
    work = {"person_id": person.id, "status": CaseStatus.OPEN, "assigned_to": actor.user_id}
    return actor.name.casefold() in names or bool(reads.count(Case, **work))


def _late(reads: Reads, owners: Collection[UUID]) -> list[Entity]:
    # What the trail keeps as proof names them too.
    found = [each for each in hanging_on(reads, owners) if not isinstance(each, AuditEvent)]
    known = {each.id for each in found}
    return [*found, *(tie for tie in _ties_of_others(reads, owners) if tie.id not in known)]


def _ties_of_others(reads: Reads, owners: Collection[UUID]) -> list[Relationship]:
    """Return the ties in records of others that name an erased person."""
    ties = reads.matching(Relationship, one_of("relative_id", owners))
    return [tie for tie in ties if tie.person_id not in owners]


def _proves(entity: Entity) -> bool:
    return isinstance(entity, AuditEvent) and entity.action in _PROOF


def _take_name_out(work: UnitOfWork, tie: Relationship) -> None:
    """Let somebody else's record keep that there was such a tie, and no longer with whom.

    What was written of it before would stay in the journal: the tie is erased and made anew.
    """
    values = {each.name: getattr(tie, each.name) for each in fields(tie)}
    values |= {"id": RelationshipId(work.new_id()), "relative_id": None, "relative_name": ""}
    # That a claim is doubted must not be lost with the words that say why.
    values |= {"verified_how": "", "doubt": "..." if tie.doubt else ""}
    nameless = Relationship(**values)
    work.add(nameless)
    for consent in work.matching(Consent, guardian_id=tie.id):
        consent.guardian_id = nameless.id
    work.erase(tie)


def _costs(gone: list[Entity]) -> tuple[KeptCost, ...]:
    spent = [
        KeptCost(each.given_on, each.cost)
        for each in gone
        if isinstance(each, ServiceDelivery) and each.cost is not None
    ]
    spent += [
        KeptCost(each.done_on, each.cost)
        for each in gone
        if isinstance(each, PlannedAction) and each.cost is not None and each.done_on is not None
    ]
    return tuple(sorted(spent, key=lambda each: each.on))
