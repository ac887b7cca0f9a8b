"""Writing rows from plain values, whole tables at a time and past the mapper."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import cache
from typing import Any

from sqlalchemy import Boolean, Column, Connection, Table

from caseworker.model.entity import Entity
from db.store.columns import Packed
from db.store.journal.folding import PlainRow
from db.store.tables import table_of
from db.store.values import to_bytes

_Keep = Callable[[Any], Any]


def write_rows(
    connection: Connection, kind: type[Entity], rows: Mapping[bytes, PlainRow | None]
) -> None:
    """Make the rows of *kind* say what *rows* do, by id; None: there is none."""
    insert, columns = _insert(table_of(kind))
    written = [
        (key, *(_kept(row[name], keep) for name, keep in columns))
        for key, row in rows.items()
        if row is not None
    ]
    if written:
        connection.exec_driver_sql(insert, written)
    gone = [(key,) for key, row in rows.items() if row is None]
    if gone:
        connection.exec_driver_sql(f'DELETE FROM "{table_of(kind).name}" WHERE id = ?', gone)  # noqa: S608  a name of ours


def _kept(plain: Any, keep: _Keep | None) -> Any:
    return plain if keep is None or plain is None else keep(plain)


@cache
def _insert(table: Table) -> tuple[str, list[tuple[str, _Keep | None]]]:
    """Return the statement for rows of *table*, and how it keeps each field after the id."""
    columns = [(column.name, _keeping(column)) for column in table.c if column.name != "id"]
    names = ", ".join(f'"{name}"' for name, _ in columns)
    places = ", ".join("?" * (len(columns) + 1))
    return f'INSERT OR REPLACE INTO "{table.name}"(id, {names}) VALUES ({places})', columns  # noqa: S608  names of ours


def _keeping(column: Column[Any]) -> _Keep | None:
    """Return how a plain value is kept in *column*; None: as it is."""
    if isinstance(column.type, Packed):
        return to_bytes
    return int if isinstance(column.type, Boolean) else None
