"""Which laptops a space lets in: a pure function of what was brought and taken in.

Rules and attacks: docs/formats/hub-api.md, "Who may come in".
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cached_property

from caseworker.sync.batch_file import laptop_id
from caseworker.sync.hub_pass import Pass, pass_id, read_pass
from caseworker.sync.hub_signing import fits
from caseworker.sync.membership_entry import (
    Entry,
    EntryId,
    EntryKind,
    Unreadable,
    entry_id,
    read_entry,
)

_TAKEN = {EntryKind.ADMINISTRATOR, EntryKind.REVOKE_ADMINISTRATOR, EntryKind.OVERRULE}
_OF_ROOTS = {EntryKind.ADMINISTRATOR, EntryKind.OVERRULE}

Signed = tuple[bytes, bytes]
"""Bytes of an entry or pass, and their signature."""


@dataclass
class Admission:
    """All that a space has said of who may come in."""

    space: bytes
    roots: frozenset[bytes]
    entries: dict[EntryId, Entry] = field(default_factory=dict)
    passes: dict[bytes, Pass] = field(default_factory=dict)

    def take_entry(self, entry: Signed) -> str:
        """Take in a membership entry; return `ok`, or why not."""
        try:
            read = read_entry(*entry, fits, self.space)
        except Unreadable as unreadable:
            return unreadable.result
        if read.kind not in _TAKEN:
            return "not-for-hubs"
        named = self._administrators()
        if read.author not in self.roots and (read.kind in _OF_ROOTS or read.author not in named):
            return "without-authority"
        self.entries[read.id] = read
        return "ok"

    def take_pass(self, brought: Signed) -> str:
        """Take in a pass; return `ok`, or why not."""
        try:
            read = read_pass(*brought, self.space)
        except Unreadable as unreadable:
            return unreadable.result
        if pass_id(brought[0]) in self.passes:
            return "ok"
        if read.author not in self.roots | (self._administrators() - self.suspended()):
            return "without-authority"
        self.passes[pass_id(brought[0])] = read
        return "ok"

    def restore(self, entries: Iterable[Signed], passes: Iterable[Signed]) -> None:
        """Put back what was taken in before, without judging it again."""
        for signed, signature in entries:
            self.entries[entry_id(signed)] = read_entry(signed, signature, fits, self.space)
        for signed, signature in passes:
            self.passes[pass_id(signed)] = read_pass(signed, signature, self.space)

    def suspended(self) -> set[bytes]:
        """Return the administrators about whom a revocation stands."""
        return {each.subject for each in self._revocations()}

    def admitted(self) -> frozenset[bytes]:
        """Return the public keys of the laptops that may come in."""
        holding: dict[bytes, tuple[int, bool]] = {}
        ends = self._ends()
        for each in self.passes.values():
            if not self._ended(each, ends):
                # Among equals, the one that withdraws: True sorts after False.
                rank = (each.number, not each.lets_in)
                holding[each.laptop] = max(holding.get(each.laptop, rank), rank)
        return frozenset(laptop for laptop, (_, withdraws) in holding.items() if not withdraws)

    @cached_property
    def known(self) -> Mapping[bytes, frozenset[bytes]]:
        """The public keys of all laptops that ever had a pass, by the id that headers have.

        Looked at for every batch, and only once all that a space said was taken in.
        """
        found: defaultdict[bytes, set[bytes]] = defaultdict(set)
        for each in self.passes.values():
            found[laptop_id(each.laptop)].add(each.laptop)
        return {name: frozenset(keys) for name, keys in found.items()}

    def _administrators(self) -> set[bytes]:
        kind = EntryKind.ADMINISTRATOR
        return {each.subject for each in self.entries.values() if each.kind == kind}

    def _revocations(self) -> list[Entry]:
        overruled = {
            named
            for each in self.entries.values()
            if each.kind == EntryKind.OVERRULE
            for named in each.content[1]
        }
        kind = EntryKind.REVOKE_ADMINISTRATOR
        return [
            each
            for each in self.entries.values()
            if each.kind == kind and (each.author in self.roots or each.id not in overruled)
        ]

    def _ends(self) -> dict[bytes, dict[bytes, list[tuple[int, bytes]]]]:
        """Return of each revoked administrator, by who revoked her, what is kept of her."""
        suspended = self.suspended()
        ends: dict[bytes, dict[bytes, list[tuple[int, bytes]]]]
        ends = defaultdict(lambda: defaultdict(list))
        for each in self._revocations():
            if each.author in self.roots or each.author not in suspended:
                kept = ends[each.subject][each.author]
                kept += [(number, entry) for _, number, entry in each.content[1]]
        return ends

    def _ended(self, each: Pass, ends: dict[bytes, dict[bytes, list[tuple[int, bytes]]]]) -> bool:
        return each.author not in self.roots and any(
            not any(_lies_before(each.after, place) for place in kept)
            for kept in ends.get(each.author, {}).values()
        )


def _lies_before(after: tuple[int, bytes], kept: tuple[int, bytes]) -> bool:
    return after[0] < kept[0] or after == kept
