"""Taking a data access request: whoever stands at the desk is written down, and given nothing.

An official who presses for a list of minors and women is met with this procedure, not with a list
(R-454). The form is filled in and signed by whoever asks (R-452).
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from caseworker.errors import InvalidValue, NotFound, NothingToUndo
from caseworker.evidence.keeping import OpenedFile, open_attached
from caseworker.evidence.kinds import Sort
from caseworker.evidence.ready import ReadyFile
from caseworker.model.data_access import DataAccessRequest, Wanted
from caseworker.model.rights import Outcome
from caseworker.permissions import Act, require
from caseworker.ports import Reads, UnitOfWork, missing, one_of, present
from caseworker.text import N_


@dataclass(frozen=True, kw_only=True)
class Asked:
    """What is written down of a request."""

    organisation: str = ""
    asked_by: str = ""
    reached_by: str = ""
    wanted: Wanted = Wanted.PROTECTION_FIGURES
    what: str = ""
    purpose: str = ""
    authority: str = ""
    urgent: bool = False


def take_data_request(work: UnitOfWork, asked: Asked) -> DataAccessRequest:
    """Keep who asks for what; nothing is given, and nothing said of who is here.

    Raises:
        NotAllowed: the role takes no requests.
        InvalidValue: who asks, or for what, is not written down.
    """
    require(work.actor, Act.TAKE_REQUEST)
    if not asked.asked_by.strip() or not asked.organisation.strip():
        raise InvalidValue(what=N_("Who asks"))
    if not asked.what.strip():
        raise InvalidValue(what=N_("What is asked for"))
    request = DataAccessRequest(
        id=work.new_id(),
        number=f"{work.device_code}-D{work.next_number('data access request')}",
        asked_at=work.now(),
        taken_by=work.actor.user_id,
        organisation=asked.organisation.strip(),
        asked_by=asked.asked_by.strip(),
        reached_by=asked.reached_by.strip(),
        wanted=asked.wanted,
        what=asked.what.strip(),
        purpose=asked.purpose.strip(),
        authority=asked.authority.strip(),
        urgent=asked.urgent,
    )
    work.add(request)
    work.record("data access asked", request.id)
    return request


def keep_signed_form(
    work: UnitOfWork,
    request_id: UUID,
    signed_on: date,
    *,
    scan: ReadyFile | None = None,
    original_in: str = "",
) -> DataAccessRequest:
    """Keep that the form came back signed: as a scan, or where the paper lies (R-452).

    Raises:
        NotAllowed: the role takes no requests.
        NothingToUndo: the request was answered already.
        InvalidValue: neither a scan nor a place, no scan, or a day that has not come yet.
    """
    require(work.actor, Act.TAKE_REQUEST)
    request = work.get(DataAccessRequest, request_id)
    require_sight_of(work, request)
    if request.decided_at is not None:
        raise NothingToUndo
    if scan is not None and scan.kind.sort is not Sort.SCAN:
        raise InvalidValue(what=N_("This file"))
    if scan is None and not original_in.strip():
        raise InvalidValue(what=N_("Where the signed form lies"))
    if signed_on > work.now().date():
        raise InvalidValue(what=N_("Day of the signature"))
    request.signed_on = signed_on
    request.original_in = original_in.strip()
    if scan is not None:
        request.signed_form = work.attach(scan.content, scan.kind.media_type)
    work.record("data access form signed", request.id)
    return request


def open_signed_form(work: UnitOfWork, request_id: UUID) -> OpenedFile:
    """Return the signed form, for a look that is in the audit trail.

    Raises:
        NotAllowed: the role reads no requests.
        NotFound: there is no scan, or it is not on this laptop.
        StoreDamaged: it was altered.
    """
    require(work.actor, Act.READ_REQUEST)
    request = work.get(DataAccessRequest, request_id)
    if request.signed_form is None:
        raise NotFound
    work.record("data access form opened", request_id)
    return open_attached(work, request.signed_form)


def require_sight_of(reads: Reads, request: DataAccessRequest) -> None:
    """Let whoever reads requests see *request*, and reception what it took itself.

    Raises:
        NotAllowed: it is somebody else's, or the role takes no requests.
    """
    own = request.taken_by == reads.actor.user_id
    require(reads.actor, Act.TAKE_REQUEST if own else Act.READ_REQUEST)


def unanswered_data_requests(reads: Reads) -> list[DataAccessRequest]:
    """Return the requests without an answer, the longest waiting first."""
    return reads.matching(DataAccessRequest, missing("decided_at"), order_by=("asked_at", "id"))


def answered_data_requests(reads: Reads, most: int) -> list[DataAccessRequest]:
    """Return the requests that were answered, the newest answer first."""
    return reads.matching(
        DataAccessRequest, present("decided_at"), order_by=("-decided_at", "-id"), limit=most
    )


def in_force(reads: Reads, today: date) -> list[DataAccessRequest]:
    """Return the requests under which figures about protection may go out today."""
    granted = reads.matching(
        DataAccessRequest,
        one_of("outcome", (Outcome.GRANTED, Outcome.PARTLY)),
        wanted=Wanted.PROTECTION_FIGURES,
        order_by=("decided_at", "id"),
    )
    return [each for each in granted if is_in_force(each, today)]


def is_in_force(request: DataAccessRequest, today: date) -> bool:
    """Return whether figures about protection may go out under *request* today."""
    return (
        request.wanted is Wanted.PROTECTION_FIGURES
        and request.outcome in {Outcome.GRANTED, Outcome.PARTLY}
        and request.valid_until is not None
        and today <= request.valid_until
    )
