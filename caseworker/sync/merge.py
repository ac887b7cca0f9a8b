"""Merge: what a set of commits says, whatever the order, number of times and parts it came in.

A pure function. Nothing here looks at a clock of this laptop, at what came first, or at who asks;
so two laptops that hold the same commits show the same record (sync.md, "The idea").
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from enum import Enum

from caseworker.sync.add_wins import merged_set
from caseworker.sync.commits import (
    ERASED,
    EXISTS,
    Change,
    Clock,
    Commit,
    CommitId,
    EntityRef,
    united,
)
from caseworker.sync.history import History
from caseworker.sync.rules import NO_RULES, KindRules, MergeRules
from caseworker.sync.values import said_by_all


class State(Enum):
    """How far a field is decided."""

    SETTLED = "settled"
    CONFLICT = "conflict"
    WAITING = "waiting"
    """Values differ, and what would tell whether they conflict has not arrived."""


class Life(Enum):
    """Whether an entity is there."""

    LIVING = "living"
    STUB = "stub"
    """Spoken of, but the commit that made it has not arrived or does not count."""
    ERASURE_WAITS = "erasure waits"
    """Hidden; what the erasure relied on has not arrived, so nothing is removed yet."""
    ERASED = "erased"


@dataclass(frozen=True, kw_only=True)
class Head:
    """One value that nobody who saw it has replaced."""

    commit: CommitId
    value: bytes | None
    clock: Clock


@dataclass(frozen=True, kw_only=True)
class FieldState:
    """What is known of one field. All heads are kept; the newest comes first."""

    state: State
    shown: bytes | None
    """The newest head's value; of a set, what its heads make together."""
    governs: tuple[bytes, ...]
    """The values to act on. Of protective fields the safer ones while undecided (sync.md)."""
    heads: tuple[Head, ...]
    waiting_for: frozenset[CommitId] = frozenset()


@dataclass(frozen=True, kw_only=True)
class MergedEntity:
    """What is known of one entity."""

    life: Life
    fields: Mapping[int, FieldState]
    """By number of the field. Empty where the entity is erased or hidden."""
    edited_unseen: frozenset[CommitId] = frozenset()
    """Commits that changed it and that no erasure of it knew: a supervisor is told."""
    refused: frozenset[CommitId] = frozenset()
    """Commits that tried to change what is append-only, or said once. Kept, without effect."""
    gone: frozenset[CommitId] = frozenset()
    """Commits of which an erasure takes what they say of the entity, though others keep it there.
    """

    @property
    def heads(self) -> frozenset[CommitId]:
        """The commits that are heads of any of its fields."""
        return frozenset(head.commit for field in self.fields.values() for head in field.heads)


@dataclass(frozen=True, kw_only=True)
class Fork:
    """Two or more commits under one number of one run: a copied or restored store, or worse."""

    run: bytes
    number: int
    commits: frozenset[CommitId]


@dataclass(frozen=True, kw_only=True)
class Merged:
    """What a set of commits says."""

    entities: Mapping[EntityRef, MergedEntity]
    forks: frozenset[Fork]
    missing: frozenset[CommitId]
    """Commits that others name and that have not arrived."""


_Touched = dict[EntityRef, dict[int, dict[CommitId, Change]]]


def merge(
    commits: Iterable[Commit],
    rules: MergeRules,
    quarantined: frozenset[CommitId] = frozenset(),
) -> Merged:
    """Return what *commits* say. *quarantined* ones are kept, known and without effect.

    Kinds and fields that *rules* does not name merge like all others, so that an older version
    passes on and shows no less than it received.
    """
    known = united(commits)
    counted = {key: each for key, each in known.items() if key not in quarantined}
    touched = _by_field(counted.values())
    bridges = _by_field(each for key, each in known.items() if key in quarantined)
    received = frozenset(known)
    entities = {
        entity: _merge_entity(
            entity, fields, bridges.get(entity, {}), rules.get(entity.kind, NO_RULES), known
        )
        for entity, fields in touched.items()
    }
    return Merged(
        entities=entities,
        forks=_forks(known.values()),
        missing=_named(known.values(), entities) - received,
    )


def _by_field(commits: Iterable[Commit]) -> _Touched:
    touched: _Touched = defaultdict(lambda: defaultdict(dict))
    for commit in commits:
        for change in commit.changes:
            touched[change.entity][change.field][commit.id] = change
    return touched


def _merge_entity(
    entity: EntityRef,
    fields: Mapping[int, Mapping[CommitId, Change]],
    bridges: Mapping[int, Mapping[CommitId, Change]],
    rules: KindRules,
    known: Mapping[CommitId, Commit],
) -> MergedEntity:
    existence = fields.get(EXISTS, {})
    erasures = {commit for commit, change in existence.items() if change.erases}
    gone: frozenset[CommitId] = frozenset()
    if erasures:
        gone = _reached(fields, erasures, rules, known)
        left = _without(fields, gone | erasures)
        if not left.get(EXISTS):
            return _erased(entity, fields, erasures, known)
        fields, existence = left, left[EXISTS]
    made = {key for key, change in existence.items() if not change.bases}
    states: dict[int, FieldState] = {}
    refused: set[CommitId] = set()
    for field, changes in fields.items():
        if field == ERASED:
            continue
        counted = changes
        if rules.append_only:
            counted = {key: each for key, each in changes.items() if not each.bases}
        elif field in rules.once:
            counted = {key: each for key, each in changes.items() if key in made}
        refused |= changes.keys() - counted.keys()
        if counted:
            history = History(counted, bridges.get(field, {}))
            states[field] = _field_state(history, rules, field, known)
    return MergedEntity(
        life=Life.LIVING if existence else Life.STUB,
        fields=states,
        refused=frozenset(refused),
        gone=gone,
    )


