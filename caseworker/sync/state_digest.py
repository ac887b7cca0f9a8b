"""What two laptops compare to know that the same commits say the same on both (batch.md, key 4).

Sums do not depend on any order, and are kept up to date by what is new alone.
"""

from __future__ import annotations

import hashlib
import hmac
from collections.abc import Iterable, Mapping, Sequence
from typing import Any, NamedTuple

from caseworker.sync.values import encoded

SIZE = 16
NOTHING = bytes(SIZE)
"""The sum of nothing."""


class CircleDigest(NamedTuple):
    """What a laptop has of one circle, as two veiled sums of 16 bytes."""

    circle: bytes
    commits: bytes
    rows: bytes


class StateDigest(NamedTuple):
    """What a laptop has, circle by circle."""

    reading: bytes
    """Which kinds and fields its program reads: what other programs read cannot be compared."""
    circles: tuple[CircleDigest, ...]
    """Sorted by circle."""


def of_commit(commit: bytes, *, counts: bool) -> bytes:
    """Return what a commit adds to the sum of commits."""
    return _hash(b"caseworker held 1" + commit + bytes([counts]))


def of_row(
    kind: int, entity: bytes, row: Mapping[int, Any], open_heads: Sequence[Sequence[Any]]
) -> bytes:
    """Return what an entity adds to the sum of rows.

    *row* has its plain values by number of the field; *open_heads* are number, state and sorted
    commits of each field on which nobody has decided.
    """
    told = [kind, entity, dict(row), [list(each) for each in open_heads]]
    return _hash(b"caseworker row 1" + encoded(told))


def of_registry(content: bytes) -> bytes:
    """Return which kinds and fields a program reads, of the *content* of its registry."""
    return _hash(b"caseworker reading 1" + content)


def veiled(summed: bytes, key: bytes) -> bytes:
    """Return *summed* as it is told: to be compared by whoever has the *key* of the circle.

    All laptops read what is told. Who lost a record knows what it said before: of bare sums she
    could try out what was written since.
    """
    return hmac.digest(key, b"caseworker sum 1" + summed, "sha256")[:SIZE]


def plus(*sums: bytes) -> bytes:
    """Return what all of *sums* come to, modulo 2^128."""
    return _bytes(sum(map(int.from_bytes, sums)))


def replaced(whole: bytes, gone: Iterable[bytes], new: Iterable[bytes]) -> bytes:
    """Return *whole* with the sums *new* in the place of those that are *gone*."""
    less = sum(map(int.from_bytes, gone))
    more = sum(map(int.from_bytes, new))
    return _bytes(int.from_bytes(whole) - less + more)


def _bytes(number: int) -> bytes:
    return (number % (1 << 8 * SIZE)).to_bytes(SIZE)


def _hash(content: bytes) -> bytes:
    return hashlib.sha256(content).digest()[:SIZE]
