"""Values that come back to commits of which hashes alone stand here.

They do where this laptop holds a circle again, and where a commit came without values first: that
tells nothing of an erasure, and whose program was altered could so withhold what others wrote. The
hashes that stayed were signed, and reading a commit compares them.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from sqlalchemy import Connection

from caseworker.sync.commit_format import EntityChanges
from caseworker.sync.commits import EXISTS
from caseworker.sync.whole_commit import WholeCommit
from db.store.journal.applying import folded
from db.store.journal.history import by_kind, in_portions, told_of
from db.store.journal.kept_commits import body_of


def fill(connection: Connection, wholes: Sequence[WholeCommit]) -> set[bytes]:
    """Give back their values to those of *wholes* that stand here without; return their entities.

    What was erased here stays erased.
    """
    entities: set[bytes] = set()
    by_id = {each.signed.id: each for each in wholes if any(not e.is_erased for e in each.body)}
    for some in in_portions(list(by_id)):
        query = _WITHOUT_SEED.format(places=",".join("?" * len(some)))
        for position, first, key, left in connection.exec_driver_sql(query, tuple(some)).all():
            if left:
                connection.exec_driver_sql(_RETURNS, (position,))
            entities |= _fill_one(connection, position, first, by_id[key])
    return entities


def _fill_one(connection: Connection, position: int, first: int, whole: WholeCommit) -> set[bytes]:
    """Fill one commit, entry by entry in their order; *first* is the number of its first.

    Of an entry without values nothing is proven but its hash: whose it is said to be may be untrue.
    """
    here = body_of(connection, position)
    without = {number for number, each in enumerate(here, first) if each.is_erased}
    come = {
        number: each
        for number, each in enumerate(whole.body, first)
        if number in without and not each.is_erased
    }
    gone = set(_erased(connection, [e.entity for e in come.values() if not _erases(e)]))
    back = {number: each for number, each in come.items() if each.entity not in gone}
    if back.keys() == without and whole.seed:
        # Nothing in it is erased: it stands as it was made.
        connection.exec_driver_sql(_RESEED, (whole.seed, position))
        back = dict(enumerate(whole.body, first))
        proofs = dict.fromkeys(back, b"")
    else:
        # The seed would open the hash of what is erased.
        proofs = {number: each.salt(whole.seed) for number, each in back.items()}
    filled = [
        (each.entity, each.kind, each.packed, proofs[number], number)
        for number, each in back.items()
    ]
    if filled:
        connection.exec_driver_sql(_REFILL, filled)
    return {each.entity for each in (*here, *back.values())} if filled else set()


def _erases(changes: EntityChanges) -> bool:
    return changes.fields.get(EXISTS, [None])[0] is False


def _erased(connection: Connection, entities: Iterable[bytes]) -> Iterable[bytes]:
    for entity, told in told_of(connection, list(entities)).items():
        if any(folded(connection, entity, of_kind).erased for of_kind in by_kind(told)):
            yield entity


_WITHOUT_SEED = (
    "SELECT position, first_change, id, position IN (SELECT position FROM journal_left)"
    " FROM journal_commit"
    " WHERE id IN ({places}) AND seed = x''"
)
_RETURNS = "DELETE FROM journal_left WHERE position = ?"
_RESEED = "UPDATE journal_commit SET seed = ? WHERE position = ?"
_REFILL = "UPDATE journal_change SET entity = ?, kind = ?, packed = ?, proof = ? WHERE number = ?"
