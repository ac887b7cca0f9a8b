"""Somebody is at the gate: a number, urgent needs first, a bed. No name, no question why."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from caseworker.model.arrival import Arrival, ArrivalState, Stay, UrgentNeed
from caseworker.model.ids import ArrivalId
from caseworker.permissions import Act, require
from caseworker.ports import UnitOfWork

SERIES = "arrival"
"""The series of numbers called out at the desk."""


@dataclass(frozen=True, kw_only=True)
class AtTheGate:
    """What anyone can see, and what somebody says who needs help now."""

    described_as: str = ""
    people: int = 1
    children: int = 0
    language: str = ""
    urgent_needs: frozenset[UrgentNeed] = frozenset()
    urgent_help: str = ""
    someone_stays: bool = False


def arrive(work: UnitOfWork, seen: AtTheGate) -> Arrival:
    """Give the next number to somebody who arrived (R-266, R-278).

    Never gated: help for urgent needs starts with this number, before any question.
    """
    require(work.actor, Act.CHECK_IN)
    arrival = Arrival(
        id=ArrivalId(work.new_id()),
        number=f"A{work.next_number(SERIES)}",
        arrived_at=work.now(),
        described_as=seen.described_as,
        people=seen.people,
        children=seen.children,
        language=seen.language,
        urgent_needs=seen.urgent_needs,
        urgent_help=seen.urgent_help,
        someone_stays=seen.someone_stays,
    )
    work.add(arrival)
    return arrival


def note_urgent_need(work: UnitOfWork, arrival_id: ArrivalId, seen: AtTheGate) -> None:
    """Keep what somebody says or anyone sees later about urgent needs (R-269)."""
    require(work.actor, Act.CHECK_IN)
    arrival = work.get(Arrival, arrival_id)
    arrival.urgent_needs = seen.urgent_needs
    arrival.urgent_help = seen.urgent_help
    arrival.someone_stays = seen.someone_stays


def check_in(
    work: UnitOfWork, arrival_id: ArrivalId, *, bed: str = "", kit: tuple[str, ...] = ()
) -> Arrival:
    """Receive a number: a bed and the arrival kit where there are some (R-277, R-288)."""
    require(work.actor, Act.CHECK_IN)
    arrival = work.get(Arrival, arrival_id)
    if arrival.state is ArrivalState.WAITING:
        arrival.state = ArrivalState.CHECKED_IN
        arrival.checked_in_at = work.now()
        arrival.checked_in_by = work.actor.user_id
    if kit:
        arrival.kit = kit
    if bed and bed != arrival.bed:
        _give_bed(work, arrival, bed)
    return arrival


def leave(work: UnitOfWork, arrival_id: ArrivalId) -> None:
    """Keep that whoever had this number has gone."""
    require(work.actor, Act.CHECK_IN)
    arrival = work.get(Arrival, arrival_id)
    arrival.state = ArrivalState.LEFT
    _end_stays(work, arrival_id)


def _give_bed(work: UnitOfWork, arrival: Arrival, bed: str) -> None:
    _end_stays(work, arrival.id)
    arrival.bed = bed
    work.add(Stay(id=work.new_id(), arrival_id=arrival.id, bed=bed, since=work.now()))


def _end_stays(work: UnitOfWork, arrival_id: UUID) -> None:
    for stay in work.matching(Stay, arrival_id=arrival_id):
        if stay.until is None:
            stay.until = work.now()
