"""The outside of a handover and its answer: signed, sealed, alike (docs/formats/handover.md)."""

from __future__ import annotations

import hashlib
import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from uuid import UUID

import cbor2
import zstandard
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

from caseworker.handover.card import Card
from caseworker.model.ids import CardId
from caseworker.sync.batch_seal import MAX_PADDED, BadSeal
from caseworker.sync.letter import SealingKey, seal_letter
from caseworker.sync.values import decoded, encoded

MAGIC = b"caseworker handover 1\n"
PREFIX = b"caseworker handover 1"
MAX_HEADER = 256
MAX_SIZE = MAX_PADDED + 65_536
"""Bytes of a whole file; more is not read at all."""
MAX_BODY = 24 * 1_048_576
"""Bytes of a body before it was packed."""
LEAST_PACKED = 49_152
"""Bytes to which less is filled with chance: an answer is as large as a small case."""
_VERSION, _LENGTH, _SIGNATURE, _SMALLEST = 1, 4, 64, 1_200


class Refused(Exception):
    """A file that is not taken in. `result` is one of those of the test vectors."""

    def __init__(self, result: str) -> None:
        super().__init__(result)
        self.result = result


@dataclass(frozen=True, kw_only=True)
class Sealed:
    """A file as carriers move it; nothing was checked but its shape and its hash."""

    sender: CardId
    receiver: CardId
    header: bytes
    signature: bytes
    ciphertext: bytes

    @property
    def file_id(self) -> bytes:
        """The id of this very file, 16 bytes."""
        return file_id(self.header)

    def is_signed_by(self, card: Card) -> bool:
        """Return whether the key of this card signed it."""
        try:
            key = Ed25519PublicKey.from_public_bytes(card.signing_key)
            key.verify(self.signature, PREFIX + b" sign" + self.header)
        except (InvalidSignature, ValueError):
            return False
        return True


@dataclass(frozen=True, kw_only=True)
class Opener:
    """What a centre needs to open what comes: whom it knows, and its own receiving keys."""

    senders: Mapping[CardId, Card]
    """Cards that two people compared."""
    receiving: Mapping[CardId, SealingKey]
    """By the id of each own card."""

    def open(self, sealed: Sealed) -> bytes:
        """Return the body of a file.

        Raises:
            Refused: `unknown-sender`, `bad-signature`, `sealed-for-others`, or why it cannot be
                opened.
        """
        sender = self.senders.get(sealed.sender)
        if sender is None:
            raise Refused("unknown-sender")
        if not sealed.is_signed_by(sender):
            raise Refused("bad-signature")
        key = self.receiving.get(sealed.receiver)
        if key is None:
            raise Refused("sealed-for-others")
        try:
            content = key.open(sealed.ciphertext, _associated_data(sealed.sender, sealed.receiver))
        except BadSeal as error:
            raise Refused(error.result) from error
        return _without_filler(content)


def seal(body: bytes, sender: Card, signing_key: bytes, receiver: Card) -> bytes:
    """Return the file of *body*, signed by the private *signing_key* of *sender*.

    Raises:
        ValueError: the body is larger than a file may be.
    """
    if len(body) > MAX_BODY:
        raise ValueError(len(body))
    ciphertext = seal_letter(
        _with_filler(body), receiver.receiving_key, _associated_data(sender.id, receiver.id)
    )
    header = encoded({**_fields(sender.id, receiver.id), 4: hashlib.sha256(ciphertext).digest()})
    key = Ed25519PrivateKey.from_private_bytes(signing_key)
    signature = key.sign(PREFIX + b" sign" + header)
    return MAGIC + len(header).to_bytes(_LENGTH) + header + signature + ciphertext


def _with_filler(body: bytes) -> bytes:
    """Return *body* with as much chance behind it as a small one needs, to look like others."""
    packed = len(zstandard.ZstdCompressor().compress(body))
    filler = secrets.token_bytes(max(LEAST_PACKED - packed, 0))
    return len(body).to_bytes(_LENGTH) + body + filler


def _without_filler(content: bytes) -> bytes:
    if len(content) > MAX_BODY + LEAST_PACKED + _LENGTH:
        raise Refused("too-large")
    size = int.from_bytes(content[:_LENGTH])
    if size > MAX_BODY:
        raise Refused("too-large")
    body = content[_LENGTH : _LENGTH + size]
    if len(body) != size:
        raise Refused("bad-body")
    return body


def file_id(header: bytes) -> bytes:
    """Return the id of the file with this header, 16 bytes."""
    return hashlib.sha256(PREFIX + b" file" + header).digest()[:16]


def read_file(content: bytes) -> Sealed:
    """Return a file of its bytes; neither sender nor signature is looked at yet.

    Raises:
        Refused: `not-a-handover`, `newer-version`, `bad-header` or `bad-body-hash`.
    """
    if not content.startswith(MAGIC):
        raise Refused("not-a-handover")
    start = len(MAGIC) + _LENGTH
    end = start + int.from_bytes(content[len(MAGIC) : start])
    rest = end + _SIGNATURE
    if end - start > MAX_HEADER or len(content) < rest + _SMALLEST or len(content) > MAX_SIZE:
        raise Refused("bad-header")
    header, ciphertext = content[start:end], content[rest:]
    fields = _header(header)
    if hashlib.sha256(ciphertext).digest() != fields[4]:
        raise Refused("bad-body-hash")
    return Sealed(
        sender=CardId(UUID(bytes=fields[2])),
        receiver=CardId(UUID(bytes=fields[3])),
        header=header,
        signature=content[end:rest],
        ciphertext=ciphertext,
    )


def _header(header: bytes) -> dict[int, Any]:
    try:
        fields: Any = decoded(header)
    except (cbor2.CBORDecodeError, RecursionError, ValueError, TypeError) as error:
        raise Refused("bad-header") from error
    if isinstance(fields, dict) and type(version := fields.get(1)) is int and version > _VERSION:
        raise Refused("newer-version")
    sizes = {2: 16, 3: 16, 4: 32}
    if (
        not isinstance(fields, dict)
        or list(fields) != list(range(1, 5))
        or not all(type(key) is int for key in fields)
        or type(fields[1]) is not int
        or fields[1] != _VERSION
        or not all(isinstance(fields[key], bytes) for key in sizes)
        or not all(len(fields[key]) == size for key, size in sizes.items())
        or encoded(fields) != header
    ):
        raise Refused("bad-header")
    return fields


def _fields(sender: CardId, receiver: CardId) -> dict[int, Any]:
    return {1: _VERSION, 2: sender.bytes, 3: receiver.bytes}


def _associated_data(sender: CardId, receiver: CardId) -> bytes:
    return PREFIX + encoded(_fields(sender, receiver))
