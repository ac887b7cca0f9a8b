"""A reader of letters written from docs/formats/batch.md, "Letters". It shares no product code."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.asymmetric.mlkem import MLKEM768PrivateKey
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey
from cryptography.hazmat.primitives.hpke import AEAD, KDF, KEM, MLKEM768X25519PrivateKey, Suite

from tests.sync.independent_batch import (
    Refused,
    associated_data,
    check_body,
    check_transport,
    header_fields,
    opened,
    sha,
    take_apart,
    unpacked,
    unpadded,
)

SUITE = Suite(KEM.MLKEM768_X25519, KDF.HKDF_SHA256, AEAD.CHACHA20_POLY1305)
SEALED_KEY = 1_168


def private_key(seed: bytes, curve: bytes) -> MLKEM768X25519PrivateKey:
    return MLKEM768X25519PrivateKey(
        MLKEM768PrivateKey.from_seed_bytes(seed), X25519PrivateKey.from_private_bytes(curve)
    )


def public_half(seed: bytes, curve: bytes) -> bytes:
    lattice = MLKEM768PrivateKey.from_seed_bytes(seed).public_key().public_bytes_raw()
    return lattice + X25519PrivateKey.from_private_bytes(curve).public_key().public_bytes_raw()


def key_id(public: bytes) -> bytes:
    return sha(b"caseworker sealing key 1", public)[:16]


def info(fields: dict[int, Any]) -> bytes:
    return b"caseworker batch 1 letter" + associated_data(fields)


def sealed(
    fields: dict[int, Any],
    plain: bytes,
    private: MLKEM768X25519PrivateKey,
    key: bytes,
    seal: Callable[[dict[int, Any], bytes, bytes], bytes],
) -> bytes:
    """Return the ciphertext of a letter: a key of its own, sealed, and what that key seals."""
    return SUITE.encrypt(key, private.public_key(), info(fields)) + seal(fields, plain, key)


def read(letter: bytes, space: bytes, laptops: list[bytes], seed: bytes, curve: bytes) -> str:
    """Return the result for a letter, for who holds this sealing key."""
    try:
        header, signature, ciphertext = take_apart(letter)
        fields = header_fields(header)
        check_transport(fields, header, signature, ciphertext, space, laptops)
        if fields[7] != key_id(public_half(seed, curve)):
            return "sealed-for-others"
        private = private_key(seed, curve)
        try:
            key = SUITE.decrypt(ciphertext[:SEALED_KEY], private, info(fields))
        except InvalidTag:
            return "bad-seal"
        check_body(unpacked(unpadded(opened(key, fields, ciphertext[SEALED_KEY:]))))
    except Refused as refused:
        return str(refused)
    return "ok"
