"""Values as CBOR, read strictly; sets and value objects inside them (commit.md)."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, NoReturn, TypeGuard

import cbor2

NUMBERS = range(-(2**63), 2**63)
"""What a whole number may be: what a store can keep."""


def decoded(content: bytes) -> Any:
    """Return the plain value of CBOR that comes from elsewhere.

    Tags stand for nothing here, and one of them is dangerous: a few bytes that name one another
    as shared grow to gigabytes when they are written again.

    Raises:
        cbor2.CBORDecodeError: it is no CBOR, or has tags, indefinite lengths, or a key twice.
    """
    return cbor2.loads(
        content,
        tag_hook=_refuse,
        semantic_decoders=_NO_TAGS,
        allow_indefinite=False,
        allow_duplicate_keys=False,
    )


def is_number(value: object) -> TypeGuard[int]:
    """Return whether *value* is a whole number that a store can keep; true and false are none."""
    return type(value) is int and value in NUMBERS


def _refuse(*_told: object) -> NoReturn:
    raise ValueError


_NO_TAGS = dict.fromkeys(
    (0, 1, 2, 3, 4, 5, 25, 28, 29, 30, 35, 36, 37, 100, 256, 258, 260, 261, 1004, 43000, 55799),
    _refuse,
)
"""All that the decoder knows of itself; it asks the hook about the others."""


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


def said_by_all(values: Iterable[bytes]) -> tuple[bytes, ...]:
    """Return, as the only one, the set of what all of several sets hold; none if one is no set."""
    sets = [elements(value) for value in values]
    known = [each for each in sets if each is not None]
    return (set_of(frozenset.intersection(*known)),) if known and None not in sets else ()


def part_of(value: bytes, name: str) -> bytes | None:
    """Return one part of a value object, as CBOR; None where it has none."""
    plain = cbor2.loads(value)
    return encoded(plain[name]) if isinstance(plain, dict) and name in plain else None


def named_by_all(values: Iterable[bytes]) -> bytes:
    """Return as CBOR the list of what all of several lists name; what is no list names nothing."""
    plain = [decoded(value) for value in values]
    lists = [set(each) if isinstance(each, list) and _plain(each) else set() for each in plain]
    return encoded(sorted(set.intersection(*lists))) if lists else encoded([])


def _plain(listed: list[Any]) -> bool:
    return all(isinstance(each, bytes) for each in listed)
