"""Data access requests, as the list and the page of one show them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from caseworker.data_access.asking import (
    answered_data_requests,
    require_sight_of,
    unanswered_data_requests,
)
from caseworker.model.data_access import DataAccessRequest, Risk, Wanted
from caseworker.model.figures import PublishedFigures
from caseworker.model.ids import AttachmentId
from caseworker.model.rights import Outcome
from caseworker.permissions import Act, may
from caseworker.ports import Reads
from caseworker.views.names import colleague

MOST = 50


@dataclass(frozen=True, kw_only=True)
class DataAccess:
    """One request."""

    id: UUID
    number: str
    asked_at: datetime
    taken_by: str
    organisation: str
    asked_by: str
    reached_by: str
    wanted: Wanted
    what: str
    purpose: str
    authority: str
    urgent: bool
    signed_on: date | None
    signed_form: AttachmentId | None
    original_in: str
    outcome: Outcome | None
    reason: str
    risks: frozenset[Risk]
    weighed: str
    valid_until: date | None
    decided_at: datetime | None
    decided_by: str
    went_out: tuple[datetime, ...] = ()
    """When figures went out under it."""


def data_access(reads: Reads, request_id: UUID) -> DataAccess:
    """Return one request.

    Raises:
        NotAllowed: the role takes no requests, or reception did not take this one itself.
    """
    request = reads.get(DataAccessRequest, request_id)
    require_sight_of(reads, request)
    sent = reads.matching(PublishedFigures, request_id=request_id, order_by="published_at")
    return _shown(reads, request, tuple(each.published_at for each in sent))


def data_access_requests(reads: Reads) -> tuple[DataAccess, ...]:
    """Return the requests this person may know of: those that wait before the answered ones.

    Reception sees what it took itself.
    """
    if not may(reads.actor, Act.TAKE_REQUEST):
        return ()
    found = [*unanswered_data_requests(reads), *answered_data_requests(reads, MOST)]
    reads_all, me = may(reads.actor, Act.READ_REQUEST), reads.actor.user_id
    return tuple(_shown(reads, each) for each in found if reads_all or each.taken_by == me)


def _shown(
    reads: Reads, request: DataAccessRequest, went_out: tuple[datetime, ...] = ()
) -> DataAccess:
    return DataAccess(
        id=request.id,
        number=request.number,
        asked_at=request.asked_at,
        taken_by=colleague(reads, request.taken_by),
        organisation=request.organisation,
        asked_by=request.asked_by,
        reached_by=request.reached_by,
        wanted=request.wanted,
        what=request.what,
        purpose=request.purpose,
        authority=request.authority,
        urgent=request.urgent,
        signed_on=request.signed_on,
        signed_form=request.signed_form,
        original_in=request.original_in,
        outcome=request.outcome,
        reason=request.reason,
        risks=request.risks,
        weighed=request.weighed,
        valid_until=request.valid_until,
        decided_at=request.decided_at,
        decided_by=colleague(reads, request.decided_by),
        went_out=went_out,
    )
