"""The chain head: a small file that remembers the last acknowledged write.

The encrypted store cannot notice that its end was cut off; this file can (sync.md, "Store facts").
"""

from __future__ import annotations

import hmac
import os
from dataclasses import dataclass
from pathlib import Path

from sqlalchemy import Connection, select

from caseworker.errors import ChainHeadMissing, StoreBehind
from caseworker.sync.commit_format import NO_RUNNING
from db.store.journal.clock import moment_of
from db.store.safe_files import write_new
from db.store.tables import commits

_MAGIC = b"caseworker chain head 1\n"
_HASH = 32
_SIZE = len(_MAGIC) + 8 + _HASH + 8 + _HASH


@dataclass(frozen=True)
class Head:
    """The last acknowledged write: its position, running hash and moment."""

    position: int
    running: bytes
    at: int
    """Milliseconds since 1970."""


class ChainHead:
    """The file. It fits one sector and is written in place: a crash leaves old or new."""

    def __init__(self, path: Path, secret: bytes) -> None:
        self._path = path
        self._secret = secret
        self._descriptor: int | None = None

    def exists(self) -> bool:
        """Return whether there is a file."""
        return self._path.exists()

    def read(self) -> Head:
        """Return what the file remembers.

        Raises:
            ChainHeadMissing: it is not there, or was altered.
        """
        try:
            content = self._path.read_bytes()
        except FileNotFoundError as error:
            raise ChainHeadMissing from error
        told, authentication = content[:-_HASH], content[-_HASH:]
        if len(content) != _SIZE or not hmac.compare_digest(self._hmac(told), authentication):
            raise ChainHeadMissing
        place = len(_MAGIC)
        return Head(
            int.from_bytes(told[place : place + 8]),
            told[place + 8 : place + 8 + _HASH],
            int.from_bytes(told[place + 8 + _HASH :]),
        )

    def write(self, head: Head) -> None:
        """Make the file remember *head*, durably."""
        content = self._content(head)
        if self._descriptor is None:
            write_new(self._path, content)
            flags = os.O_WRONLY | getattr(os, "O_BINARY", 0)
            self._descriptor = os.open(self._path, flags)
            return
        os.lseek(self._descriptor, 0, os.SEEK_SET)
        os.write(self._descriptor, content)
        _make_durable(self._descriptor)

    def close(self) -> None:
        """Let go of the file."""
        if self._descriptor is not None:
            os.close(self._descriptor)
            self._descriptor = None

    def _content(self, head: Head) -> bytes:
        told = _MAGIC + head.position.to_bytes(8) + head.running + head.at.to_bytes(8)
        return told + self._hmac(told)

    def _hmac(self, told: bytes) -> bytes:
        return hmac.digest(self._secret, told, "sha256")


def compare(head: Head, connection: Connection) -> None:
    """Compare the store with what was acknowledged; a store further on is a crash, and whole.

    Raises:
        StoreBehind: acknowledged commits are not in the store. `missing` counts them; where the
            history is another one from that place on, at least the one that should be there.
    """
    query = select(commits.c.position, commits.c.running).order_by(commits.c.position.desc())
    last = connection.execute(query.limit(1)).one_or_none()
    position = last.position if last else 0
    at = moment_of(head.at)
    if head.position > position:
        raise StoreBehind(missing=head.position - position, last=at)
    there = connection.scalar(select(commits.c.running).where(commits.c.position == head.position))
    if (there or NO_RUNNING) != head.running:
        raise StoreBehind(missing=1, last=at)


_make_durable = getattr(os, "fdatasync", os.fsync)
