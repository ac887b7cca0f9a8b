"""A pass lets a laptop use the hub, or no longer (docs/formats/hub-api.md, "Who may come in")."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from typing import Any

import cbor2
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from caseworker.sync.hub_signing import fits
from caseworker.sync.membership_entry import Unreadable
from caseworker.sync.values import decoded, encoded, is_number

VERSION = 1
MAX_SIZE = 512
MAX_NUMBER = 2**32 - 1
_PREFIX = b"caseworker hub pass 1"


@dataclass(frozen=True, kw_only=True)
class Pass:
    """The word of a root or administrator on one laptop at the hub."""

    space: bytes
    author: bytes
    """Public half of the Ed25519 key that signs it."""
    after: tuple[int, bytes] = (0, b"")
    """Number and id of the membership entry that its author wrote last."""
    lets_in: bool = True
    laptop: bytes
    """Public signing key."""
    number: int
    """Of the passes for one laptop the highest holds."""

    def to_bytes(self) -> bytes:
        """Return the bytes that are signed."""
        told = (VERSION, self.space, self.author, list(self.after), self.lets_in)
        return encoded(dict(enumerate((*told, self.laptop, self.number), 1)))

    def sign(self, author_key: Ed25519PrivateKey) -> tuple[bytes, bytes]:
        """Return its bytes and the signature by the private half of the author's key."""
        signed = self.to_bytes()
        return signed, author_key.sign(_PREFIX + b" sign" + signed)


def pass_id(signed: bytes) -> bytes:
    """Return the id of a pass from the bytes that were signed, 32 bytes."""
    return hashlib.sha256(_PREFIX + signed).digest()


def read_pass(signed: bytes, signature: bytes, space: bytes) -> Pass:
    """Return the pass of its signed bytes, of *space*.

    Raises:
        Unreadable: `bad-pass`, `newer-version`, `foreign-space` or `bad-signature`.
    """
    fields = _fields(signed)
    if fields[2] != space:
        raise Unreadable("foreign-space")
    if not fits(fields[3], signature, _PREFIX + b" sign" + signed):
        raise Unreadable("bad-signature")
    number, entry = fields[4]
    return Pass(
        space=fields[2],
        author=fields[3],
        after=(number, entry),
        lets_in=fields[5],
        laptop=fields[6],
        number=fields[7],
    )


def _fields(signed: bytes) -> dict[int, Any]:
    if len(signed) > MAX_SIZE:
        raise Unreadable("bad-pass")
    try:
        fields: Any = decoded(signed)
    except (cbor2.CBORDecodeError, RecursionError, ValueError, TypeError) as error:
        raise Unreadable("bad-pass") from error
    if isinstance(fields, dict) and type(version := fields.get(1)) is int and version > VERSION:
        raise Unreadable("newer-version")
    if not _is_pass(fields) or encoded(fields) != signed:
        # One pass has one form: other spellings would give it several ids.
        raise Unreadable("bad-pass")
    told: dict[int, Any] = fields
    return told


def _is_pass(fields: object) -> bool:
    if not isinstance(fields, dict) or list(fields) != list(range(1, 8)):
        return False
    # To Python, true and 1.0 are 1.
    if not all(type(key) is int for key in fields) or type(fields[1]) is not int:
        return False
    return (
        fields[1] == VERSION
        and _sized(fields[2], 16)
        and _sized(fields[3], 32)
        and _is_place(fields[4])
        and isinstance(fields[5], bool)
        and _sized(fields[6], 32)
        and type(fields[7]) is int
        and 0 < fields[7] <= MAX_NUMBER
    )


def _is_place(after: object) -> bool:
    if not isinstance(after, list) or len(after) != 2 or not is_number(after[0]):
        return False
    return after[0] >= 0 and _sized(after[1], 32 if after[0] else 0)


def _sized(value: object, size: int) -> bool:
    return isinstance(value, bytes) and len(value) == size
