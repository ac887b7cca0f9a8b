"""How many entities have each combination of values: one grouping, where they are kept."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from sqlalchemy import (
    ColumnElement,
    LargeBinary,
    Select,
    String,
    Subquery,
    Table,
    func,
    select,
    type_coerce,
)

from caseworker.model.entity import Entity
from caseworker.ports import Condition, Last
from db.store.columns import as_kept
from db.store.conditions import column_of, where
from db.store.entity_tables import table_of

Columns = list[ColumnElement[Any]]


def grouping(
    kind: type[Entity], names: Sequence[str], conditions: Sequence[Condition], last: Last | None
) -> tuple[Select[Any], Columns]:
    """Return the question for `Reads.tally`, and the columns that its rows begin with, as kept."""
    table = table_of(kind)
    columns = [column_of(table, name) for name in names]
    plain = [as_kept(column) for column in columns]
    source = select(*plain, func.count()).select_from(table)
    if last is not None:
        of_each = _last_of_each(last)
        columns += [column_of(table_of(last.kind), name) for name in last.names]
        plain += [of_each.c[_label(at)] for at in range(len(last.names))]
        joined = table.join(of_each, of_each.c.owner == _key(table))
        source = select(*plain, func.count()).select_from(joined)
    counted = source.where(*where(table, conditions)).group_by(*plain)
    return counted.having(func.count() > 0), columns


def _last_of_each(last: Last) -> Subquery:
    """Return for each owner the values of her last one.

    SQLite takes the other columns of a group from the row that has the maximum.
    """
    table = table_of(last.kind)
    source: Any = table
    owner = column_of(table, last.naming)
    if last.through is not None:
        between, naming = table_of(last.through[0]), last.through[1]
        source = table.join(between, _key(between) == type_coerce(owner, LargeBinary))
        owner = column_of(between, naming)
    values = [
        as_kept(column_of(table, name)).label(_label(at)) for at, name in enumerate(last.names)
    ]
    highest = _key(table)
    if last.by != "id":
        when = type_coerce(column_of(table, last.by), String)
        highest = when.concat(func.hex(highest))
    return (
        select(type_coerce(owner, LargeBinary).label("owner"), *values, func.max(highest))
        .select_from(source)
        .where(*where(table, last.conditions))
        .group_by(owner)
        .subquery()
    )


def _key(table: Table) -> ColumnElement[Any]:
    return type_coerce(table.c.id, LargeBinary)


def _label(at: int) -> str:
    return f"value_{at}"
