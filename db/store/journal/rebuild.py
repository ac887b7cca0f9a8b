"""Rows as the journal tells them, to be compared with the rows as they are."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from uuid import UUID

from sqlalchemy import Connection, select

from caseworker.model.entity import Entity
from db.store.columns import Packed
from db.store.entity_tables import table_of
from db.store.journal.applying import folded
from db.store.journal.folding import PlainRow
from db.store.journal.history import in_portions, told_of
from db.store.registry import registered
from db.store.tables import changes
from db.store.values import from_bytes


def rows_of_journal(connection: Connection, kind: type[Entity]) -> dict[UUID, PlainRow]:
    """Return the entities of *kind* with their plain values, from the journal alone."""
    query = select(changes.c.entity).where(changes.c.kind == registered(kind).number).distinct()
    rows: dict[UUID, PlainRow] = {}
    for some in in_portions(list(connection.scalars(query))):
        for entity, every in told_of(connection, some).items():
            told = [each for each in every if each.kind == registered(kind).number]
            row = folded(connection, entity, told).row if told else None
            if row is not None:
                rows[UUID(bytes=entity)] = row
    return rows


def rows_of_store(
    connection: Connection, kind: type[Entity], keys: Sequence[bytes] | None = None
) -> dict[UUID, PlainRow]:
    """Return the entities of *kind*, those with these ids or all, with their plain values."""
    if keys is None:
        return dict(_plain_rows(connection, kind))
    rows: dict[UUID, PlainRow] = {}
    for some in in_portions(keys):
        which = f" WHERE id IN ({','.join('?' * len(some))})"
        rows |= _plain_rows(connection, kind, which, some)
    return rows


def _plain_rows(
    connection: Connection, kind: type[Entity], which: str = "", keys: Sequence[bytes] = ()
) -> Iterator[tuple[UUID, PlainRow]]:
    table = table_of(kind)
    packed = {column.name for column in table.c if isinstance(column.type, Packed)}
    truth = {column.name for column in table.c if column.type.python_type is bool}
    # Read as SQLite keeps them: that is the plain value, or its CBOR.
    cursor = connection.exec_driver_sql(f'SELECT * FROM "{table.name}"{which}', tuple(keys))  # noqa: S608  a name of ours
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
