"""One wish about a record: who asks, what to look at first, the answer, and what follows."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from caseworker.consent.age import is_child
from caseworker.errors import NotAllowed
from caseworker.model.case import Case
from caseworker.model.consent import Purpose
from caseworker.model.ids import CaseId, ConsentId, PersonId
from caseworker.model.person import Channel, Person
from caseworker.model.rights import Asker, Outcome, PersonRequest, RequestKind
from caseworker.people.restricted import may_see
from caseworker.permissions import Act, may, require
from caseworker.ports import Reads
from caseworker.rights.answering import may_be_the_abuser, needs_verifying, standing_uses
from caseworker.rights.erasing import of_request
from caseworker.rights.wishes import days_late
from caseworker.views.names import colleague
from caseworker.views.people import WayLine, ways
from caseworker.views.rights import to_carry_out


@dataclass(frozen=True)
class UseLine:
    """A yes that stands, whose use an objection can end."""

    id: ConsentId
    purpose: Purpose
    purpose_text: str
    recipient: str


@dataclass(frozen=True, kw_only=True)
class Wish:
    """One wish, as its page shows it."""

    id: UUID
    kind: RequestKind
    person_id: PersonId
    person: str
    is_child: bool
    languages: tuple[str, ...]
    restricted: bool
    case_id: CaseId | None
    case_number: str
    caseworker: str
    asked_at: datetime
    taken_by: str
    asked_by: Asker
    asked_by_other: str
    in_her_words: str
    answer_due: date | None
    days_late: int
    needs_verifying: bool
    may_be_abuser: bool
    uses: tuple[UseLine, ...]
    ways: tuple[WayLine, ...]
    outcome: Outcome | None
    reason: str
    verified: str
    decided_at: datetime | None
    decided_by: str
    to_carry_out: bool
    called_off_at: datetime | None
    erasure_id: UUID | None
    """Of a granted wish for erasure: where it is carried out."""
    carried_out_at: datetime | None
    carried_out_by: str
    carried_out: str
    told_at: datetime | None
    told_by: str
    told_by_way_of: Channel | None
    told: str


def wish(reads: Reads, request_id: UUID, today: date) -> Wish:
    """Return one wish.

    Raises:
        NotAllowed: the role reads no wishes, or the record is restricted to others.
    """
    request = readable(reads, request_id)
    person = reads.get(Person, request.person_id)
    cases = reads.matching(Case, person_id=person.id, order_by=("-opened_at", "-id"), limit=1)
    case = cases[0] if cases else None
    erasure = of_request(reads, request.id)
    return Wish(
        id=request.id,
        kind=request.kind,
        person_id=person.id,
        person=person.full_name or person.called,
        is_child=is_child(person, today),
        languages=person.languages,
        restricted=person.restricted,
        case_id=case.id if case else None,
        case_number=case.number if case else "",
        caseworker=colleague(reads, case.assigned_to) if case else "",
        asked_at=request.asked_at,
        taken_by=colleague(reads, request.taken_by),
        asked_by=request.asked_by,
        asked_by_other=request.asked_by_other,
        in_her_words=request.in_her_words,
        answer_due=request.answer_due,
        days_late=days_late(request, today),
        needs_verifying=needs_verifying(request),
        may_be_abuser=may_be_the_abuser(reads, request),
        uses=_uses(reads, request),
        ways=ways(reads, person.id),
        outcome=request.outcome,
        reason=request.reason,
        verified=request.verified,
        decided_at=request.decided_at,
        decided_by=colleague(reads, request.decided_by),
        to_carry_out=to_carry_out(request),
        called_off_at=request.called_off_at,
        erasure_id=erasure.id if erasure else None,
        carried_out_at=request.carried_out_at,
        carried_out_by=colleague(reads, request.carried_out_by),
        carried_out=request.carried_out,
        told_at=request.told_at,
        told_by=colleague(reads, request.told_by),
        told_by_way_of=request.told_by_way_of,
        told=request.told,
    )


def readable(reads: Reads, request_id: UUID) -> PersonRequest:
    """Return a wish that this actor may read.

    Raises:
        NotAllowed: the role reads no wishes, or the record is restricted to others.
    """
    require(reads.actor, Act.READ_REQUEST)
    request = reads.get(PersonRequest, request_id)
    person = reads.get(Person, request.person_id)
    if not may(reads.actor, Act.DECIDE_REQUEST) and not may_see(reads, person):
        raise NotAllowed(act=Act.READ_RESTRICTED.value)
    return request


def _uses(reads: Reads, request: PersonRequest) -> tuple[UseLine, ...]:
    if request.kind is not RequestKind.OBJECTION or request.decided_at is not None:
        return ()
    return tuple(
        UseLine(each.id, each.purpose, each.purpose_text, each.recipient)
        for each in standing_uses(reads, request.person_id)
    )
