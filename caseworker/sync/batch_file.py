"""The outside of a batch: what hub and courier see and check (docs/formats/batch.md, "File")."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, replace
from typing import Any

import cbor2
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

from caseworker.sync.batch_seal import MAX_PADDED
from caseworker.sync.carrier import BatchId
from caseworker.sync.values import decoded, encoded, is_number

VERSION = 1
MAGIC = b"caseworker batch 1\n"
PREFIX = b"caseworker batch 1"
MAX_HEADER = 1_024
MAX_SIZE = MAX_PADDED + 65_536 + len(MAGIC) + 4 + MAX_HEADER + 64
"""Bytes of a whole batch; more is not read at all."""
_LENGTH = 4
_SIGNATURE = 64
_SALT = 32


class Refused(Exception):
    """A batch that is not taken in. `result` is one of those of the test vectors."""

    def __init__(self, result: str) -> None:
        super().__init__(result)
        self.result = result


@dataclass(frozen=True, kw_only=True)
class BatchHeader:
    """What everybody can read of a batch."""

    space: bytes
    laptop: bytes
    """Id of the laptop's signing key."""
    run: bytes
    number: int
    """From 1, without gaps within the run."""
    previous: BatchId | None
    """The laptop's batch before this one, also of an earlier run; None for its first ever."""
    key: bytes
    """Id of the audience key, or of the sealing key of the one laptop that a letter is for."""
    body_hash: bytes = b""

    def to_bytes(self) -> bytes:
        """Return the bytes that are signed."""
        return encoded({**self._fields(), 8: self.body_hash})

    def associated_data(self) -> bytes:
        """Return what the seal of the body is bound to: all but the hash of what is sealed."""
        return encoded(self._fields())

    def _fields(self) -> dict[int, Any]:
        return {
            1: VERSION,
            2: self.space,
            3: self.laptop,
            4: self.run,
            5: self.number,
            6: self.previous or b"",
            7: self.key,
        }


@dataclass(frozen=True, kw_only=True)
class BatchFile:
    """A batch as carriers move it."""

    header: BatchHeader
    signed: bytes
    """The bytes of the header."""
    signature: bytes
    content: bytes
    """The whole file."""
    begins: int
    """Where in it the ciphertext begins."""

    @property
    def id(self) -> BatchId:
        """The id of the batch."""
        return batch_id(self.signed)

    @property
    def ciphertext(self) -> bytes:
        """The sealed body."""
        return self.content[self.begins :]

    def is_whole(self) -> bool:
        """Return whether the ciphertext is the one that was signed."""
        # Not copied: a hub does this for each batch that it is given.
        ciphertext = memoryview(self.content)[self.begins :]
        return hashlib.sha256(ciphertext).digest() == self.header.body_hash

    def is_signed_by(self, laptop: bytes) -> bool:
        """Return whether this public signing key signed the header."""
        try:
            key = Ed25519PublicKey.from_public_bytes(laptop)
            key.verify(self.signature, PREFIX + b" sign" + self.signed)
        except (InvalidSignature, ValueError):
            return False
        return True


def laptop_id(signing_key: bytes) -> bytes:
    """Return the id of a laptop's public signing key, as headers have it: 16 bytes."""
    return hashlib.sha256(b"caseworker laptop key 1" + signing_key).digest()[:16]


def batch_id(signed: bytes) -> BatchId:
    """Return the id of a batch from the bytes of its header."""
    return BatchId(hashlib.sha256(PREFIX + signed).digest())


def id_of(content: bytes) -> BatchId:
    """Return the id of a whole file of any version: of its header, whatever that says."""
    return batch_id(_signed(content))


def version_of(content: bytes) -> int:
    """Return the version of a file that `read_file` refused as newer."""
    version: int = decoded(_signed(content))[1]
    return version


def _signed(content: bytes) -> bytes:
    start = len(MAGIC) + _LENGTH
    length = int.from_bytes(content[len(MAGIC) : start])
    return content[start : start + min(length, MAX_HEADER)]


def sign(header: BatchHeader, ciphertext: bytes, device_key: bytes) -> BatchFile:
    """Return the batch of *ciphertext*, signed by a laptop's private key."""
    signed = replace(header, body_hash=hashlib.sha256(ciphertext).digest()).to_bytes()
    key = Ed25519PrivateKey.from_private_bytes(device_key)
    return read_file(MAGIC + len(signed).to_bytes(_LENGTH) + signed
                     + key.sign(PREFIX + b" sign" + signed) + ciphertext)  # fmt: skip


def read_file(content: bytes) -> BatchFile:
    """Return the batch of its bytes; hash, space and signature are not looked at yet.

    Raises:
        Refused: `not-a-batch`, `newer-version` or `bad-header`.
    """
    if not content.startswith(MAGIC):
        raise Refused("not-a-batch")
    start = len(MAGIC) + _LENGTH
    end = start + int.from_bytes(content[len(MAGIC) : start])
    rest = end + _SIGNATURE
    if end - start > MAX_HEADER or len(content) < rest + _SALT or len(content) > MAX_SIZE:
        raise Refused("bad-header")
    signed = content[start:end]
    return BatchFile(
        header=_header(signed),
        signed=signed,
        signature=content[end:rest],
        content=content,
        begins=rest,
    )


def _header(signed: bytes) -> BatchHeader:
    try:
        fields: Any = decoded(signed)
    except (cbor2.CBORDecodeError, RecursionError, ValueError) as error:
        raise Refused("bad-header") from error
    if isinstance(fields, dict) and type(version := fields.get(1)) is int and version > VERSION:
        raise Refused("newer-version")
    if not _is_header(fields) or encoded(fields) != signed:
        raise Refused("bad-header")
    return BatchHeader(
        space=fields[2],
        laptop=fields[3],
        run=fields[4],
        number=fields[5],
        previous=BatchId(fields[6]) if fields[6] else None,
        key=fields[7],
        body_hash=fields[8],
    )


def _is_header(fields: object) -> bool:
    if not isinstance(fields, dict) or list(fields) != list(range(1, 9)):
        return False
    if not all(type(key) is int for key in fields) or type(fields[1]) is not int:
        return False
    sizes = {2: 16, 3: 16, 4: 16, 7: 16, 8: 32}
    return (
        fields[1] == VERSION
        and all(_sized(fields[key], size) for key, size in sizes.items())
        and is_number(fields[5])
        and fields[5] > 0
        and (_sized(fields[6], 32) or (fields[6] == b"" and fields[5] == 1))
    )


def _sized(value: object, size: int) -> bool:
    return isinstance(value, bytes) and len(value) == size
