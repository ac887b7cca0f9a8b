"""Bringing a store to the schema of this version, with a copy put aside first."""

from __future__ import annotations

import shutil
from collections.abc import Sequence
from pathlib import Path

from sqlalchemy import Connection, Engine

from caseworker.errors import StoreNewer
from db.store import migrations
from db.store.connection import connect, raw, writing_engine
from db.store.folder import STORE_FILE, StoreFolder
from db.store.key_file import COPIES
from db.store.migrations import Upgrade
from db.store.safe_files import sync_folder


def bring_up_to_date(place: StoreFolder, key: bytes) -> None:
    """Upgrade the store in *place*, which nobody has open, if it is older than this version.

    All revisions are applied in one transaction, or none. Before it, a copy of the store, its
    keys and its chain head is put into `backups/`, named by the revision it has.

    Raises:
        StoreNewer: a newer version of the program wrote it; it is left alone.
        DiskFull, FolderReadOnly: there is no room for the copy; the store is as it was.
    """
    version = refuse_newer(place.store, key)
    if version < len(migrations.REVISIONS):
        _put_aside(place, version)
        engine = writing_engine(place.store, key)
        try:
            apply(engine, migrations.REVISIONS[version:])
        finally:
            engine.dispose()


def refuse_newer(store: Path, key: bytes) -> int:
    """Return the revision that *store*, which nobody has open, has.

    Raises:
        StoreNewer: a newer version of the program wrote it.
    """
    version = _version(store, key)
    if version > len(migrations.REVISIONS):
        raise StoreNewer
    return version


def apply(engine: Engine, revisions: Sequence[Upgrade]) -> None:
    """Apply *revisions* in one transaction, with foreign keys off while tables are rebuilt."""
    # Half a second to load, and most openings need no migration.
    from alembic.migration import MigrationContext  # noqa: PLC0415
    from alembic.operations import Operations  # noqa: PLC0415

    with engine.connect() as connection:
        below = raw(connection)
        below.execute("PRAGMA foreign_keys = OFF").close()
        try:
            with connection.begin():
                operations = Operations(MigrationContext.configure(connection))
                for upgrade in revisions:
                    upgrade(operations)
                version = connection.exec_driver_sql("PRAGMA user_version").scalar_one()
                stamp(connection, version + len(revisions))
        finally:
            below.execute("PRAGMA foreign_keys = ON").close()


def stamp(connection: Connection, version: int) -> None:
    """Note which revision the schema has."""
    connection.exec_driver_sql(f"PRAGMA user_version = {version:d}")


def _version(store: Path, key: bytes) -> int:
    connection = connect(store, key)
    try:
        version: int = connection.execute("PRAGMA user_version").fetchone()[0]
        return version
    finally:
        # Closing moves what stands in the WAL into the store: its file is then the whole store.
        connection.close()


def _put_aside(place: StoreFolder, version: int) -> None:
    target = place.backups / f"revision-{version:04}"
    shutil.rmtree(target, ignore_errors=True)
    target.mkdir(parents=True, mode=0o700)
    for name in (STORE_FILE, *COPIES, place.chain_head.name):
        if (place.path / name).is_file():
            shutil.copyfile(place.path / name, target / name)
    sync_folder(target)
