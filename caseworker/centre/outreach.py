"""Outreach laptops carry the records of their people's cases, unless decided otherwise.

Which keys follow from it is signed by an administrator's laptop (docs/adr/0013).
"""

from __future__ import annotations

from collections.abc import Iterable

from caseworker.model.carried import CarriedRecord
from caseworker.model.case import Case, CaseStatus
from caseworker.model.ids import DeviceId, PersonId, UserId
from caseworker.model.person import Person
from caseworker.permissions import Act, require
from caseworker.ports import Reads, UnitOfWork, one_of
from caseworker.supervision.absence import with_those_away


def assigned_to(reads: Reads, people: Iterable[UserId]) -> frozenset[PersonId]:
    """Return whose open cases are with *people*."""
    cases = reads.matching(Case, one_of("assigned_to", tuple(people)), status=CaseStatus.OPEN)
    return frozenset(case.person_id for case in cases)


def carried_by(reads: Reads, device_id: DeviceId, people: Iterable[UserId]) -> frozenset[PersonId]:
    """Return whose records an outreach laptop carries that *people* unlock.

    Also of those for whom they stand in today.
    """
    said, working = decided(reads, device_id), with_those_away(reads, people)
    chosen = {person for person, carried in said.items() if carried}
    left_out = said.keys() - chosen
    return frozenset(
        person
        for person in (assigned_to(reads, working) | chosen) - left_out
        if reads.find(Person, person) is not None
    )


def decided(reads: Reads, device_id: DeviceId) -> dict[PersonId, bool]:
    """Return what somebody decided of single records for a laptop, the newest word."""
    said = reads.matching(CarriedRecord, device_id=device_id, order_by=("decided_at", "id"))
    return {each.person_id: each.carried for each in said}


def carry(work: UnitOfWork, device_id: DeviceId, person_id: PersonId, *, carried: bool) -> None:
    """Decide that an outreach laptop carries the record of a person, or does not.

    Raises:
        NotAllowed: the actor is no administrator.
    """
    require(work.actor, Act.ENROL)
    work.add(
        CarriedRecord(
            id=work.new_id(),
            device_id=device_id,
            person_id=person_id,
            carried=carried,
            decided_at=work.now(),
            decided_by=work.actor.user_id,
        )
    )
    work.record("given to a laptop" if carried else "taken from a laptop", person_id)
