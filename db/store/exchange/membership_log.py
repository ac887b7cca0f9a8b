"""The membership log as the store keeps it: signed entries, and what they come to."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey
from sqlalchemy import Connection, func, select, update
from sqlalchemy.dialects.sqlite import insert

from caseworker.sync.batch_body import SignedEntry
from caseworker.sync.membership import Members, members_of
from caseworker.sync.membership_entry import (
    PREFIX,
    VERSION,
    Entry,
    EntryId,
    EntryKind,
    Unreadable,
    Verify,
    entry_id,
    read_entry,
)
from caseworker.sync.values import encoded
from db.store.tables import membership

_ABOUT_ADMINISTRATORS = {
    EntryKind.ADMINISTRATOR,
    EntryKind.REVOKE_ADMINISTRATOR,
    EntryKind.OVERRULE,
}


@dataclass(frozen=True)
class NewEntry:
    """What an administrator or root is about to say."""

    kind: EntryKind
    subject: bytes
    content: Mapping[int, Any]
    replaces: frozenset[EntryId] = frozenset()
    """Earlier entries on the subject that it takes the place of."""


class LogMemory:
    """What was read of the log of one store: no entry ever changes, so each is read once.

    It may know of entries that a transaction took back; what is in the log, the store alone tells.
    """

    def __init__(self) -> None:
        self.entries: dict[EntryId, Entry] = {}
        self._last: tuple[frozenset[EntryId], frozenset[bytes], Members] | None = None

    def members_of(self, known: Mapping[EntryId, Entry], roots: frozenset[bytes]) -> Members:
        """Return what the entries that are *known* come to."""
        last, keys = self._last, frozenset(known)
        if last is not None and last[:2] == (keys, roots):
            return last[2]
        members = members_of(known.values(), roots)
        self._last = keys, roots, members
        return members


class MembershipLog:
    """The log of one space."""

    def __init__(
        self,
        connection: Connection,
        space: bytes,
        roots: frozenset[bytes],
        memory: LogMemory | None = None,
    ) -> None:
        self._space = space
        self._roots = roots
        self._memory = memory or LogMemory()
        self._entries: dict[EntryId, Entry] = {}
        read = self._memory.entries
        keys = list(map(EntryId, connection.scalars(select(membership.c.id))))
        if read.keys() >= set(keys):
            self._entries = {key: read[key] for key in keys}
        else:
            for row in connection.execute(select(membership)):
                # Checked when it was kept; the store's own encryption guards it since.
                self._read(SignedEntry(row.entry, row.signature), _was_checked)
        self.members: Members = self._memory.members_of(self._entries, roots)

    def __len__(self) -> int:
        """Return how many entries are here."""
        return len(self._entries)

    def keeps_newer(self, connection: Connection) -> bool:
        """Return whether entries are kept that only a newer version of the program reads."""
        kept = connection.scalar(select(func.count()).select_from(membership)) or 0
        return kept > len(self._entries)

    def hash(self) -> bytes:
        """Return what two laptops with the same entries have in common (batch.md, key 12)."""
        return hashlib.sha256(b"caseworker log 1" + b"".join(sorted(self._entries))).digest()

    def heads(self) -> list[EntryId]:
        """Return the entries on which no other one follows: what an act names to prove a role."""
        followed = {each.previous for each in self._entries.values()}
        return sorted(self._entries.keys() - followed)

    def take_in(self, connection: Connection, entries: Iterable[SignedEntry]) -> bool:
        """Keep entries that came from elsewhere; return whether any of them was new.

        What is not well-formed, of another space or not signed by its author is not kept.
        """
        return self._keep(connection, entries, told=True)

    def say(self, connection: Connection, key: bytes, *said: NewEntry) -> None:
        """Sign entries with a root's or administrator's private key, and keep them."""
        for each in said:
            self._keep(connection, [self._signed(key, each)], told=False)

    def about(self, kind: EntryKind, subject: bytes) -> frozenset[EntryId]:
        """Return the entries of a kind on a subject: what a new one takes the place of."""
        return frozenset(
            each.id
            for each in self._entries.values()
            if (each.kind, each.subject) == (kind, subject)
        )

    def last_by(self, author: bytes) -> Entry | None:
        """Return the entry that *author* wrote last."""
        return max(
            (each for each in self._entries.values() if each.author == author),
            key=lambda each: each.number,
            default=None,
        )

    def ends_of(self, person: bytes, keys: frozenset[bytes]) -> list[EntryId]:
        """Return the entries by administrators that end a person, or her authority, sorted."""
        return sorted(
            each.id
            for each in self._entries.values()
            if each.author not in self._roots
            and (each.kind, each.subject)
            in {
                (EntryKind.REVOKE_PERSON, person),
                *((EntryKind.REVOKE_ADMINISTRATOR, key) for key in keys),
            }
        )

    def named_keys(self) -> set[tuple[bytes, int, bytes]]:
        """Return audience, epoch and id of each key that an administrator ever named.

        Also while her word is disputed: once it counts, nobody writes the letter again.
        """
        unheard = self.members.verdicts.without_authority
        return {
            (each.subject, each.content[1], each.content[2])
            for each in self._entries.values()
            if each.kind == EntryKind.AUDIENCE_KEY and each.id not in unheard
        }

    def about_administrators(self, connection: Connection) -> list[SignedEntry]:
        """Return the entries that name or end administrators, or overrule: a hub takes these."""
        return [
            each
            for each in self.all(connection)
            if (entry := self._entries.get(entry_id(each.entry))) is not None
            and entry.kind in _ABOUT_ADMINISTRATORS
        ]

    def untold(self, connection: Connection) -> list[SignedEntry]:
        """Return the entries that no batch of this laptop has carried yet."""
        query = select(membership).where(~membership.c.told).order_by(membership.c.id)
        return [SignedEntry(row.entry, row.signature) for row in connection.execute(query)]

    def mark_told(self, connection: Connection) -> None:
        """Note that a batch of this laptop carries every entry."""
        connection.execute(update(membership).where(~membership.c.told).values(told=True))

    def all(self, connection: Connection) -> list[SignedEntry]:
        """Return every entry, as letters to newcomers carry them."""
        query = select(membership).order_by(membership.c.id)
        return [SignedEntry(row.entry, row.signature) for row in connection.execute(query)]

    def _keep(self, connection: Connection, entries: Iterable[SignedEntry], *, told: bool) -> bool:
        rows = []
        for each in entries:
            key = entry_id(each.entry)
            if key not in self._entries and self._read(each, fits):
                row = {"id": key, "entry": each.entry, "signature": each.signature, "told": told}
                rows.append(row)
        if rows:
            connection.execute(insert(membership).on_conflict_do_nothing(), rows)
            self.members = self._memory.members_of(self._entries, self._roots)
        return bool(rows)

    def _read(self, signed: SignedEntry, verify: Verify) -> bool:
        try:
            entry = read_entry(signed.entry, signed.signature, verify, self._space)
        except Unreadable as unreadable:
            # Of a newer version: kept and passed on, and it counts once this program is newer.
            return unreadable.result == "newer-version"
        self._entries[entry.id] = self._memory.entries[entry.id] = entry
        return True

    def _signed(self, key: bytes, said: NewEntry) -> SignedEntry:
        private = Ed25519PrivateKey.from_private_bytes(key)
        author = private.public_key().public_bytes_raw()
        last = self.last_by(author)
        fields = [
            VERSION,
            self._space,
            author,
            1 if last is None else last.number + 1,
            b"" if last is None else last.id,
            int(said.kind),
            said.subject,
            sorted(said.replaces),
            dict(said.content),
        ]
        entry = encoded(dict(enumerate(fields, 1)))
        return SignedEntry(entry, private.sign(PREFIX + b" sign" + entry))


def _was_checked(_key: bytes, _signature: bytes, _message: bytes) -> bool:
    return True


def fits(key: bytes, signature: bytes, message: bytes) -> bool:
    """Return whether an Ed25519 signature fits."""
    try:
        Ed25519PublicKey.from_public_bytes(key).verify(signature, message)
    except (InvalidSignature, ValueError):
        return False
    return True
