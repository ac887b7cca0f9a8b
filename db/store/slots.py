"""One slot of the key file: a person's secrets under her passphrase, the store keys under hers.

docs/formats/key-file.md is the specification; its words are used here.
"""

from __future__ import annotations

import secrets
import unicodedata
from dataclasses import dataclass, field
from typing import Self

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.asymmetric.mlkem import MLKEM768PrivateKey, MLKEM768PublicKey
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey, X25519PublicKey
from cryptography.hazmat.primitives.ciphers.aead import ChaCha20Poly1305
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.hpke import (
    AEAD,
    KDF,
    KEM,
    MLKEM768X25519PrivateKey,
    MLKEM768X25519PublicKey,
    Suite,
)
from cryptography.hazmat.primitives.kdf.argon2 import Argon2id
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from db.store.recovery_code import secret_of

SUITE = Suite(KEM.MLKEM768_X25519, KDF.HKDF_SHA256, AEAD.CHACHA20_POLY1305)
SALT_SIZE = 16
TAG_SIZE = 16
KEY_SIZE = 32
PUBLIC_SIZE = 1184 + 32
SECRETS_SIZE = 64 + 32 + 32 + 32 + 16
SEALED_SECRETS_SIZE = 12 + SECRETS_SIZE + 16
KEYS_SIZE = 1 + 2 * KEY_SIZE
SEALED_KEYS_SIZE = 1088 + 32 + KEYS_SIZE + 16

_SLOT_INFO = b"caseworker key file 1: slot"
_KEYS_INFO = b"caseworker key file 1: store keys"
_RECOVERY_INFO = b"caseworker key file 1: recovery"


@dataclass(frozen=True)
class Derivation:
    """How a passphrase becomes a key: the costs of Argon2id."""

    memory: int = 64 * 1024
    """In KiB."""
    iterations: int = 3
    lanes: int = 2

    def tag_and_key(self, name: str, passphrase: str, salt: bytes) -> tuple[bytes, bytes]:
        """Return the tag and the key of the slot that *name* and *passphrase* open."""
        first = normal_name(name).encode("utf-8", "surrogatepass")
        second = unicodedata.normalize("NFKC", passphrase).encode("utf-8", "surrogatepass")
        derived = Argon2id(
            salt=salt,
            length=TAG_SIZE + KEY_SIZE,
            iterations=self.iterations,
            lanes=self.lanes,
            memory_cost=self.memory,
        ).derive(len(first).to_bytes(4, "big") + first + second)
        return derived[:TAG_SIZE], derived[TAG_SIZE:]


def normal_name(name: str) -> str:
    """Return *name* as slots compare it: NFKC, case folded, single spaces, trimmed."""
    return " ".join(unicodedata.normalize("NFKC", name).casefold().split())


def recovery_key(code: str, salt: bytes) -> bytes:
    """Return the key of the recovery slot; raise WrongRecoveryCode where the code is mistyped."""
    # 150 random bits need no slow derivation.
    return HKDF(SHA256(), KEY_SIZE, salt, _RECOVERY_INFO).derive(secret_of(code))


