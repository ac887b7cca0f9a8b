"""Migrations: one revision for each released change of the schema, applied in order.

A revision is a module with `upgrade(op)`, where *op* is Alembic's `Operations`. The number of the
last one applied is kept in SQLite's `user_version`. `python -m db.store.migrations.write` writes
the revision that leads from the last released schema to the tables as they are.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from db.store.migrations import revision_0001

if TYPE_CHECKING:  # Alembic takes half a second to load, and most openings need no migration
    from alembic.operations import Operations

Upgrade = Callable[["Operations"], None]

REVISIONS: tuple[Upgrade, ...] = (revision_0001.upgrade,)
"""In order. What is released is never changed again."""

RELEASED = 0
"""How many of them are released. The next one may still be written anew."""
