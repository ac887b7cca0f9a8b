"""The schema of the store, made whole for a new one."""

from __future__ import annotations

from sqlalchemy import Connection

from db.store.entity_tables import whole_schema
from db.store.migrations import REVISIONS
from db.store.migrations.upgrade import stamp
from db.store.tables import SEARCH_INDEXES


def create_schema(connection: Connection) -> None:
    """Make every table and index in an empty store."""
    whole_schema().create_all(connection)
    for statement in SEARCH_INDEXES:
        connection.exec_driver_sql(statement)
    stamp(connection, len(REVISIONS))
