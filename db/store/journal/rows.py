"""Writing rows from plain values, whole tables at a time and past the mapper."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import cache
from typing import Any

from sqlalchemy import Boolean, Column, Connection, Table

from caseworker.model.entity import Entity
from db.store.columns import Packed
from db.store.journal.folding import PlainRow
from db.store.many_rows import insert_rows
from db.store.tables import table_of
from db.store.values import to_bytes

_Keep = Callable[[Any], Any]


def write_rows(
    connection: Connection, kind: type[Entity], rows: Mapping[bytes, PlainRow | None]
) -> None:
    """Make the rows of *kind* say what *rows* do, by id; None: there is none."""
    insert, values_of, kept_otherwise = _insert(table_of(kind))
    written = []
    for key, row in rows.items():
        if row is not None:
            values = [key, *values_of(row)]
            for place, keep in kept_otherwise:
                if values[place] is not None:
                    values[place] = keep(values[place])
            written.append(tuple(values))
    insert_rows(connection, insert, written)
    gone = [(key,) for key, row in rows.items() if row is None]
    if gone:
        connection.exec_driver_sql(f'DELETE FROM "{table_of(kind).name}" WHERE id = ?', gone)  # noqa: S608  a name of ours


@cache
def _insert(
    table: Table,
) -> tuple[str, Callable[[PlainRow], Iterable[Any]], Sequence[tuple[int, _Keep]]]:
    """Return the statement for rows of *table*, what takes their values, and how some are kept.

    By their place in the statement: the id has the first, 0.
    """
    columns = [column for column in table.c if column.name != "id"]
    names = ", ".join(f'"{column.name}"' for column in columns)
    statement = f'INSERT OR REPLACE INTO "{table.name}"(id, {names}) VALUES'
    ways = ((place, _keeping(column)) for place, column in enumerate(columns, 1))
    kept_otherwise = [(place, keep) for place, keep in ways if keep is not None]
    taken = [column.name for column in columns]
    return statement, lambda row: map(row.__getitem__, taken), kept_otherwise


def _keeping(column: Column[Any]) -> _Keep | None:
    """Return how a plain value is kept in *column*; None: as it is."""
    if isinstance(column.type, Packed):
        return to_bytes
    return int if isinstance(column.type, Boolean) else None
