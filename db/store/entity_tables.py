"""One table for each kind of entity, derived from its type hints, and the mapping onto it.

Nothing is declared twice: a field added to a noun is a column here, once it has its number in the
registry.
"""

from __future__ import annotations

import re
from datetime import date, datetime
from typing import Any, get_args
from uuid import UUID

from sqlalchemy import Column, Index, MetaData, Table
from sqlalchemy.orm import configure_mappers, registry

from caseworker.model.audit import AuditEvent
from caseworker.model.entity import Entity
from caseworker.model.person import Person
from db.store.columns import column_type
from db.store.registry import kinds, registered
from db.store.tables import metadata
from db.store.values import hints_of, without_none

mapping = registry(metadata=metadata)


def whole_schema() -> MetaData:
    """Return all tables: those of the store itself, and that of every kind of entity."""
    return metadata


def table_name(kind: type[Entity]) -> str:
    """Return the name of the table of *kind*: `CaseNote` is kept in `case_note`."""
    return re.sub(r"(?<=[a-z])(?=[A-Z])", "_", kind.__name__).lower()


def table_of(kind: type[Entity]) -> Table:
    """Return the table of *kind*."""
    return _table_of_kind[kind]


def _entity_table(kind: type[Entity]) -> Table:
    registered(kind)
    hints = hints_of(kind)
    table = Table(
        table_name(kind),
        metadata,
        Column("id", column_type(UUID), primary_key=True),
        *(_column(name, hint) for name, hint in hints.items() if name != "id"),
        # With a number of its own (rowid), so that a long row lies in one place. Keyed by its id,
        # what goes beyond a quarter of a page takes a page of its own: a note of 1 KB took 5.
    )
    for name, hint in hints.items():
        if _is_looked_up(name, hint):
            _index(table.c[name])
    if kind in _LISTED_BY:
        Index(f"ix_{table.name}_listed", *(table.c[name] for name in _LISTED_BY[kind]))
    return table


_LISTED_BY: dict[type[Entity], tuple[str, ...]] = {
    Person: ("restricted", "registered_at"),
    AuditEvent: ("action", "at"),
}
"""Lists that grow for years: counted and leafed through by these, and never sorted whole."""


def _column(name: str, hint: Any) -> Column[Any]:
    optional = type(None) in get_args(hint)
    # Never a default in SQL: what is not in the journal must not be in a row (sync.md).
    return Column(name, column_type(hint), nullable=optional)


def _index(column: Column[Any]) -> None:
    # Most references and dates are missing most of the time; nobody looks those up.
    present = column.is_not(None) if column.nullable else None
    Index(f"ix_{column.table.name}_{column.name}", column, sqlite_where=present)


def _is_looked_up(name: str, hint: Any) -> bool:
    bare = without_none(hint)
    if bare is UUID:
        return name.endswith("_id") or name in ("subject", "assigned_to")
    return bare in (date, datetime) and name.startswith(("due", "review_on", "valid_until"))


def _map_all() -> dict[type[Entity], Table]:
    tables = {}
    for kind in kinds():
        tables[kind] = _entity_table(kind)
        mapping.map_imperatively(kind, tables[kind])
    configure_mappers()
    return tables


_table_of_kind = _map_all()
