"""Boxes within boxes: how telephones keep sound and film (ISO 14496-12)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

_INSIDE = frozenset({b"moov", b"trak", b"mdia"})
"""Boxes that are looked into."""
_TELLING = frozenset({b"udta", b"meta", b"uuid"})
"""Boxes that say where, when and with what it was taken."""
_DEEPEST = 6
_MOST = 4096
"""Boxes looked at; a real recording has a few dozen outside its samples."""


@dataclass(frozen=True)
class Box:
    """One box: its four letters, and where it and its content lie."""

    kind: bytes
    start: int
    inside: int
    end: int


def shows_pictures(content: bytes) -> bool:
    """Return whether a track of moving pictures is among the tracks."""
    return any(
        box.kind == b"hdlr" and content[box.inside + 8 : box.inside + 12] == b"vide"
        for box in _every(content)
    )


def without_telling(content: bytes) -> bytes:
    """Return *content* with place, device and titles blanked; every byte keeps its place."""
    cleaned = bytearray(content)
    for box in _every(content):
        if box.kind in _TELLING:
            cleaned[box.start + 4 : box.start + 8] = b"free"
            cleaned[box.inside : box.end] = bytes(box.end - box.inside)
    return bytes(cleaned)


def _every(content: bytes) -> Iterator[Box]:
    waiting, seen = [(0, len(content), 0)], 0
    while waiting:
        start, end, depth = waiting.pop()
        for box in _beside(content, start, end):
            seen += 1
            if seen > _MOST:
                return
            yield box
            if box.kind in _INSIDE and depth < _DEEPEST:
                waiting.append((box.inside, box.end, depth + 1))


def _beside(content: bytes, start: int, end: int) -> Iterator[Box]:
    while start + 8 <= end:
        size, inside = int.from_bytes(content[start : start + 4], "big"), start + 8
        if size == 1 and start + 16 <= end:
            size, inside = int.from_bytes(content[start + 8 : start + 16], "big"), start + 16
        if size == 0:
            size = end - start
        if size < inside - start or start + size > end:
            return
        yield Box(content[start + 4 : start + 8], start, inside, start + size)
        start += size
