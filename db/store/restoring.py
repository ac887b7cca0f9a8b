"""Restoring a backup: on an empty laptop, or in the place of a store that is damaged.

Nothing here is replaced before the backup was read to its end and, where somebody stands before
it, opened by her; and nothing is ever deleted: what was here is moved aside. A restored store is
a new device, because its old one may still be in use elsewhere.
"""

from __future__ import annotations

import shutil
from collections.abc import Callable
from datetime import datetime
from pathlib import Path

from caseworker.backups import Restored
from caseworker.errors import (
    BackupDamaged,
    KeyFileDamaged,
    KeyFileMissing,
    StoreDamaged,
    StoreExists,
)
from db.store import archive
from db.store.failures import told_plainly
from db.store.folder import RESTORED, STORE_FILE, StoreFolder
from db.store.key_file import COPIES, Opened, read_key_file
from db.store.migrations.upgrade import refuse_newer
from db.store.opening import recovered_by, tried
from db.store.rekeying import working_key
from db.store.safe_files import sync_folder, write_new
from db.store.unlocked import utc_now

Proof = Callable[[StoreFolder], Opened]
"""Opens the unpacked backup, or raises WrongPassphrase or WrongRecoveryCode."""


def by_passphrase(name: str, passphrase: str) -> Proof:
    """Return the proof of somebody with a name and a passphrase of the backup's day."""
    return lambda place: read_key_file(place.path).unlock(name, passphrase)


def by_recovery_code(code: str, name: str) -> Proof:
    """Return the proof of somebody with the recovery code of the backup's day, and a name."""
    return lambda place: recovered_by(place, read_key_file(place.path), code, name)


def restore(
    source: Path,
    folder: Path,
    *,
    proof: Proof | None = None,
    move_aside: bool = False,
    now: Callable[[], datetime] = utc_now,
) -> Restored:
    """Restore the backup *source* into *folder*.

    With *move_aside*, a store that is there is moved into a folder of its own, `aside/<moment>`.
    Where only its key file is lost and the backup's keys open it, they alone are put back.

    Raises:
        StoreExists: there is a store, and it was not said to move it aside.
        BackupDamaged: the file is not a whole backup.
        WrongPassphrase, WrongRecoveryCode: *proof* does not open the backup.
        StoreNewer: a newer version of the program wrote it.
        DiskFull, FolderReadOnly, StoreInUse: as they say. What was here is as it was.
    """
    place = StoreFolder(folder)
    unpacked = StoreFolder(folder / ".restored")
    with told_plainly():
        place.make()
        with place.lock():
            if place.store.exists() and not move_aside:
                raise StoreExists
            shutil.rmtree(unpacked.path, ignore_errors=True)
            unpacked.path.mkdir(mode=0o700)
            try:
                archive.unpack(source, unpacked.path)
                opened = _proven(place, unpacked, proof)
                stamp = f"{now():%Y%m%d-%H%M%S}"
                if opened is not None and _lacks_only_keys(place, opened):
                    return Restored(aside=_put_keys_back(place, unpacked, stamp), keys_alone=True)
                unpacked.restored.touch()
                aside = _move_aside(place, _FILES, stamp)
                _move(unpacked.path, folder)
                return Restored(aside=aside)
            finally:
                shutil.rmtree(unpacked.path, ignore_errors=True)


def _proven(place: StoreFolder, unpacked: StoreFolder, proof: Proof | None) -> Opened | None:
    if proof is None:
        return None
    try:
        opened = tried(place, lambda: proof(unpacked))
        refuse_newer(unpacked.store, working_key(unpacked.store, opened.keys))
    except (KeyFileMissing, KeyFileDamaged, StoreDamaged) as error:
        raise BackupDamaged from error
    return opened


def _lacks_only_keys(place: StoreFolder, opened: Opened) -> bool:
    """Return whether the store here lost its key file alone, and the backup's keys open it."""
    try:
        read_key_file(place.path)
    except (KeyFileMissing, KeyFileDamaged):
        pass
    else:
        return False
    try:
        return place.store.is_file() and bool(working_key(place.store, opened.keys))
    except StoreDamaged:
        return False


def _put_keys_back(place: StoreFolder, unpacked: StoreFolder, stamp: str) -> str:
    aside = _move_aside(place, COPIES, stamp)
    place.keys_put_back.touch()
    for name in COPIES:
        write_new(place.path / name, (unpacked.path / name).read_bytes())
    return aside


# The keys go first, so that whatever is left halfway cannot be opened and worked in; the store
# goes last, so that until then it is plain that a store was here.
_FILES = (
    *COPIES,
    "chain-head",
    RESTORED,
    f"{STORE_FILE}-wal",
    f"{STORE_FILE}-shm",
    "attachments",
    STORE_FILE,
)


def _move_aside(place: StoreFolder, names: tuple[str, ...], stamp: str) -> str:
    found = [place.path / name for name in names if (place.path / name).exists()]
    if not found:
        return ""
    target = place.aside / stamp
    target.mkdir(parents=True, exist_ok=True, mode=0o700)
    sync_folder(place.path)
    for path in found:
        path.replace(target / path.name)
        sync_folder(target)
        sync_folder(place.path)
    return target.relative_to(place.path).as_posix()


def _move(unpacked: Path, folder: Path) -> None:
    # The store itself comes last: without it, there is no store.
    for path in sorted(unpacked.iterdir(), key=lambda path: path.name == STORE_FILE):
        path.replace(folder / path.name)
        sync_folder(folder)
