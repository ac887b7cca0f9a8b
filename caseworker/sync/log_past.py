"""What the membership log said when somebody acted, by the entries that her act names.

A clock proves nothing, and neither does the order in which things came: an act names the heads of
the log by which it was done, and what these entries were built on is what its author cannot deny
to have known (docs/formats/commit.md, "The log in deps").
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping

from caseworker.sync.membership_entry import Entry, EntryId, EntryKind


class LogPast:
    """Tells who had which roles as of any state of the log that an act names."""

    def __init__(
        self,
        known: Mapping[EntryId, Entry],
        counted: frozenset[EntryId],
        disputed: frozenset[EntryId],
    ) -> None:
        self._known = known
        self._counted = counted
        self._heard = counted | disputed
        self._about: dict[bytes, list[Entry]] = defaultdict(list)
        for entry in known.values():
            if entry.kind == EntryKind.PERSON:
                self._about[entry.subject].append(entry)
        self._pasts: dict[frozenset[bytes], frozenset[bytes] | None] = {}

    def roles(self, person: bytes, heads: frozenset[bytes]) -> frozenset[str] | None:
        """Return the roles of *person* as of *heads*; None: not all before these is here.

        Only what an entry that counts gave, and nothing that even a disputed one took.
        """
        past = self._past(heads)
        if past is None:
            return None
        return self._given(person, past & self._counted) & self._given(person, past & self._heard)

    def _given(self, person: bytes, entries: frozenset[bytes]) -> frozenset[str]:
        listed = [each for each in self._about.get(person, ()) if each.id in entries]
        replaced = frozenset().union(*(each.replaces for each in listed))
        in_force = [frozenset(each.content[3]) for each in listed if each.id not in replaced]
        return frozenset.intersection(*in_force) if in_force else frozenset()

    def _past(self, heads: frozenset[bytes]) -> frozenset[bytes] | None:
        """Return *heads* with all that they were built on; None where any of it is not here."""
        if heads not in self._pasts:
            self._pasts[heads] = self._walked(heads)
        return self._pasts[heads]

    def _walked(self, heads: Iterable[bytes]) -> frozenset[bytes] | None:
        found: set[bytes] = set()
        ahead = list(heads)
        while ahead:
            key = EntryId(ahead.pop())
            if key in found:
                continue
            entry = self._known.get(key)
            if entry is None:
                return None
            found.add(key)
            ahead += [*entry.replaces, *([entry.previous] if entry.previous else [])]
        return frozenset(found)
