"""What laptop and hub sign to each other (docs/formats/hub-api.md, "Signed requests")."""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

from caseworker.sync.values import encoded

NONCE_HEADER = "Caseworker-Nonce"
GENERATION_HEADER = "Caseworker-Generation"
ANSWER_HEADER = "Caseworker-Answer"
CHALLENGE_HEADER = "Caseworker-Challenge"
NONCE_SIZE = 32
GENERATION_SIZE = 16

_SCHEME = "Caseworker "
_SIZES = {"space": 16, "key": 32, "nonce": NONCE_SIZE, "body": 32, "signature": 64}
_FIELD = re.compile(r"([a-z]+)=([0-9a-f]+)")


def digest(content: bytes) -> bytes:
    """Return the SHA-256 of *content*, 32 bytes."""
    return hashlib.sha256(content).digest()


@dataclass(frozen=True, kw_only=True)
class Authorization:
    """The header by which a request says whose it is."""

    space: bytes
    key: bytes
    """Public signing key of the laptop."""
    nonce: bytes
    body: bytes
    """Hash of the body."""
    signature: bytes

    def to_header(self) -> str:
        """Return the value of the header."""
        return _SCHEME + ",".join(f"{name}={getattr(self, name).hex()}" for name in _SIZES)

    @classmethod
    def from_header(cls, header: str) -> Authorization | None:
        """Return what a header says, or None where it is another kind of header."""
        fields = [_FIELD.fullmatch(each) for each in header.removeprefix(_SCHEME).split(",")]
        told = {each[1]: each[2] for each in fields if each}
        fits = {name: len(value) for name, value in told.items()} == {
            name: 2 * size for name, size in _SIZES.items()
        }
        if not header.startswith(_SCHEME) or len(fields) != len(_SIZES) or not fits:
            return None
        return cls(**{name: bytes.fromhex(value) for name, value in told.items()})


def request_message(
    *,
    hub: bytes,
    origin: str,
    nonce: bytes,
    method: str,
    target: str,
    span: str,
    body: bytes,
) -> bytes:
    """Return what a laptop signs of a request; *span* is its range, *body* the hash of its body."""
    told = [hub, origin, nonce, method, target, span, body]
    return b"caseworker hub 1 request" + encoded(told)


def answer_message(
    *,
    asked: bytes,
    method: str,
    target: str,
    status: int,
    nonce: bytes,
    generation: bytes,
    total: int,
    body: bytes,
) -> bytes:
    """Return what a hub signs of an answer; *body* is the hash of its body.

    *asked* is the signature of the request, or the challenge of one that is not signed: an
    answer to anything else, which somebody on the way might get from the hub, does not fit.
    """
    told = [asked, method, target, status, nonce, generation, total, body]
    return b"caseworker hub 1 answer" + encoded(told)


def fits(key: bytes, signature: bytes, message: bytes) -> bool:
    """Return whether the holder of the Ed25519 key *key* signed *message*."""
    try:
        Ed25519PublicKey.from_public_bytes(key).verify(signature, message)
    except (InvalidSignature, ValueError):
        return False
    return True
