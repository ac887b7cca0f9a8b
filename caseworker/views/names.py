"""How people and colleagues are named on screens, and when records were made."""

from __future__ import annotations

from datetime import UTC, datetime
from uuid import UUID

from caseworker.model.arrival import Arrival
from caseworker.model.case import Case
from caseworker.model.handover import OutsideColleague
from caseworker.model.ids import CaseId, PersonId, UserId
from caseworker.model.person import Person
from caseworker.model.staff import User
from caseworker.ports import Reads
from caseworker.text import isolate


def shown_name(person: Person) -> str:
    """Return the name for lists; a restricted person is shown without one."""
    return "" if person.restricted else person.short_name


def person_of_case(reads: Reads, case_id: CaseId) -> str:
    """Return how the person of a case is shown in lists."""
    case = reads.find(Case, case_id)
    person = reads.find(Person, case.person_id) if case else None
    return shown_name(person) if person else ""


def number_of(reads: Reads, person_id: PersonId) -> str:
    """Return the number of a person's newest case, or else of her arrival: no name at all."""
    cases = reads.matching(Case, person_id=person_id, order_by=("-opened_at", "-id"), limit=1)
    if cases:
        return cases[0].number
    person = reads.find(Person, person_id)
    arrival = reads.find(Arrival, person.arrival_id) if person else None
    return arrival.number if arrival else ""


def colleague(reads: Reads, user_id: UserId | None) -> str:
    """Return the name by which colleagues know somebody, inside the centre.

    Who wrote at another centre what was handed over is known by code and centre.
    """
    user = reads.find(User, user_id)
    if user is None:
        outside = reads.find(OutsideColleague, user_id)
        return outside_name(outside.code, outside.centre) if outside else ""
    return user.name


def outside_name(code: str, centre: str) -> str:
    """Return how somebody of another centre's staff is shown: by code, never by name."""
    return " · ".join(part for part in (code, isolate(centre)) if part)


def colleagues(reads: Reads) -> dict[UserId, str]:
    """Return the names of everybody who works or worked here, as all of them may know."""
    return {user.id: user.name for user in reads.matching(User)}


def made_at(key: UUID) -> datetime:
    """Return the moment that a UUIDv7 carries, in UTC: when its record was made."""
    return datetime.fromtimestamp((key.int >> 80) / 1000, UTC)
