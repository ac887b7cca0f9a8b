"""Sets and value objects inside values, taken apart and put together as commit.md says."""

from __future__ import annotations

from collections.abc import Iterable

import cbor2


def encoded(value: object) -> bytes:
    """Return the deterministic CBOR of a plain value."""
    return cbor2.dumps(value, canonical=True)


def elements(value: bytes) -> frozenset[bytes] | None:
    """Return the elements of a set, each as CBOR; None where the value is no array."""
    plain = cbor2.loads(value)
    return frozenset(map(encoded, plain)) if isinstance(plain, list) else None


def set_of(members: Iterable[bytes]) -> bytes:
    """Return the set of these elements: an array, sorted by encoding, each once."""
    return encoded([cbor2.loads(each) for each in sorted(set(members))])


def part_of(value: bytes, name: str) -> bytes | None:
    """Return one part of a value object, as CBOR; None where it has none."""
    plain = cbor2.loads(value)
    return encoded(plain[name]) if isinstance(plain, dict) and name in plain else None
