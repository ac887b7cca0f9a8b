"""What cannot be brought back takes two people: nobody erases a record by a commit of her own.

Each of the two signed what she said, so an altered program can pretend neither (R-442).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from caseworker.sync.circles import circle_of
from caseworker.sync.commits import Commit, CommitId, EntityRef
from caseworker.sync.values import decoded, encoded


@dataclass(frozen=True, kw_only=True)
class Agreement:
    """The kind that keeps that two agreed, by numbers of the registry."""

    kind: int
    person: int
    """The field that names whose record is erased."""
    decided_by: int
    agreed_by: int
    person_kind: int
    """The kind of a person, erased only where it is she who is named."""
    of_a_record: frozenset[int]
    """Kinds that always lie in the circle of a record, erased only with that record."""

    def erases_what_two_agree_to(self, commit: Commit) -> bool:
        """Return whether a commit erases anything that one person alone may not."""
        return bool(self._erased(commit))

    def stands_behind(self, commit: Commit, known: Mapping[CommitId, Commit]) -> bool:
        """Return whether two people are here to have agreed to all that a commit erases."""
        named = [
            {key: known[key] for key in dep.commits if key in known}
            for dep in commit.deps
            if dep.entity.kind == self.kind
        ]
        entities = [dep.entity for dep in commit.deps if dep.entity.kind == self.kind]
        people = [
            person
            for entity, commits in zip(entities, named, strict=True)
            if self._two_agreed(entity, commits.values())
            for person in self._said(entity, commits.values(), self.person)
        ]
        return all(
            any(self._covers(erased, commit, person) for person in people)
            for erased in self._erased(commit)
        )

    def _erased(self, commit: Commit) -> list[EntityRef]:
        kinds = self.of_a_record | {self.person_kind}
        return [c.entity for c in commit.changes if c.erases and c.entity.kind in kinds]

    def _covers(self, erased: EntityRef, commit: Commit, person: bytes) -> bool:
        if erased.kind == self.person_kind:
            return erased.id == person
        return commit.audience == circle_of(person)

    def _two_agreed(self, entity: EntityRef, commits: Iterable[Commit]) -> bool:
        said = list(commits)
        decided = {each.person for each in said if self._by_herself(entity, each, self.decided_by)}
        agreed = {each.person for each in said if self._by_herself(entity, each, self.agreed_by)}
        return len(decided | agreed) > 1 and bool(decided) and bool(agreed)

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
