"""What a disk, a stick or a line makes of bytes."""

from __future__ import annotations


def spoilt(content: bytes) -> bytes:
    """Return *content* with its last bit turned, so that it is never the same by chance."""
    return content[:-1] + bytes([content[-1] ^ 1])
