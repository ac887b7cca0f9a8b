"""Backup to one file, and restoring it on a laptop that has no store.

A backup is a tar archive of the files of the store, all of them encrypted as they lie on the
disk, with a list of their hashes at its end. It opens with the same names and passphrases, or
the recovery code. A restored store is a new device: its old one may still be in use elsewhere.
"""

from __future__ import annotations

import hashlib
import io
import os
import re
import shutil
import tarfile
from collections.abc import Iterator
from pathlib import Path

from caseworker.errors import BackupDamaged, StoreExists
from db.store.connection import STORE_FILE
from db.store.failures import told_plainly
from db.store.folder import RESTORED, StoreFolder
from db.store.key_file import COPIES
from db.store.office import OpenStore, StoreOffice
from db.store.safe_files import sync_folder

_LIST = "hashes"
_HEX = 64
_NAMES = re.compile(r"store\.db|keys|keys\.copy|chain-head|attachments/[0-9a-f]{2}/[0-9a-f]{40}")
_LARGEST_LIST = 64 * 1024 * 1024


def back_up(office: StoreOffice, target: Path) -> None:
    """Write a backup of the open store to the file *target*, whole or not at all.

    Raises:
        DiskFull, FolderReadOnly: nothing was left behind.
    """
    temporary = target.with_name(f".{target.name}.part")

    def copy(store: OpenStore) -> None:
        with tarfile.open(temporary, "x", format=tarfile.USTAR_FORMAT) as archive:
            _fill(archive, store.place)

    try:
        with told_plainly():
            office.alone(copy)
            with temporary.open("r+b") as file:
                os.fsync(file.fileno())
            os.replace(temporary, target)
            sync_folder(target.parent)
    finally:
        temporary.unlink(missing_ok=True)


def restore(source: Path, folder: Path) -> None:
    """Restore the backup *source* into *folder*, which has no store.

    Raises:
        StoreExists: there is a store, which is never overwritten.
        BackupDamaged: the file is not a whole backup.
        DiskFull, FolderReadOnly: as they say.
    """
    place = StoreFolder(folder)
    aside = folder / ".restored"
    with told_plainly():
        place.make()
        with place.lock():
            if place.store.exists():
                raise StoreExists
            shutil.rmtree(aside, ignore_errors=True)
            aside.mkdir(mode=0o700)
            try:
                _unpack(source, aside)
                (aside / RESTORED).touch()
                _move(aside, folder)
            finally:
                shutil.rmtree(aside, ignore_errors=True)


def _fill(archive: tarfile.TarFile, place: StoreFolder) -> None:
    hashes = []
    for path in _files(place):
        name = path.relative_to(place.path).as_posix()
        member = tarfile.TarInfo(name)
        member.size, member.mode = path.stat().st_size, 0o600
        with path.open("rb") as file:
            archive.addfile(member, file)
        hashes.append(f"{_hash(path)} {name}\n")
    content = "".join(hashes).encode("ascii")
    member = tarfile.TarInfo(_LIST)
    member.size = len(content)
    archive.addfile(member, io.BytesIO(content))


def _files(place: StoreFolder) -> Iterator[Path]:
    for name in (*COPIES, "chain-head", STORE_FILE):
        if (place.path / name).is_file():
            yield place.path / name
    yield from sorted(path for path in place.attachments.glob("*/*") if path.is_file())


def _unpack(source: Path, aside: Path) -> None:
    try:
        with tarfile.open(source, "r:") as archive:
            for member in archive:
                if member.name == _LIST and member.size <= _LARGEST_LIST:
                    listed = archive.extractfile(member)
                    content = listed.read() if listed else b""
                    _compare(content.decode("ascii"), aside)
                    return
                _unpack_one(archive, member, aside)
    except (tarfile.TarError, EOFError, ValueError, FileNotFoundError) as error:
        raise BackupDamaged from error
    raise BackupDamaged


def _unpack_one(archive: tarfile.TarFile, member: tarfile.TarInfo, aside: Path) -> None:
    content = archive.extractfile(member) if member.isreg() else None
    # Nothing but what a backup holds: no path leads out of the folder.
    if content is None or not _NAMES.fullmatch(member.name):
        raise BackupDamaged
    path = aside / member.name
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    with path.open("xb") as file:
        shutil.copyfileobj(content, file)
        file.flush()
        os.fsync(file.fileno())


def _compare(listed: str, aside: Path) -> None:
    told = {line[_HEX + 1 :]: line[:_HEX] for line in listed.splitlines()}
    found = {path.relative_to(aside).as_posix() for path in aside.rglob("*") if path.is_file()}
    if told.keys() != found or STORE_FILE not in told:
        raise BackupDamaged
    if any(_hash(aside / name) != digest for name, digest in told.items()):
        raise BackupDamaged


def _move(aside: Path, folder: Path) -> None:
    # The store itself comes last: without it, there is no store.
    paths = sorted(aside.iterdir(), key=lambda path: path.name == STORE_FILE)
    for path in paths:
        target = folder / path.name
        if target.is_dir():
            shutil.rmtree(target)
        path.replace(target)
    sync_folder(folder)


def _hash(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
