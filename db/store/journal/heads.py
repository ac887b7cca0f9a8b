"""Heads: which commits hold the present value of each field."""

from __future__ import annotations

from collections.abc import Iterable

from sqlalchemy import Connection, bindparam, select

from db.store.tables import changes, commits, heads, quarantined
from db.store.values import from_bytes

_EXCEPTIONS = select(heads.c.field, heads.c.commits).where(heads.c.entity == bindparam("entity"))
_HISTORY = (
    select(commits.c.id, changes.c.packed)
    .join(commits, commits.c.position == changes.c.position)
    .where(changes.c.entity == bindparam("entity"))
    .order_by(changes.c.number.desc())
)


def heads_of(
    connection: Connection, entity: bytes, fields: Iterable[int] | None = None
) -> dict[int, list[bytes]]:
    """Return the heads of *fields* of an entity, sorted; of all its fields where None.

    A field that was never set has none and is left out. The heads table tells the exceptions;
    otherwise the last commit that changed a field is its only head.
    """
    found: dict[int, list[bytes]] = {
        row.field: sorted(from_bytes(row.commits))
        for row in connection.execute(_EXCEPTIONS, {"entity": entity})
    }
    wanted = None if fields is None else set(fields)
    for row in connection.execute(_HISTORY, {"entity": entity}):
        for field in from_bytes(row.packed):
            found.setdefault(field, [row.id])
        if wanted is not None and wanted <= found.keys():
            break
    return {field: ids for field, ids in found.items() if wanted is None or field in wanted}


def commits_relied_on(connection: Connection, entity: bytes) -> list[bytes]:
    """Return the commits that are heads of any field of an entity, sorted."""
    return sorted({each for ids in heads_of(connection, entity).values() for each in ids})


def counted_on(connection: Connection, entity: bytes) -> list[bytes]:
    """Return every commit that says anything of an entity and counts, sorted."""
    query = _HISTORY.where(changes.c.position.not_in(select(quarantined.c.position)))
    return sorted({row.id for row in connection.execute(query, {"entity": entity})})


def commits_on(connection: Connection, entity: bytes, audience: bytes) -> list[bytes]:
    """Return every commit for *audience* that says anything of an entity, sorted."""
    query = _HISTORY.where(commits.c.audience == audience)
    return sorted({row.id for row in connection.execute(query, {"entity": entity})})
