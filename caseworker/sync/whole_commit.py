"""A commit as it travels: read strictly, because it comes from elsewhere (commit.md)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

import cbor2

from caseworker.sync.commit_format import (
    HASH_SIZE,
    SALT_SIZE,
    SEED_SIZE,
    VERSION,
    EntityChanges,
    Field,
    Header,
    Signed,
    list_hash,
)
from caseworker.sync.commits import EXISTS, LOG
from caseworker.sync.values import NUMBERS, decoded, encoded, is_number

SIGNATURE_SIZE = 64
ID_SIZE = 16
NOT_CBOR = (
    cbor2.CBORDecodeError,
    cbor2.CBOREncodeError,
    RecursionError,
    ValueError,
    TypeError,
    OverflowError,
)
"""What reading the CBOR of strangers, and writing it again, may raise."""
_IDS = (2, 3, 4, 5, 9)
_HIGHEST = 1 << 32
_NO_FIELDS = b"\xa0"
_PLAIN = {str, bytes, bool, int, type(None)}


class BadCommit(Exception):
    """A commit that is not taken in. `result` is one of those of commit.md."""

    def __init__(self, result: str) -> None:
        super().__init__(result)
        self.result = result


@dataclass(frozen=True)
class WholeCommit:
    """A commit whose body is the one that was signed; whether it was signed is asked later."""

    signed: Signed
    header: Header
    seed: bytes
    """Empty where values were erased: then each entry has its own salt, or its hash alone."""
    body: Sequence[EntityChanges]

    def to_bytes(self) -> bytes:
        """Return the commit as one array."""
        signed = self.signed
        parts = [signed.header, signed.device_signature, signed.person_signature, self.seed]
        return encoded([*parts, [to_row(each, each.entity) for each in self.body]])


def read_whole(content: bytes) -> WholeCommit:
    """Return the commit of its bytes.

    Raises:
        BadCommit: `bad-header`, `bad-body`, `bad-changes` or `broken-chain`.
    """
    try:
        parts: Any = decoded(content)
    except NOT_CBOR as error:
        raise BadCommit("bad-body") from error
    if not isinstance(parts, list) or len(parts) != 5 or not isinstance(parts[4], list):
        raise BadCommit("bad-body")
    told, device, person, seed, rows = parts
    if not all(sized(each, SIGNATURE_SIZE) for each in (device, person)):
        raise BadCommit("bad-header")
    header = read_header(told)
    if not (seed == b"" or sized(seed, SEED_SIZE)):
        raise BadCommit("bad-body")
    if not all(isinstance(row, list) and len(row) > 2 and sized(row[1], ID_SIZE) for row in rows):
        raise BadCommit("bad-body")
    body = read_body([(row[1], [row[0], *row[2:]]) for row in rows], seed)
    if told_of_body(body, seed) != (header.count, header.list_hash):
        raise BadCommit("bad-changes")
    return WholeCommit(Signed(told, device, person), header, seed, body)


def told_of_body(body: Sequence[EntityChanges], seed: bytes) -> tuple[int, bytes]:
    """Return what a header tells of its *body*: how many entries, and their list hash."""
    return len(body), list_hash(each.hash(seed) for each in body)


def to_row(changes: EntityChanges, *named: bytes) -> list[Any]:
    """Return an entry as it travels, with what *named* has of its entity."""
    if changes.is_erased:
        return [changes.kind, *named, changes.proof]
    own_salt = [changes.proof] if changes.proof else []
    return [changes.kind, *named, dict(changes.fields), *own_salt]


def read_body(rows: Sequence[tuple[bytes, Sequence[Any]]], seed: bytes) -> list[EntityChanges]:
    """Return the body of entities and their rows, as `to_row` makes them.

    Raises:
        BadCommit: `bad-body`.
    """
    if any(one[0] >= other[0] for one, other in pairwise(rows)):
        raise BadCommit("bad-body")
    return [_entry(entity, row, bool(seed)) for entity, row in rows]


def read_header(content: object) -> Header:
    """Return the header of the bytes that were signed.

    Raises:
        BadCommit: as `header_of`.
    """
    if not isinstance(content, bytes):
        raise BadCommit("bad-header")
    try:
        told: Any = decoded(content)
        is_exact = encoded(told) == content
    except NOT_CBOR as error:
        raise BadCommit("bad-header") from error
    if not isinstance(told, dict) or not is_exact:
        raise BadCommit("bad-header")
    return header_of(told)


def header_of(told: Mapping[Any, Any]) -> Header:
    """Return the header with these fields.

    Raises:
        BadCommit: `bad-header`, or `broken-chain` where it is no first of a run and names none
            before it, or the other way round.
    """
    if not _is_header(told):
        raise BadCommit("bad-header")
    if (told[6] == 1) != (told[7] == b""):
        raise BadCommit("broken-chain")
    return Header.from_fields(told)


def _is_header(told: Mapping[Any, Any]) -> bool:
    return (
        list(told) == _KEYS
        and type(told[1]) is int
        and told[1] == VERSION
        and all(sized(told[key], ID_SIZE) for key in _IDS)
        and sized(told[12], HASH_SIZE)
        and _counts(told[6])
        and (told[7] == b"" or sized(told[7], HASH_SIZE))
        and isinstance(told[8], list)
        and len(told[8]) == 2
        and all(is_number(each) and each >= 0 for each in told[8])
        and all(is_number(told[key]) for key in (10, 11))
        and isinstance(told[13], list)
        and all(map(_is_dep, told[13]))
    )


def sized(value: object, size: int) -> bool:
    """Return whether a value is a byte string of *size*."""
    return isinstance(value, bytes) and len(value) == size


def _is_dep(dep: object) -> bool:
    return (
        isinstance(dep, list)
        and len(dep) == 3
        and (_counts(dep[0]) or (type(dep[0]) is int and dep[0] == LOG))
        and sized(dep[1], ID_SIZE)
        and isinstance(dep[2], list)
        and _are_commits(dep[2])
    )


def _entry(entity: bytes, row: Sequence[Any], has_seed: bool) -> EntityChanges:
    kind, told, *salt = row
    if not _counts(kind):
        raise BadCommit("bad-body")
    if isinstance(told, dict):
        if has_seed != (not salt) or len(salt) > 1 or not all(sized(e, SALT_SIZE) for e in salt):
            raise BadCommit("bad-body")
        if not _are_fields(told):
            raise BadCommit("bad-body")
        try:
            packed = _packed(told)
        except NOT_CBOR as error:
            raise BadCommit("bad-body") from error
        return EntityChanges(kind, entity, told, packed, salt[0] if salt else b"")
    if has_seed or salt or not sized(told, HASH_SIZE):
        raise BadCommit("bad-body")
    return erased(kind, entity, told)


def _packed(fields: dict[int, Field]) -> bytes:
    """Return the deterministic CBOR of *fields*, which are in the order of their numbers."""
    if all(type(field[0]) in _PLAIN for field in fields.values()):
        # Then nothing in them is left to be put in order, which takes as long again.
        return cbor2.dumps(fields)
    return encoded(fields)


def erased(kind: int, entity: bytes, digest: bytes) -> EntityChanges:
    """Return what is left of an entry whose values were erased."""
    return EntityChanges(kind, entity, {}, _NO_FIELDS, digest)


def without_values(
    body: Sequence[EntityChanges], seed: bytes, gone: bytes | None = None
) -> Iterator[EntityChanges]:
    """Yield a body without the values of the entity *gone*; without any where that is None.

    What is left has its own salts: the seed from which they followed goes with the values.
    """
    for each in body:
        if gone is not None and each.entity != gone:
            proof = each.proof or each.salt(seed)
            yield EntityChanges(each.kind, each.entity, each.fields, each.packed, proof)
        else:
            yield erased(each.kind, each.entity, each.hash(seed))


def _are_fields(fields: dict[Any, Any]) -> bool:
    before = -1
    for number, field in fields.items():
        if type(number) is not int or not before < number < _HIGHEST:
            return False
        if not isinstance(field, list) or not field:
            return False
        if type(field[0]) is int and field[0] not in NUMBERS:
            return False
        if len(field) > 1 and not _are_commits(field[1:]):
            return False
        before = number
    # What erases an entity says nothing else of it: it stays when all the rest goes.
    return before >= 0 and (fields.get(EXISTS, [None])[0] is not False or len(fields) == 1)


def _are_commits(listed: list[Any]) -> bool:
    return all(sized(each, HASH_SIZE) for each in listed) and listed == sorted(listed)


def _counts(value: object) -> bool:
    return type(value) is int and 0 < value < _HIGHEST


_KEYS = list(range(1, 14))
