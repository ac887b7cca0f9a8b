"""The commit format (docs/formats/commit.md): salts, hashes, header, signatures."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property, lru_cache
from typing import Any

import cbor2
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

from caseworker.sync.values import encoded

VERSION = 1
RULES = 1
"""Version of the rules that an act passes in this version of the program."""
SEED_SIZE = SALT_SIZE = 16
HASH_SIZE = 32

_ENTRY = b"caseworker entry 1"
_ENTRIES = b"caseworker entries 1"
_SALT = b"caseworker salt 1"
_COMMIT = b"caseworker commit 1"
_DEVICE, _PERSON = _COMMIT + b" device", _COMMIT + b" person"
_RUNNING = b"caseworker running 1"
NO_RUNNING = bytes(32)
_SIXTEEN_BYTES = b"\x50"
_ARRAY_OF_FOUR = b"\x84"

Field = list[Any]
"""`[value, base, ...]`: the new value of one field, and the heads that its author saw."""


@dataclass(frozen=True)
class EntityChanges:
    """What one commit says of one entity."""

    kind: int
    entity: bytes
    fields: Mapping[int, Field]
    """By field number, in order; none once they were erased."""
    packed: bytes
    """Their deterministic CBOR."""
    proof: bytes = b""
    """Its salt where that does not follow from a seed; its entry hash once it was erased."""

    @property
    def is_erased(self) -> bool:
        """Whether its hash alone is left."""
        return len(self.proof) == HASH_SIZE

    def hash(self, seed: bytes) -> bytes:
        """Return the entry hash; *seed* is that of the commit, empty where it has none any more."""
        if self.is_erased:
            return self.proof
        return entry_hash(self.salt(seed), self.kind, self.entity, self.packed)

    def salt(self, seed: bytes) -> bytes:
        """Return the salt; *seed* as in `hash`."""
        return self.proof or salt_of(seed, self.entity)


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
        return encoded(self.to_fields())

    def to_fields(self) -> dict[int, Any]:
        """Return what is signed, by the keys of the format."""
        return {
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

    @classmethod
    def from_bytes(cls, content: bytes) -> Header:
        """Return the header of its bytes."""
        return cls.from_fields(cbor2.loads(content))

    @classmethod
    def from_fields(cls, told: Mapping[int, Any]) -> Header:
        """Return the header with these fields."""
        return cls(
            unit=told[2],
            person=told[3],
            device=told[4],
            run=told[5],
            number=told[6],
            previous=told[7],
            clock=(told[8][0], told[8][1]),
            audience=told[9],
            rules=told[10],
            count=told[11],
            list_hash=told[12],
            deps=told[13],
        )


@dataclass(frozen=True)
class Signed:
    """A header with its two signatures."""

    header: bytes
    device_signature: bytes
    person_signature: bytes

    @cached_property
    def id(self) -> bytes:
        """The commit id."""
        return commit_id(self.header)


class Signer:
    """The device's and the person's signing keys, for one run."""

    def __init__(self, device_key: bytes, person_key: bytes) -> None:
        self._device = Ed25519PrivateKey.from_private_bytes(device_key)
        self._person = Ed25519PrivateKey.from_private_bytes(person_key)

    def sign(self, header: Header) -> Signed:
        """Return the header signed by both."""
        content = header.to_bytes()
        return Signed(
            content, self._device.sign(_DEVICE + content), self._person.sign(_PERSON + content)
        )


def is_signed_by(signed: Signed, device: bytes, person: bytes) -> bool:
    """Return whether both signatures hold under these public keys."""
    try:
        _public(device).verify(signed.device_signature, _DEVICE + signed.header)
        _public(person).verify(signed.person_signature, _PERSON + signed.header)
    except (InvalidSignature, ValueError):
        return False
    return True


def salt_of(seed: bytes, entity: bytes) -> bytes:
    """Return the salt of an entity in the commit with this *seed*."""
    return hashlib.sha256(_SALT + seed + entity).digest()[:SALT_SIZE]


def entry_hash(salt: bytes, kind: int, entity: bytes, packed: bytes) -> bytes:
    """Return the hash of what a commit says of one entity; *packed* is the CBOR of its fields."""
    # Put together by hand: the fields are in CBOR already.
    named = _ENTRY + _ARRAY_OF_FOUR + _SIXTEEN_BYTES + salt + _integer(kind)
    return hashlib.sha256(named + _SIXTEEN_BYTES + entity + packed).digest()


def list_hash(hashes: Iterable[bytes]) -> bytes:
    """Return the hash over the entry hashes of a commit, in order."""
    return hashlib.sha256(_ENTRIES + b"".join(hashes)).digest()


def commit_id(header: bytes) -> bytes:
    """Return the id of the commit with these header bytes."""
    return hashlib.sha256(_COMMIT + header).digest()


def running_hash(before: bytes, key: bytes) -> bytes:
    """Return the running hash after one more commit, by its id."""
    return hashlib.sha256(_RUNNING + before + key).digest()


@lru_cache(maxsize=4096)
def _integer(number: int) -> bytes:
    return encoded(number)


@lru_cache(maxsize=256)
def _public(key: bytes) -> Ed25519PublicKey:
    return Ed25519PublicKey.from_public_bytes(key)
