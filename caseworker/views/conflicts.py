"""Open conflicts, as somebody sees them who may decide, and the decision."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from caseworker.model.case import Case
from caseworker.model.entity import Entity
from caseworker.model.ids import PersonId
from caseworker.model.person import Person
from caseworker.people.restricted import may_see, require_sight
from caseworker.permissions import Act, may, require
from caseworker.ports import Reads, UnitOfWork
from caseworker.sync.conflicts import Conflict
from caseworker.views.names import colleague, shown_name


@dataclass(frozen=True, kw_only=True)
class ConflictLine:
    """One field with several values."""

    conflict: Conflict
    about: str
    """The person whom it is about; empty where it is about none, or she is shown without a name."""
    authors: tuple[str, ...]
    """Who wrote each version, in the order of the versions."""


def conflict_lines(reads: Reads) -> list[ConflictLine]:
    """Return the conflicts that this person may see, those that touch safety first."""
    lines = []
    for conflict in reads.conflicts():
        person = _person(reads, conflict)
        if person is None or (may(reads.actor, Act.READ_PEOPLE) and may_see(reads, person)):
            about = shown_name(person) if person else ""
            authors = tuple(colleague(reads, version.by) for version in conflict.versions)
            lines.append(ConflictLine(conflict=conflict, about=about, authors=authors))
    return sorted(lines, key=lambda line: not line.conflict.protective)


def settle(work: UnitOfWork, conflict: Conflict, value: object) -> None:
    """Let *value* take the place of all versions; every laptop hears of it.

    Raises:
        NotAllowed: the record is not open to whoever decides.
    """
    person = _person(work, conflict)
    if person is not None:
        require(work.actor, Act.READ_PEOPLE)
        require_sight(work, person)
    work.settle(work.get(conflict.kind, conflict.entity), conflict.field, value)
    work.record("settled two versions", conflict.entity, detail=conflict.field)


def _person(reads: Reads, conflict: Conflict) -> Person | None:
    if conflict.kind is Person:
        return reads.find(Person, conflict.entity)
    entity = reads.find(conflict.kind, conflict.entity)
    return None if entity is None else reads.find(Person, _person_id(entity, reads))


def _person_id(entity: Entity, reads: Reads) -> PersonId | None:
    key = getattr(entity, "person_id", None)
    if isinstance(key, UUID):
        return PersonId(key)
    case = reads.find(Case, getattr(entity, "case_id", None))
    return case.person_id if case else None
