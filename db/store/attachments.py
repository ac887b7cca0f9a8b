"""Attachments: encrypted chunks in a folder beside the store, named by their content.

A chunk is named by a keyed hash of the content's SHA-256 and its place, so that the name tells
nothing and the same content is kept once. Its key follows from the same two and from a secret
that lies in the store alone: who erases the digest has erased the content.
"""

from __future__ import annotations

import hashlib
import hmac
import os
from pathlib import Path

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import ChaCha20Poly1305

from caseworker.errors import NotFound, StoreDamaged
from db.store.safe_files import sync_folder, write_new

CHUNK_SIZE = 256 * 1024
# Every chunk has a key of its own and is sealed once: one nonce serves.
_NONCE = bytes(12)


class Attachments:
    """The folder of chunks of one store."""

    def __init__(self, folder: Path, secret: bytes) -> None:
        self._folder = folder
        self._secret = secret
        self._durable: set[Path] = set()
        """Folders whose own names are known to be on the disk."""

    def keep(self, content: bytes) -> tuple[bytes, bool]:
        """Write the chunks of *content* durably; return its SHA-256 and whether it is new here."""
        digest = hashlib.sha256(content).digest()
        is_new = False
        for place in range(_count(len(content))):
            path = self._path(digest, place)
            if not path.is_file():
                is_new = True
                self._make(path.parent)
                piece = content[place * CHUNK_SIZE : (place + 1) * CHUNK_SIZE]
                write_new(path, self._cipher(digest, place).encrypt(_NONCE, piece, digest))
        return digest, is_new

    def read(self, digest: bytes, size: int) -> bytes:
        """Return the content with this SHA-256 and size in bytes.

        Raises:
            NotFound: a chunk is not on this laptop.
            StoreDamaged: a chunk was altered.
        """
        pieces = []
        for place in range(_count(size)):
            try:
                sealed = self._path(digest, place).read_bytes()
            except FileNotFoundError as error:
                raise NotFound from error
            try:
                pieces.append(self._cipher(digest, place).decrypt(_NONCE, sealed, digest))
            except InvalidTag as error:
                raise StoreDamaged from error
        content = b"".join(pieces)
        if len(content) != size or hashlib.sha256(content).digest() != digest:
            raise StoreDamaged
        return content

    def sealed(self, digest: bytes, size: int) -> list[bytes]:
        """Return the sealed chunks of a content, in order; those that are not here are left out."""
        paths = [self._path(digest, place) for place in range(_count(size))]
        return [path.read_bytes() for path in paths if path.is_file()]

    def sealed_chunk(self, digest: bytes, place: int) -> bytes | None:
        """Return one sealed chunk, or None where it is not here or cannot be read."""
        try:
            return self._path(digest, place).read_bytes()
        except OSError:
            return None

    def keep_sealed(self, digest: bytes, place: int, chunk: bytes) -> None:
        """Write a sealed chunk that another laptop made with the same secret, durably."""
        path = self._path(digest, place)
        self._make(path.parent)
        write_new(path, chunk)

    def erase(self, digest: bytes, size: int) -> None:
        """Remove the chunks from this laptop."""
        for place in range(_count(size)):
            self._path(digest, place).unlink(missing_ok=True)

    def names(self, digest: bytes, size: int) -> list[str]:
        """Return the names of the chunks, in order."""
        return [self._path(digest, place).name for place in range(_count(size))]

    def _make(self, folder: Path) -> None:
        # A chunk is only as durable as the name of its folder, and of the folder above it.
        if folder not in self._durable:
            folder.mkdir(parents=True, exist_ok=True, mode=0o700)
            for above in (folder.parent, self._folder.parent):
                sync_folder(above)
            self._durable.add(folder)

    def _path(self, digest: bytes, place: int) -> Path:
        name = self._derive(b"name", digest, place)[:20].hex()
        return self._folder / name[:2] / name

    def _cipher(self, digest: bytes, place: int) -> ChaCha20Poly1305:
        return ChaCha20Poly1305(self._derive(b"key", digest, place))

    def _derive(self, purpose: bytes, digest: bytes, place: int) -> bytes:
        message = b"caseworker attachment 1 " + purpose + digest + place.to_bytes(8, "big")
        return hmac.digest(self._secret, message, "sha256")


def _count(size: int) -> int:
    return max(1, -(-size // CHUNK_SIZE))


def folder_beside(store: Path) -> Path:
    """Return the folder of the attachments of the store in the folder *store*."""
    return store / "attachments"


def chunks_in(folder: Path) -> set[str]:
    """Return the names of all chunks in *folder*."""
    return {name for _, _, names in os.walk(folder) for name in names}