@dataclass(frozen=True)
class SlotSecrets:
    """What lies in a slot: the person's private keys. Never printed."""

    lattice_seed: bytes = field(repr=False)
    curve_key: bytes = field(repr=False)
    signing_key: bytes = field(repr=False)
    draft_key: bytes = field(repr=False)
    user_id: bytes

    @classmethod
    def new(cls, user_id: bytes) -> Self:
        """Return new secrets for the person with this id."""
        return cls(
            lattice_seed=MLKEM768PrivateKey.generate().private_bytes_raw(),
            curve_key=X25519PrivateKey.generate().private_bytes_raw(),
            signing_key=Ed25519PrivateKey.generate().private_bytes_raw(),
            draft_key=secrets.token_bytes(KEY_SIZE),
            user_id=user_id,
        )

    @classmethod
    def from_bytes(cls, content: bytes) -> Self:
        """Return the secrets of their bytes."""
        return cls(content[:64], content[64:96], content[96:128], content[128:160], content[160:])

    def to_bytes(self) -> bytes:
        """Return the secrets in the order of the specification."""
        return self.lattice_seed + self.curve_key + self.signing_key + self.draft_key + self.user_id

    @property
    def public(self) -> bytes:
        """The public half: ML-KEM-768, then X25519."""
        lattice = MLKEM768PrivateKey.from_seed_bytes(self.lattice_seed).public_key()
        curve = X25519PrivateKey.from_private_bytes(self.curve_key).public_key()
        return lattice.public_bytes_raw() + curve.public_bytes_raw()

    @property
    def verifying_key(self) -> bytes:
        """The public half of the signing key."""
        signing = Ed25519PrivateKey.from_private_bytes(self.signing_key)
        return signing.public_key().public_bytes_raw()

    def open_keys(self, sealed: bytes, salt: bytes) -> tuple[bytes, ...]:
        """Return the store keys sealed to these secrets: the present one, and a coming one."""
        private = MLKEM768X25519PrivateKey(
            MLKEM768PrivateKey.from_seed_bytes(self.lattice_seed),
            X25519PrivateKey.from_private_bytes(self.curve_key),
        )
        content = SUITE.decrypt(sealed, private, _KEYS_INFO + salt)
        keys = content[1 : 1 + KEY_SIZE], content[1 + KEY_SIZE :]
        return keys[: content[0]]


@dataclass(frozen=True)
class Slot:
    """A slot as it stands in the file; one that nobody uses looks the same."""

    tag: bytes
    public: bytes
    sealed_secrets: bytes = field(repr=False)
    sealed_keys: bytes = field(repr=False)

    @classmethod
    def closed_with(
        cls, tag: bytes, key: bytes, inside: SlotSecrets, keys: tuple[bytes, ...], salt: bytes
    ) -> Self:
        """Return a slot that *key* opens, holding *inside* and the store *keys*."""
        public = inside.public
        nonce = secrets.token_bytes(12)
        sealed = ChaCha20Poly1305(key).encrypt(
            nonce, inside.to_bytes(), _SLOT_INFO + salt + tag + public
        )
        return cls(tag, public, nonce + sealed, seal_keys(public, keys, salt))

    @classmethod
    def empty(cls, salt: bytes) -> Self:
        """Return a slot that nothing opens and that looks like any other."""
        # A true public half, thrown away: random bytes are no valid ML-KEM key and would show.
        public = SlotSecrets.new(bytes(16)).public
        unread = (secrets.token_bytes(KEY_SIZE),)
        return cls(
            secrets.token_bytes(TAG_SIZE),
            public,
            secrets.token_bytes(SEALED_SECRETS_SIZE),
            seal_keys(public, unread, salt),
        )

    def open(self, key: bytes, salt: bytes) -> SlotSecrets | None:
        """Return what lies in the slot, or None where *key* is not its key."""
        nonce, sealed = self.sealed_secrets[:12], self.sealed_secrets[12:]
        try:
            content = ChaCha20Poly1305(key).decrypt(
                nonce, sealed, _SLOT_INFO + salt + self.tag + self.public
            )
        except InvalidTag:
            return None
        return SlotSecrets.from_bytes(content)

    def with_keys(self, keys: tuple[bytes, ...], salt: bytes) -> Slot:
        """Return the slot with the store *keys* sealed to it anew; its owner need not be there."""
        return Slot(self.tag, self.public, self.sealed_secrets, seal_keys(self.public, keys, salt))


def seal_keys(public: bytes, keys: tuple[bytes, ...], salt: bytes) -> bytes:
    """Return the store *keys* (one or two) sealed to the public half *public*."""
    content = bytes([len(keys)]) + b"".join(keys)
    recipient = MLKEM768X25519PublicKey(
        MLKEM768PublicKey.from_public_bytes(public[:1184]),
        X25519PublicKey.from_public_bytes(public[1184:]),
    )
    return SUITE.encrypt(content.ljust(KEYS_SIZE, b"\0"), recipient, _KEYS_INFO + salt)
