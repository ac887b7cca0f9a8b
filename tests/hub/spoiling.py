"""A disk that spoils what a hub keeps: one bit, in the middle of what was written."""

from __future__ import annotations

import psycopg
from psycopg.sql import SQL, Identifier

from tests.hub.running import RunningHub


def spoil(hub: RunningHub, table: str, column: str, *contents: bytes) -> None:
    """Flip a bit of each of *contents*: in the file of SQLite, or in the row of PostgreSQL."""
    if hub.database:
        with psycopg.connect(hub.database, autocommit=True) as connection:
            for content in contents:
                middle = len(content) // 2
                flip = "UPDATE {0} SET {1} = set_byte({1}, %s, %s) WHERE {1} = %s"
                changed = connection.execute(
                    SQL(flip).format(Identifier(table), Identifier(column)),
                    (middle, content[middle] ^ 1, content),
                )
                assert changed.rowcount == 1
        return
    hub.stop()
    file = hub.folder / "hub.sqlite"
    written = bytearray(file.read_bytes())
    # A page of SQLite holds a row's end, or goes on elsewhere: some bytes lie together in any case.
    for content in contents:
        written[written.index(content[-64:]) + 32] ^= 1
    file.write_bytes(written)
    hub.start()
