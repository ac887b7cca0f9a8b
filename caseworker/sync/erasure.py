"""What stays of commits when an entity is erased: hashes and signatures, and no value."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from caseworker.sync.commits import Change, Commit, CommitId
from caseworker.sync.merge import Life, Merged


def without_erased(commits: Iterable[Commit], merged: Merged) -> dict[CommitId, Commit]:
    """Return *commits* without the values of entities that *merged* shows to be erased.

    Applied after each merge and to all that arrives later; merging what it returns says the same
    as merging what it was given. The erasure itself stays, so that nothing comes back.
    """
    gone = {ref for ref, entity in merged.entities.items() if entity.life is Life.ERASED}
    taken = {(ref, commit) for ref, entity in merged.entities.items() for commit in entity.gone}

    def left(change: Change, commit: CommitId) -> Change:
        goes = change.entity in gone or (change.entity, commit) in taken
        return Change.erased(change.entity) if goes and not change.erases else change

    return {
        # Once for each entity: what is left of it is its one hash.
        commit.id: replace(
            commit, changes=tuple(dict.fromkeys(left(each, commit.id) for each in commit.changes))
        )
        for commit in commits
    }
