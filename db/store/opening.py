"""Unlocking a store."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from caseworker.errors import StoreMissing
from db.store.failures import told_plainly
from db.store.folder import StoreFolder
from db.store.key_file import COPIES, read_key_file
from db.store.office import StoreOffice
from db.store.reading import Clock
from db.store.unlocked import Accepted, open_office, utc_now


@dataclass(frozen=True)
class Status:
    """What can be said of a folder before anybody unlocks it. Names nobody and no centre."""

    exists: bool
    """There is a store."""
    has_keys: bool
    """There is a copy of its key file."""


def status(folder: Path) -> Status:
    """Return what lies in *folder*."""
    has_keys = any((folder / name).is_file() for name in COPIES)
    return Status(exists=StoreFolder(folder).store.is_file(), has_keys=has_keys)


def unlock(
    folder: Path,
    name: str,
    passphrase: str,
    *,
    accepted: Accepted = frozenset(),
    clock: Clock = utc_now,
) -> StoreOffice:
    """Unlock the store in *folder* for the person with this name and passphrase.

    *accepted* holds `StoreBehind` or `ChainHeadMissing` once a person has read what happened and
    goes on.

    Raises:
        WrongPassphrase: they open no slot.
        StoreMissing, KeyFileMissing, KeyFileDamaged, StoreInUse, StoreNewer, StoreDamaged,
        StoreBehind, ChainHeadMissing, DiskFull, FolderReadOnly: as they say.
    """
    place = StoreFolder(folder)
    with told_plainly():
        if not place.store.is_file():
            raise StoreMissing
        lock = place.lock()
        try:
            opened = read_key_file(folder).unlock(name, passphrase)
            return open_office(place, opened, lock=lock, clock=clock, accepted=accepted)
        except BaseException:
            lock.release()
            raise
