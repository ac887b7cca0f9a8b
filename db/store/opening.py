"""Unlocking a store, by passphrase or by the recovery code."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from filelock import FileLock
from sqlalchemy import select
from sqlalchemy.orm import Session

from caseworker.errors import StoreMissing, WrongPassphrase, WrongRecoveryCode
from caseworker.model.staff import User
from db.store.connection import writing_engine
from db.store.failures import told_plainly
from db.store.folder import StoreFolder
from db.store.ids import Ids, fresh
from db.store.key_file import COPIES, KeyFile, Opened, read_key_file
from db.store.office import StoreOffice
from db.store.reading import Clock
from db.store.rekeying import working_key
from db.store.slots import SlotSecrets, normal_name
from db.store.tries import Tries
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
    ids: Ids = fresh,
) -> StoreOffice:
    """Unlock the store in *folder* for the person with this name and passphrase.

    *accepted* holds `StoreBehind` or `ChainHeadMissing` once a person has read what happened and
    goes on. After three wrong tries, each waits longer before it is looked at.

    Raises:
        WrongPassphrase: they open no slot.
        StoreMissing, KeyFileMissing, KeyFileDamaged, StoreInUse, StoreNewer, StoreDamaged,
        StoreBehind, ChainHeadMissing, DiskFull, FolderReadOnly: as they say.
    """
    with _locked(folder) as (place, lock):
        key_file = read_key_file(folder)
        opened = tried(place, lambda: key_file.unlock(name, passphrase))
        return open_office(
            place, key_file, opened, lock=lock, clock=clock, accepted=accepted, ids=ids
        )


def unlock_with_recovery_code(
    folder: Path,
    code: str,
    name: str,
    new_passphrase: str,
    *,
    accepted: Accepted = frozenset(),
    clock: Clock = utc_now,
) -> StoreOffice:
    """Unlock by the recovery *code*, and give the person of this *name* a new passphrase.

    She gets new keys of her own; drafts sealed under the old ones stay closed.

    Raises:
        WrongRecoveryCode: the code is mistyped or belongs to another store, or nobody of that
            name is enrolled here; it is not said which, so that names cannot be tried out.
        StoreError: as for `unlock`.
    """
    with _locked(folder) as (place, lock):
        key_file = read_key_file(folder)
        opened = tried(place, lambda: recovered_by(place, key_file, code, name))
        office = open_office(place, key_file, opened, lock=lock, clock=clock, accepted=accepted)
        try:
            office.keys.take_over_slot(new_passphrase)
        except BaseException:
            office.close()
            raise
        return office


@contextmanager
def _locked(folder: Path) -> Iterator[tuple[StoreFolder, FileLock]]:
    place = StoreFolder(folder)
    with told_plainly():
        if not place.store.is_file():
            raise StoreMissing
        lock = place.lock()
        try:
            yield place, lock
        except BaseException:
            lock.release()
            raise


def tried(place: StoreFolder, attempt: Callable[[], Opened]) -> Opened:
    """Make one *attempt* to open something in *place*; wrong ones are counted and slowed down."""
    tries = Tries(place.tries)
    time.sleep(tries.wait())
    try:
        opened = attempt()
    except (WrongPassphrase, WrongRecoveryCode):
        tries.was_wrong()
        raise
    tries.was_right()
    return opened


def recovered_by(place: StoreFolder, key_file: KeyFile, code: str, name: str) -> Opened:
    """Return what the recovery *code* opens, with new secrets for the person of this *name*.

    Raises:
        WrongRecoveryCode: the code does not open it, or nobody of that name is enrolled.
    """
    recovered = key_file.recover(code)
    return Opened(SlotSecrets.new(_user_of(place, recovered, name)), recovered.keys)


def _user_of(place: StoreFolder, recovered: Opened, name: str) -> bytes:
    engine = writing_engine(place.store, working_key(place.store, recovered.keys))
    try:
        with Session(engine) as session:
            for user in session.scalars(select(User)):
                if user.removed_at is None and normal_name(user.name) == normal_name(name):
                    return user.id.bytes
    finally:
        engine.dispose()
    raise WrongRecoveryCode
