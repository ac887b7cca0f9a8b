"""Giving the store another key, so that whoever left has no use for the old one.

The key file first holds both keys. Then a copy of the store is re-encrypted and put in its place
by one rename, and at last the key file holds the new key alone. A crash at any point leaves a
store that one of the keys in the file opens, and the next opening carries on.
"""

from __future__ import annotations

import os
import shutil
from pathlib import Path

import sqlcipher3.dbapi2 as sqlcipher

from caseworker.errors import StoreDamaged
from db.store.connection import connect
from db.store.folder import StoreFolder
from db.store.key_file import KeyFile, Opened
from db.store.safe_files import sync_folder


def finish(place: StoreFolder, key_file: KeyFile, opened: Opened) -> tuple[KeyFile, Opened]:
    """Finish a re-keying that waits, on a store that nobody has open; return what holds now.

    Raises:
        StoreDamaged: neither key opens the store.
        DiskFull, FolderReadOnly: it goes on waiting, and the old key still opens the store.
    """
    if len(opened.keys) == 1:
        return key_file, opened
    old, new = opened.keys
    if working_key(place.store, opened.keys) == old:
        rekey(place.store, old, new)
    settled = key_file.with_keys((new,)).write(place.path, new)
    return settled, Opened(opened.secrets, (new,))


def working_key(store: Path, keys: tuple[bytes, ...]) -> bytes:
    """Return the one of *keys* that opens *store*.

    Raises:
        StoreDamaged: none does.
    """
    for key in keys:
        try:
            connect(store, key).close()
        except sqlcipher.DatabaseError as error:
            if isinstance(error, sqlcipher.OperationalError):
                raise
        else:
            return key
    raise StoreDamaged


def rekey(store: Path, old: bytes, new: bytes) -> None:
    """Re-encrypt *store*, which nobody has open, from the *old* key to the *new* one."""
    aside = store.with_name("store.rekeyed")
    for leftover in (aside, *(Path(f"{aside}{end}") for end in ("-wal", "-shm", "-journal"))):
        leftover.unlink(missing_ok=True)
    try:
        # Opening and closing alone moves what stands in the WAL into the store.
        connect(store, old).close()
        shutil.copyfile(store, aside)
        connection = connect(aside, old)
        try:
            # The copy is thrown away after a crash, so its journal need not survive one.
            connection.execute("PRAGMA journal_mode = MEMORY").close()
            connection.execute(f"PRAGMA rekey = \"x'{new.hex()}'\"").close()
        finally:
            connection.close()
        connect(aside, new).close()
        _make_durable(aside)
        os.replace(aside, store)
    except BaseException:
        aside.unlink(missing_ok=True)
        raise
    sync_folder(store.parent)


def _make_durable(path: Path) -> None:
    with path.open("r+b") as file:
        os.fsync(file.fileno())
