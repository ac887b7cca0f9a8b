"""Open conflicts, as somebody sees them who may decide, and the decision."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from caseworker.directory.harmless import HARMLESS
from caseworker.model.arrival import Arrival
from caseworker.model.audit import AuditEvent
from caseworker.model.directory import Provider, Service
from caseworker.model.duplicate import Duplicate
from caseworker.model.entity import Entity
from caseworker.model.ids import PersonId
from caseworker.model.person import Person
from caseworker.notes.contacts import safe_ways
from caseworker.people.deciding import may_decide, people_of, require_to_decide
from caseworker.permissions import Act, may
from caseworker.ports import Reads, UnitOfWork
from caseworker.sync.conflicts import Conflict, Version
from caseworker.views.names import colleague, shown_name

_SETTLED = "settled two versions"
_LATELY = 20
"""Decisions that are looked back at."""


@dataclass(frozen=True, kw_only=True)
class ConflictLine:
    """One field with several values."""

    conflict: Conflict
    about: str
    """The person, number or entry of the directory that it is about; empty where it is about
    several people, or about one who is shown without a name."""
    opens: tuple[type[Entity], UUID] | None
    """The record that can be looked at beside it: a person, an arrival or a provider."""
    authors: tuple[str, ...]
    """Who wrote each version, in the order of the versions."""

    @property
    def harmless(self) -> bool:
        """Whether the newest version may stand without a look at each."""
        return self.conflict.field in HARMLESS.get(self.conflict.kind, frozenset())

    @property
    def newest(self) -> Version:
        """The version that was written last, by clocks that may be wrong."""
        return max(self.conflict.versions, key=lambda version: (version.at, version.device))


@dataclass(frozen=True, kw_only=True)
class DecidedLine(ConflictLine):
    """A field on which somebody has decided, with the versions that were there."""

    value: Any
    """What was decided."""
    decided_by: str
    decided_at: datetime


def conflict_lines(reads: Reads, entity: UUID | None = None) -> list[ConflictLine]:
    """Return the conflicts that this person may decide, those that touch safety first."""
    lines = []
    for conflict in reads.conflicts(entity):
        if may_decide(reads, conflict):
            authors = tuple(colleague(reads, version.by) for version in conflict.versions)
            about, opens = _record(reads, conflict)
            lines.append(ConflictLine(conflict=conflict, about=about, opens=opens, authors=authors))
    return sorted(lines, key=lambda line: not line.conflict.protective)


def differing_ways(reads: Reads, person_id: PersonId) -> tuple[ConflictLine, ...]:
    """Return what laptops say differently about how somebody is reached safely."""
    return tuple(
        line for way in safe_ways(reads, person_id) for line in conflict_lines(reads, way.id)
    )


def settle(work: UnitOfWork, conflict: Conflict, value: object) -> None:
    """Let *value* take the place of all versions; every laptop hears of it.

    Raises:
        NotAllowed: the record is not open to whoever decides.
    """
    require_to_decide(work, conflict)
    entity = work.get(conflict.kind, conflict.entity)
    work.settle(entity, conflict.field, value)
    if isinstance(entity, Duplicate):
        # Whoever settles it has decided it; and every laptop wants to see who asked.
        work.settle(entity, "decided_by", work.actor.user_id)
        work.settle(entity, "decided_at", work.now())
        work.rely_on(entity)
    work.record(_SETTLED, conflict.entity, detail=conflict.field)


def settle_harmless(work: UnitOfWork, lines: Sequence[ConflictLine]) -> int:
    """Let the newest version of every harmless one of *lines* stand; return how many those were.

    Raises:
        NotAllowed: a record is not open to whoever decides.
    """
    harmless = [line for line in lines if line.harmless]
    for line in harmless:
        settle(work, line.conflict, line.newest.value)
    return len(harmless)


def decided_lines(reads: Reads) -> list[DecidedLine]:
    """Return the last decisions that stand and that this person may make anew, newest first."""
    found: dict[tuple[UUID, str], DecidedLine] = {}
    acts = reads.matching(AuditEvent, action=_SETTLED, order_by="-at", limit=_LATELY)
    times = Counter((act.subject, act.detail) for act in acts)
    for act in acts:
        which = (act.subject, act.detail)
        conflict = None if which in found else reads.decided_between(*which, times[which])
        if conflict is None or not may_decide(reads, conflict):
            continue
        entry = reads.get(conflict.kind, conflict.entity)
        about, opens = _record(reads, conflict)
        found[which] = DecidedLine(
            conflict=conflict,
            about=about,
            opens=opens,
            authors=tuple(colleague(reads, version.by) for version in conflict.versions),
            value=getattr(entry, conflict.field),
            decided_by=colleague(reads, act.by),
            decided_at=act.at,
        )
    return list(found.values())


def _record(reads: Reads, conflict: Conflict) -> tuple[str, tuple[type[Entity], UUID] | None]:
    """Return what a conflict is about, in words, and the record that shows it."""
    entry = reads.find(conflict.kind, conflict.entity)
    if isinstance(entry, Provider):
        return entry.name, (Provider, entry.id)
    if isinstance(entry, Service):
        return entry.name, (Provider, entry.provider_id)
    people = people_of(reads, conflict) or []
    if len(people) == 1:
        opens = (Person, people[0].id) if may(reads.actor, Act.READ_PEOPLE) else None
        return shown_name(people[0]), opens
    if isinstance(entry, Arrival) and not people:
        return f"{entry.number} · {entry.described_as}", (Arrival, entry.id)
    return "", None
