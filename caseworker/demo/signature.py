"""A drawn line that stands for a signature: a small PNG, made without any library."""

from __future__ import annotations

import math
import struct
import zlib

WIDTH, HEIGHT = 360, 110


def drawn(turns: float) -> bytes:
    """Return the picture of a wavy line; *turns* makes one hand differ from another."""
    rows = [bytearray(b"\xff" * WIDTH) for _ in range(HEIGHT)]
    for step in range(4 * WIDTH):
        x = 20 + step * (WIDTH - 40) / (4 * WIDTH)
        wave = math.sin(x / 17 * turns) * 24 * math.cos(x / 90) + math.sin(x / 41) * 9
        y = HEIGHT / 2 + wave
        for across in (-1, 0, 1):
            for down in (-1, 0, 1):
                rows[round(y) + down][round(x) + across] = 40
    return _png(rows)


def _png(rows: list[bytearray]) -> bytes:
    raw = b"".join(b"\x00" + bytes(row) for row in rows)
    head = struct.pack(">IIBBBBB", WIDTH, HEIGHT, 8, 0, 0, 0, 0)
    parts = ((b"IHDR", head), (b"IDAT", zlib.compress(raw, 9)), (b"IEND", b""))
    return b"\x89PNG\r\n\x1a\n" + b"".join(
        struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))
        for kind, body in parts
    )
