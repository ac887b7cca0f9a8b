"""What merge sees of a commit (docs/formats/commit.md): frozen, checked, without signatures."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from typing import NamedTuple, NewType

CommitId = NewType("CommitId", bytes)

EXISTS = 0
"""The field that says that its entity exists."""
LOG = 0
"""The kind that stands for the membership log where a commit names what it was done by."""
ERASED = -1
"""Stands for all fields of an entity whose values were erased: which they were is gone as well."""
TRUE = b"\xf5"
FALSE = b"\xf4"
NOTHING = b"\xf6"
"""The value of a field that has none."""


class Clock(NamedTuple):
    """Hybrid logical clock; it orders what is shown, never what counts."""

    milliseconds: int
    counter: int


class EntityRef(NamedTuple):
    """Which entity: the number of its kind, and its id of 16 bytes."""

    kind: int
    id: bytes


@dataclass(frozen=True, kw_only=True)
class Change:
    """The new value of one field of one entity."""

    entity: EntityRef
    field: int
    value: bytes | None
    """Deterministic CBOR, so that equal values are equal bytes; None once it was erased."""
    bases: frozenset[CommitId] = frozenset()
    """The heads that its author saw; lost with an erased value."""

    @classmethod
    def erased(cls, entity: EntityRef) -> Change:
        """Return what stays of all changes of an entity by one commit once they are erased."""
        return cls(entity=entity, field=ERASED, value=None)

    @property
    def erases(self) -> bool:
        """Whether it says that its entity exists no longer."""
        return self.field == EXISTS and self.value == FALSE


@dataclass(frozen=True, kw_only=True)
class Reliance:
    """An entity that an act relied on, with the commits that were its heads."""

    entity: EntityRef
    commits: frozenset[CommitId]


@dataclass(frozen=True, kw_only=True)
class Commit:
    """What one unit of work wrote for one audience."""

    id: CommitId
    unit: bytes
    person: bytes
    device: bytes
    run: bytes
    number: int
    previous: CommitId | None
    """The commit before it in its run; None for the first."""
    clock: Clock
    audience: bytes
    changes: tuple[Change, ...]
    deps: tuple[Reliance, ...] = ()
    log: frozenset[bytes] = frozenset()
    """The heads of the membership log by which it was written, where it has to prove a role."""

    @property
    def named(self) -> frozenset[CommitId]:
        """Every commit that its deps name."""
        return frozenset().union(*(dep.commits for dep in self.deps))

    @property
    def relied_on(self) -> frozenset[CommitId]:
        """The commits that it stands and falls with.

        An erasure names what it knew of the entity; that is no reason to keep the entity.
        """
        erased = {change.entity for change in self.changes if change.erases}
        return frozenset().union(*(dep.commits for dep in self.deps if dep.entity not in erased))


def united(commits: Iterable[Commit]) -> Mapping[CommitId, Commit]:
    """Return each commit once, in the fullest copy.

    A device that erased an entity passes on hashes in the place of values. A copy that still has
    them is preferred, so that nobody can hide a living record by passing on hashes alone.
    """
    found: dict[CommitId, Commit] = {}
    for commit in commits:
        known = found.get(commit.id)
        found[commit.id] = commit if known is None else _fullest(known, commit)
    return found


def _fullest(first: Commit, second: Commit) -> Commit:
    if first.changes == second.changes:
        return first
    other: dict[EntityRef, list[Change]] = {}
    for change in second.changes:
        other.setdefault(change.entity, []).append(change)
    fullest = [
        each
        for change in first.changes
        for each in (other.get(change.entity, []) if change.field == ERASED else [change])
    ]
    return replace(first, changes=tuple(fullest))
