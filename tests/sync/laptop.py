"""Laptops that write, exchange and are restored, for the properties of merge. Small on purpose."""

from __future__ import annotations

import copy
import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace

import cbor2

from caseworker.consent.standing import ends
from caseworker.model.consent import Consent, Withdrawal
from caseworker.sync.clock import adopt, tick
from caseworker.sync.commits import (
    EXISTS,
    Change,
    Clock,
    Commit,
    CommitId,
    EntityRef,
    Reliance,
    united,
)
from caseworker.sync.erasure import without_erased
from caseworker.sync.merge import Merged, merge
from caseworker.sync.rules import KindRules, MergeRules, Protection

PERSON, CASE, CONSENT, WITHDRAWAL, NEWER = 1, 2, 3, 4, 99
NAME, AVOID, LANGUAGES = 1, 2, 3
RISK = 1
ABOUT, PURPOSE, PROVIDER, RECIPIENT, LAST = 1, 2, 3, 4, 5


def cbor(value: object) -> bytes:
    return cbor2.dumps(value, canonical=True)


NEVER = Clock(0, 0)
RISKS = tuple(cbor(risk) for risk in ("high", "medium", "low", "not judged"))
RULES: MergeRules = {
    PERSON: KindRules(protective={AVOID: Protection()}, sets=frozenset({LANGUAGES})),
    CASE: KindRules(protective={RISK: Protection(RISKS)}),
    CONSENT: KindRules(once=frozenset({ABOUT, PURPOSE, PROVIDER, RECIPIENT, LAST})),
    WITHDRAWAL: KindRules(append_only=True),
}
OLDER_RULES: MergeRules = {}
"""Those of a version that knows none of these kinds."""


def sealed(commit: Commit) -> Commit:
    """Return the commit with the id that its content gives it."""
    content = replace(commit, id=CommitId(b""))
    return replace(content, id=CommitId(hashlib.sha256(repr(content).encode()).digest()))


@dataclass
class Office:
    """How a laptop merges and writes; the mutants differ here and nowhere else."""

    def merge(self, commits: Iterable[Commit], rules: MergeRules) -> Merged:
        return merge(commits, rules)

    def bases(self, seen: frozenset[CommitId], now: frozenset[CommitId]) -> frozenset[CommitId]:
        """The bases of a change, from the heads its author saw and those at the time of saving."""
        return seen

    def ends(self, withdrawal: Withdrawal, consent: Consent) -> bool:
        return ends(withdrawal, consent)

    def run_after_restore(self, laptop: Laptop) -> bytes:
        return laptop.new_run()


@dataclass
class Laptop:
    """One laptop: its commits, its run, and a wall clock that may be decades wrong."""

    name: str
    skew: int = 0
    """Milliseconds by which its wall clock is wrong."""
    rules: MergeRules = field(default_factory=lambda: RULES)
    office: Office = field(default_factory=Office)
    commits: dict[CommitId, Commit] = field(default_factory=dict)
    unlocks: int = 0
    run: bytes = b""
    number: int = 0
    previous: CommitId | None = None
    clock: Clock = NEVER

    def __post_init__(self) -> None:
        self.run = self.new_run()

    def new_run(self) -> bytes:
        self.unlocks += 1
        return f"{self.name} {self.unlocks}".encode()

    def merged(self) -> Merged:
        return self.office.merge(self.commits.values(), self.rules)

    def heads(self, entity: EntityRef, number: int) -> frozenset[CommitId]:
        merged = self.merged().entities.get(entity)
        state = merged.fields.get(number) if merged else None
        return frozenset(head.commit for head in state.heads) if state else frozenset()

    def write(
        self,
        now: int,
        values: Mapping[tuple[EntityRef, int], object],
        seen: Mapping[tuple[EntityRef, int], frozenset[CommitId]] | None = None,
        deps: tuple[Reliance, ...] = (),
    ) -> Commit:
        """Keep values, by entity and field. *seen* are the heads on the screen of the author."""
        changes = []
        for (entity, number), value in sorted(values.items(), key=lambda item: item[0]):
            current = self.heads(entity, number)
            shown = current if seen is None else seen[entity, number]
            bases = self.office.bases(shown, current)
            change = Change(entity=entity, field=number, value=cbor(value), bases=bases)
            changes.append(change)
        self.number += 1
        self.clock = tick(self.clock, now + self.skew)
        commit = sealed(
            Commit(
                id=CommitId(b""),
                unit=f"{self.run!r} {self.number}".encode(),
                person=self.name.encode(),
                device=self.name.encode(),
                run=self.run,
                number=self.number,
                previous=self.previous,
                clock=self.clock,
                audience=b"centre",
                changes=tuple(changes),
                deps=deps,
            )
        )
        self.previous = commit.id
        self.commits[commit.id] = commit
        return commit

    def make(self, now: int, entity: EntityRef, values: Mapping[int, object]) -> Commit:
        keyed: dict[tuple[EntityRef, int], object] = {(entity, EXISTS): True}
        keyed |= {(entity, number): value for number, value in values.items()}
        return self.write(now, keyed, seen=dict.fromkeys(keyed, frozenset()))

    def erase(self, now: int, entity: EntityRef) -> Commit:
        """Erase an entity, naming every commit known to have changed it (commit.md, "Erasure")."""
        known = frozenset(
            commit.id
            for commit in self.commits.values()
            if any(change.entity == entity for change in commit.changes)
        )
        return self.write(
            now, {(entity, EXISTS): False}, deps=(Reliance(entity=entity, commits=known),)
        )

    def frontier(self) -> dict[bytes, int]:
        """By run: up to which number all is here."""
        numbers: dict[bytes, set[int]] = {}
        for commit in self.commits.values():
            numbers.setdefault(commit.run, set()).add(commit.number)
        return {
            run: next(number for number in range(1, len(known) + 2) if number not in known) - 1
            for run, known in numbers.items()
        }

    def lacks(self, other: Laptop) -> list[Commit]:
        """What *other* lacks by its own word, in order."""
        frontier = other.frontier()
        found = [each for each in self.commits.values() if each.number > frontier.get(each.run, 0)]
        return sorted(found, key=lambda each: (each.run, each.number, each.id))

    def receive(self, now: int, commits: Iterable[Commit]) -> None:
        arrived = list(commits)
        self.commits = dict(united([*self.commits.values(), *arrived]))
        for commit in arrived:
            self.clock = adopt(self.clock, commit.clock, now + self.skew)

    def apply_erasures(self) -> None:
        self.commits = without_erased(self.commits.values(), self.merged())

    def image(self) -> Laptop:
        """Return a copy of its disk."""
        return copy.copy(self)._with_own_commits()

    def restore(self, image: Laptop) -> None:
        """Put an old image back; what this process counts is gone with the process."""
        self.commits = dict(image.commits)
        self.clock = image.clock
        self.run, self.number, self.previous = image.run, image.number, image.previous
        run = self.office.run_after_restore(self)
        if run != self.run:
            self.run, self.number, self.previous = run, 0, None

    def _with_own_commits(self) -> Laptop:
        self.commits = dict(self.commits)
        return self


def plain(value: bytes | None) -> object:
    return None if value is None else cbor2.loads(value)
