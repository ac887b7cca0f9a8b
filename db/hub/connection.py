"""The hub's database: SQLite in a folder by default, PostgreSQL for an institution."""

from __future__ import annotations

from pathlib import Path

from sqlalchemy import Engine, create_engine, event
from sqlalchemy.engine import URL, make_url
from sqlalchemy.exc import ArgumentError

from caseworker.hub.errors import HubDatabaseUnknown

FILE = "hub.sqlite"
_SETTINGS = (
    "PRAGMA journal_mode = WAL",
    # NORMAL lost acknowledged writes in half of the simulated power losses.
    "PRAGMA synchronous = FULL",
    "PRAGMA busy_timeout = 5000",
    "PRAGMA secure_delete = ON",
    "PRAGMA temp_store = MEMORY",
    "PRAGMA trusted_schema = OFF",
)


def address_of(database: str, folder: Path) -> URL:
    """Return the address of the database; of a file in *folder* where none is named.

    Raises:
        HubDatabaseUnknown: it is not PostgreSQL's, or shows a password to every program.
    """
    if not database:
        return URL.create("sqlite+pysqlite", database=str(folder / FILE))
    try:
        address = make_url(database)
    except ArgumentError as error:
        raise HubDatabaseUnknown from error
    if address.get_backend_name() not in ("postgresql", "postgres"):
        raise HubDatabaseUnknown
    if address.password:
        raise HubDatabaseUnknown
    return address.set(drivername="postgresql+psycopg")


def writing_engine(address: URL) -> Engine:
    """Return the engine of the one writer."""
    return _engine(address, "BEGIN IMMEDIATE", 1)


def reading_engine(address: URL) -> Engine:
    """Return the engine of those who read."""
    return _engine(address, "BEGIN", 8)


def _engine(address: URL, begin: str, most: int) -> Engine:
    if address.get_backend_name() != "sqlite":
        return create_engine(
            address, pool_size=most, max_overflow=0, pool_pre_ping=True,
            connect_args={"connect_timeout": 5, "application_name": "caseworker hub"},
        )  # fmt: skip
    engine = create_engine(
        address,
        pool_size=most,
        max_overflow=0,
        connect_args={"check_same_thread": False, "isolation_level": None},
    )

    @event.listens_for(engine, "connect")
    def _settings(connection: object, _: object) -> None:
        cursor = connection.cursor()  # type: ignore[attr-defined]  # a DB-API connection
        for pragma in _SETTINGS:
            cursor.execute(pragma)
        cursor.close()

    @event.listens_for(engine, "begin")
    def _begin(connection: object) -> None:
        connection.exec_driver_sql(begin)  # type: ignore[attr-defined]  # SQLAlchemy's

    return engine
