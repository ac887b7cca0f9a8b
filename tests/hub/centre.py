"""A centre as the hub sees it: keys, passes and sealed files."""

from __future__ import annotations

import hashlib
import random
from dataclasses import dataclass, field
from typing import Any

import cbor2
import httpx
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from caseworker.sync.batch_file import BatchHeader, laptop_id, sign
from caseworker.sync.carrier import BatchId
from caseworker.sync.hub_carrier import HubCarrier
from caseworker.sync.hub_connection import HubAddress, HubConnection
from caseworker.sync.hub_pass import Pass
from caseworker.sync.membership_entry import entry_id, space_of


def key(name: str) -> Ed25519PrivateKey:
    return Ed25519PrivateKey.from_private_bytes(hashlib.sha256(name.encode()).digest())


def public(name: str) -> bytes:
    return key(name).public_key().public_bytes_raw()


@dataclass
class Signer:
    """A root or administrator with her chain of entries."""

    name: str
    space: bytes
    entries: list[bytes] = field(default_factory=list)

    @property
    def public(self) -> bytes:
        return public(self.name)

    @property
    def place(self) -> tuple[int, bytes]:
        return (len(self.entries), entry_id(self.entries[-1])) if self.entries else (0, b"")

    def entry(
        self, kind: int, subject: bytes, content: dict[int, Any] | None = None
    ) -> tuple[bytes, bytes]:
        number, before = self.place
        told = [1, self.space, self.public, number + 1, before, kind, subject, [], content or {}]
        signed = cbor2.dumps(dict(enumerate(told, 1)), canonical=True)
        self.entries.append(signed)
        return signed, key(self.name).sign(b"caseworker membership 1 sign" + signed)

    def names(self, other: str) -> tuple[bytes, bytes]:
        return self.entry(1, public(other))

    def revokes(self, other: str, *kept: tuple[int, bytes]) -> tuple[bytes, bytes]:
        listed = [[b"", number, entry] for number, entry in kept]
        return self.entry(5, public(other), {1: listed})

    def passes(
        self,
        laptop: str,
        number: int = 1,
        *,
        lets_in: bool = True,
        after: tuple[int, bytes] | None = None,
    ) -> tuple[bytes, bytes]:
        made = Pass(
            space=self.space,
            author=self.public,
            after=self.place if after is None else after,
            lets_in=lets_in,
            laptop=public(laptop),
            number=number,
        )
        return made.sign(key(self.name))  # fmt: skip


class Centre:
    """A space with a root, an administrator and laptops, known by their names."""

    def __init__(self, name: str = "Al Amal") -> None:
        self.name = name
        self.roots = frozenset({public(f"{name} root"), public(f"{name} second root")})
        self.space = space_of(self.roots)
        self.root = Signer(f"{name} root", self.space)
        self.administrator = Signer(f"{name} administrator", self.space)
        self.random = random.Random(name)
        self.numbers: dict[str, int] = {}
        self.ways: list[HubConnection] = []

    def laptop(self, name: str) -> str:
        return f"{self.name} {name}"

    def way(self, hub: HubAddress, laptop: str, **options: Any) -> HubConnection:
        options = {"pause": lambda _: None, **options}
        made = HubConnection(hub, self.space, key(self.laptop(laptop)), **options)
        self.ways.append(made)
        return made

    def close(self) -> None:
        for each in self.ways:
            each.close()

    def carrier(self, hub: HubAddress, laptop: str, **options: Any) -> HubCarrier:
        return HubCarrier(self.way(hub, laptop, **options))

    def joins(self, hub: HubAddress, code: str, *laptops: str, **options: Any) -> None:
        """Open the space, name the administrator, let laptops in."""
        carrier = self.carrier(hub, "unknown", **options)
        carrier.open_space(sorted(self.roots), code, self.space)
        named = self.root.names(self.administrator.name)
        passes = [self.administrator.passes(self.laptop(each)) for each in laptops]
        assert set(carrier.bring([named], passes)) == {"ok"}

    def batch(self, laptop: str, size: int = 4_096, space: bytes | None = None) -> Made:
        """Return a sealed batch: to a hub any bytes are."""
        number = self.numbers[laptop] = self.numbers.get(laptop, 0) + 1
        header = BatchHeader(
            space=self.space if space is None else space,
            laptop=laptop_id(public(self.laptop(laptop))),
            run=hashlib.sha256(laptop.encode()).digest()[:16],
            number=number,
            previous=BatchId(bytes([number % 256]) * 32) if number > 1 else None,
            key=bytes(16),
        )
        private = key(self.laptop(laptop)).private_bytes_raw()
        made = sign(header, self.random.randbytes(size), private)
        return Made(made.id, made.content)


@dataclass(frozen=True)
class Made:
    id: BatchId
    content: bytes


def listed(carrier: HubCarrier, cursor: str = "") -> tuple[list[BatchId], str]:
    """Return all that is there after a cursor, page by page, and the last cursor."""
    found: list[BatchId] = []
    while True:
        page = carrier.page(cursor)
        found += [each.id for each in page.offered]
        if page.cursor == cursor:
            return found, cursor
        cursor = page.cursor


def get(url: str, **headers: str) -> httpx.Response:
    return httpx.get(url, headers=headers)
