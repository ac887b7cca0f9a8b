"""Seals the batches of the vectors. Shares no product code."""

from __future__ import annotations

from typing import Any

import zstandard
from cryptography.hazmat.primitives.ciphers.aead import ChaCha20Poly1305

from tests.sync import independent_batch as batches
from tests.sync.independent_membership import cbor, sha
from tests.sync.make_authors import SPACE, fixed, private, public

AUDIENCE_KEY = fixed("audience key", 32)


def header(**changed: Any) -> dict[int, Any]:
    fields = {
        1: 1,
        2: SPACE,
        3: batches.laptop_id(public("gate")),
        4: fixed("run", 16),
        5: 1,
        6: b"",
        7: batches.key_id(AUDIENCE_KEY),
    }
    return fields | {int(key[1:]): value for key, value in changed.items()}


def padded(packed: bytes) -> bytes:
    content = len(packed).to_bytes(4) + packed
    return content.ljust(batches.padded_size(len(content)), b"\0")


def packed(body: bytes) -> bytes:
    return zstandard.ZstdCompressor(level=3).compress(body)


def sealed(
    fields: dict[int, Any],
    plain: bytes,
    key: bytes = AUDIENCE_KEY,
    *,
    cut_after: int | None = None,
) -> bytes:
    salt = fixed("salt", 32)
    cipher = ChaCha20Poly1305(batches.body_key(key, salt))
    starts = range(0, len(plain), batches.CHUNK)
    chunks = [
        cipher.encrypt(
            index.to_bytes(11) + bytes([start == starts[-1]]),
            plain[start : start + batches.CHUNK],
            batches.associated_data(fields),
        )
        for index, start in enumerate(starts)
    ]
    return salt + b"".join(chunks[:cut_after])


def whole(fields: dict[int, Any], ciphertext: bytes, by: str = "gate") -> bytes:
    told = cbor({8: sha(ciphertext), **fields})
    signature = private(by).sign(b"caseworker batch 1 sign" + told)
    return batches.MAGIC + len(told).to_bytes(4) + told + signature + ciphertext
