"""Data rights: other bases to review, wishes about records, and who saw what (R-441, R-442)."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from caseworker.model.audit import AuditEvent
from caseworker.model.consent import Basis, BasisUse
from caseworker.model.ids import PersonId
from caseworker.model.person import Person
from caseworker.model.rights import Asker, Outcome, PersonRequest, RequestKind, Restriction
from caseworker.people.restricted import hidden_cases, hidden_people, without
from caseworker.permissions import Act, may
from caseworker.ports import Reads, missing, present
from caseworker.rights.effects import granted
from caseworker.rights.wishes import days_late, unanswered
from caseworker.views.data_access import DataAccess, data_access_requests
from caseworker.views.erasure import ErasureLine, TimeOverLine, erasures, times_are_over
from caseworker.views.names import colleague, number_of, shown_name

MOST = 100


@dataclass(frozen=True)
class BasisLine:
    """A record or disclosure without a yes that somebody has to look at."""

    id: UUID
    basis: Basis
    reason: str
    person: str
    used_by: str
    used_at: datetime
    review_due: datetime
    own: bool


@dataclass(frozen=True, kw_only=True)
class WishLine:
    """A wish of somebody about her record, and where it stands."""

    id: UUID
    kind: RequestKind
    person: str
    asked_at: datetime
    asked_by: Asker
    asked_by_other: str
    answer_due: date | None
    days_late: int
    outcome: Outcome | None
    told: bool
    to_carry_out: bool
    """Granted, and somebody still has to do it."""


@dataclass(frozen=True)
class RestrictedLine:
    """A record that few see, this person among them."""

    person_id: PersonId
    number: str
    """Of her case, or of her arrival; never a name."""
    since: datetime
    reason: str


@dataclass(frozen=True)
class AuditLine:
    """One act on a record."""

    at: datetime
    who: str
    action: str
    about: str


@dataclass(frozen=True, kw_only=True)
class RightsPage:
    """What waits, and what was done."""

    bases: tuple[BasisLine, ...]
    erasures: tuple[ErasureLine, ...]
    """Those that wait before those that were carried out."""
    times_over: tuple[TimeOverLine, ...]
    unanswered: tuple[WishLine, ...]
    """The one due first before the others."""
    answered: tuple[WishLine, ...]
    """What is still to be told or done before the others, then the newest."""
    data_access: tuple[DataAccess, ...]
    """What was asked from outside: those that wait before the answered ones."""
    restricted: tuple[RestrictedLine, ...]
    audit: tuple[AuditLine, ...]


def rights_page(reads: Reads, today: date) -> RightsPage:
    """Return what this actor's roles open: each part is empty where they do not."""
    actor = reads.actor
    return RightsPage(
        bases=_bases(reads) if may(actor, Act.REVIEW_BASIS) else (),
        erasures=erasures(reads, _out_of_sight(reads)) if may(actor, Act.READ_REQUEST) else (),
        times_over=times_are_over(reads, _out_of_sight(reads)),
        unanswered=_wishes(reads, unanswered(reads), today),
        answered=_answered(reads, today),
        data_access=data_access_requests(reads),
        restricted=_restricted(reads),
        audit=_audit(reads) if may(actor, Act.READ_AUDIT) else (),
    )


def wishes_of(reads: Reads, person_id: PersonId, today: date) -> tuple[WishLine, ...]:
    """Return the wishes of one person, the newest first."""
    asked = reads.matching(PersonRequest, person_id=person_id, order_by=("-asked_at", "-id"))
    return _wishes(reads, asked, today)


def to_carry_out(request: PersonRequest) -> bool:
    """Return whether the wish was granted and somebody still has to do it."""
    waits = request.carried_out_at is None and request.called_off_at is None
    return granted(request) and waits


def _bases(reads: Reads) -> tuple[BasisLine, ...]:
    in_sight = without("person_id", _out_of_sight(reads))
    uses = reads.matching(
        BasisUse, missing("reviewed_at"), *in_sight, order_by="review_due", limit=MOST
    )
    return tuple(
        BasisLine(
            id=use.id,
            basis=use.basis,
            reason=use.reason,
            person=_name(reads, use.person_id),
            used_by=colleague(reads, use.used_by),
            used_at=use.used_at,
            review_due=use.review_due,
            own=use.used_by == reads.actor.user_id,
        )
        for use in uses
    )


def _answered(reads: Reads, today: date) -> tuple[WishLine, ...]:
    asked = reads.matching(
        PersonRequest, present("decided_at"), order_by=("-decided_at", "-id"), limit=MOST
    )
    lines = _wishes(reads, asked, today)
    return tuple(sorted(lines, key=lambda line: line.told and not line.to_carry_out))


def _wishes(reads: Reads, asked: Iterable[PersonRequest], today: date) -> tuple[WishLine, ...]:
    """Return what of *asked* this actor may know of; reception, what it took itself."""
    actor = reads.actor
    if not may(actor, Act.TAKE_REQUEST):
        return ()
    hidden = _out_of_sight(reads)
    reads_all = may(actor, Act.READ_REQUEST)
    return tuple(
        _wish(reads, request, today)
        for request in asked
        if request.person_id not in hidden and (reads_all or request.taken_by == actor.user_id)
    )


def _wish(reads: Reads, request: PersonRequest, today: date) -> WishLine:
    return WishLine(
        id=request.id,
        kind=request.kind,
        person=_name(reads, request.person_id),
        asked_at=request.asked_at,
        asked_by=request.asked_by,
        asked_by_other=request.asked_by_other,
        answer_due=request.answer_due,
        days_late=days_late(request, today),
        outcome=request.outcome,
        told=request.told_at is not None,
        to_carry_out=to_carry_out(request),
    )


def _restricted(reads: Reads) -> tuple[RestrictedLine, ...]:
    """Return the restricted records this actor sees; the officer, all of them by number."""
    hidden = _out_of_sight(reads)
    in_force = reads.matching(
        Restriction, missing("ended_at"), order_by=("-made_at", "-id"), limit=MOST
    )
    return tuple(
        RestrictedLine(each.person_id, number_of(reads, each.person_id), each.made_at, each.reason)
        for each in in_force
        if each.person_id not in hidden
    )


def _audit(reads: Reads) -> tuple[AuditLine, ...]:
    hidden: frozenset[UUID] = _out_of_sight(reads)
    if hidden:
        hidden |= hidden_cases(reads)
    events = reads.matching(
        AuditEvent, *without("subject", hidden), order_by=("-at", "-id"), limit=MOST
    )
    return tuple(_line(reads, event) for event in events)


def _out_of_sight(reads: Reads) -> frozenset[PersonId]:
    """Return whose records are not there for this actor; the officer answers for all of them."""
    return frozenset() if may(reads.actor, Act.DECIDE_REQUEST) else hidden_people(reads)


def _line(reads: Reads, event: AuditEvent) -> AuditLine:
    return AuditLine(
        event.at, colleague(reads, event.by), event.action, _name(reads, event.subject)
    )


def _name(reads: Reads, person_id: UUID | None) -> str:
    person = reads.find(Person, person_id)
    return shown_name(person) if person else ""
