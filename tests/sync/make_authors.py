"""Authors, people, laptops and records of the vectors. Shares no product code."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from typing import Any

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from tests.sync import independent_circles as circles
from tests.sync.independent_membership import cbor, entry_id, space_of

Vector = tuple[str, list[tuple[str, bytes]]]
"""The expected result, then names with bytes."""


def fixed(name: str, size: int) -> bytes:
    return hashlib.sha256(b"vector " + name.encode()).digest()[:size]


def private(name: str) -> Ed25519PrivateKey:
    return Ed25519PrivateKey.from_private_bytes(fixed("key of " + name, 32))


def public(name: str) -> bytes:
    return private(name).public_key().public_bytes_raw()


ROOTS = sorted(map(public, ("root", "second root")))
SPACE = space_of(ROOTS)


class Author:
    """Signs entries one after another."""

    def __init__(self, name: str) -> None:
        self.name = name
        self.entries: list[bytes] = []

    def fields(
        self, kind: int, subject: bytes, content: dict[int, Any], *replaces: bytes
    ) -> dict[int, Any]:
        before = entry_id(self.entries[-1]) if self.entries else b""
        number = len(self.entries) + 1
        key = public(self.name)
        named = [1, SPACE, key, number, before, kind, subject, sorted(replaces), content]
        return dict(enumerate(named, 1))

    def sign(self, kind: int, subject: bytes, content: dict[int, Any], *replaces: bytes) -> bytes:
        self.entries.append(cbor(self.fields(kind, subject, content, *replaces)))
        return self.entries[-1]

    def signature(self, entry: bytes) -> bytes:
        return private(self.name).sign(b"caseworker membership 1 sign" + entry)


def person(name: str, *roles: str) -> tuple[int, bytes, dict[int, Any]]:
    return 2, fixed(name, 16), {1: public(name), 2: b"", 3: sorted(roles)}


def laptop(name: str, *slots: str, outreach: bool = False) -> tuple[int, bytes, dict[int, Any]]:
    holders = sorted(fixed(each, 16) for each in slots)
    content = {1: public(name), 2: b"", 3: holders, **({5: True} if outreach else {})}
    return 3, fixed(name, 16), content


def record(
    person: str,
    members: list[str],
    laptops: list[str],
    leaving: list[str],
    circle: Callable[[bytes], bytes] = circles.circle_of,
) -> tuple[int, bytes, dict[int, Any]]:
    members_, laptops_, leaving_ = (
        sorted(fixed(each, 16) for each in some) for some in (members, laptops, leaving)
    )
    content = {1: "record", 2: members_, 3: [], 4: laptops_, 5: leaving_}
    return 4, circle(fixed(person, 16)), content
