"""The history of one field: which change was made by somebody who had seen which other."""

from __future__ import annotations

from collections.abc import Container, Mapping
from dataclasses import dataclass
from functools import cached_property
from graphlib import TopologicalSorter

from caseworker.sync.commits import Change, CommitId


@dataclass(frozen=True)
class History:
    """All known changes of one field, by the commit that holds each."""

    changes: Mapping[CommitId, Change]
    quarantined: Mapping[CommitId, Change]
    """Changes that do not count, though later ones may have been made by people who saw them."""

    @cached_property
    def bases(self) -> Mapping[CommitId, frozenset[CommitId]]:
        """The bases of each change that counts.

        Where its author saw a quarantined value, she saw through it what that one replaced.
        """
        return {commit: self._seen_through(change) for commit, change in self.changes.items()}

    @cached_property
    def heads(self) -> frozenset[CommitId]:
        """The changes that no known change names as a base."""
        return frozenset(self.changes) - frozenset().union(*self.bases.values())

    def missing(self, received: Container[CommitId]) -> frozenset[CommitId]:
        """Return what is waited for: bases not *received*, and values that came as hashes."""
        named = {base for bases in self.bases.values() for base in bases}
        withheld = {commit for commit, change in self.changes.items() if change.value is None}
        return frozenset(withheld.union(base for base in named if base not in received))

    @cached_property
    def order(self) -> tuple[CommitId, ...]:
        """All changes that count, each after those it was based on."""
        graph = {
            commit: sorted(base for base in bases if base in self.changes)
            for commit, bases in sorted(self.bases.items())
        }
        return tuple(TopologicalSorter(graph).static_order())

    @cached_property
    def ancestors(self) -> Mapping[CommitId, frozenset[CommitId]]:
        """All that each change was built on, near and far, received or not."""
        found: dict[CommitId, frozenset[CommitId]] = {}
        for commit in self.order:
            bases = self.bases[commit]
            found[commit] = bases.union(*(found[base] for base in bases if base in found))
        return found

    def _seen_through(self, change: Change) -> frozenset[CommitId]:
        found: set[CommitId] = set()
        passed: set[CommitId] = set()
        ahead = list(change.bases)
        while ahead:
            base = ahead.pop()
            if base not in self.quarantined:
                found.add(base)
            elif base not in passed:
                passed.add(base)
                ahead += self.quarantined[base].bases
        return frozenset(found)
