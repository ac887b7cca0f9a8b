"""Every page of a store as it lies on the disk, decrypted: free pages and the WAL too."""

from __future__ import annotations

from pathlib import Path

from cryptography.hazmat.primitives.ciphers import Cipher
from cryptography.hazmat.primitives.ciphers.algorithms import AES
from cryptography.hazmat.primitives.ciphers.modes import CBC

PAGE = 4096
_RESERVED = 80
"""At the end of each page: initialisation vector and authentication (SQLCipher 4)."""
_SALT = 16
"""At the start of the first page, in the clear."""
_WAL_HEADER = 32
_FRAME_HEADER = 24


def raw_pages(store: Path, key: bytes) -> bytes:
    """Return all pages of the store file and of its WAL, without asking SQLite."""
    content = store.read_bytes()
    assert content
    assert len(content) % PAGE == 0
    pages = [(at == 0, content[at : at + PAGE]) for at in range(0, len(content), PAGE)]
    wal = store.with_name(store.name + "-wal")
    frames = wal.read_bytes()[_WAL_HEADER:] if wal.exists() else b""
    for at in range(0, len(frames), _FRAME_HEADER + PAGE):
        number = int.from_bytes(frames[at : at + 4], "big")
        pages.append((number == 1, frames[at + _FRAME_HEADER : at + _FRAME_HEADER + PAGE]))
    return b"".join(_decrypted(page, key, _SALT if first else 0) for first, page in pages)


def _decrypted(page: bytes, key: bytes, skipped: int) -> bytes:
    end = PAGE - _RESERVED
    opened = Cipher(AES(key), CBC(page[end : end + 16])).decryptor()
    return opened.update(page[skipped:end]) + opened.finalize()
