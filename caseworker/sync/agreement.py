"""What cannot be brought back takes two people: nobody erases anything by a commit of her own.

Each of the two signed what she said, so an altered program can pretend neither (R-442); and that
both had the roles for it is what administrators signed in the membership log.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from caseworker.sync.circles import circle_of, health_part_of
from caseworker.sync.commits import Commit, CommitId, EntityRef
from caseworker.sync.values import decoded, encoded

RolesOf = Callable[[bytes, frozenset[bytes]], frozenset[str] | None]
"""Tells the roles of somebody as of these heads of the membership log; None: it has not come."""


@dataclass(frozen=True, kw_only=True)
class AgreedBy:
    """The fields in which somebody says that she agrees, and to what beyond the record itself."""

    by: int
    beyond: int
    """Ids of what lies in other circles than those of the record and goes with it."""


@dataclass(frozen=True, kw_only=True)
class AskedBy:
    """A kind that erases what is about nobody with a record: one asks, somebody else erases."""

    kind: int
    asked_by: int
    what: int
    """The field that names what is to be erased."""
    erases: int
    """The kind that is erased so."""
    roles: frozenset[str]
    """The roles of either, as the membership log names them."""


@dataclass(frozen=True, kw_only=True)
class Agreement:
    """The kinds that keep that two agreed, by numbers of the registry."""

    kind: int
    person: int
    """The field that names whose record is erased."""
    decided_by: int
    agreed: tuple[AgreedBy, ...]
    called_off_by: int
    carried_out_by: int
    deciders: frozenset[str]
    """The roles of whoever decides, and of whoever erases, as the membership log names them."""
    agreers: frozenset[str]
    """The roles of whoever agrees."""
    person_kind: int
    """The kind of a person, erased only where it is she who is named."""
    asked: AskedBy
    taken_back: frozenset[int]
    """Kinds of which everybody erases alone what she wrote herself, and nothing else (merge)."""

    def erases_what_two_agree_to(self, commit: Commit) -> bool:
        """Return whether a commit erases anything that one person alone may not."""
        return bool(self._erased(commit))

    @property
    def kinds(self) -> frozenset[int]:
        """The kinds of which what is said may show that two agreed."""
        return frozenset({self.kind, self.asked.kind})

    def stands_behind(
        self, commit: Commit, known: Mapping[CommitId, Commit], roles: RolesOf
    ) -> bool:
        """Return whether two people are here to have agreed to all that a commit erases."""
        agreed = [
            each
            for dep in commit.deps
            if dep.entity.kind == self.kind
            and dep.commits <= known.keys()
            and not self._was_called_off(dep.entity, [known[key] for key in dep.commits])
            for each in self._agreed(commit, dep.entity, dep.commits, known, roles)
        ]
        return all(
            any(_covers(erased, commit, each, self.person_kind) for each in agreed)
            or (erased.kind == self.asked.erases and self._was_asked(commit, erased, known, roles))
            for erased in self._erased(commit)
        )

    def relied_on(self, commit: Commit) -> Iterator[tuple[CommitId, EntityRef]]:
        """Yield what a commit names of approvals: each commit, and the approval it speaks of."""
        for dep in commit.deps:
            if dep.entity.kind in (self.kind, self.asked.kind):
                yield from ((key, dep.entity) for key in dep.commits)

    def _erased(self, commit: Commit) -> list[EntityRef]:
        return [
            change.entity
            for change in commit.changes
            if change.erases and change.entity.kind not in self.taken_back
        ]

    def _agreed(
        self,
        erasing: Commit,
        entity: EntityRef,
        named: Iterable[CommitId],
        known: Mapping[CommitId, Commit],
        roles: RolesOf,
    ) -> Iterator[_Agreed]:
        for key in named:
            for fields in self.agreed:
                yield from self._agreed_by(erasing, entity, known[key], fields, known, roles)

    def _agreed_by(
        self,
        erasing: Commit,
        entity: EntityRef,
        agreeing: Commit,
        fields: AgreedBy,
        known: Mapping[CommitId, Commit],
        roles: RolesOf,
    ) -> Iterator[_Agreed]:
        """Yield what a commit agrees to erase, as its author saw the decision of somebody else.

        What the decision says before or after has no weight: otherwise whoever decided could name
        another person under an agreement that was given.
        """
        if agreeing.person == erasing.person:
            # What lies outside the record is named by one of the two and erased by the other.
            return
        if not _by_herself(entity, agreeing, fields.by):
            return
        keys = {key for key, of in self.relied_on(agreeing) if of == entity}
        if not keys <= known.keys():
            return
        seen = [known[key] for key in sorted(keys)]
        log = frozenset().union(erasing.log, agreeing.log, *(each.log for each in seen))

        def has_role(person: bytes, needed: frozenset[str]) -> bool:
            return bool((roles(person, log) or frozenset()) & needed)

        decided = any(
            each.person != agreeing.person
            and _by_herself(entity, each, self.decided_by)
            and has_role(each.person, self.deciders)
            for each in seen
        )
        people = _ids(entity, seen, self.person)
        if (
            decided
            and len(people) == 1
            and has_role(agreeing.person, self.agreers)
            and has_role(erasing.person, self.deciders)
        ):
            yield _Agreed(people.pop(), frozenset(_listed(entity, agreeing, fields.beyond)))

    def _was_called_off(self, entity: EntityRef, named: Sequence[Commit]) -> bool:
        """Return whether who erases had seen that the agreement was called off, and not too late.

        What she does not name has no weight: whoever called it off afterwards could say, by any
        clock, that it was before, and bring back what two people erased.
        """
        done = any(_by_herself(entity, each, self.carried_out_by) for each in named)
        return not done and any(bool(_values(entity, each, self.called_off_by)) for each in named)

    def _was_asked(
        self,
        commit: Commit,
        erased: EntityRef,
        known: Mapping[CommitId, Commit],
        roles: RolesOf,
    ) -> bool:
        """Return whether somebody else than who erases asked for it, both in a role for it."""
        asked = self.asked
        for dep in commit.deps:
            if dep.entity.kind != asked.kind or not dep.commits <= known.keys():
                continue
            for each in map(known.__getitem__, dep.commits):
                log = commit.log | each.log
                if (
                    each.person != commit.person
                    and _by_herself(dep.entity, each, asked.asked_by)
                    and _ids(dep.entity, [each], asked.what) == {erased.id}
                    and all(
                        (roles(who, log) or frozenset()) & asked.roles
                        for who in (each.person, commit.person)
                    )
                ):
                    return True
        return False


@dataclass(frozen=True)
class _Agreed:
    """What two people agreed to: all that lies in the record of a person, and *beyond* it."""

    person: bytes
    beyond: frozenset[bytes]


def _covers(erased: EntityRef, commit: Commit, agreed: _Agreed, person_kind: int) -> bool:
    record = circle_of(agreed.person)
    if erased.kind == person_kind:
        return erased.id == agreed.person and commit.audience == record
    # An erasure takes what lies in its own circle and no more (merge): so the circle tells.
    return commit.audience in {record, health_part_of(record)} or erased.id in agreed.beyond


def _by_herself(entity: EntityRef, commit: Commit, field: int) -> bool:
    return encoded(commit.person) in _values(entity, commit, field)


def _ids(entity: EntityRef, commits: Iterable[Commit], field: int) -> set[bytes]:
    plain = [decoded(value) for commit in commits for value in _values(entity, commit, field)]
    return {each for each in plain if isinstance(each, bytes)}


def _listed(entity: EntityRef, commit: Commit, field: int) -> Iterator[bytes]:
    for value in _values(entity, commit, field):
        plain = decoded(value)
        if isinstance(plain, list):
            yield from (each for each in plain if isinstance(each, bytes))


def _values(entity: EntityRef, commit: Commit, field: int) -> set[bytes]:
    return {
        change.value
        for change in commit.changes
        if change.entity == entity and change.field == field and change.value is not None
    }
