"""One entry of the membership log as it travels (docs/formats/membership.md): read and checked."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from enum import IntEnum
from typing import Any, NewType

import cbor2

from caseworker.sync.values import decoded, encoded, is_number

EntryId = NewType("EntryId", bytes)

VERSION = 1
PREFIX = b"caseworker membership 1"
MAX_SIZE = 65_536
"""Bytes of one entry; more is refused before anything is decoded."""
ID_SIZE = 16
KEY_SIZE = 32
HASH_SIZE = 32


class EntryKind(IntEnum):
    """What an entry says. Unknown numbers are kept and passed on, without effect."""

    ADMINISTRATOR = 1
    PERSON = 2
    DEVICE = 3
    AUDIENCE = 4
    REVOKE_ADMINISTRATOR = 5
    REVOKE_PERSON = 6
    REVOKE_DEVICE = 7
    OVERRULE = 8
    RELEASE = 9
    AUDIENCE_KEY = 10


@dataclass(frozen=True, kw_only=True)
class Entry:
    """One signed word of a root or administrator."""

    id: EntryId
    space: bytes
    author: bytes
    """Public half of the Ed25519 key that signed it."""
    number: int
    previous: EntryId | None
    """The author's entry before; None for her first."""
    kind: int
    subject: bytes
    """Whom or what it is about: an id, or a public key of an administrator."""
    replaces: frozenset[EntryId]
    """Earlier entries on the same subject that its author knew."""
    content: Mapping[int, Any]


class Unreadable(Exception):
    """An entry that is not taken in. `result` is one of those of the test vectors."""

    def __init__(self, result: str) -> None:
        super().__init__(result)
        self.result = result


Verify = Callable[[bytes, bytes, bytes], bool]
"""Takes public key, signature and message, and returns whether they fit."""


def entry_id(signed: bytes) -> EntryId:
    """Return the id of an entry from the bytes that were signed."""
    return EntryId(hashlib.sha256(PREFIX + signed).digest())


def space_of(roots: frozenset[bytes]) -> bytes:
    """Return the id of the space whose roots have these public keys.

    The id is made of the keys, so that nobody can bring other roots to a space that is known.
    """
    listed = encoded(sorted(roots))
    return hashlib.sha256(b"caseworker space 1" + listed).digest()[:ID_SIZE]


def read_entry(signed: bytes, signature: bytes, verify: Verify, space: bytes) -> Entry:
    """Return the entry of its signed bytes, of *space*.

    Raises:
        Unreadable: `bad-entry`, `newer-version`, `foreign-space` or `bad-signature`.
    """
    fields = _fields(signed)
    if fields[2] != space:
        raise Unreadable("foreign-space")
    if not verify(fields[3], signature, PREFIX + b" sign" + signed):
        raise Unreadable("bad-signature")
    return Entry(
        id=entry_id(signed),
        space=fields[2],
        author=fields[3],
        number=fields[4],
        previous=EntryId(fields[5]) if fields[5] else None,
        kind=fields[6],
        subject=fields[7],
        replaces=frozenset(map(EntryId, fields[8])),
        content=fields[9],
    )


def _fields(signed: bytes) -> dict[int, Any]:
    if len(signed) > MAX_SIZE:
        raise Unreadable("bad-entry")
    try:
        fields: Any = decoded(signed)
    except (cbor2.CBORDecodeError, RecursionError, ValueError) as error:
        raise Unreadable("bad-entry") from error
    if isinstance(fields, dict) and isinstance(version := fields.get(1), int) and version > VERSION:
        raise Unreadable("newer-version")
    if not _is_entry(fields) or not _is_content(fields[6], fields[7], fields[9]):
        raise Unreadable("bad-entry")
    if encoded(fields) != signed:
        # One entry has one form: trailing bytes or other spellings would give it several ids.
        raise Unreadable("bad-entry")
    kept: dict[int, Any] = fields
    return kept


def _is_entry(fields: object) -> bool:
    if not isinstance(fields, dict) or list(fields) != list(range(1, 10)):
        return False
    # To Python, true and 1.0 are 1; as keys they would give one entry several ids.
    if not all(type(key) is int for key in fields) or not _positive(fields[1]):
        return False
    return (
        _sized(fields[2], ID_SIZE)
        and _sized(fields[3], KEY_SIZE)
        and _positive(fields[4])
        and _sized(fields[5], 0 if fields[4] == 1 else HASH_SIZE)
        and _positive(fields[6])
        and isinstance(fields[7], bytes)
        and _sorted(fields[8], HASH_SIZE)
        and isinstance(fields[9], dict)
        and all(_positive(key) for key in fields[9])
    )


def _is_content(kind: int, subject: bytes, content: Mapping[int, Any]) -> bool:
    """Return whether content fits its kind. Further keys, of newer versions, are kept."""
    match kind:
        case EntryKind.ADMINISTRATOR:
            return _sized(subject, KEY_SIZE)
        case EntryKind.PERSON | EntryKind.DEVICE:
            return (
                _sized(subject, ID_SIZE)
                and _sized(content.get(1), KEY_SIZE)
                and isinstance(content.get(2), bytes)
                and (
                    _sorted(content.get(3), ID_SIZE)
                    if kind == EntryKind.DEVICE
                    else _words(content.get(3))
                )
            )
        case EntryKind.AUDIENCE:
            return (
                _sized(subject, ID_SIZE)
                and isinstance(content.get(1), str)
                and all(_sorted(content.get(key), ID_SIZE) for key in (2, 3))
                and all(_sorted(content.get(key, []), ID_SIZE) for key in (4, 5))
                and _sorted(content.get(4, []), ID_SIZE)
                and _sorted(content.get(5, []), ID_SIZE)
            )
        case EntryKind.AUDIENCE_KEY:
            return (
                _sized(subject, ID_SIZE)
                and _positive(content.get(1))
                and _sized(content.get(2), ID_SIZE)
            )
        case EntryKind.REVOKE_ADMINISTRATOR:
            return _sized(subject, KEY_SIZE) and _is_kept(content.get(1), 0)
        case EntryKind.REVOKE_PERSON | EntryKind.REVOKE_DEVICE:
            return (
                _sized(subject, ID_SIZE)
                and _is_kept(content.get(1), ID_SIZE)
                and _sized(content.get(2), KEY_SIZE)
            )
        case EntryKind.OVERRULE | EntryKind.RELEASE:
            return subject == b"" and _sorted(content.get(1), HASH_SIZE)
    return True


def _is_kept(listed: object, run_size: int) -> bool:
    return isinstance(listed, list) and all(
        isinstance(each, list)
        and len(each) == 3
        and _sized(each[0], run_size)
        and _positive(each[1])
        and _sized(each[2], HASH_SIZE)
        for each in listed
    )


def _sized(value: object, size: int) -> bool:
    return isinstance(value, bytes) and len(value) == size


def _positive(value: object) -> bool:
    return is_number(value) and value > 0


def _words(value: object) -> bool:
    return (
        isinstance(value, list)
        and all(isinstance(each, str) for each in value)
        and value == sorted(set(value))
    )


def _sorted(value: object, size: int) -> bool:
    return (
        isinstance(value, list)
        and all(_sized(each, size) for each in value)
        and value == sorted(set(value))
    )
