"""Data rights: other bases to review, wishes about records, and who saw what (R-441, R-442)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from caseworker.model.audit import AuditEvent
from caseworker.model.consent import Basis, BasisUse, PersonRequest, RequestKind
from caseworker.model.person import Person
from caseworker.permissions import Act, may, require
from caseworker.ports import Reads, missing
from caseworker.views.names import colleague, shown_name

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


@dataclass(frozen=True)
class RequestLine:
    """A wish of somebody about her record."""

    id: UUID
    kind: RequestKind
    person: str
    asked_at: datetime
    asked_by_other: str
    decided: bool


@dataclass(frozen=True)
class AuditLine:
    """One act on a record."""

    at: datetime
    who: str
    action: str
    about: str


@dataclass(frozen=True)
class RightsPage:
    """What waits, and what was done."""

    bases: tuple[BasisLine, ...]
    requests: tuple[RequestLine, ...]
    audit: tuple[AuditLine, ...]


def rights_page(reads: Reads) -> RightsPage:
    """Return what this actor's roles open: each part is empty where they do not."""
    actor = reads.actor
    return RightsPage(
        bases=_bases(reads) if may(actor, Act.REVIEW_BASIS) else (),
        requests=_requests(reads) if may(actor, Act.TAKE_REQUEST) else (),
        audit=_audit(reads) if may(actor, Act.READ_AUDIT) else (),
    )


def extract(reads: Reads, person_id: UUID) -> tuple[AuditLine, ...]:
    """Return who used or saw one person's record, for her to read (R-441)."""
    require(reads.actor, Act.TAKE_REQUEST)
    events = reads.matching(AuditEvent, subject=person_id, order_by=("-at", "-id"), limit=MOST)
    return tuple(_line(reads, event) for event in events)


def _bases(reads: Reads) -> tuple[BasisLine, ...]:
    uses = reads.matching(BasisUse, missing("reviewed_at"), order_by="review_due", limit=MOST)
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


def _requests(reads: Reads) -> tuple[RequestLine, ...]:
    asked = reads.matching(PersonRequest, order_by="-asked_at", limit=MOST)
    return tuple(
        RequestLine(
            id=request.id,
            kind=request.kind,
            person=_name(reads, request.person_id),
            asked_at=request.asked_at,
            asked_by_other=request.asked_by_other,
            decided=request.decided_at is not None,
        )
        for request in asked
    )


def _audit(reads: Reads) -> tuple[AuditLine, ...]:
    events = reads.matching(AuditEvent, order_by=("-at", "-id"), limit=MOST)
    return tuple(_line(reads, event) for event in events)


def _line(reads: Reads, event: AuditEvent) -> AuditLine:
    return AuditLine(
        event.at, colleague(reads, event.by), event.action, _name(reads, event.subject)
    )


def _name(reads: Reads, person_id: UUID | None) -> str:
    person = reads.find(Person, person_id)
    return shown_name(person) if person else ""
