"""The file of a backup: a tar archive of the store's files as they lie on the disk, then a list.

The list names each file with its SHA-256, so that a file that was cut or altered is never taken
for a whole backup. All files are encrypted; the list and the names tell nobody anything.
"""

from __future__ import annotations

import hashlib
import io
import os
import re
import shutil
import tarfile
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from caseworker.errors import BackupDamaged
from db.store.folder import STORE_FILE

_LIST = "hashes"
_HEX = 64
_NAMES = re.compile(r"store\.db|keys|keys\.copy|chain-head|attachments/[0-9a-f]{2}/[0-9a-f]{40}")
_LARGEST_LIST = 64 * 1024 * 1024
_PIECE = 1024 * 1024


class Stopped(Exception):
    """Whoever asked for it does not want it any more."""


class Progress:
    """Counts bytes, tells how far the work is, and ends it where that is wanted."""

    def __init__(
        self, whole: int, tell: Callable[[int, int], None], wants_stop: Callable[[], bool]
    ) -> None:
        self._whole = whole
        self._tell = tell
        self._wants_stop = wants_stop
        self._done = 0

    def count(self, size: int) -> None:
        """Count *size* more bytes.

        Raises:
            Stopped: it is to end.
        """
        if self._wants_stop():
            raise Stopped
        self._done = min(self._done + size, self._whole)
        self._tell(self._done, self._whole)


@dataclass(frozen=True)
class Content:
    """One file of a backup: its name in the archive, its size in bytes, and how it is read."""

    name: str
    size: int
    open: Callable[[], BinaryIO]


class _Hashed(io.RawIOBase):
    """Reads *source*, hashing and counting what was read."""

    def __init__(self, source: BinaryIO, progress: Progress) -> None:
        self._source = source
        self._progress = progress
        self._hash = hashlib.sha256()

    def read(self, size: int = -1) -> bytes:
        """Read on."""
        piece = self._source.read(size)
        self._hash.update(piece)
        self._progress.count(len(piece))
        return piece

    def hexdigest(self) -> str:
        """Return the SHA-256 of all that was read."""
        return self._hash.hexdigest()


def write(path: Path, contents: Sequence[Content], progress: Progress) -> None:
    """Write a new file *path* that holds *contents*, durably.

    What was erased since it was named is left out.
    """
    listed = []
    with (
        path.open("xb") as file,
        tarfile.TarFile(
            fileobj=file, mode="w", format=tarfile.USTAR_FORMAT, copybufsize=_PIECE
        ) as archive,
    ):
        for content in contents:
            try:
                source = content.open()
            except FileNotFoundError:
                continue
            with source:
                hashed = _Hashed(source, progress)
                archive.addfile(_member(content.name, content.size), hashed)
            listed.append(f"{hashed.hexdigest()} {content.name}\n")
        told = "".join(listed).encode("ascii")
        archive.addfile(_member(_LIST, len(told)), io.BytesIO(told))
    _to_the_disk(path)


def check(path: Path, progress: Progress) -> None:
    """Read a backup to its end and compare everything with its list.

    Raises:
        BackupDamaged: it is not whole.
    """
    _read(path, lambda _name, content: _hash_of(content, progress))


def unpack(path: Path, folder: Path) -> None:
    """Write the files of the backup *path* into the empty *folder*, durably, and check them.

    Raises:
        BackupDamaged: it is not whole; what lies in *folder* is of no use.
    """

    def take(name: str, content: BinaryIO) -> str:
        target = folder / name
        target.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        with target.open("xb") as file:
            shutil.copyfileobj(content, file, _PIECE)
            file.flush()
            os.fsync(file.fileno())
        # From the disk again: what counts is what was kept.
        with target.open("rb") as file:
            return hashlib.file_digest(file, "sha256").hexdigest()

    _read(path, take)


def _read(path: Path, take: Callable[[str, BinaryIO], str]) -> None:
    found: dict[str, str] = {}
    with _told_as_damage(), tarfile.open(path, "r:") as archive:
        for member in archive:
            content = archive.extractfile(member) if member.isreg() else None
            if content is None:
                raise BackupDamaged
            if member.name == _LIST and member.size <= _LARGEST_LIST:
                _compare(content.read().decode("ascii"), found)
                return
            # Nothing but what a backup holds, once each: no path leads out of the folder.
            if not _NAMES.fullmatch(member.name) or member.name in found:
                raise BackupDamaged
            found[member.name] = take(member.name, _whole(content))
    raise BackupDamaged


@contextmanager
def _told_as_damage() -> Iterator[None]:
    try:
        yield
    except (tarfile.TarError, EOFError, ValueError, FileNotFoundError) as error:
        raise BackupDamaged from error


def _whole(content: object) -> BinaryIO:
    return content  # type: ignore[return-value]  # what tarfile hands out reads like a file


def _compare(listed: str, found: dict[str, str]) -> None:
    told = {line[_HEX + 1 :]: line[:_HEX] for line in listed.splitlines()}
    if told != found or STORE_FILE not in told:
        raise BackupDamaged


def _hash_of(content: BinaryIO, progress: Progress) -> str:
    hashed = _Hashed(content, progress)
    while hashed.read(_PIECE):
        pass
    return hashed.hexdigest()


def _member(name: str, size: int) -> tarfile.TarInfo:
    member = tarfile.TarInfo(name)
    member.size, member.mode = size, 0o600
    return member


def _to_the_disk(path: Path) -> None:
    with path.open("r+b") as file:
        os.fsync(file.fileno())
        # So that it is read back from the stick and not from memory, where the system can do it.
        if hasattr(os, "posix_fadvise"):
            os.posix_fadvise(file.fileno(), 0, 0, os.POSIX_FADV_DONTNEED)
