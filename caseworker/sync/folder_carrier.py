"""A folder as carrier: a USB stick, a network share, or any other place both can reach.

Names are lower case without colons and there are no links, so that FAT and exFAT hold them. Each
file appears under its name only once it is whole and on the disk: a stick that is pulled out leaves
at most a file with another ending, which nobody reads. What a stick spoilt all the same is put
aside by whoever finds it, so that whoever keeps it writes it again.
"""

from __future__ import annotations

import errno
import hashlib
import os
import secrets
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import suppress
from pathlib import Path

from caseworker.errors import CarrierAway, CarrierError, CarrierFull, CarrierReadOnly
from caseworker.sync.batch_file import MAX_SIZE, Refused, read_file
from caseworker.sync.carrier import BatchId, ChunkId, Handed, Offered, Page

TOP = "caseworker"
_BATCH, _CHUNK, _PART, _ASIDE = ".batch", ".chunk", ".part", ".torn"
README = "readme.txt"
_README = (
    "This folder carries sealed files of Caseworker from one laptop to another.\r\n"
    "Nobody can read them without such a laptop. They hold no names that can be read.\r\n"
    "If you found this stick, please give it back to the centre it came from.\r\n"
    "Deleting the folder harms nobody: the laptops keep what it holds.\r\n"
)


class FolderCarrier:
    """One folder, for one space; or for what centres hand over, by another *name*."""

    def __init__(self, place: Path, space: bytes, name: str = "") -> None:
        self._place = place
        self._folder = place / TOP / (name or space.hex())

    @property
    def folder(self) -> Path:
        """Where the files of the space lie, and those of an enrolment."""
        return self._folder

    def put(self, batch_id: BatchId, batch: bytes) -> None:
        """Write a batch; durable when this returns.

        Raises:
            CarrierError: it was not written; nothing under its name is half a file.
        """
        self.write(f"{batch_id.hex()}{_BATCH}", batch)

    def hand_over(self, batches: Iterable[tuple[BatchId, bytes]]) -> Iterator[Handed]:
        """Write batches one after the other; yield each once it is durable."""
        for batch_id, batch in batches:
            self.put(batch_id, batch)
            yield Handed(taken=[batch_id])

    def page(self, cursor: str = "") -> Page:
        """Return all that is there; a folder has no order, so it is listed whole each time.

        Raises:
            CarrierAway: it is not there.
        """
        offered = [
            Offered(id=BatchId(bytes.fromhex(path.name.removesuffix(_BATCH))), size=size)
            for path, size in self._files(_BATCH)
            if _is_hash(path.name.removesuffix(_BATCH))
        ]
        return Page(offered=offered, cursor=cursor)

    def lacking(self, batches: Sequence[BatchId]) -> Iterator[BatchId]:
        """Yield those of *batches* that are not there."""
        there = {path.name for path, _ in self._files(_BATCH)}
        yield from (batch for batch in batches if f"{batch.hex()}{_BATCH}" not in there)

    def get(self, batch_id: BatchId) -> bytes | None:
        """Return a batch as it lies there; what is none any more counts as not there from now on.

        None where it cannot be read, and others still can.

        Raises:
            CarrierError: the folder is gone.
        """
        return self._sound(f"{batch_id.hex()}{_BATCH}", _is_whole)

    def fetch(self, wanted: Sequence[Offered]) -> Iterator[bytes | None]:
        """Yield batches as they lie there."""
        return (self.get(each.id) for each in wanted)

    def put_chunk(self, chunk_id: ChunkId, chunk: bytes) -> str:
        """Write a sealed piece of an attachment."""
        self.write(f"{chunk_id.hex()}{_CHUNK}", chunk)
        return ""

    def missing_chunks(self, wanted: Sequence[ChunkId]) -> Iterator[ChunkId]:
        """Yield those of *wanted* that are not there."""
        there = {path.name for path, _ in self._files(_CHUNK)}
        yield from (chunk for chunk in wanted if f"{chunk.hex()}{_CHUNK}" not in there)

    def get_chunk(self, chunk_id: ChunkId) -> bytes | None:
        """Return a sealed piece of an attachment; what is another counts as not there from now on.

        None where it cannot be read, and others still can.

        Raises:
            CarrierError: the folder is gone.
        """

        def is_it(content: bytes) -> bool:
            return hashlib.sha256(content).digest() == chunk_id

        return self._sound(f"{chunk_id.hex()}{_CHUNK}", is_it)

    def write(self, name: str, content: bytes) -> None:
        """Write one file whole: under another name first, then renamed.

        Raises:
            CarrierError: it could not be written.
        """
        path = self._folder / name
        part = self._folder / f"{secrets.token_hex(8)}{_PART}"
        try:
            self._make()
            _write_durably(part, content)
            part.replace(path)
            _sync(self._folder)
        except OSError as error:
            with suppress(OSError):
                part.unlink(missing_ok=True)
            raise _told(error) from error

    def read(self, name: str, most: int) -> bytes:
        """Return at most *most* bytes of one file, and one more where it is longer.

        Raises:
            CarrierError: it cannot be read.
        """
        try:
            with (self._folder / name).open("rb") as file:
                return file.read(most + 1)
        except OSError as error:
            raise _told(error) from error

    def _sound(self, name: str, is_sound: Callable[[bytes], bool]) -> bytes | None:
        """Return a file as it can be read; put it aside where it is spoilt."""
        try:
            content = self.read(name, MAX_SIZE)
        except CarrierError:
            if not self._folder.is_dir():
                raise
            # One place of the stick is worn out, and not the way itself.
            self._put_aside(name)
            return None
        if not is_sound(content):
            self._put_aside(name)
        return content

    def _put_aside(self, name: str) -> None:
        # Nothing is deleted: it may have been read badly, and be whole on another machine.
        with suppress(OSError):
            (self._folder / name).replace(self._folder / f"{name}{_ASIDE}")

    def _files(self, ending: str) -> list[tuple[Path, int]]:
        if not self._place.is_dir():
            raise CarrierAway
        try:
            with os.scandir(self._folder) as entries:
                return sorted(
                    (Path(entry.path), entry.stat().st_size)
                    for entry in entries
                    if entry.name.endswith(ending) and entry.is_file(follow_symlinks=False)
                )
        except FileNotFoundError:
            return []
        except OSError as error:
            raise _told(error) from error

    def _make(self) -> None:
        if not self._place.is_dir():
            raise CarrierAway
        if self._folder.is_dir():
            return
        self._folder.mkdir(parents=True, exist_ok=True)
        _write_durably(self._folder.parent / README, _README.encode("ascii"))
        for folder in (self._folder.parent, self._place):
            _sync(folder)


def _write_durably(path: Path, content: bytes) -> None:
    with path.open("wb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())


def _sync(folder: Path) -> None:
    if os.name == "nt":
        return
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    except OSError as error:
        # Some file systems of sticks know no syncing of folders.
        if error.errno not in (errno.EINVAL, errno.ENOTSUP):
            raise
    finally:
        os.close(descriptor)


def _told(error: OSError) -> CarrierError:
    if error.errno in (errno.ENOSPC, errno.EDQUOT, errno.EFBIG):
        return CarrierFull()
    if error.errno in (errno.EROFS, errno.EACCES, errno.EPERM):
        return CarrierReadOnly()
    return CarrierAway()


def _is_whole(content: bytes) -> bool:
    try:
        return read_file(content).is_whole()
    except Refused as refused:
        return refused.result == "newer-version"


def _is_hash(name: str) -> bool:
    return len(name) == 64 and all(each in "0123456789abcdef" for each in name)
