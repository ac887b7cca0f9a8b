"""Batches that only a newer version of the program reads: kept and passed on as they came."""

from __future__ import annotations

from sqlalchemy import Connection, delete, func, select
from sqlalchemy.dialects.sqlite import insert

from caseworker.sync.batch_file import id_of, version_of
from db.store.exchange.kept_batches import NEWER
from db.store.tables import batches

NO_ROOM = "no-room"
"""The result of one that is not kept, because so much of them is."""
MOST_KEPT = 64 * 2**20
"""Bytes of them in all: nobody is known to have signed them, and anybody can write such files."""
_HIGHEST = 2**31
"""A version that no program will have; anybody can write a higher one."""


def keep_newer(connection: Connection, content: bytes, at: int) -> str:
    """Keep a batch of which nothing is known but its id and version, and return its result.

    It stands in no laptop's chain until this program reads it. *at* is milliseconds since 1970.
    """
    kept = select(func.coalesce(func.sum(func.length(batches.c.content)), 0))
    if (connection.scalar(kept.where(batches.c.result == NEWER)) or 0) + len(content) > MOST_KEPT:
        return NO_ROOM
    row = {
        "id": id_of(content),
        "laptop": b"",
        "run": b"",
        "number": min(version_of(content), _HIGHEST),
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
    return NEWER


def forget_newer(connection: Connection, batch: bytes) -> None:
    """Forget that a batch could not be read: it is about to be taken in like any other."""
    connection.execute(delete(batches).where(batches.c.id == batch, batches.c.result == NEWER))


def keeps_newer(connection: Connection) -> bool:
    """Return whether any such batch is kept."""
    found = select(batches.c.id).where(batches.c.result == NEWER).limit(1)
    return connection.scalar(found) is not None