def _reached(
    fields: Mapping[int, Mapping[CommitId, Change]],
    erasures: set[CommitId],
    rules: KindRules,
    known: Mapping[CommitId, Commit],
) -> frozenset[CommitId]:
    """Return what the erasures take of an entity: what lies in their own circle.

    So nobody erases under an agreement about one record what lies in another; and what somebody
    else makes under the id of what was erased is hers, and brings nothing of it back.
    """
    takers = {
        (None if rules.own_circle else each.audience, each.person if rules.taken_back else None)
        for each in map(known.__getitem__, erasures)
    }
    return frozenset(
        key
        for changes in fields.values()
        for key in changes
        if (
            None if rules.own_circle else known[key].audience,
            known[key].person if rules.taken_back else None,
        )
        in takers
    )


def _without(
    fields: Mapping[int, Mapping[CommitId, Change]], gone: AbstractSet[CommitId]
) -> dict[int, dict[CommitId, Change]]:
    return {
        field: {key: change for key, change in changes.items() if key not in gone}
        for field, changes in fields.items()
    }


def _erased(
    entity: EntityRef,
    fields: Mapping[int, Mapping[CommitId, Change]],
    erasures: set[CommitId],
    known: Mapping[CommitId, Commit],
) -> MergedEntity:
    # Nothing here may need a value or its bases: they are gone where the erasure was applied.
    complete = any(known[each].relied_on <= known.keys() for each in erasures)
    seen = {
        commit
        for each in erasures
        for dep in known[each].deps
        if dep.entity == entity
        for commit in dep.commits
    }
    seen |= {base for each in erasures for base in fields[EXISTS][each].bases}
    touching = {commit for changes in fields.values() for commit in changes}
    return MergedEntity(
        life=Life.ERASED if complete else Life.ERASURE_WAITS,
        fields={},
        edited_unseen=frozenset(touching - seen - erasures),
    )


def _field_state(
    history: History, rules: KindRules, field: int, known: Mapping[CommitId, Commit]
) -> FieldState:
    heads = tuple(
        sorted(
            (
                Head(commit=key, value=history.changes[key].value, clock=known[key].clock)
                for key in history.heads
            ),
            key=lambda head: (head.clock, head.commit),
            reverse=True,
        )
    )
    waiting_for = history.missing(known)
    values = frozenset(head.value for head in heads if head.value is not None)
    if field in rules.sets and field not in rules.protective and len(heads) > 1:
        together = merged_set(history)
        if together is not None:
            state = State.WAITING if waiting_for else State.SETTLED
            return FieldState(
                state=state,
                shown=together,
                governs=(together,),
                heads=heads,
                waiting_for=waiting_for,
            )
    state = _decided(history, heads, waiting_for)
    shown = next((head.value for head in heads if head.value is not None), None)
    governs: tuple[bytes, ...] = () if shown is None else (shown,)
    if field in rules.protective and state is not State.SETTLED:
        governs = rules.protective[field].governing(values)
    if field in rules.once and len(values) > 1:
        # Two claim to have made it, by a fork or by malice: of a list, what both say.
        governs = said_by_all(values) or governs
    return FieldState(
        state=state, shown=shown, governs=governs, heads=heads, waiting_for=waiting_for
    )


def _decided(history: History, heads: tuple[Head, ...], waiting_for: frozenset[CommitId]) -> State:
    if len({head.value for head in heads}) == 1 and heads[0].value is not None:
        return State.SETTLED
    # Two heads conflict for certain when all that both were built on is here; else what is still
    # on its way may show that one was made by somebody who had seen the other.
    certain = {
        head.value
        for head in heads
        if head.commit not in waiting_for and not history.ancestors[head.commit] & waiting_for
    }
    return State.CONFLICT if len(certain) > 1 else State.WAITING


def _forks(commits: Iterable[Commit]) -> frozenset[Fork]:
    by_number: dict[tuple[bytes, int], set[CommitId]] = defaultdict(set)
    for commit in commits:
        by_number[commit.run, commit.number].add(commit.id)
    return frozenset(
        Fork(run=run, number=number, commits=frozenset(ids))
        for (run, number), ids in by_number.items()
        if len(ids) > 1
    )


def _named(
    commits: Iterable[Commit], entities: Mapping[EntityRef, MergedEntity]
) -> frozenset[CommitId]:
    gone = {ref for ref, entity in entities.items() if entity.life is Life.ERASED}
    named: set[CommitId] = set()
    for commit in commits:
        named |= commit.named
        # Of erased entities only some copies still tell the bases, and nobody waits for them.
        named.update(
            base for change in commit.changes if change.entity not in gone for base in change.bases
        )
        if commit.previous is not None:
            named.add(commit.previous)
    return frozenset(named)
