"""Connections to the encrypted store: one that writes, a few that only read."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import sqlcipher3.dbapi2 as sqlcipher
from sqlalchemy import Connection, Engine, create_engine, event
from sqlalchemy.pool import QueuePool, StaticPool

from caseworker.errors import Bug

KEY_SIZE = 32

_BEFORE_FIRST_READ = (
    # Costs five to eight times in search and protects against little (sync.md).
    "PRAGMA cipher_memory_security = OFF",
    "PRAGMA cipher_page_size = 4096",
)
_SETTINGS = (
    "PRAGMA journal_mode = WAL",
    "PRAGMA synchronous = FULL",
    "PRAGMA secure_delete = ON",
    "PRAGMA temp_store = MEMORY",
    "PRAGMA foreign_keys = ON",
    "PRAGMA busy_timeout = 5000",
    "PRAGMA trusted_schema = OFF",
)


_WRITING = "PRAGMA cache_size = -32768"
"""KiB. A page that does not fit in is encrypted and written more than once in an exchange."""


def connect(path: Path, key: bytes, *, read_only: bool = False) -> Any:
    """Return a DB-API connection to the store at *path*, opened with its raw *key*.

    Raises:
        Bug: the library is plain SQLite, which would silently write plaintext.
        sqlcipher3.DatabaseError: the key does not open it, or it is damaged.
    """
    if len(key) != KEY_SIZE:
        raise Bug("the store key has 256 bits")
    connection = sqlcipher.connect(str(path), isolation_level=None, check_same_thread=False)
    try:
        # First of all; the raw form, because deriving it again would cost .1 s a connection.
        connection.execute(f"PRAGMA key = \"x'{key.hex()}'\"")
        if connection.execute("PRAGMA cipher_version").fetchone() is None:
            raise Bug("this SQLite does not encrypt")
        for pragma in (*_BEFORE_FIRST_READ, *_SETTINGS):
            connection.execute(pragma).close()
        connection.execute("PRAGMA query_only = ON" if read_only else _WRITING).close()
        connection.execute("SELECT count(*) FROM sqlite_master").fetchone()
    except BaseException:
        connection.close()
        raise
    return connection


def connect_to_nothing() -> Any:
    """Return a connection to an empty store in memory, which holds nothing to protect."""
    return sqlcipher.connect(":memory:", isolation_level=None, check_same_thread=False)


def raw(connection: Connection) -> Any:
    """Return the DB-API connection below *connection*.

    For what SQLAlchemy knows no word for, and for the few statements of every single write: said
    through it, each of them would take a hundredth of the time that an intake may take.
    """
    return connection.connection.driver_connection


def writing_engine(path: Path, key: bytes) -> Engine:
    """Return the engine of the one writer: a single connection, `BEGIN IMMEDIATE`."""
    return _engine(lambda: connect(path, key), "BEGIN IMMEDIATE", poolclass=StaticPool)


def reading_engine_of(connect: Callable[[], Any]) -> Engine:
    """Return an engine for connections that only read; each transaction sees one moment."""
    return _engine(connect, "BEGIN", poolclass=QueuePool, pool_size=2, max_overflow=6)


def _engine(connect: Callable[[], Any], begin: str, **pool: Any) -> Engine:
    engine = create_engine(
        "sqlite://", module=sqlcipher, creator=connect, hide_parameters=True, **pool
    )

    @event.listens_for(engine, "begin")
    def _begin(connection: Connection) -> None:
        connection.exec_driver_sql(begin)

    return engine
