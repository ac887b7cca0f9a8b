"""A strict reader of CBOR, written from RFC 8949 and docs/formats/commit.md alone.

The independent readers of the test vectors read with it: what a library makes of tags and
references is not asked.
"""

from __future__ import annotations

import struct
from typing import Any

NUMBERS = range(-(2**63), 2**63)
_DEEPEST = 64
_FLOATS = {25: ">e", 26: ">f", 27: ">d"}
_SIMPLE = {20: False, 21: True, 22: None}


class NotCbor(ValueError):
    """It is no CBOR, or of a kind that the formats do not have."""


def loads(content: bytes) -> Any:
    """Return the value; nothing may follow it."""
    value, end = _value(content, 0, 0)
    if end != len(content):
        raise NotCbor
    return value


def _value(content: bytes, at: int, depth: int) -> tuple[Any, int]:
    if at >= len(content) or depth > _DEEPEST:
        raise NotCbor
    kind, short = content[at] >> 5, content[at] & 31
    if kind == 7:
        return _simple(content, at, short)
    number, at = _number(content, at + 1, short)
    if kind in (0, 1):
        return number if kind == 0 else -1 - number, at
    if kind in (2, 3):
        piece = content[at : at + number]
        if len(piece) < number:
            raise NotCbor
        return piece if kind == 2 else piece.decode("utf-8"), at + number
    if kind == 4:
        return _array(content, at, number, depth)
    if kind == 5:
        return _map(content, at, number, depth)
    raise NotCbor  # A tag.


def _number(content: bytes, at: int, short: int) -> tuple[int, int]:
    if short < 24:
        return short, at
    if short > 27:
        raise NotCbor  # Of no definite length.
    size = 1 << (short - 24)
    if len(content) < at + size:
        raise NotCbor
    return int.from_bytes(content[at : at + size]), at + size


def _simple(content: bytes, at: int, short: int) -> tuple[Any, int]:
    if short in _SIMPLE:
        return _SIMPLE[short], at + 1
    if short not in _FLOATS:
        raise NotCbor
    form = struct.Struct(_FLOATS[short])
    if len(content) < at + 1 + form.size:
        raise NotCbor
    return form.unpack_from(content, at + 1)[0], at + 1 + form.size


def _array(content: bytes, at: int, number: int, depth: int) -> tuple[list[Any], int]:
    listed = []
    for _ in range(number):
        value, at = _value(content, at, depth + 1)
        listed.append(value)
    return listed, at


def _map(content: bytes, at: int, number: int, depth: int) -> tuple[dict[Any, Any], int]:
    told: dict[Any, Any] = {}
    for _ in range(number):
        key, at = _value(content, at, depth + 1)
        if isinstance(key, list | dict) or key in told:
            raise NotCbor
        told[key], at = _value(content, at, depth + 1)
    return told, at
