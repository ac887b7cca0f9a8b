"""Words on somebody's safety that do not count: a supervisor reads them, and says what becomes."""

from __future__ import annotations

from dataclasses import dataclass

from caseworker.model.audit import AuditEvent
from caseworker.model.case import Case
from caseworker.model.ids import PersonId
from caseworker.model.person import Person
from caseworker.people.restricted import hidden_people
from caseworker.permissions import Act, may, require
from caseworker.ports import Reads, UnitOfWork
from caseworker.sync.held_back import HeldBack
from caseworker.views.names import colleague, shown_name

LEFT_OUT = "held back change left out"


@dataclass(frozen=True, kw_only=True)
class HeldBackLine:
    """One of them."""

    held: HeldBack
    person_id: PersonId | None
    about: str
    """The person's name; empty where nobody is named."""
    author: str


def held_back_lines(reads: Reads) -> list[HeldBackLine]:
    """Return what nobody has judged yet, to those who may approve; to others nothing."""
    if not may(reads.actor, Act.APPROVE):
        return []
    held = reads.held_back()
    if not held:
        return []
    judged = {each.detail for each in reads.matching(AuditEvent, action=LEFT_OUT)}
    hidden = hidden_people(reads)
    lines = []
    for each in held:
        person_id = _person_of(reads, each)
        if each.commit.hex() not in judged and person_id not in hidden:
            person = reads.find(Person, person_id)
            lines.append(
                HeldBackLine(
                    held=each,
                    person_id=person_id if person else None,
                    about=shown_name(person) if person else "",
                    author=colleague(reads, each.by),
                )
            )
    return lines


def leave_out(work: UnitOfWork, held: HeldBack) -> None:
    """Keep that somebody has read it and leaves it out; it stays in the journal.

    Raises:
        NotAllowed: the role does not cover it.
    """
    require(work.actor, Act.APPROVE)
    work.record(LEFT_OUT, held.entity, detail=held.commit.hex())


def _person_of(reads: Reads, held: HeldBack) -> PersonId | None:
    if held.about is not None:
        return PersonId(held.about)
    if held.kind is Person:
        return PersonId(held.entity)
    entity = reads.find(held.kind, held.entity)
    case = reads.find(Case, getattr(entity, "case_id", None))
    found: PersonId | None = getattr(entity, "person_id", None)
    return found or (case.person_id if case else None)
