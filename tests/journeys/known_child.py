"""A child whose record and case somebody else opened before the journey begins."""

from __future__ import annotations

from caseworker.model.case import Case
from caseworker.model.ids import CaseId, PersonId
from caseworker.model.partial_date import PartialDate
from caseworker.model.person import Person
from caseworker.ports import UnitOfWork


def open_child(work: UnitOfWork, given_name: str, born: str) -> Case:
    """Enter a child with an open case, and return the case."""
    me, now = work.actor.user_id, work.now()
    child = Person(
        id=PersonId(work.new_id()),
        given_name=given_name,
        date_of_birth=PartialDate(born),
        registered_at=now,
        registered_by=me,
    )
    case = Case(
        id=CaseId(work.new_id()),
        number="7QK-0007",
        person_id=child.id,
        opened_at=now,
        opened_by=me,
        assigned_to=me,
    )
    work.add(child)
    work.add(case)
    return case
