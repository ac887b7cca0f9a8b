"""Many batches in one request or answer of the hub (docs/formats/hub-api.md, "Many at once")."""

from __future__ import annotations

import struct
from collections.abc import Sequence

from caseworker.sync.hub_signing import digest

MOST_BATCHES = 200
MOST_BYTES = 1 << 20
"""Of all batches together, without sizes and index."""
_SIZE = struct.Struct(">I")
_ENTRY = struct.Struct(">I32s")
_NOT_HERE, _LEFT_OUT = 0, (1 << 32) - 1
_NO_HASH = bytes(32)

MOST_BODY = MOST_BYTES + MOST_BATCHES * _SIZE.size


class NotParted(ValueError):
    """A body is not one of many batches, or of more than there may be."""


def joined(batches: Sequence[bytes]) -> bytes:
    """Return the body that puts *batches*."""
    return b"".join(part for each in batches for part in (_SIZE.pack(len(each)), each))


def parted(body: bytes) -> list[bytes]:
    """Return the batches that a body puts.

    Raises:
        NotParted: it ends within one, or has none or too many.
    """
    batches: list[bytes] = []
    at = 0
    while at < len(body):
        if len(batches) == MOST_BATCHES or len(body) - at < _SIZE.size:
            raise NotParted
        (size,) = _SIZE.unpack_from(body, at)
        at += _SIZE.size
        if len(body) - at < size:
            raise NotParted
        batches.append(body[at : at + size])
        at += size
    if not batches:
        raise NotParted
    return batches


def index_length(asked: int) -> int:
    """Return the bytes of the index of an answer to so many ids."""
    return asked * _ENTRY.size


def answer_of(contents: Sequence[bytes | None], asked: int) -> bytes:
    """Return index and batches for the first of the ids that were *asked*; the rest is left out."""
    index = [
        _ENTRY.pack(_NOT_HERE, _NO_HASH) if each is None else _ENTRY.pack(len(each), digest(each))
        for each in contents
    ]
    index += [_ENTRY.pack(_LEFT_OUT, _NO_HASH)] * (asked - len(contents))
    return b"".join([*index, *filter(None, contents)])


def come(answer: bytes, asked: int) -> list[bytes | None]:
    """Return what came whole, from the first of the ids that were *asked*; None: it is not here.

    An *answer* may have broken off behind its index.
    """
    contents: list[bytes | None] = []
    at = index_length(asked)
    for size, hashed in _ENTRY.iter_unpack(answer[:at]):
        if size == _NOT_HERE:
            contents.append(None)
            continue
        content = answer[at : at + size]
        if size == _LEFT_OUT or len(content) < size or digest(content) != hashed:
            break
        contents.append(content)
        at += size
    return contents
