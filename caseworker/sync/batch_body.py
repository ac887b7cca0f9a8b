"""What lies in a batch once it is open (docs/formats/batch.md, "Body")."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any, NamedTuple

from caseworker.sync.carrier import BatchId, ChunkId
from caseworker.sync.commit_columns import from_columns, to_columns
from caseworker.sync.state_digest import SIZE, CircleDigest, StateDigest
from caseworker.sync.values import NUMBERS, decoded, encoded
from caseworker.sync.whole_commit import NOT_CBOR, BadCommit, WholeCommit

MAX_DEPTH = 16
(
    _COMMITS, _ENTRIES, _FRONTIER, _DIGEST, _CHAIN, _KEYS, _ATTACHMENTS, _COVERS, _CHUNKS, _LEFT,
    _LACKS, _LOG,
) = range(1, 13)  # fmt: skip


class BadBody(Exception):
    """The body is not as the format says."""


class SignedEntry(NamedTuple):
    """A membership entry as it travels."""

    entry: bytes
    signature: bytes


class Reached(NamedTuple):
    """Up to where somebody has every batch of one run of a laptop."""

    device: bytes
    run: bytes
    number: int
    batch: BatchId


class Covered(NamedTuple):
    """A batch whose commits are carried again by another, as they stand now."""

    laptop: bytes
    run: bytes
    number: int
    previous: bytes
    """Empty where it was the laptop's first."""
    batch: BatchId


class ChunksOf(NamedTuple):
    """The sealed chunks of an attachment, in order, by the ids that carriers know."""

    digest: bytes
    """SHA-256 of the content."""
    chunks: tuple[ChunkId, ...]


class GivenKey(NamedTuple):
    """A key of an audience, given to one laptop in a letter."""

    audience: bytes
    epoch: int
    key: bytes


@dataclass(frozen=True, kw_only=True)
class BatchBody:
    """What one laptop tells all members of an audience."""

    commits: tuple[WholeCommit, ...] = ()
    """Parents first where they are known."""
    broken: str = ""
    """The result of the first commit that could not be read; empty where all could."""
    entries: tuple[SignedEntry, ...] = ()
    frontier: tuple[Reached, ...] = ()
    """What its author has, herself included; sorted."""
    digest: StateDigest | None = None
    """What she has of each circle that changed since she last told it."""
    chain_head: tuple[int, bytes] | None = None
    keys: tuple[GivenKey, ...] = field(default=(), repr=False)
    """Only in letters."""
    covers: tuple[Covered, ...] = ()
    """Batches that need not come any more: this one and those before it carry their commits."""
    chunks: tuple[ChunksOf, ...] = ()
    """Of the attachments that its commits speak of."""
    attachment_secret: bytes = field(default=b"", repr=False)
    """Only in letters: from it follow names and keys of the sealed chunks of attachments."""
    left: tuple[bytes, ...] | None = None
    """The circles that its author no longer holds and has removed, all of them; sorted."""
    lacks: tuple[bytes, ...] = ()
    """The circles that its author holds by the log and of which no key has come; sorted."""
    log: bytes = b""
    """Hash of the membership log that its author has."""

    def to_bytes(self) -> bytes:
        """Return the body as it is packed and sealed."""
        told: dict[int, Any] = {
            _COMMITS: to_columns(self.commits) if self.commits else b"",
            _ENTRIES: [list(each) for each in self.entries],
            _FRONTIER: [list(each) for each in self.frontier],
            _DIGEST: _told_of(self.digest),
            _CHAIN: None if self.chain_head is None else list(self.chain_head),
            _KEYS: [list(each) for each in self.keys],
            _ATTACHMENTS: self.attachment_secret,
            _COVERS: [list(each) for each in self.covers],
            _CHUNKS: [[each.digest, list(each.chunks)] for each in self.chunks],
            _LACKS: list(self.lacks),
            _LOG: self.log,
        }
        told = {key: value for key, value in told.items() if value}
        if self.left is not None:
            # None left is told too: she holds again what she had removed.
            told[_LEFT] = list(self.left)
        return encoded(told)

    @classmethod
    def from_bytes(cls, content: bytes) -> BatchBody:
        """Return the body of its bytes.

        Raises:
            BadBody: it is not as the format says.
        """
        try:
            told: Any = decoded(content)
        except NOT_CBOR as error:
            raise BadBody from error
        if not isinstance(told, dict) or not _is_body(told):
            raise BadBody
        try:
            commits, broken = from_columns(told[_COMMITS]) if _COMMITS in told else ([], "")
        except BadCommit as bad:
            raise BadBody from bad
        return cls(
            commits=tuple(commits),
            broken=broken,
            entries=tuple(SignedEntry(*each) for each in told.get(_ENTRIES, ())),
            frontier=tuple(
                Reached(device, run, number, BatchId(batch))
                for device, run, number, batch in told.get(_FRONTIER, ())
            ),
            digest=_digest(told.get(_DIGEST)),
            chain_head=_pair(told.get(_CHAIN)),
            keys=tuple(GivenKey(*each) for each in told.get(_KEYS, ())),
            attachment_secret=told.get(_ATTACHMENTS, b""),
            covers=tuple(
                Covered(laptop, run, number, previous, BatchId(batch))
                for laptop, run, number, previous, batch in told.get(_COVERS, ())
            ),
            chunks=tuple(
                ChunksOf(digest, tuple(map(ChunkId, ids))) for digest, ids in told.get(_CHUNKS, ())
            ),
            left=tuple(told[_LEFT]) if _LEFT in told else None,
            lacks=tuple(told.get(_LACKS, ())),
            log=told.get(_LOG, b""),
        )


