"""Roots and administrators who sign membership entries with real keys."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

import cbor2
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

from caseworker.sync.membership_entry import Entry, EntryId, EntryKind, read_entry, space_of


def fixed(name: str, size: int = 16) -> bytes:
    return hashlib.sha256(name.encode()).digest()[:size]


def key_of(name: str) -> Ed25519PrivateKey:
    return Ed25519PrivateKey.from_private_bytes(fixed("key of " + name, 32))


def public(name: str) -> bytes:
    return key_of(name).public_key().public_bytes_raw()


def fits(key: bytes, signature: bytes, message: bytes) -> bool:
    try:
        Ed25519PublicKey.from_public_bytes(key).verify(signature, message)
    except (InvalidSignature, ValueError):
        return False
    return True


ROOTS = frozenset({public("root"), public("second root")})
SPACE = space_of(ROOTS)


@dataclass
class Registrar:
    """Somebody with a key and a chain of entries of her own."""

    name: str
    space: bytes = SPACE
    entries: list[Entry] = field(default_factory=list)

    @property
    def key(self) -> bytes:
        return public(self.name)

    def sign(
        self,
        kind: int,
        subject: bytes,
        content: dict[int, Any],
        replaces: Sequence[bytes] = (),
    ) -> Entry:
        fields = {
            1: 1,
            2: self.space,
            3: self.key,
            4: len(self.entries) + 1,
            5: self.entries[-1].id if self.entries else b"",
            6: int(kind),
            7: subject,
            8: sorted(replaces),
            9: content,
        }
        signed = cbor2.dumps(fields, canonical=True)
        signature = key_of(self.name).sign(b"caseworker membership 1 sign" + signed)
        entry = read_entry(signed, signature, fits, self.space)
        self.entries.append(entry)
        return entry

    def appoint(self, who: Registrar) -> Entry:
        return self.sign(EntryKind.ADMINISTRATOR, who.key, {})

    def revoke(self, who: Registrar, keeps: int | None = None) -> Entry:
        """End an administrator's authority, keeping her first entries; None: all known."""
        kept = who.entries if keeps is None else who.entries[:keeps]
        ends = [[b"", len(kept), kept[-1].id]] if kept else []
        return self.sign(EntryKind.REVOKE_ADMINISTRATOR, who.key, {1: ends})

    def person(
        self, name: str, roles: Sequence[str] = (), replaces: Sequence[bytes] = (), key: str = ""
    ) -> Entry:
        content = {1: public(key or name), 2: b"", 3: sorted(roles)}
        return self.sign(EntryKind.PERSON, fixed(name), content, replaces)

    def device(self, name: str, slots: Sequence[str] = (), replaces: Sequence[bytes] = ()) -> Entry:
        content = {1: public(name), 2: b"", 3: sorted(map(fixed, slots))}
        return self.sign(EntryKind.DEVICE, fixed(name), content, replaces)

    def audience(
        self,
        name: str,
        members: Sequence[str],
        excluded: Sequence[str] = (),
        replaces: Sequence[bytes] = (),
    ) -> Entry:
        content = {1: "case team", 2: sorted(map(fixed, members)), 3: sorted(map(fixed, excluded))}
        return self.sign(EntryKind.AUDIENCE, fixed(name), content, replaces)

    def end(self, kind: EntryKind, name: str, kept: Sequence[tuple[bytes, int, bytes]]) -> Entry:
        """Revoke the key of a person or laptop of that name."""
        content = {1: [list(each) for each in kept], 2: public(name)}
        return self.sign(kind, fixed(name), content)

    def overrule(self, *entries: EntryId) -> Entry:
        return self.sign(EntryKind.OVERRULE, b"", {1: sorted(entries)})

    def release(self, *commits: bytes) -> Entry:
        return self.sign(EntryKind.RELEASE, b"", {1: sorted(commits)})
