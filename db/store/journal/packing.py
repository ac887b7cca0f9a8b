"""Packing the changes of one entity: their CBOR and their change hashes in one go.

Written out by hand because it runs for every field of every write; `EntityChanges` reads the same
bytes back in the plain way, and the tests compare the two.
"""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from hashlib import sha256
from typing import Any

from db.store.journal.commit import CHANGE, SALT_SIZE, Entry
from db.store.values import to_bytes

_SIXTEEN_BYTES = b"\x50"
_HASHED = CHANGE + b"\x86"
"""Before an array of six."""
_ARRAY_OF_THREE = b"\x83"
_EMPTY_ARRAY = b"\x80"
_COMMON = {None: b"\xf6", False: b"\xf4", True: b"\xf5"}
_TEXT, _MAP = 0b011_00000, 0b101_00000
"""Major types."""


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
        rest = _value(values[field]) + (to_bytes(seen) if seen else _EMPTY_ARRAY)
        hashes.append(_hash(salt + named + number + rest))
        fields.append(number + _ARRAY_OF_THREE + salt + rest)
    return PackedChanges(kind, entity, b"".join(fields), hashes)


def pack_again(kind: int, entity: bytes, entries: Mapping[int, Entry]) -> PackedChanges:
    """Return changes that somebody else has salted, by field number in order, as `pack` would."""
    named = _integer(kind) + _SIXTEEN_BYTES + entity
    fields, hashes = [_map_of(len(entries))], []
    for field, entry in entries.items():
        if len(entry) == 1:
            hashes.append(entry[0])
            fields.append(_integer(field) + to_bytes(entry))
            continue
        salt, value, bases = entry
        salt, number = _SIXTEEN_BYTES + salt, _integer(field)
        rest = _value(value) + (to_bytes(bases) if bases else _EMPTY_ARRAY)
        hashes.append(_hash(salt + named + number + rest))
        fields.append(number + _ARRAY_OF_THREE + salt + rest)
    return PackedChanges(kind, entity, b"".join(fields), hashes)


def _hash(content: bytes) -> bytes:
    return sha256(_HASHED + content).digest()


def _value(plain: Any) -> bytes:
    """Return the CBOR of a plain value: by hand of text, which most values are."""
    if type(plain) is str:
        content = plain.encode()
        return _head(_TEXT, len(content)) + content
    return _COMMON[plain] if plain is None or type(plain) is bool else to_bytes(plain)


@lru_cache(maxsize=4096)
def _head(major: int, size: int) -> bytes:
    # It is the head of an integer with another major type.
    head = bytearray(to_bytes(size))
    head[0] |= major
    return bytes(head)


@lru_cache(maxsize=4096)
def _integer(number: int) -> bytes:
    return to_bytes(number)


def _map_of(count: int) -> bytes:
    return _head(_MAP, count)
