"""Pictures of paper without what cameras write beside them: place, moment, device, thumbnail.

Nothing is drawn or compressed anew: what makes the picture is copied, the rest is left out. Which
way up it is stays, in a note of our own.
"""

from __future__ import annotations

import struct
import zlib
from collections.abc import Iterator

MOST_PIXELS = 40_000_000
"""A page of A4 at 600 dots an inch has 35 million."""

_PNG_START = b"\x89PNG\r\n\x1a\n"
_PNG_KEPT = frozenset({b"IHDR", b"PLTE", b"IDAT", b"tRNS", b"IEND"})
_ALONE = frozenset({0x01, *range(0xD0, 0xD8)})
"""Markers of JPEG without a length."""
_FRAMES = frozenset(range(0xC0, 0xD0)) - {0xC4, 0xC8, 0xCC}
_SCAN, _END, _EXIF, _ADOBE, _COMMENT = 0xDA, 0xD9, 0xE1, 0xEE, 0xFE


class Broken(ValueError):
    """It is not whole, or holds more than a picture of paper can."""


def png_size(content: bytes) -> tuple[int, int]:
    """Return width and height in pixels; raise Broken where they cannot be read."""
    if not content.startswith(_PNG_START) or content[12:16] != b"IHDR" or len(content) < 24:
        raise Broken
    wide, tall = struct.unpack(">II", content[16:24])
    return wide, tall


def clean_png(content: bytes) -> bytes:
    """Return the picture alone: no words, no moment, no frames of an animation."""
    kept, end = [_PNG_START], False
    for kind, chunk in _chunks(content):
        if kind in _PNG_KEPT:
            kept.append(chunk)
        end = end or kind == b"IEND"
    if not end:
        raise Broken
    return b"".join(kept)


def _chunks(content: bytes) -> Iterator[tuple[bytes, bytes]]:
    at = len(_PNG_START)
    while at + 12 <= len(content):
        length = int.from_bytes(content[at : at + 4], "big")
        chunk = content[at : at + 12 + length]
        if len(chunk) < 12 + length:
            raise Broken
        if zlib.crc32(chunk[4:-4]) != int.from_bytes(chunk[-4:], "big"):
            raise Broken
        yield chunk[4:8], chunk
        if chunk[4:8] == b"IEND":
            return
        at += 12 + length


def jpeg_size(content: bytes) -> tuple[int, int]:
    """Return width and height in pixels; raise Broken where they cannot be read."""
    for marker, segment in _segments(content):
        if marker in _FRAMES and len(segment) >= 9:
            tall, wide = struct.unpack(">HH", segment[5:9])
            return wide, tall
    raise Broken


def clean_jpeg(content: bytes) -> bytes:
    """Return the picture alone, and which way up it is; what follows its end goes too."""
    up = 1
    kept = []
    for marker, segment in _segments(content):
        if marker == _EXIF and up == 1:
            up = _way_up(segment[4:])
        if not (0xE0 <= marker <= 0xEF or marker == _COMMENT) or marker == _ADOBE:
            kept.append(segment)
    return b"\xff\xd8" + _note_of_way_up(up) + b"".join(kept)


def _segments(content: bytes) -> Iterator[tuple[int, bytes]]:
    """Yield each marker with its bytes; a scan comes together with its compressed picture."""
    at = 2
    while True:
        marker_at = at
        while content[at : at + 1] == b"\xff" and content[at + 1 : at + 2] == b"\xff":
            at += 1  # any number of fill bytes
        if content[at : at + 1] != b"\xff" or at + 2 > len(content):
            raise Broken
        marker = content[at + 1]
        if marker == _END:
            yield marker, b"\xff\xd9"
            return
        if marker in _ALONE:
            end = at + 2
        else:
            length = int.from_bytes(content[at + 2 : at + 4], "big")
            end = at + 2 + length
            if length < 2 or end > len(content):
                raise Broken
        if marker == _SCAN:
            end = _end_of_scan(content, end)
        yield marker, content[at:end]
        at = end
        if at <= marker_at:
            raise Broken


def _end_of_scan(content: bytes, at: int) -> int:
    """Return where the next marker begins that is neither a stuffed byte nor a restart."""
    while True:
        at = content.find(b"\xff", at)
        if at < 0 or at + 1 >= len(content):
            raise Broken
        after = content[at + 1]
        if after and after != 0xFF and not 0xD0 <= after <= 0xD7:
            return at
        at += 1 if after == 0xFF else 2


def _way_up(exif: bytes) -> int:
    """Return the orientation of an Exif block, 1 to 8; 1 where it cannot be read."""
    if not exif.startswith(b"Exif\x00\x00"):
        return 1
    tiff = exif[6:]
    order = {b"II": "<", b"MM": ">"}.get(tiff[:2])
    if order is None:
        return 1
    try:
        (first,) = struct.unpack_from(order + "I", tiff, 4)
        (count,) = struct.unpack_from(order + "H", tiff, first)
        for entry in range(min(count, 256)):
            tag, _kind, _count, value = struct.unpack_from(
                order + "HHIH", tiff, first + 2 + 12 * entry
            )
            if tag == 0x0112:
                return value if 1 <= value <= 8 else 1
    except struct.error:
        return 1
    return 1


def _note_of_way_up(up: int) -> bytes:
    if up == 1:
        return b""
    tiff = b"MM\x00*" + struct.pack(">IHHHIHHI", 8, 1, 0x0112, 3, 1, up, 0, 0)
    body = b"Exif\x00\x00" + tiff
    return b"\xff\xe1" + struct.pack(">H", len(body) + 2) + body
