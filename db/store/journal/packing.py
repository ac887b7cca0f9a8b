"""Packing the changes of one entity: their CBOR and their change hashes in one go.

Written out by hand because it runs for every field of every write; `EntityChanges` reads the same
bytes back in the plain way, and the tests compare the two.
"""

from __future__ import annotations

import hashlib
import os
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

from db.store.journal.commit import CHANGE, SALT_SIZE
from db.store.values import to_bytes

_SIXTEEN_BYTES = b"\x50"
_ARRAY_OF_SIX = b"\x86"
_ARRAY_OF_THREE = b"\x83"
_EMPTY_ARRAY = b"\x80"


@dataclass(frozen=True)
class PackedChanges:
    """What one commit says of one entity, as it is stored, with its change hashes in order."""

    kind: int
    entity: bytes
    packed: bytes
    hashes: list[bytes]


def pack(
    kind: int, entity: bytes, values: Mapping[int, Any], bases: Mapping[int, list[bytes]]
) -> PackedChanges:
    """Return the changes that set *values* (by field number) of an entity, newly salted."""
    salts = os.urandom(SALT_SIZE * len(values))
    named = _integer(kind) + _SIXTEEN_BYTES + entity
    fields, hashes = [_map_of(len(values))], []
    for place, field in enumerate(sorted(values)):
        salt = _SIXTEEN_BYTES + salts[place * SALT_SIZE : (place + 1) * SALT_SIZE]
        number = _integer(field)
        seen = bases.get(field)
        rest = to_bytes(values[field]) + (to_bytes(seen) if seen else _EMPTY_ARRAY)
        content = _ARRAY_OF_SIX + salt + named + number + rest
        hashes.append(hashlib.sha256(CHANGE + content).digest())
        fields.append(number + _ARRAY_OF_THREE + salt + rest)
    return PackedChanges(kind, entity, b"".join(fields), hashes)


@cache
def _integer(number: int) -> bytes:
    return to_bytes(number)


@cache
def _map_of(count: int) -> bytes:
    # The head of a map is the head of an integer with another major type.
    head = bytearray(_integer(count))
    head[0] |= 0b101_00000
    return bytes(head)
