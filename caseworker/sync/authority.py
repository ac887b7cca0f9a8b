"""Which entries of the membership log count: an argument settled without asking who came first.

An entry of an administrator is attacked by a revocation of her that does not keep it, and by a
root that overrules it. An entry counts when all that attacks it has fallen; it falls when something
that counts attacks it. What is left, because two attack each other, is disputed until a root
decides. This is the grounded extension of Dung's argumentation, which is one and the same for a
given set, in whatever order it came.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from caseworker.sync.chains import Kept, on_chains
from caseworker.sync.membership_entry import Entry, EntryId, EntryKind

_ROOTS_ONLY = {EntryKind.ADMINISTRATOR, EntryKind.OVERRULE}
_REVOCATIONS = {
    EntryKind.REVOKE_ADMINISTRATOR,
    EntryKind.REVOKE_PERSON,
    EntryKind.REVOKE_DEVICE,
}


@dataclass(frozen=True, kw_only=True)
class Verdicts:
    """What a set of entries comes to. Each entry is in exactly one of the first five."""

    counted: frozenset[EntryId]
    fallen: frozenset[EntryId]
    """Revoked with their author, or overruled by a root."""
    disputed: frozenset[EntryId]
    waiting: frozenset[EntryId]
    """Entries of their author before them have not arrived."""
    without_authority: frozenset[EntryId]
    forks: frozenset[tuple[bytes, int]]
    """Author and number where she signed two different entries: a copied key, or an old image."""


def judge_entries(known: Mapping[EntryId, Entry], roots: frozenset[bytes]) -> Verdicts:
    """Return which entries of the log count, for a space with these roots."""
    whole = _whole(known)
    appointed = {
        entry.subject
        for entry in known.values()
        if entry.kind == EntryKind.ADMINISTRATOR and entry.author in roots and entry.id in whole
    }
    heard = {key: entry for key, entry in known.items() if _has_authority(entry, roots, appointed)}
    attackers = _attackers(heard, roots)
    counted = {
        key
        for key, entry in heard.items()
        # A revocation by a root holds at once, also before what she signed earlier has arrived.
        if entry.author in roots and (key in whole or entry.kind in _REVOCATIONS)
    }
    fallen: set[EntryId] = set()
    _settle(heard, attackers, whole, counted, fallen)
    undecided = heard.keys() - counted - fallen
    return Verdicts(
        counted=frozenset(counted),
        fallen=frozenset(fallen),
        disputed=frozenset(undecided & whole),
        waiting=frozenset(undecided - whole),
        without_authority=frozenset(known.keys() - heard.keys()),
        forks=_forks(heard.values()),
    )


def _has_authority(entry: Entry, roots: frozenset[bytes], appointed: set[bytes]) -> bool:
    if entry.kind == EntryKind.REVOKE_ADMINISTRATOR and entry.subject in roots:
        return False
    if entry.author in roots:
        return True
    return entry.author in appointed and entry.kind not in _ROOTS_ONLY


def _whole(known: Mapping[EntryId, Entry]) -> frozenset[EntryId]:
    """Return the entries before which nothing of their author is missing."""
    found: set[EntryId] = set()
    for entry in sorted(known.values(), key=lambda each: each.number):
        before = None if entry.previous is None else known.get(entry.previous)
        follows = entry.number == 1 if before is None else before.number + 1 == entry.number
        if before is None:
            follows = follows and entry.previous is None
        else:
            follows = follows and before.author == entry.author and before.id in found
        if follows:
            found.add(entry.id)
    return frozenset(found)


def _attackers(
    heard: Mapping[EntryId, Entry], roots: frozenset[bytes]
) -> Mapping[EntryId, frozenset[EntryId]]:
    by_author: dict[bytes, set[EntryId]] = defaultdict(set)
    for entry in heard.values():
        if entry.author not in roots:
            by_author[entry.author].add(entry.id)
    found: dict[EntryId, set[EntryId]] = defaultdict(set)
    for entry in heard.values():
        targets: set[EntryId] = set()
        if entry.kind == EntryKind.REVOKE_ADMINISTRATOR:
            kept = on_chains(kept_of(entry), heard, lambda each: each.previous)
            # She may end her own authority: her last word does not fall by itself.
            targets = by_author[entry.subject] - kept - {entry.id}
        elif entry.kind == EntryKind.OVERRULE:
            targets = {
                EntryId(each)
                for each in entry.content[1]
                if each in heard and heard[EntryId(each)].author not in roots
            }
        for target in targets:
            found[target].add(entry.id)
    return {target: frozenset(by) for target, by in found.items()}


def _settle(
    heard: Mapping[EntryId, Entry],
    attackers: Mapping[EntryId, frozenset[EntryId]],
    whole: frozenset[EntryId],
    counted: set[EntryId],
    fallen: set[EntryId],
) -> None:
    """Add to *counted* and *fallen* until nothing more follows."""
    open_ones = set(heard) - counted
    moved = True
    while moved:
        falls = {key for key in open_ones if attackers.get(key, frozenset()) & counted}
        fallen |= falls
        holds = {
            key
            for key in open_ones - falls
            if key in whole and attackers.get(key, frozenset()) <= fallen
        }
        counted |= holds
        open_ones -= falls | holds
        moved = bool(falls or holds)


def kept_of(revocation: Entry) -> list[Kept]:
    """Return up to where what a revocation ends still counts."""
    return [Kept(run, number, end) for run, number, end in revocation.content[1]]


def _forks(entries: Iterable[Entry]) -> frozenset[tuple[bytes, int]]:
    signed: dict[tuple[bytes, int], set[EntryId]] = defaultdict(set)
    for entry in entries:
        signed[entry.author, entry.number].add(entry.id)
    return frozenset(place for place, ids in signed.items() if len(ids) > 1)
