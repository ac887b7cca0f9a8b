"""Revision 1: the first schema, as SQLite is told it in `revision_0001.sql`."""

from __future__ import annotations

from importlib.resources import files
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from alembic.operations import Operations


def upgrade(op: Operations) -> None:
    """Make every table of an empty store."""
    script = (files("db.store.migrations") / "revision_0001.sql").read_text("utf-8")
    for statement in script.split(";\n"):
        if statement.strip():
            op.execute(statement)
