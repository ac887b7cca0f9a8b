"""Erasing an entity: its values go, their hashes and every signature stay (commit.md)."""

from __future__ import annotations

from collections.abc import Set as AbstractSet
from uuid import UUID

from sqlalchemy import Connection, delete, select

from caseworker.model.entity import Entity
from caseworker.sync.commits import EXISTS
from db.store import search
from db.store.entity_tables import table_of
from db.store.journal.kept_commits import erase_values
from db.store.registry import registered
from db.store.tables import changes, commits, drafts, heads
from db.store.values import from_bytes


def erase(connection: Connection, kind: type[Entity], key: UUID) -> None:
    """Remove row, search entry, drafts and journalled values of an entity from this store.

    Called once the commit that sets its field 0 to false is in the journal; that entry stays.
    """
    said = select(changes.c.position, changes.c.packed).where(
        changes.c.entity == key.bytes, changes.c.kind == registered(kind).number
    )
    spoken = [(position, from_bytes(packed)) for position, packed in connection.execute(said)]
    erased = [
        place for place, fields in spoken if fields and fields.get(EXISTS, [None])[0] is not False
    ]
    erase_values(connection, erased, key.bytes)
    table = table_of(kind)
    connection.execute(delete(table).where(table.c.id == key))
    connection.execute(delete(heads).where(heads.c.entity == key.bytes))
    connection.execute(delete(drafts).where(drafts.c.subject == key.bytes))
    search.forget(connection, key)


def erase_said(connection: Connection, entity: bytes, by: AbstractSet[bytes]) -> None:
    """Remove what the commits *by* say of an entity that stays, because others made it as well."""
    query = select(changes.c.position, changes.c.packed, commits.c.id).where(
        changes.c.entity == entity, changes.c.position == commits.c.position
    )
    gone = [
        row.position
        for row in connection.execute(query)
        if row.id in by and from_bytes(row.packed).get(EXISTS, [True])[0] is not False
    ]
    erase_values(connection, gone, entity)