def _told_of(digest: StateDigest | None) -> list[Any] | None:
    return None if digest is None else [digest.reading, [list(each) for each in digest.circles]]


def _digest(told: list[Any] | None) -> StateDigest | None:
    return None if told is None else StateDigest(told[0], tuple(CircleDigest(*e) for e in told[1]))


def _pair(told: list[Any] | None) -> tuple[int, bytes] | None:
    return None if told is None else (told[0], told[1])


def _is_body(told: dict[Any, Any]) -> bool:
    return (
        _no_deeper(told, MAX_DEPTH)
        and isinstance(told.get(_COMMITS, b""), bytes)
        and all(
            _is_row(each, bytes, bytes) and len(each[1]) == 64
            for each in _listed(told.get(_ENTRIES, []))
        )
        and _is_frontier(_listed(told.get(_FRONTIER, [])))
        and (_DIGEST not in told or _is_digest(told[_DIGEST]))
        and (_CHAIN not in told or _is_head(told[_CHAIN]))
        and all(
            _is_row(each, bytes, int, bytes) and (len(each[0]), len(each[2])) == (16, 32)
            for each in _listed(told.get(_KEYS, []))
        )
        and all(_is_hash(told.get(key, b"")) for key in (_ATTACHMENTS, _LOG))
        and all(map(_is_covered, _listed(told.get(_COVERS, []))))
        and all(map(_are_chunks, _listed(told.get(_CHUNKS, []))))
        and all(_are_circles(told.get(key, [])) for key in (_LEFT, _LACKS))
    )


def _are_chunks(row: object) -> bool:
    return (
        isinstance(row, list)
        and _is_row(row, bytes, list)
        and len(row[0]) == 32
        and _is_list(row[1], bytes)
        and all(len(each) == 32 for each in row[1])
    )


def _are_circles(told: object) -> bool:
    return (
        isinstance(told, list)
        and _is_list(told, bytes)
        and all(len(each) == 16 for each in told)
        and told == sorted(set(told))
    )


def _is_covered(row: object) -> bool:
    return (
        isinstance(row, list)
        and _is_row(row, bytes, bytes, int, bytes, bytes)
        and (len(row[0]), len(row[1]), len(row[4])) == (16, 16, 32)
        and len(row[3]) in (0, 32)
        and row[2] > 0
    )


def _is_hash(told: object) -> bool:
    return isinstance(told, bytes) and len(told) in (0, 32)


def _is_frontier(rows: list[Any]) -> bool:
    whole = all(
        _is_row(row, bytes, bytes, int, bytes)
        and (len(row[0]), len(row[1]), len(row[3])) == (16, 16, 32)
        and row[2] > 0
        for row in rows
    )
    return whole and rows == sorted(rows)


def _is_digest(told: object) -> bool:
    if not isinstance(told, list) or not _is_row(told, bytes, list) or len(told[0]) != SIZE:
        return False
    rows = told[1]
    whole = all(
        _is_row(row, bytes, bytes, bytes) and all(len(each) == SIZE for each in row) for row in rows
    )
    circles = [row[0] for row in rows] if whole else []
    return whole and circles == sorted(set(circles))


def _is_head(told: object) -> bool:
    return isinstance(told, list) and _is_row(told, int, bytes) and len(told[1]) == 32


def _is_row(row: object, *kinds: type) -> bool:
    if not isinstance(row, list) or len(row) != len(kinds):
        return False
    # To Python, true is a whole number.
    return all(
        type(value) is kind and (kind is not int or value in NUMBERS)
        for value, kind in zip(row, kinds, strict=True)
    )


def _is_list(value: object, kind: type) -> bool:
    return isinstance(value, list) and all(type(each) is kind for each in value)


def _listed(value: object) -> list[Any]:
    """Return a list as it is; anything else as a list that fits nothing."""
    return value if isinstance(value, list) else [None]


def _no_deeper(value: object, depth: int) -> bool:
    if not isinstance(value, dict | list):
        return True
    inside = value.values() if isinstance(value, dict) else value
    return depth > 0 and all(_no_deeper(each, depth - 1) for each in inside)
