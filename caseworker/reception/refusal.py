"""A no to a record: an anonymous count, and help that goes on by number (R-432)."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from caseworker.errors import NothingToUndo
from caseworker.model.arrival import Arrival, ArrivalState, Refusal, Screening
from caseworker.model.ids import ScreeningId
from caseworker.permissions import Act, require
from caseworker.ports import UnitOfWork


@dataclass(frozen=True)
class Refused:
    """What a no to a record changed, so that a slip of the hand can be taken back."""

    screening_id: ScreeningId
    refusal_id: UUID
    before: ArrivalState


def refuse(work: UnitOfWork, screening_id: ScreeningId, reason: str = "") -> Refused:
    """Keep an anonymous count of a no to registration, and go on helping by number (R-432).

    The screen that calls this erases its draft and any signature; nothing of the talk is kept.
    """
    require(work.actor, Act.REGISTER)
    arrival = _arrival_of(work, screening_id)
    refusal = Refusal(id=work.new_id(), refused_at=work.now(), reason=reason)
    refused = Refused(screening_id, refusal.id, arrival.state)
    arrival.state = ArrivalState.HELPED_WITHOUT_RECORD
    work.add(refusal)
    return refused


def take_back_refusal(work: UnitOfWork, refused: Refused) -> None:
    """Undo a no that nobody said: the count goes, and the number waits as before.

    Raises:
        NothingToUndo: the number went on since.
    """
    require(work.actor, Act.REGISTER)
    arrival = _arrival_of(work, refused.screening_id)
    if arrival.state is not ArrivalState.HELPED_WITHOUT_RECORD:
        raise NothingToUndo
    arrival.state = refused.before
    work.erase(work.get(Refusal, refused.refusal_id))


def _arrival_of(work: UnitOfWork, screening_id: ScreeningId) -> Arrival:
    return work.get(Arrival, work.get(Screening, screening_id).arrival_id)
