"""Wishes about a record or services: how they are taken, and how long an answer may take."""

from __future__ import annotations

from datetime import date, timedelta

from caseworker.centre.settings import the_centre
from caseworker.errors import InvalidValue
from caseworker.model.ids import PersonId
from caseworker.model.rights import Asker, PersonRequest, RequestKind
from caseworker.permissions import Act, require
from caseworker.ports import Reads, UnitOfWork, missing
from caseworker.text import N_


def take_request(
    work: UnitOfWork,
    person_id: PersonId,
    kind: RequestKind,
    *,
    in_her_words: str = "",
    asked_by: Asker = Asker.PERSON,
    asked_by_other: str = "",
) -> PersonRequest:
    """Keep that she asks to stop services, objects, or asks for erasure, a copy or a correction.

    It changes nothing by itself; the data protection officer answers within the centre's term
    (R-442).

    Raises:
        InvalidValue: somebody else asks, and nobody wrote down who.
    """
    require(work.actor, Act.TAKE_REQUEST)
    if asked_by is not Asker.PERSON and not asked_by_other.strip():
        raise InvalidValue(what=N_("Who asks for the person"))
    within = timedelta(days=the_centre(work).answer_wishes_within)
    request = PersonRequest(
        id=work.new_id(),
        person_id=person_id,
        kind=kind,
        asked_at=work.now(),
        taken_by=work.actor.user_id,
        in_her_words=in_her_words,
        asked_by=asked_by,
        asked_by_other=asked_by_other,
        answer_due=work.now().date() + within,
    )
    work.add(request)
    work.record("wish taken", person_id)
    return request


def days_late(request: PersonRequest, today: date) -> int:
    """Return how many days the answer is late; 0 once it is given."""
    if request.decided_at is not None or request.answer_due is None:
        return 0
    return max((today - request.answer_due).days, 0)


def unanswered(reads: Reads) -> list[PersonRequest]:
    """Return the wishes without an answer, the one due first before the others."""
    return reads.matching(
        PersonRequest, missing("decided_at"), order_by=("answer_due", "asked_at", "id")
    )
