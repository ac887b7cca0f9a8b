"""Writing rows from plain values, whole tables at a time and past the mapper."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import cache
from typing import Any

from sqlalchemy import Boolean, Column, Connection, Table

from caseworker.model.entity import Entity
from db.store.columns import Packed
from db.store.entity_tables import table_of
from db.store.journal.folding import PlainRow
from db.store.many_rows import insert_rows
from db.store.values import to_bytes

_Keep = Callable[[Any], Any]


def write_rows(
    connection: Connection, kind: type[Entity], rows: Mapping[bytes, PlainRow | None]
) -> None:
    """Make the rows of *kind* say what *rows* do, by id; None: there is none."""
    kept = [(key, row) for key, row in rows.items() if row is not None]
    _insert(connection, kind, kept, "INSERT OR REPLACE")
    gone = [(key,) for key, row in rows.items() if row is None]
    if gone:
        connection.exec_driver_sql(f'DELETE FROM "{table_of(kind).name}" WHERE id = ?', gone)  # noqa: S608  a name of ours


def write_new_rows(
    connection: Connection, kind: type[Entity], rows: Iterable[tuple[bytes, PlainRow]]
) -> None:
    """Add rows of *kind*, each with its id; a field that a row leaves out has no value.

    Raises:
        IntegrityError: there is a row with one of the ids, or a field that needs a value has none.
    """
    _insert(connection, kind, rows, "INSERT")


def _insert(
    connection: Connection, kind: type[Entity], rows: Iterable[tuple[bytes, PlainRow]], verb: str
) -> None:
    into, values_of, kept_otherwise = _told_of(table_of(kind))
    written = []
    for key, row in rows:
        values = [key, *values_of(row)]
        for place, keep in kept_otherwise:
            if values[place] is not None:
                values[place] = keep(values[place])
        written.append(tuple(values))
    insert_rows(connection, f"{verb} {into}", written)


@cache
def _told_of(
    table: Table,
) -> tuple[str, Callable[[PlainRow], Iterable[Any]], Sequence[tuple[int, _Keep]]]:
    """Return where rows of *table* go, what takes their values, and how some of them are kept.

    By their place in the statement: the id has the first, 0.
    """
    columns = [column for column in table.c if column.name != "id"]
    names = ", ".join(f'"{column.name}"' for column in columns)
    into = f'INTO "{table.name}"(id, {names}) VALUES'
    ways = ((place, _keeping(column)) for place, column in enumerate(columns, 1))
    kept_otherwise = [(place, keep) for place, keep in ways if keep is not None]
    taken = [column.name for column in columns]
    return into, lambda row: map(row.get, taken), kept_otherwise


def _keeping(column: Column[Any]) -> _Keep | None:
    """Return how a plain value is kept in *column*; None: as it is."""
    if isinstance(column.type, Packed):
        return to_bytes
    return int if isinstance(column.type, Boolean) else None
