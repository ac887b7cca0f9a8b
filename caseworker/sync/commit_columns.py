"""The commits of a batch, column by column, without what a reader can find out (batch.md).

Most of a header follows from the commit before it and from what it says; whether it was rebuilt
rightly, its signatures tell. What cannot be compressed stands by itself, apart from the words.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import islice
from typing import Any

from caseworker.sync.commit_format import (
    SEED_SIZE,
    VERSION,
    EntityChanges,
    Header,
    Signed,
    commit_id,
)
from caseworker.sync.values import decoded, encoded
from caseworker.sync.whole_commit import (
    ID_SIZE,
    NOT_CBOR,
    SIGNATURE_SIZE,
    BadCommit,
    WholeCommit,
    header_of,
    read_body,
    read_header,
    to_row,
    told_of_body,
)

MAX_COMMITS = 65_536
_NUMBER, _PREVIOUS, _COUNT, _LIST_HASH, _DEPS = 6, 7, 11, 12, 13
_TOLD = set(range(1, 14)) - {_COUNT, _LIST_HASH}


def to_columns(commits: Sequence[WholeCommit]) -> bytes:
    """Return *commits* as they stand in a batch."""
    expecting = _Expecting()
    seeded = [each for each in commits if each.seed]
    columns = [
        [expecting.told(each) for each in commits],
        [[bool(each.seed), *map(to_row, each.body)] for each in commits],
        b"".join(entry.entity for each in commits for entry in each.body),
        b"".join(each.seed for each in seeded),
        b"".join(each.signed.device_signature + each.signed.person_signature for each in commits),
    ]
    return encoded(columns)


def from_columns(content: bytes) -> tuple[list[WholeCommit], str]:
    """Return the commits of a batch that can be read, and the result of the first that cannot.

    Raises:
        BadCommit: the columns do not fit each other, or a body is not as the format says.
    """
    try:
        columns: Any = decoded(content)
    except NOT_CBOR as error:
        raise BadCommit("bad-body") from error
    if not isinstance(columns, list) or len(columns) != 5:
        raise BadCommit("bad-body")
    told, rows, *packed = columns
    if not isinstance(told, list) or not isinstance(rows, list) or len(told) != len(rows):
        raise BadCommit("bad-body")
    if len(told) > MAX_COMMITS or not all(isinstance(each, bytes) for each in packed):
        raise BadCommit("bad-body")
    entities, seeds = _pieces(packed[0], ID_SIZE), _pieces(packed[1], SEED_SIZE)
    signatures = _pieces(packed[2], SIGNATURE_SIZE)
    expecting = _Expecting()
    found: list[WholeCommit] = []
    broken = ""
    for header, body in zip(told, rows, strict=True):
        seed, read = _body(body, entities, seeds)
        device, person = _next(signatures), _next(signatures)
        try:
            content, known = expecting.rebuilt(header, told_of_body(read, seed))
        except BadCommit as bad:
            broken = broken or bad.result
        else:
            found.append(WholeCommit(Signed(content, device, person), known, seed, read))
    if any(next(rest, None) is not None for rest in (entities, seeds, signatures)):
        raise BadCommit("bad-body")
    return found, broken


class _Expecting:
    """Knows of each header what the one before it tells: writer and reader go the same way."""

    def __init__(self) -> None:
        self._before: dict[int, Any] = {}
        self._id = b""

    def told(self, commit: WholeCommit) -> dict[int, Any] | bytes:
        """Return what of a header a reader cannot expect; all of it where it is not ours to say."""
        content = commit.signed.header
        fields = commit.header.to_fields()
        if encoded(fields) != content:
            self._before, self._id = {}, b""
            return content
        expected = self._expected((commit.header.count, commit.header.list_hash))
        told = {key: value for key, value in fields.items() if expected.get(key) != value}
        self._keep(fields, content)
        return told

    def rebuilt(self, told: object, of_body: tuple[int, bytes]) -> tuple[bytes, Header]:
        """Return a header by what is *told* of it, and its bytes.

        Raises:
            BadCommit: as `header_of`, or `bad-changes` where it was told whole and tells others.
        """
        expected = self._expected(of_body)
        self._before, self._id = {}, b""
        if isinstance(told, bytes):
            header = read_header(told)
            if (header.count, header.list_hash) != of_body:
                raise BadCommit("bad-changes")
            return told, header
        if not isinstance(told, dict) or not told.keys() <= _TOLD:
            raise BadCommit("bad-header")
        fields = dict(sorted({**expected, **told}.items()))
        header = header_of(fields)
        content = encoded(fields)
        self._keep(fields, content)
        return content, header

    def _expected(self, of_body: tuple[int, bytes]) -> Mapping[int, Any]:
        expected = {**self._before, 1: VERSION, _COUNT: of_body[0], _LIST_HASH: of_body[1]}
        if self._before:
            expected |= {_NUMBER: self._before[_NUMBER] + 1, _PREVIOUS: self._id}
        return {**expected, _DEPS: []}

    def _keep(self, fields: dict[int, Any], content: bytes) -> None:
        self._before, self._id = fields, commit_id(content)


def _body(
    rows: object, entities: Iterator[bytes], seeds: Iterator[bytes]
) -> tuple[bytes, list[EntityChanges]]:
    if not isinstance(rows, list) or not rows or type(rows[0]) is not bool:
        raise BadCommit("bad-body")
    seed = _next(seeds) if rows[0] else b""
    body = rows[1:]
    if not all(isinstance(row, list) and len(row) > 1 for row in body):
        raise BadCommit("bad-body")
    named = list(islice(entities, len(body)))
    if len(named) != len(body):
        raise BadCommit("bad-body")
    return seed, read_body(list(zip(named, body, strict=True)), seed)


def _next(pieces: Iterator[bytes]) -> bytes:
    piece = next(pieces, None)
    if piece is None:
        raise BadCommit("bad-body")
    return piece


def _pieces(content: bytes, size: int) -> Iterator[bytes]:
    if len(content) % size:
        raise BadCommit("bad-body")
    return (content[at : at + size] for at in range(0, len(content), size))
