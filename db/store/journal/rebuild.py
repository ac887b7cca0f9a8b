"""Rows as the journal tells them, to be compared with the rows as they are."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any
from uuid import UUID

from sqlalchemy import Connection, select

from caseworker.model.entity import Entity
from db.store.columns import Packed
from db.store.journal.commit import EXISTS
from db.store.registry import field_names, registered
from db.store.tables import changes, table_of
from db.store.values import from_bytes

PlainRow = dict[str, Any]


def rows_of_journal(connection: Connection, kind: type[Entity]) -> dict[UUID, PlainRow]:
    """Return the entities of *kind* with their plain values, from the journal alone."""
    entry = registered(kind)
    names = {number: name for name, number in entry.fields.items()}
    empty = dict.fromkeys(field_names(kind))
    rows: dict[UUID, PlainRow] = {}
    query = select(changes).where(changes.c.kind == entry.number).order_by(changes.c.number)
    for change in connection.execute(query):
        key = UUID(bytes=change.entity)
        for number, content in from_bytes(change.packed).items():
            if number == EXISTS and content[1:2] == [False]:
                rows.pop(key, None)
                break
            if len(content) > 1:
                row = rows.setdefault(key, dict(empty))
                if number in names:
                    row[names[number]] = content[1]
    return rows


def rows_of_store(connection: Connection, kind: type[Entity]) -> dict[UUID, PlainRow]:
    """Return the entities of *kind* with their plain values, from their table."""
    return dict(_plain_rows(connection, kind))


def _plain_rows(connection: Connection, kind: type[Entity]) -> Iterator[tuple[UUID, PlainRow]]:
    table = table_of(kind)
    packed = {column.name for column in table.c if isinstance(column.type, Packed)}
    truth = {column.name for column in table.c if column.type.python_type is bool}
    # Read as SQLite keeps them: that is the plain value, or its CBOR.
    cursor = connection.exec_driver_sql(f'SELECT * FROM "{table.name}"')  # noqa: S608  a name of ours
    for values in cursor:
        row = dict(zip(cursor.keys(), values, strict=True))
        key = UUID(bytes=row.pop("id"))
        for name in row.keys() & packed:
            row[name] = None if row[name] is None else from_bytes(row[name])
        for name in row.keys() & truth:
            row[name] = None if row[name] is None else bool(row[name])
        yield key, row


def differences(connection: Connection, kind: type[Entity]) -> list[UUID]:
    """Return the ids of the entities of *kind* whose row is not what the journal says."""
    told, kept = rows_of_journal(connection, kind), rows_of_store(connection, kind)
    return sorted(key for key in told.keys() | kept.keys() if told.get(key) != kept.get(key))
