"""Who belongs to a space: people, laptops, roles and audiences, derived from the signed log.

A pure function of the set of entries. Nothing is remembered between two calls, so an entry that
arrives late, a revocation above all, counts as if it had always been there.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import NamedTuple, TypeVar

from caseworker.sync.authority import Verdicts, judge_entries, kept_of
from caseworker.sync.chains import Kept
from caseworker.sync.log_past import LogPast
from caseworker.sync.membership_entry import Entry, EntryId, EntryKind

T = TypeVar("T")


@dataclass(frozen=True, kw_only=True)
class Ended:
    """How a signing key ended."""

    kept: tuple[tuple[Kept, ...], ...]
    """What each author keeps whose revocation counts; only what all of them keep still counts."""
    kept_in_doubt: tuple[tuple[Kept, ...], ...]
    """The same of revocations that are disputed or incomplete: what they end is suspended."""
    by: frozenset[bytes] = frozenset()
    """The keys of the roots and administrators whose word it is, where it counts."""

    @property
    def certain(self) -> bool:
        """Whether any revocation counts; else nothing is wiped."""
        return bool(self.kept)


@dataclass(frozen=True, kw_only=True)
class Member:
    """A person or a laptop."""

    keys: frozenset[bytes]
    """Every signing key it ever had: what was signed with an older one stays signed."""
    current: frozenset[bytes]
    """Those of the entries in force that have not ended. Empty: it belongs no longer."""
    roles: frozenset[str] = frozenset()
    """Of a person. Where two administrators disagree, only what both gave."""
    roles_ever: frozenset[str] = frozenset()
    """Of a person: every role that an entry which counts gave her; one that ended reaches not back.
    """
    slots: frozenset[bytes] = frozenset()
    """Of a laptop: everybody who can unlock it, by any entry in force."""
    codes: frozenset[str] = frozenset()
    """Of a laptop: the letters by which people tell it from others."""
    outreach: bool = False
    """Of a laptop: it holds the centre's circle and the records it was given; by any entry."""
    sealing_keys: frozenset[bytes] = frozenset()
    """Public keys to seal letters to, of the entries in force that have not ended."""
    sealed_to: frozenset[bytes] = frozenset()
    """Every public key to which letters were ever sealed."""


@dataclass(frozen=True, kw_only=True)
class Audience:
    """A circle of people. Where two administrators disagree, the narrower circle holds."""

    names: frozenset[str]
    """The classes that it was entered with, one unless somebody made a mistake."""
    members: frozenset[bytes]
    open: bool
    """No entry in force names anybody: everybody belongs to the circle of such a record."""
    excluded: frozenset[bytes]
    ever: frozenset[bytes]
    """Everybody who was a member at any time: what they wrote then stands."""
    laptops: frozenset[bytes]
    """Outreach laptops that it was given to, by every entry in force."""
    leaving: frozenset[bytes]
    """Laptops that had it before an entry in force took it from them."""


class NamedKey(NamedTuple):
    """A key of an audience as the log names it: its epoch and its id, not the key itself."""

    epoch: int
    id: bytes


@dataclass(frozen=True, kw_only=True)
class Members:
    """What the log says."""

    administrators: frozenset[bytes]
    """Public keys of those whose word counts now."""
    suspended: frozenset[bytes]
    """Administrators in a dispute: their word waits until a root decides."""
    people: Mapping[bytes, Member]
    devices: Mapping[bytes, Member]
    audiences: Mapping[bytes, Audience]
    keys: Mapping[bytes, frozenset[NamedKey]]
    """Of each audience every key that it ever had."""
    ended: Mapping[tuple[bytes, bytes], Ended]
    """By id of person or laptop, and key."""
    released: frozenset[bytes]
    """Commits that an administrator let out of quarantine."""
    verdicts: Verdicts
    past: LogPast = field(compare=False)
    """What it said when somebody acted, by the heads that she named."""
    released_by_roots: frozenset[bytes]
    """Those of them that a root let out."""

    def key_to_seal_with(self, audience: bytes) -> NamedKey | None:
        """Return the key under which batches for *audience* are sealed now; None: it has none."""
        named = self.keys.get(audience, frozenset())
        return min(named, key=lambda key: (-key.epoch, key.id), default=None)

    def of_class(self, name: str) -> frozenset[bytes]:
        """Return the audiences that were entered with a class: one, for those of the registry."""
        return self._by_class.get(name, frozenset())

    @cached_property
    def _by_class(self) -> Mapping[str, frozenset[bytes]]:
        found: dict[str, set[bytes]] = defaultdict(set)
        for audience, circle in self.audiences.items():
            for name in circle.names:
                found[name].add(audience)
        return {name: frozenset(audiences) for name, audiences in found.items()}

    def must_wipe(self, device: bytes, key: bytes) -> bool:
        """Return whether a laptop is ended on a word that counts, and destroys its keys.

        Not where whoever said so ended others too, and none would be left but those that she can
        unlock: one administrator's key must not be able to empty a centre. A root can.
        """
        ended = self.ended.get((device, key))
        if ended is None or not ended.certain:
            return False
        said = {person for person, member in self.people.items() if member.keys & ended.by}
        known = frozenset().union(*(self.people[person].keys for person in said))
        if not ended.by <= known:
            return True
        others = {
            other: laptop
            for other, laptop in self.devices.items()
            if other != device and not laptop.outreach
        }
        left = any(laptop.current and not laptop.slots & said for laptop in others.values())
        ended_too = any(each.by & known for (of, _), each in self.ended.items() if of in others)
        return left or not ended_too

    def is_unlocked_by_an_administrator(self, device: bytes) -> bool:
        """Return whether somebody whose word counts has a slot on a laptop."""
        slots = self.devices[device].slots
        return any(
            person in slots and member.keys & self.administrators
            for person, member in self.people.items()
        )


