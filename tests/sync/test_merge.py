"""Merge: the properties of sync.md by machines, and that the same properties catch mutants."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

import pytest
from hypothesis.stateful import run_state_machine_as_test

from caseworker.sync.commits import Commit, CommitId
from caseworker.sync.merge import FieldState, Merged, MergedEntity, State, merge
from caseworker.sync.rules import MergeRules
from tests.sync.editing import Editing
from tests.sync.exchanging import STEADY, TO_BE_CAUGHT
from tests.sync.laptop import Laptop, Office


def test_edits_and_erasures_of_several_laptops() -> None:
    run_state_machine_as_test(Editing, settings=STEADY)


class LastWriterWins(Office):
    """Keeps the newest value by clock and forgets the others."""

    def merge(self, commits: Iterable[Commit], rules: MergeRules) -> Merged:
        merged = merge(commits, rules)
        entities = {ref: self._newest(entity) for ref, entity in merged.entities.items()}
        return replace(merged, entities=entities)

    def _newest(self, entity: MergedEntity) -> MergedEntity:
        fields: dict[int, FieldState] = {
            number: replace(state, heads=state.heads[:1], state=State.SETTLED)
            for number, state in entity.fields.items()
        }
        return replace(entity, fields=fields)


class DroppedBases(Office):
    """Writes changes that do not say what their author saw."""

    def bases(self, seen: frozenset[CommitId], now: frozenset[CommitId]) -> frozenset[CommitId]:
        return frozenset()


class ClearedHeads(Office):
    """Takes what arrived while she was writing for seen."""

    def bases(self, seen: frozenset[CommitId], now: frozenset[CommitId]) -> frozenset[CommitId]:
        return seen | now


class BringsBack(Office):
    """Takes an edit that the erasure did not know of for a wish to have her back."""

    def merge(self, commits: Iterable[Commit], rules: MergeRules) -> Merged:
        known = list(commits)
        merged = merge(known, rules)
        edited = {ref for ref, entity in merged.entities.items() if entity.edited_unseen}
        kept = (
            replace(
                commit,
                changes=tuple(
                    each for each in commit.changes if not (each.erases and each.entity in edited)
                ),
            )
            for commit in known
        )
        return merge(kept, rules)


class ReusedRun(Office):
    """Goes on counting where an old image stood."""

    def run_after_restore(self, laptop: Laptop) -> bytes:
        return laptop.run


MUTANTS = [LastWriterWins, DroppedBases, ClearedHeads, BringsBack, ReusedRun]


@pytest.mark.parametrize("office", MUTANTS)
def test_mutants_are_caught(office: type[Office]) -> None:
    machine = type(office.__name__, (Editing,), {"office": office})
    with pytest.raises(AssertionError):
        run_state_machine_as_test(machine, settings=TO_BE_CAUGHT)
