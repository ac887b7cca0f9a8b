"""The card of a centre: by which keys it signs and receives (docs/formats/handover.md, "Card")."""

from __future__ import annotations

import hashlib
import unicodedata
from dataclasses import dataclass
from typing import Any
from uuid import UUID

import cbor2
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

from caseworker.model.ids import CardId
from caseworker.sync.enrolment import grouped
from caseworker.sync.letter import PUBLIC_SIZE
from caseworker.sync.values import decoded, encoded

MAGIC = b"caseworker card 1\n"
PREFIX = b"caseworker card 1"
MAX_CARD = 4_096
"""Bytes of a whole card."""
MAX_NAME, MAX_ASK = 200, 400
_VERSION = 1


class NotACard(Exception):
    """A file that is no card. `result` is one of those of the test vectors."""

    def __init__(self, result: str) -> None:
        super().__init__(result)
        self.result = result


@dataclass(frozen=True, kw_only=True)
class Card:
    """What a centre says of itself."""

    centre: UUID
    """The same on all of its cards."""
    number: int
    name: str
    signing_key: bytes
    receiving_key: bytes
    ask: str = ""
    """Who may be asked, and how."""

    def to_bytes(self) -> bytes:
        """Return the bytes that are signed."""
        return encoded(
            {
                1: _VERSION,
                2: self.centre.bytes,
                3: self.number,
                4: self.name,
                5: self.signing_key,
                6: self.receiving_key,
                7: self.ask,
            }
        )

    @property
    def id(self) -> CardId:
        """The id of this very card."""
        return CardId(UUID(bytes=hashlib.sha256(PREFIX + self.to_bytes()).digest()[:16]))

    @property
    def to_compare(self) -> str:
        """What two people read to each other: it stands for every word and key of the card."""
        return grouped(hashlib.sha256(PREFIX + b" compare" + self.to_bytes()).digest())

    def signed(self, private_key: bytes) -> bytes:
        """Return the card as a file, signed by the private half of its signing key."""
        card = self.to_bytes()
        signature = Ed25519PrivateKey.from_private_bytes(private_key).sign(PREFIX + b" sign" + card)
        return MAGIC + encoded([card, signature])


def read_card(content: bytes) -> Card:
    """Return the card of its file. Whose it is, two people find out by comparing.

    Raises:
        NotACard: `not-a-card`, `newer-version`, `bad-card` or `bad-signature`.
    """
    if not content.startswith(MAGIC):
        raise NotACard("not-a-card")
    if len(content) > MAX_CARD:
        raise NotACard("bad-card")
    card, signature = _parts(content[len(MAGIC) :])
    fields = _decoded(card)
    if isinstance(fields, dict) and type(version := fields.get(1)) is int and version > _VERSION:
        raise NotACard("newer-version")
    if not _is_card(fields) or encoded(fields) != card:
        raise NotACard("bad-card")
    try:
        key = Ed25519PublicKey.from_public_bytes(fields[5])
        key.verify(signature, PREFIX + b" sign" + card)
    except (InvalidSignature, ValueError) as error:
        raise NotACard("bad-signature") from error
    return Card(
        centre=UUID(bytes=fields[2]),
        number=fields[3],
        name=fields[4],
        signing_key=fields[5],
        receiving_key=fields[6],
        ask=fields[7],
    )


def _parts(content: bytes) -> tuple[bytes, bytes]:
    parts = _decoded(content)
    if (
        not isinstance(parts, list)
        or len(parts) != 2
        or not all(isinstance(each, bytes) for each in parts)
        or len(parts[1]) != 64
        or encoded(parts) != content
    ):
        raise NotACard("bad-card")
    return parts[0], parts[1]


def _decoded(content: bytes) -> Any:
    try:
        return decoded(content)
    except (cbor2.CBORDecodeError, RecursionError, ValueError, TypeError) as error:
        raise NotACard("bad-card") from error


def _is_card(fields: Any) -> bool:
    if not isinstance(fields, dict) or list(fields) != list(range(1, 8)):
        return False
    if not all(type(key) is int for key in fields):
        return False
    sizes = {2: 16, 5: 32, 6: PUBLIC_SIZE}
    return (
        type(fields[1]) is int
        and fields[1] == _VERSION
        and all(isinstance(fields[key], bytes) for key in sizes)
        and all(len(fields[key]) == size for key, size in sizes.items())
        and type(fields[3]) is int
        and 1 <= fields[3] < 2**32
        and is_line(fields[4], MAX_NAME)
        and fields[4].strip() != ""
        and is_line(fields[7], MAX_ASK)
    )


def is_line(words: object, most: int) -> bool:
    """Return whether *words* are one line that turns nothing around it: a card names a centre."""
    return (
        isinstance(words, str)
        and len(words) <= most
        and not any(unicodedata.category(each) == "Cc" or each in _TURNING for each in words)
    )


_TURNING = frozenset(
    "\u061c\u200e\u200f\u2028\u2029\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"
)
"""What turns the direction of what stands beside it, or ends a line."""
