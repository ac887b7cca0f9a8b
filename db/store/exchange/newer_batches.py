"""Batches that only a newer version of the program reads: kept and passed on as they came."""

from __future__ import annotations

from sqlalchemy import Connection, delete, select
from sqlalchemy.dialects.sqlite import insert

from caseworker.sync.batch_file import id_of
from db.store.exchange.kept_batches import NEWER
from db.store.tables import batches


def keep_newer(connection: Connection, content: bytes, at: int) -> None:
    """Keep a batch of which nothing is known but its id; *at* is milliseconds since 1970.

    It stands in no laptop's chain until this program reads it.
    """
    row = {
        "id": id_of(content),
        "laptop": b"",
        "run": b"",
        "number": 0,
        "previous": b"",
        "key": b"",
        "size": 0,
        "result": NEWER,
        "quiet": False,
        "commits": 0,
        "up_to": 0,
        "handed": False,
        "made": False,
        "at": at,
        "content": content,
    }
    connection.execute(insert(batches).values(row).on_conflict_do_nothing())


def forget_newer(connection: Connection, batch: bytes) -> None:
    """Forget that a batch could not be read: it is about to be taken in like any other."""
    connection.execute(delete(batches).where(batches.c.id == batch, batches.c.result == NEWER))


def keeps_newer(connection: Connection) -> bool:
    """Return whether any such batch is kept."""
    found = select(batches.c.id).where(batches.c.result == NEWER).limit(1)
    return connection.scalar(found) is not None
