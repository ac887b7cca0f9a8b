"""The schema of the store, made whole for a new one."""

from __future__ import annotations

from functools import cache

from sqlalchemy import Connection, create_mock_engine
from sqlalchemy.dialects.sqlite.base import SQLiteDialect
from sqlalchemy.schema import ExecutableDDLElement

from db.store.connection import raw
from db.store.entity_tables import whole_schema
from db.store.migrations import REVISIONS
from db.store.migrations.upgrade import stamp
from db.store.tables import SEARCH_INDEXES


def create_schema(connection: Connection) -> None:
    """Make every table and index in an empty store."""
    below = raw(connection)
    for statement in (*_tables_and_indexes(), *SEARCH_INDEXES):
        below.execute(statement).close()
    stamp(connection, len(REVISIONS))


@cache
def _tables_and_indexes() -> tuple[str, ...]:
    """Return what makes them, in SQL: putting it into words takes longer than making them."""
    said: list[str] = []
    words = SQLiteDialect()

    def say(made: ExecutableDDLElement, *_parameters: object) -> None:
        said.append(str(made.compile(dialect=words)))

    whole_schema().create_all(create_mock_engine("sqlite://", say), checkfirst=False)
    return tuple(said)
