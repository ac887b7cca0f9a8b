"""What cannot be brought back takes two people: nobody erases a record by a commit of her own.

Each of the two signed what she said, so an altered program can pretend neither (R-442); and that
both had the roles for it is what administrators signed in the membership log.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from caseworker.sync.circles import circle_of, health_part_of
from caseworker.sync.commits import Commit, CommitId, EntityRef
from caseworker.sync.values import decoded, encoded

RolesOf = Callable[[bytes], frozenset[str]]
"""Tells the roles that somebody ever had, by the membership log."""


@dataclass(frozen=True, kw_only=True)
class Agreement:
    """The kind that keeps that two agreed, by numbers of the registry."""

    kind: int
    person: int
    """The field that names whose record is erased."""
    decided_by: int
    agreed_by: int
    called_off_by: int
    carried_out_by: int
    deciders: frozenset[str]
    """The roles of whoever decides, as the membership log names them."""
    agreers: frozenset[str]
    """The roles of whoever agrees."""
    person_kind: int
    """The kind of a person, erased only where it is she who is named."""
    of_a_record: frozenset[int]
    """Kinds that always lie in the circle of a record, erased only with that record."""

    def erases_what_two_agree_to(self, commit: Commit) -> bool:
        """Return whether a commit erases anything that one person alone may not."""
        return bool(self._erased(commit))

    def stands_behind(
        self, commit: Commit, known: Mapping[CommitId, Commit], roles: RolesOf
    ) -> bool:
        """Return whether two people are here to have agreed to all that a commit erases.

        *roles* tells the roles that somebody ever had.
        """
        people = {
            person
            for dep in commit.deps
            if dep.entity.kind == self.kind
            and dep.commits <= known.keys()
            and not self._was_called_off(dep.entity, [known[key] for key in dep.commits])
            for key in dep.commits
            for person in self._agreed_about(dep.entity, known[key], known, roles)
        }
        return all(
            any(self._covers(erased, commit, person) for person in people)
            for erased in self._erased(commit)
        )

    def relied_on(self, commit: Commit) -> Iterator[tuple[CommitId, EntityRef]]:
        """Yield what a commit names of approvals: each commit, and the approval it speaks of."""
        for dep in commit.deps:
            if dep.entity.kind == self.kind:
                yield from ((key, dep.entity) for key in dep.commits)

    def _erased(self, commit: Commit) -> list[EntityRef]:
        kinds = self.of_a_record | {self.person_kind}
        return [c.entity for c in commit.changes if c.erases and c.entity.kind in kinds]

    def _covers(self, erased: EntityRef, commit: Commit, person: bytes) -> bool:
        if erased.kind == self.person_kind:
            return erased.id == person
        record = circle_of(person)
        return commit.audience in {record, health_part_of(record)}

    def _agreed_about(
        self,
        entity: EntityRef,
        agreeing: Commit,
        known: Mapping[CommitId, Commit],
        roles: RolesOf,
    ) -> set[bytes]:
        """Return whom a commit agrees to erase, as its author saw the decision of somebody else.

        What the decision says before or after has no weight: otherwise whoever decided could name
        another person under an agreement that was given.
        """
        if not self._by_herself(entity, agreeing, self.agreed_by):
            return set()
        if not roles(agreeing.person) & self.agreers:
            return set()
        keys = {key for key, of in self.relied_on(agreeing) if of == entity}
        seen = [known[key] for key in keys & known.keys()]
        decided = any(
            each.person != agreeing.person
            and self._by_herself(entity, each, self.decided_by)
            and bool(roles(each.person) & self.deciders)
            for each in seen
        )
        people = self._said(entity, seen, self.person)
        return people if decided and len(seen) == len(keys) and len(people) == 1 else set()

    def _was_called_off(self, entity: EntityRef, named: Sequence[Commit]) -> bool:
        """Return whether who erases had seen that the agreement was called off, and not too late.

        What she does not name has no weight: whoever called it off afterwards could say, by any
        clock, that it was before, and bring back what two people erased.
        """
        done = any(self._by_herself(entity, each, self.carried_out_by) for each in named)
        return not done and any(
            bool(self._values(entity, [each], self.called_off_by)) for each in named
        )

    def _by_herself(self, entity: EntityRef, commit: Commit, field: int) -> bool:
        return encoded(commit.person) in self._values(entity, [commit], field)

    def _said(self, entity: EntityRef, commits: Iterable[Commit], field: int) -> set[bytes]:
        plain = map(decoded, self._values(entity, commits, field))
        return {each for each in plain if isinstance(each, bytes)}

    def _values(self, entity: EntityRef, commits: Iterable[Commit], field: int) -> set[bytes]:
        return {
            change.value
            for commit in commits
            for change in commit.changes
            if change.entity == entity and change.field == field and change.value is not None
        }
