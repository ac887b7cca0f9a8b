"""Erasing an entity: its values go, their hashes and every signature stay (commit.md)."""

from __future__ import annotations

from collections.abc import Callable
from uuid import UUID

from sqlalchemy import Connection, delete, select, update

from caseworker.model.entity import Entity
from db.store import search
from db.store.journal.commit import EXISTS, EntityChanges
from db.store.tables import changes, drafts, heads, table_of
from db.store.values import from_bytes, to_bytes


def erase(connection: Connection, kind: type[Entity], key: UUID) -> None:
    """Remove row, search entry, drafts and journalled values of an entity from this store.

    The salts go with the values, so that nothing can be guessed back from the hashes that stay.
    Called once the commit that sets its field 0 to false is in the journal; that entry stays.
    """
    _replace_entries(connection, key, lambda field, value: field == EXISTS and value is False)
    table = table_of(kind)
    connection.execute(delete(table).where(table.c.id == key))
    connection.execute(delete(heads).where(heads.c.entity == key.bytes))
    connection.execute(delete(drafts).where(drafts.c.subject == key.bytes))
    search.forget(connection, key)


def _replace_entries(
    connection: Connection, key: UUID, stays: Callable[[int, object], bool]
) -> None:
    rows = connection.execute(select(changes).where(changes.c.entity == key.bytes)).all()
    for row in rows:
        entries = from_bytes(row.packed)
        hashes = EntityChanges(row.kind, row.entity, entries).hashes()
        for (field, entry), digest in zip(list(entries.items()), list(hashes), strict=True):
            if len(entry) > 1 and not stays(field, entry[1]):
                entries[field] = [digest]
        connection.execute(
            update(changes).where(changes.c.number == row.number).values(packed=to_bytes(entries))
        )
