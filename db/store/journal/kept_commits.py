"""Commits out of the journal, whole as they travel, and what is left of them without values."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping

from sqlalchemy import Connection

from caseworker.sync.commit_format import EntityChanges, Header, Signed
from caseworker.sync.whole_commit import WholeCommit, without_values
from db.store.journal.history import in_portions
from db.store.values import from_bytes


def whole_commits(connection: Connection, first: int, last: int) -> dict[int, WholeCommit]:
    """Return the commits from position *first* to *last*, by position."""
    bodies = _bodies(connection, first, last)
    rows = connection.exec_driver_sql(_COMMITS, (first, last))
    return {
        place: WholeCommit(Signed(header, *by), Header.from_bytes(header), seed, bodies[place])
        for place, seed, header, *by in rows
    }


def at_positions(
    connection: Connection, positions: Iterable[int]
) -> Iterator[tuple[int, WholeCommit]]:
    """Yield the commits at *positions*, each with its own."""
    for position in positions:
        yield from whole_commits(connection, position, position).items()


def with_ids(connection: Connection, ids: Iterable[bytes]) -> Iterator[tuple[int, WholeCommit]]:
    """Yield the position and the present form of the commits with these *ids* that are here."""
    for some in in_portions(list(ids)):
        query = _WITH_IDS.format(places=",".join("?" * len(some)))
        places = connection.exec_driver_sql(query, tuple(some)).scalars().all()
        yield from at_positions(connection, places)


def body_of(connection: Connection, position: int) -> list[EntityChanges]:
    """Return what the commit at *position* says of each entity, in order."""
    return _bodies(connection, position, position)[position]


def entities_of(connection: Connection, positions: Iterable[int]) -> set[bytes]:
    """Return all entities of which the commits at *positions* say something."""
    return {
        row[0]
        for position in positions
        for row in connection.exec_driver_sql(_ENTITIES, (position, position + 1))
    }


def erase_values(
    connection: Connection, positions: Iterable[int], gone: bytes | None = None
) -> list[EntityChanges]:
    """Erase the values of the entity *gone*, or all, in commits; return what was erased.

    The seed goes with them, so that nothing can be guessed back from the hashes that stay; what is
    left is given the salts that followed from it.
    """
    erased: list[EntityChanges] = []
    for position in positions:
        (seed,) = connection.exec_driver_sql(_SEED, (position,)).one()
        body = body_of(connection, position)
        erased += [each for each in body if gone in (None, each.entity)]
        left = without_values(body, seed, gone)
        rows = [(each.packed, each.proof, position, each.entity) for each in left]
        connection.exec_driver_sql(_NO_SEED, (position,))
        connection.exec_driver_sql(_LEFT, rows)
    return erased


def _bodies(connection: Connection, first: int, last: int) -> Mapping[int, list[EntityChanges]]:
    found: dict[int, list[EntityChanges]] = defaultdict(list)
    rows = connection.exec_driver_sql(_CHANGES, (first, last + 1))
    for position, kind, entity, packed, proof in rows:
        found[position].append(EntityChanges(kind, entity, from_bytes(packed), packed, proof))
    return found


_COMMITS = (
    "SELECT position, seed, header, device_signature, person_signature FROM journal_commit"
    " WHERE position BETWEEN ? AND ?"
)
_WITH_IDS = "SELECT position FROM journal_commit WHERE id IN ({places})"
_BETWEEN = (
    " FROM journal_change"
    " WHERE number >= (SELECT first_change FROM journal_commit WHERE position = ?)"
    " AND number < ifnull((SELECT first_change FROM journal_commit WHERE position = ?), 1 << 62)"
    " ORDER BY number"
)
"""By number, which is the key: the entries of a commit lie side by side."""
_CHANGES = f"SELECT position, kind, entity, packed, proof{_BETWEEN}"
_ENTITIES = f"SELECT entity{_BETWEEN}"
_SEED = "SELECT seed FROM journal_commit WHERE position = ?"
_NO_SEED = "UPDATE journal_commit SET seed = x'' WHERE position = ?"
_LEFT = "UPDATE journal_change SET packed = ?, proof = ? WHERE position = ? AND entity = ?"
