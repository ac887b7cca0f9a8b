"""A backup of a hub on SQLite: database and key in one file, made while the hub runs.

All in it is sealed as in the hub, apart from the hub's key. PostgreSQL has tools of its own.
"""

from __future__ import annotations

import os
import sqlite3
import tarfile
import tempfile
from contextlib import closing
from pathlib import Path

from caseworker.errors import BackupDamaged, StoreExists
from db.hub import connection, identity
from db.store.safe_files import sync_folder

_NAMES = {connection.FILE, identity.FILE}


def back_up(folder: Path, target: Path) -> None:
    """Write the hub of *folder* into *target*, whole or not at all."""
    with tempfile.TemporaryDirectory(dir=target.parent, prefix=".caseworker-hub-") as aside:
        copy = Path(aside) / connection.FILE
        with (
            closing(sqlite3.connect(folder / connection.FILE)) as source,
            closing(sqlite3.connect(copy)) as destination,
        ):
            source.backup(destination)
        archive = Path(aside) / "backup"
        with archive.open("xb") as file:
            os.chmod(archive, 0o600)
            with tarfile.open(fileobj=file, mode="w") as packed:
                packed.add(copy, connection.FILE)
                packed.add(folder / identity.FILE, identity.FILE)
            file.flush()
            os.fsync(file.fileno())
        archive.replace(target)
    sync_folder(target.parent)


def restore(source: Path, folder: Path) -> None:
    """Put a backup into *folder*. The next start of the hub begins a new generation.

    Raises:
        StoreExists: a hub is there.
        BackupDamaged: the file is not a whole backup of a hub.
    """
    if any((folder / name).exists() for name in _NAMES):
        raise StoreExists
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=folder, prefix=".restoring-") as aside:
        try:
            with tarfile.open(source) as packed:
                if set(packed.getnames()) != _NAMES or not all(m.isreg() for m in packed):
                    raise BackupDamaged
                packed.extractall(aside, filter="data")
            with closing(sqlite3.connect(Path(aside) / connection.FILE)) as database:
                sound = database.execute("PRAGMA integrity_check").fetchone()
        except (tarfile.TarError, sqlite3.DatabaseError, OSError, EOFError) as error:
            raise BackupDamaged from error
        if sound != ("ok",):
            raise BackupDamaged
        for name in sorted(_NAMES):
            with (Path(aside) / name).open("rb+") as file:
                os.chmod(file.fileno(), 0o600)
                os.fsync(file.fileno())
            (Path(aside) / name).replace(folder / name)
    sync_folder(folder)
