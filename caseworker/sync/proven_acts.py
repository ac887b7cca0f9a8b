"""Acts that hide a record from others, or let one stand for another: proven where they arrive.

On one laptop the program keeps who may do them. An altered program does not, so that every other
laptop looks at what was signed: who did it, in which role by the membership log, and, where it
takes two people, that somebody else asked (docs/formats/commit.md, "Acts that are proven").
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass

from caseworker.sync.agreement import RolesOf
from caseworker.sync.commits import EXISTS, TRUE, Change, Commit, CommitId, EntityRef
from caseworker.sync.values import encoded

HasRole = Callable[[bytes, frozenset[str]], bool]
_Said = Mapping[int, bytes | None]
"""What a commit says of one entity, by number of the field."""


@dataclass(frozen=True, kw_only=True)
class Joining:
    """The kind that holds two records for one person's, by numbers of the registry."""

    kind: int
    records: frozenset[int]
    """The fields that name the two records: they are said once, by whoever asks."""
    state: int
    asked_by: int
    decided_by: int
    joined: frozenset[bytes]
    """The states, as CBOR, in which two records are one person's."""
    unseen: bytes
    """That of these which whoever works alone reaches by herself."""
    askers: frozenset[str]
    deciders: frozenset[str]
    centre: int
    """The kind that says whether somebody works alone."""
    alone: int
    """Its field that says so, as an administrator writes it."""
    administrators: frozenset[str]

    def proves(self, entity: EntityRef, commit: Commit, known: _Known, has_role: HasRole) -> bool:
        """Return whether *commit* may say of a joining what it says."""
        said = _said(commit, entity)
        own = encoded(commit.person)
        if said.get(EXISTS) == TRUE:
            by_herself = said.get(self.asked_by) == own and has_role(commit.person, self.askers)
            joins = said.get(self.state) in self.joined
            return by_herself and (not joins or self._works_alone(commit, said, known, has_role))
        if self.records & said.keys() or self.asked_by in said:
            return False
        if self.state not in said and self.decided_by not in said:
            return True
        return (
            said.get(self.decided_by, own) == own
            and has_role(commit.person, self.deciders)
            and (said.get(self.state) not in self.joined or self._was_asked(entity, commit, known))
        )

    def _was_asked(self, entity: EntityRef, commit: Commit, known: _Known) -> bool:
        """Return whether somebody else asked, as the author saw it, and about two records alone."""
        seen = [_said(each, entity) | {_BY: each.person} for each in known(commit, entity.kind)]
        told = {field: {each[field] for each in seen if field in each} for field in self.records}
        return all(len(values) == 1 for values in told.values()) and any(
            each[_BY] != commit.person and each.get(self.asked_by) == encoded(each[_BY])
            for each in seen
        )

    def _works_alone(self, commit: Commit, said: _Said, known: _Known, has_role: HasRole) -> bool:
        """Return whether an administrator wrote that one person works alone here."""
        if said.get(self.state) != self.unseen:
            return False
        written = {
            each.id: (change, each.person)
            for each in known(commit, self.centre)
            for change in each.changes
            if change.entity.kind == self.centre and change.field == self.alone
        }
        replaced = frozenset().union(*(change.bases for change, _ in written.values()))
        return bool(written.keys() - replaced) and all(
            change.value == TRUE and has_role(person, self.administrators)
            for key, (change, person) in written.items()
            if key not in replaced
        )


@dataclass(frozen=True, kw_only=True)
class Closing:
    """The kind that closes a record to all but a few, by numbers of the registry."""

    kind: int
    made_by: int
    at_once: int
    once: frozenset[int]
    """The fields that are said once: of whom the record is, and who closed it."""
    later: frozenset[int]
    """The fields that say who still sees it, that it ended, or was looked at."""
    closers: frozenset[str]
    """The roles of whoever closes a record, and opens it again."""
    at_once_by: frozenset[str]
    """The roles of whoever closes one in danger; somebody looks at that."""

    def proves(self, entity: EntityRef, commit: Commit, _known: _Known, has_role: HasRole) -> bool:
        """Return whether *commit* may say of a closing what it says."""
        said = _said(commit, entity)
        if said.get(EXISTS) == TRUE:
            return said.get(self.made_by) == encoded(commit.person) and (
                has_role(commit.person, self.closers)
                or (said.get(self.at_once) == TRUE and has_role(commit.person, self.at_once_by))
            )
        if self.once & said.keys():
            return False
        return not self.later & said.keys() or has_role(commit.person, self.closers)


@dataclass(frozen=True)
class ProvenActs:
    """All kinds whose commits are looked at in this way."""

    joining: Joining
    closing: Closing

    @property
    def kinds(self) -> frozenset[int]:
        """The numbers of the kinds of which what is said has to be proven."""
        return frozenset({self.joining.kind, self.closing.kind})

    def concern(self, commit: Commit) -> bool:
        """Return whether a commit says anything that has to be proven."""
        return bool(set(self._entities(commit)))

    def relied_on(self, commit: Commit) -> Iterator[tuple[CommitId, EntityRef]]:
        """Yield what has to be known to prove a commit: each commit, and what it speaks of."""
        if self.concern(commit):
            for dep in commit.deps:
                if dep.entity.kind in (self.joining.kind, self.joining.centre):
                    yield from ((key, dep.entity) for key in dep.commits)

    def stand(self, commit: Commit, known: Mapping[CommitId, Commit], roles: RolesOf) -> bool:
        """Return whether all that *commit* says of these kinds is proven."""

        def has_role(person: bytes, needed: frozenset[str]) -> bool:
            return bool((roles(person, commit.log) or frozenset()) & needed)

        def named(by: Commit, kind: int) -> list[Commit]:
            keys = {key for dep in by.deps if dep.entity.kind == kind for key in dep.commits}
            return [known[key] for key in sorted(keys)] if keys <= known.keys() else []

        rules: dict[int, Joining | Closing] = {
            self.joining.kind: self.joining,
            self.closing.kind: self.closing,
        }
        return all(
            rules[entity.kind].proves(entity, commit, named, has_role)
            for entity in self._entities(commit)
        )

    def _entities(self, commit: Commit) -> Iterator[EntityRef]:
        for change in commit.changes:
            proven = change.entity.kind in (self.joining.kind, self.closing.kind)
            if proven and not change.erases and change.value is not None:
                yield change.entity


_Known = Callable[[Commit, int], list[Commit]]
"""Gives the commits on entities of a kind that a commit names; none where not all are here."""
_BY = -2
"""Stands for the author among the fields of what she said."""


def _said(commit: Commit, entity: EntityRef) -> dict[int, bytes | None]:
    def of_it(change: Change) -> bool:
        return change.entity == entity

    return {change.field: change.value for change in filter(of_it, commit.changes)}
