"""A commit as it travels: read strictly, because it comes from elsewhere (commit.md)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

import cbor2
from sqlalchemy import Connection, Row, select

from db.store.journal.commit import SALT_SIZE, VERSION, EntityChanges, Header, Signed, list_hash
from db.store.journal.packing import pack_again
from db.store.tables import changes, commits
from db.store.values import from_bytes, to_bytes

_IDS = {2: 16, 3: 16, 4: 16, 5: 16, 9: 16, 12: 32}
_SIGNATURE = 64
_HASH = 32


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
    body: Sequence[EntityChanges]
    packed: Sequence[bytes]
    """The fields of each in `body`, as the journal keeps them."""


def read_whole(content: bytes) -> WholeCommit:
    """Return the commit of its bytes.

    Raises:
        BadCommit: `bad-header`, `bad-body` or `bad-changes`.
    """
    try:
        parts: Any = cbor2.loads(content)
    except (cbor2.CBORDecodeError, RecursionError, ValueError, TypeError) as error:
        raise BadCommit("bad-body") from error
    if not isinstance(parts, list) or len(parts) != 4 or not isinstance(parts[3], list):
        raise BadCommit("bad-body")
    content, device, person, body = parts
    if not all(_sized(each, _SIGNATURE) for each in (device, person)):
        raise BadCommit("bad-header")
    header = _header(content)
    told = [_entity(each) for each in body]
    if any(one.entity >= other.entity for one, other in pairwise(told)):
        raise BadCommit("bad-body")
    packed = [pack_again(each.kind, each.entity, each.fields) for each in told]
    if list_hash([each for one in packed for each in one.hashes]) != (
        header.count,
        header.list_hash,
    ):
        raise BadCommit("bad-changes")
    signed = Signed(content, device, person)
    return WholeCommit(signed, header, told, [each.packed for each in packed])


def whole_commits(connection: Connection, first: int, last: int) -> dict[int, bytes]:
    """Return the commits from position *first* to *last* as they travel, by position."""
    bodies: dict[int, list[list[Any]]] = {}
    query = select(changes).where(changes.c.position.between(first, last))
    for row in connection.execute(query.order_by(changes.c.number)):
        bodies.setdefault(row.position, []).append([row.kind, row.entity, from_bytes(row.packed)])
    rows = connection.execute(select(commits).where(commits.c.position.between(first, last)))
    return {row.position: _whole(row, bodies.get(row.position, [])) for row in rows}


def _whole(row: Row[Any], body: list[list[Any]]) -> bytes:
    return to_bytes([row.header, row.device_signature, row.person_signature, body])


def _header(content: object) -> Header:
    if not isinstance(content, bytes):
        raise BadCommit("bad-header")
    try:
        kept: Any = cbor2.loads(content)
    except (cbor2.CBORDecodeError, RecursionError, ValueError, TypeError) as error:
        raise BadCommit("bad-header") from error
    if not isinstance(kept, dict) or list(kept) != list(range(1, 14)) or not _is_header(kept):
        raise BadCommit("bad-header")
    return Header.from_bytes(content)


def _is_header(kept: dict[int, Any]) -> bool:
    return (
        type(kept[1]) is int
        and kept[1] == VERSION
        and all(_sized(kept[key], size) for key, size in _IDS.items())
        and _counts(kept[6])
        and _sized(kept[7], _HASH if kept[6] > 1 else 0)
        and isinstance(kept[8], list)
        and len(kept[8]) == 2
        and all(type(each) is int and each >= 0 for each in kept[8])
        and all(type(kept[key]) is int for key in (10, 11))
        and isinstance(kept[13], list)
        and all(map(_is_dep, kept[13]))
    )


def _is_dep(dep: object) -> bool:
    return (
        isinstance(dep, list)
        and len(dep) == 3
        and _counts(dep[0])
        and _sized(dep[1], 16)
        and _are_hashes(dep[2])
    )


def _entity(told: object) -> EntityChanges:
    if not isinstance(told, list) or len(told) != 3:
        raise BadCommit("bad-body")
    kind, entity, entries = told
    if not _counts(kind) or not _sized(entity, 16) or not isinstance(entries, dict):
        raise BadCommit("bad-body")
    before = -1
    for number, entry in entries.items():
        if type(number) is not int or number <= before or not _is_entry(entry):
            raise BadCommit("bad-body")
        before = number
    if before < 0:
        raise BadCommit("bad-body")
    return EntityChanges(kind, entity, entries)


def _is_entry(entry: object) -> bool:
    if not isinstance(entry, list):
        return False
    if len(entry) == 3:
        salt, _, bases = entry
        return _sized(salt, SALT_SIZE) and (bases == [] or _are_hashes(bases))
    return len(entry) == 1 and _sized(entry[0], _HASH)


def _are_hashes(listed: object) -> bool:
    return (
        isinstance(listed, list)
        and all(_sized(each, _HASH) for each in listed)
        and listed == sorted(listed)
    )


def _counts(value: object) -> bool:
    return type(value) is int and value > 0


def _sized(value: object, size: int) -> bool:
    return isinstance(value, bytes) and len(value) == size
