"""A reader of passes, requests and answers written from docs/formats/hub-api.md alone.

It shares no product code.
"""

from __future__ import annotations

import hashlib
import re
from typing import Any

import cbor2
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey


def cbor(value: Any) -> bytes:
    return cbor2.dumps(value, canonical=True)


def sha(content: bytes) -> bytes:
    return hashlib.sha256(content).digest()


def signed_by(key: bytes, signature: bytes, message: bytes) -> bool:
    try:
        Ed25519PublicKey.from_public_bytes(key).verify(signature, message)
    except (InvalidSignature, ValueError):
        return False
    return True


def read_pass(signed: bytes, signature: bytes, space: bytes) -> str:
    try:
        told = cbor2.loads(signed)
        if type(told[1]) is int and told[1] > 1:
            return "newer-version"
        number, entry = told[4]
        fits = (
            len(signed) <= 512
            and list(told) == [1, 2, 3, 4, 5, 6, 7]
            and cbor(told) == signed
            and type(told[1]) is int
            and [len(told[each]) for each in (2, 3, 6)] == [16, 32, 32]
            and type(number) is int
            and number >= 0
            and len(entry) == (32 if number else 0)
            and type(told[5]) is bool
            and type(told[7]) is int
            and 1 <= told[7] < 2**32
        )
    except (cbor2.CBORDecodeError, TypeError, KeyError, IndexError, ValueError):
        return "bad-pass"
    if not fits:
        return "bad-pass"
    if told[2] != space:
        return "foreign-space"
    message = b"caseworker hub pass 1 sign" + signed
    return "ok" if signed_by(told[3], signature, message) else "bad-signature"


def read_request(
    header: str, hub: bytes, origin: str, method: str, target: str, span: str, body: bytes
) -> str:
    told = dict(re.findall(r"([a-z]+)=([0-9a-f]+)", header))
    if not header.startswith("Caseworker ") or len(told) != 5:
        return "not-signed"
    signed = [hub, origin, bytes.fromhex(told["nonce"]), method, target, span, sha(body)]
    message = b"caseworker hub 1 request" + cbor(signed)
    fits = signed_by(bytes.fromhex(told["key"]), bytes.fromhex(told["signature"]), message)
    return "ok" if fits else "bad-signature"


def read_answer(
    signature: bytes,
    hub: bytes,
    asked: tuple[bytes, str, str],
    status: int,
    nonce: bytes,
    generation: bytes,
    total: int,
    body: bytes,
) -> str:
    message = b"caseworker hub 1 answer" + cbor(
        [*asked, status, nonce, generation, total, sha(body)]
    )
    return "ok" if signed_by(hub, signature, message) else "not-the-hub"  # fmt: skip


def read_many_put(body: bytes) -> list[bytes] | None:
    batches = []
    while body:
        size = int.from_bytes(body[:4], "big")
        if len(body) < 4 + size:
            return None
        batches.append(body[4 : 4 + size])
        body = body[4 + size :]
    return batches if 1 <= len(batches) <= 200 else None


def read_many_got(
    signature: bytes,
    hub: bytes,
    asked: tuple[bytes, str, str],
    nonce: bytes,
    generation: bytes,
    ids: int,
    body: bytes,
) -> list[bytes | None] | None:
    """Return what came from the first one on, None for one that is not here; None: not the hub."""
    index, rest = body[: 36 * ids], body[36 * ids :]
    if read_answer(signature, hub, asked, 200, nonce, generation, 36 * ids, index) != "ok":
        return None
    came: list[bytes | None] = []
    for place in range(0, len(index), 36):
        size, hashed = int.from_bytes(index[place : place + 4], "big"), index[place + 4 :][:32]
        if size == 0:
            came.append(None)
        elif size == 2**32 - 1 or len(rest) < size or sha(rest[:size]) != hashed:
            break
        else:
            came.append(rest[:size])
            rest = rest[size:]
    return came


def proof(code: str, space: bytes) -> bytes:
    letters = code.replace("-", "").encode()
    return sha(sha(b"caseworker hub invitation 1" + letters) + space)
