"""Reception: who is here by number, and how far one number's reception has come."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from caseworker.model.arrival import (
    Arrival,
    ArrivalState,
    Eligibility,
    OrientationTopic,
    UrgentNeed,
)
from caseworker.model.ids import ArrivalId, HouseholdId, PersonId, ScreeningId
from caseworker.model.person import HouseholdMembership, Person
from caseworker.people.restricted import hidden_people
from caseworker.permissions import Act, require
from caseworker.ports import Reads, one_of
from caseworker.reception import screening as screenings
from caseworker.views.names import shown_name

HERE = (ArrivalState.WAITING, ArrivalState.CHECKED_IN, ArrivalState.HELPED_WITHOUT_RECORD)


class Stage(StrEnum):
    """The stages of reception, in the order in which they are offered; none is forced."""

    URGENT = "urgent"
    CHECK_IN = "check-in"
    ELIGIBILITY = "eligibility"
    EXPLAIN = "explain"
    CONSENT = "consent"
    REGISTRATION = "registration"


@dataclass(frozen=True)
class ArrivalRow:
    """Somebody who is here by number."""

    id: ArrivalId
    number: str
    described_as: str
    language: str
    arrived_at: datetime
    state: ArrivalState
    bed: str
    urgent_needs: frozenset[UrgentNeed]
    urgent_help: str
    someone_stays: bool


@dataclass(frozen=True)
class ArrivalPage:
    """One number, and how far its reception has come."""

    row: ArrivalRow
    people: int
    children: int
    kit: tuple[str, ...]
    criteria: tuple[str, ...]
    criteria_met: tuple[str, ...]
    screening_id: ScreeningId | None
    result: Eligibility
    result_note: str
    topics: tuple[OrientationTopic, ...]
    explained_in: str
    medium: str
    said_back: bool
    registered: tuple[tuple[PersonId, str], ...]
    household_id: HouseholdId | None
    done: frozenset[Stage]


def here_by_number(reads: Reads) -> list[ArrivalRow]:
    """Return everybody who is here by number only: urgent needs first, then the longest here."""
    require(reads.actor, Act.CHECK_IN)
    found = reads.matching(Arrival, one_of("state", HERE), order_by=("arrived_at", "id"), limit=200)
    return sorted((_row(arrival) for arrival in found), key=_urgency)


def arrival_page(reads: Reads, arrival_id: ArrivalId) -> ArrivalPage:
    """Return one number's reception.

    Raises:
        NotAllowed: the role does not receive people.
    """
    require(reads.actor, Act.CHECK_IN)
    arrival = reads.get(Arrival, arrival_id)
    screening = screenings.latest_screening(reads, arrival_id)
    explained = screenings.explained(reads, screening.id) if screening else None
    registered = reads.matching(Person, arrival_id=arrival_id)
    hidden = hidden_people(reads)
    topics = explained.topics if explained else ()
    done = {
        Stage.URGENT: True,
        Stage.CHECK_IN: arrival.state is not ArrivalState.WAITING,
        Stage.ELIGIBILITY: screening is not None and screening.result is Eligibility.ELIGIBLE,
        Stage.EXPLAIN: len(topics) == len(OrientationTopic),
        Stage.CONSENT: bool(registered),
        Stage.REGISTRATION: bool(registered),
    }
    return ArrivalPage(
        row=_row(arrival),
        people=arrival.people,
        children=arrival.children,
        kit=arrival.kit,
        criteria=screenings.criteria(reads),
        criteria_met=screening.criteria_met if screening else (),
        screening_id=screening.id if screening else None,
        result=screening.result if screening else Eligibility.UNCLEAR,
        result_note=screening.reason if screening else "",
        topics=topics,
        explained_in=explained.language if explained else arrival.language,
        medium=explained.medium if explained else "",
        said_back=explained.said_back if explained else False,
        registered=tuple(
            (person.id, shown_name(person)) for person in registered if person.id not in hidden
        ),
        household_id=_household(reads, registered),
        done=frozenset(stage for stage, is_done in done.items() if is_done),
    )


def _row(arrival: Arrival) -> ArrivalRow:
    return ArrivalRow(
        id=arrival.id,
        number=arrival.number,
        described_as=arrival.described_as,
        language=arrival.language,
        arrived_at=arrival.arrived_at,
        state=arrival.state,
        bed=arrival.bed,
        urgent_needs=arrival.urgent_needs,
        urgent_help=arrival.urgent_help,
        someone_stays=arrival.someone_stays,
    )


def _urgency(row: ArrivalRow) -> bool:
    return not (row.urgent_needs and row.state is ArrivalState.WAITING)


def _household(reads: Reads, registered: list[Person]) -> HouseholdId | None:
    for person in registered:
        places = reads.matching(HouseholdMembership, person_id=person.id, limit=1)
        if places:
            return places[0].household_id
    return None
