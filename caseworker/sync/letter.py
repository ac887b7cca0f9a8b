"""Letters: batches for one laptop, by which it is given keys (docs/formats/batch.md, "Letters").

A laptop's sealing key is a hybrid of ML-KEM-768 and X25519: what is recorded today and kept is not
opened by the computers of later.
"""

from __future__ import annotations

import hashlib
import secrets
from dataclasses import dataclass, field
from typing import Self

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.asymmetric.mlkem import MLKEM768PrivateKey, MLKEM768PublicKey
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey, X25519PublicKey
from cryptography.hazmat.primitives.hpke import (
    AEAD,
    KDF,
    KEM,
    MLKEM768X25519PrivateKey,
    MLKEM768X25519PublicKey,
    Suite,
)

from caseworker.sync.batch_seal import KEY_SIZE, BadSeal, seal, unseal

_SUITE = Suite(KEM.MLKEM768_X25519, KDF.HKDF_SHA256, AEAD.CHACHA20_POLY1305)
_INFO = b"caseworker batch 1 letter"
_LATTICE = 1_184
PUBLIC_SIZE = _LATTICE + 32
SEALED_KEY_SIZE = 1_088 + 32 + KEY_SIZE + 16


@dataclass(frozen=True)
class SealingKey:
    """The private halves of a laptop's sealing key. Never printed."""

    lattice_seed: bytes = field(repr=False)
    """Seed of the ML-KEM-768 key, 64 bytes."""
    curve_key: bytes = field(repr=False)
    """X25519 key, 32 bytes."""

    @classmethod
    def new(cls) -> Self:
        """Return a new key."""
        return cls(
            MLKEM768PrivateKey.generate().private_bytes_raw(),
            X25519PrivateKey.generate().private_bytes_raw(),
        )

    @classmethod
    def from_bytes(cls, content: bytes) -> Self:
        """Return the key of its bytes."""
        return cls(content[:64], content[64:])

    def to_bytes(self) -> bytes:
        """Return both halves, 96 bytes."""
        return self.lattice_seed + self.curve_key

    @property
    def public(self) -> bytes:
        """The public halves: ML-KEM-768, then X25519."""
        lattice = MLKEM768PrivateKey.from_seed_bytes(self.lattice_seed).public_key()
        curve = X25519PrivateKey.from_private_bytes(self.curve_key).public_key()
        return lattice.public_bytes_raw() + curve.public_bytes_raw()

    def open(self, ciphertext: bytes, associated_data: bytes) -> bytes:
        """Return the body of a letter to this key.

        Raises:
            BadSeal: as for a batch.
        """
        private = MLKEM768X25519PrivateKey(
            MLKEM768PrivateKey.from_seed_bytes(self.lattice_seed),
            X25519PrivateKey.from_private_bytes(self.curve_key),
        )
        sealed_key, rest = ciphertext[:SEALED_KEY_SIZE], ciphertext[SEALED_KEY_SIZE:]
        try:
            key = _SUITE.decrypt(sealed_key, private, _INFO + associated_data)
        except (InvalidTag, ValueError) as error:
            raise BadSeal("bad-seal") from error
        return unseal(rest, key, associated_data)


def sealing_key_id(public: bytes) -> bytes:
    """Return the id of a sealing key, as the header of a letter has it: 16 bytes."""
    return hashlib.sha256(b"caseworker sealing key 1" + public).digest()[:16]


def seal_letter(body: bytes, public: bytes, associated_data: bytes) -> bytes:
    """Return the ciphertext of *body* for the laptop with this public sealing key.

    Raises:
        ValueError: it is no such key, or the body is larger than a batch may be.
    """
    recipient = MLKEM768X25519PublicKey(
        MLKEM768PublicKey.from_public_bytes(public[:_LATTICE]),
        X25519PublicKey.from_public_bytes(public[_LATTICE:]),
    )
    key = secrets.token_bytes(KEY_SIZE)
    return _SUITE.encrypt(key, recipient, _INFO + associated_data) + seal(
        body, key, associated_data
    )
