"""Whether what an act relied on is still as its author saw it."""

from __future__ import annotations

from collections.abc import Iterable
from enum import IntEnum

from caseworker.sync.commits import Commit, CommitId, EntityRef, Reliance
from caseworker.sync.merge import Life, Merged


class Standing(IntEnum):
    """How an act stands, from the best on; of several reasons the gravest holds."""

    AS_SEEN = 0
    CHANGED_SINCE = 1
    """Edited by somebody else, before or after: an approval does not cover it."""
    WAITING = 2
    """What it relied on has not arrived: it is not acted on yet."""
    ERASED = 3
    ENDED = 4
    """A consent it relied on was withdrawn: it stops, or is recalled."""


class Acts:
    """Judges acts against what a set of commits says."""

    def __init__(
        self,
        commits: Iterable[Commit],
        merged: Merged,
        ended: Iterable[EntityRef] = (),
        quarantined: frozenset[CommitId] = frozenset(),
    ) -> None:
        self._merged = merged
        self._ended = frozenset(ended)
        self._received: set[CommitId] = set()
        self._of_unit: dict[tuple[bytes, EntityRef], set[CommitId]] = {}
        for commit in commits:
            if commit.id not in quarantined:
                self._received.add(commit.id)
                for change in commit.changes:
                    self._of_unit.setdefault((commit.unit, change.entity), set()).add(commit.id)

    def standing(self, act: Commit) -> Standing:
        """Return how *act* stands. One that relied on nothing, or on another basis, stands."""
        return max((self._of(act, dep) for dep in act.deps), default=Standing.AS_SEEN)

    def _of(self, act: Commit, dep: Reliance) -> Standing:
        # What the unit itself wrote has no id yet when it is signed: the shared unit id names it.
        seen = dep.commits | self._of_unit.get((act.unit, dep.entity), set())
        if dep.entity in self._ended:
            return Standing.ENDED
        if not seen or not dep.commits <= self._received:
            return Standing.WAITING
        entity = self._merged.entities.get(dep.entity)
        if entity is None or entity.life is Life.STUB:
            return Standing.WAITING
        if entity.life is not Life.LIVING:
            return Standing.ERASED
        return Standing.AS_SEEN if entity.heads <= seen else Standing.CHANGED_SINCE
