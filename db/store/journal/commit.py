"""The commit format (docs/formats/commit.md): hashes, header, signatures."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

from db.store.values import from_bytes, to_bytes

VERSION = 1
RULES = 1
"""Version of the rules that an act passes in this version of the program."""
SALT_SIZE = 16
EXISTS = 0
"""The field that says that its entity exists."""

CHANGE = b"caseworker change 1"
_CHANGES = b"caseworker changes 1"
_COMMIT = b"caseworker commit 1"
_RUNNING = b"caseworker running 1"
NO_RUNNING = bytes(32)

Entry = list[Any]
"""`[salt, value, bases]`, or `[hash]` where the value was erased."""


@dataclass(frozen=True)
class EntityChanges:
    """What one commit says of one entity."""

    kind: int
    entity: bytes
    fields: Mapping[int, Entry]
    """By field number, in order."""

    def hashes(self) -> Iterable[bytes]:
        """Return the change hash of each field, in order."""
        for number, entry in self.fields.items():
            yield entry[0] if len(entry) == 1 else self._hash(number, entry)

    def _hash(self, number: int, entry: Entry) -> bytes:
        salt, value, bases = entry
        content = to_bytes([salt, self.kind, self.entity, number, value, bases])
        return hashlib.sha256(CHANGE + content).digest()


@dataclass(frozen=True, kw_only=True)
class Header:
    """What is signed of a commit."""

    unit: bytes
    person: bytes
    device: bytes
    run: bytes
    number: int
    previous: bytes
    clock: tuple[int, int]
    audience: bytes
    count: int
    list_hash: bytes
    deps: list[list[Any]]
    rules: int = RULES

    def to_bytes(self) -> bytes:
        """Return the bytes that are signed and kept."""
        return to_bytes(
            {
                1: VERSION,
                2: self.unit,
                3: self.person,
                4: self.device,
                5: self.run,
                6: self.number,
                7: self.previous,
                8: list(self.clock),
                9: self.audience,
                10: self.rules,
                11: self.count,
                12: self.list_hash,
                13: self.deps,
            }
        )

    @classmethod
    def from_bytes(cls, content: bytes) -> Header:
        """Return the header of its bytes."""
        kept = from_bytes(content)
        return cls(
            unit=kept[2],
            person=kept[3],
            device=kept[4],
            run=kept[5],
            number=kept[6],
            previous=kept[7],
            clock=(kept[8][0], kept[8][1]),
            audience=kept[9],
            rules=kept[10],
            count=kept[11],
            list_hash=kept[12],
            deps=kept[13],
        )


@dataclass(frozen=True)
class Signed:
    """A header with its two signatures."""

    header: bytes
    device_signature: bytes
    person_signature: bytes

    @property
    def id(self) -> bytes:
        """The commit id."""
        return hashlib.sha256(_COMMIT + self.header).digest()


class Signer:
    """The device's and the person's signing keys, for one run."""

    def __init__(self, device_key: bytes, person_key: bytes) -> None:
        self._device = Ed25519PrivateKey.from_private_bytes(device_key)
        self._person = Ed25519PrivateKey.from_private_bytes(person_key)

    def sign(self, header: Header) -> Signed:
        """Return the header signed by both."""
        content = header.to_bytes()
        return Signed(
            content,
            self._device.sign(_COMMIT + b" device" + content),
            self._person.sign(_COMMIT + b" person" + content),
        )


def is_signed_by(signed: Signed, device: bytes, person: bytes) -> bool:
    """Return whether both signatures hold under these public keys."""
    try:
        Ed25519PublicKey.from_public_bytes(device).verify(
            signed.device_signature, _COMMIT + b" device" + signed.header
        )
        Ed25519PublicKey.from_public_bytes(person).verify(
            signed.person_signature, _COMMIT + b" person" + signed.header
        )
    except (InvalidSignature, ValueError):
        return False
    return True


def list_hash(hashes: list[bytes]) -> tuple[int, bytes]:
    """Return the number of changes and their list hash, of change hashes in order."""
    return len(hashes), hashlib.sha256(_CHANGES + b"".join(hashes)).digest()


def running_hash(before: bytes, commit_id: bytes) -> bytes:
    """Return the running hash after one more commit."""
    return hashlib.sha256(_RUNNING + before + commit_id).digest()