def members_of(entries: Iterable[Entry], roots: frozenset[bytes]) -> Members:
    """Return what a set of checked entries says, for a space with these roots."""
    known = {entry.id: entry for entry in entries}
    verdicts = judge_entries(known, roots)
    counted = [known[key] for key in sorted(verdicts.counted)]
    open_ones = [known[key] for key in sorted(verdicts.disputed | verdicts.waiting)]
    ended = _ended(counted, open_ones)
    appointed = {each.subject for each in _of(counted, EntryKind.ADMINISTRATOR)}
    removed = {each.subject for each in _of(counted, EntryKind.REVOKE_ADMINISTRATOR)}
    disputes = _of(open_ones, EntryKind.REVOKE_ADMINISTRATOR)
    suspended = {key for each in disputes for key in (each.author, each.subject)} - removed
    return Members(
        administrators=frozenset(appointed - removed - suspended),
        suspended=frozenset(suspended & appointed),
        people={
            person: _member(each, person, ended)
            for person, each in _by_subject(counted, EntryKind.PERSON).items()
        },
        devices={
            device: _member(each, device, ended)
            for device, each in _by_subject(counted, EntryKind.DEVICE).items()
        },
        audiences={
            audience: _audience(each)
            for audience, each in _by_subject(counted, EntryKind.AUDIENCE).items()
        },
        keys={
            audience: frozenset(
                NamedKey(entry.content[1], entry.content[2]) for entry in each.values()
            )
            for audience, each in _by_subject(counted, EntryKind.AUDIENCE_KEY).items()
        },
        ended=ended,
        released=_all(each.content[1] for each in _of(counted, EntryKind.RELEASE)),
        released_by_roots=_all(
            each.content[1] for each in _of(counted, EntryKind.RELEASE) if each.author in roots
        ),
        verdicts=verdicts,
        past=LogPast(known, verdicts.counted, verdicts.disputed | verdicts.waiting),
    )


def _of(entries: Iterable[Entry], *kinds: EntryKind) -> list[Entry]:
    return [entry for entry in entries if entry.kind in kinds]


def _by_subject(entries: Iterable[Entry], kind: EntryKind) -> dict[bytes, dict[EntryId, Entry]]:
    found: dict[bytes, dict[EntryId, Entry]] = defaultdict(dict)
    for entry in _of(entries, kind):
        found[entry.subject][entry.id] = entry
    return found


def _in_force(entries: Mapping[EntryId, Entry]) -> list[Entry]:
    """Return the entries on a subject that none of the others replaces."""
    replaced = frozenset().union(*(entry.replaces for entry in entries.values()))
    return [entry for key, entry in entries.items() if key not in replaced]


def _member(
    entries: Mapping[EntryId, Entry],
    subject: bytes,
    ended: Mapping[tuple[bytes, bytes], Ended],
) -> Member:
    in_force = _in_force(entries)
    keys = {entry.content[1] for entry in in_force}
    listed = [entry.content[3] for entry in in_force]
    is_person = in_force[0].kind == EntryKind.PERSON
    return Member(
        keys=frozenset(entry.content[1] for entry in entries.values()),
        current=frozenset(key for key in keys if (subject, key) not in ended),
        roles=_common(listed) if is_person else frozenset(),
        roles_ever=_all(entry.content[3] for entry in entries.values())
        if is_person
        else frozenset(),
        slots=frozenset() if is_person else _all(listed),
        codes=frozenset(
            entry.content[4] for entry in in_force if isinstance(entry.content.get(4), str)
        ),
        outreach=any(entry.content.get(5) is True for entry in in_force),
        sealed_to=frozenset(entry.content[2] for entry in entries.values() if entry.content[2]),
        sealing_keys=frozenset(
            entry.content[2]
            for entry in in_force
            if entry.content[2] and (subject, entry.content[1]) not in ended
        ),
    )


def _audience(entries: Mapping[EntryId, Entry]) -> Audience:
    in_force = _in_force(entries)
    excluded: frozenset[bytes] = _all(entry.content[3] for entry in in_force)
    named = [entry.content[2] for entry in in_force if entry.content[2]]
    return Audience(
        names=frozenset(entry.content[1] for entry in in_force),
        members=_common(named or [[]]) - excluded,
        open=not named,
        excluded=excluded,
        ever=_all(entry.content[2] for entry in entries.values()),
        laptops=_common([entry.content.get(4, []) for entry in in_force]),
        leaving=_all(entry.content.get(5, []) for entry in in_force),
    )


def _common(listed: list[list[T]]) -> frozenset[T]:
    return frozenset(listed[0]).intersection(*listed[1:])


def _all(listed: Iterable[Iterable[T]]) -> frozenset[T]:
    return frozenset(each for some in listed for each in some)


def _ended(counted: list[Entry], open_ones: list[Entry]) -> dict[tuple[bytes, bytes], Ended]:
    kinds = (EntryKind.REVOKE_PERSON, EntryKind.REVOKE_DEVICE)
    kept: dict[tuple[bytes, bytes], dict[tuple[bool, bytes], list[Kept]]] = defaultdict(dict)
    for entries, certain in ((counted, True), (open_ones, False)):
        for entry in _of(entries, *kinds):
            by_author = kept[entry.subject, entry.content[2]]
            by_author.setdefault((certain, entry.author), []).extend(kept_of(entry))
    return {
        key: Ended(
            kept=tuple(tuple(each) for (sure, _), each in by_author.items() if sure),
            kept_in_doubt=tuple(tuple(each) for (sure, _), each in by_author.items() if not sure),
            by=frozenset(author for certain, author in by_author if certain),
        )
        for key, by_author in kept.items()
    }
