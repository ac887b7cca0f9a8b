"""Who may be known already: at the desk before a record is made, and among records afterwards.

A match with a record that few see goes to a supervisor who sees both, and never to the desk, where
others read the screen (product.md, "Basis, safety and dignity").
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from caseworker.model.duplicate import Duplicate, DuplicateState
from caseworker.model.ids import PersonId
from caseworker.model.partial_date import PartialDate
from caseworker.model.person import Person, Sex
from caseworker.people.duplicates.index import Likeness, PeopleIndex
from caseworker.people.duplicates.known import Known
from caseworker.people.duplicates.records import AtTheDesk, at_the_desk, everybody
from caseworker.people.duplicates.signs import Sign, signs
from caseworker.people.duplicates.standing import second_records
from caseworker.people.restricted import is_restricted, may_see
from caseworker.permissions import Act, may, require
from caseworker.ports import Reads

LIKELY = 0.0
"""The logarithm of the odds from which on somebody is told of: as likely her as not."""
MOST = 3
"""So many are told of at the desk."""


@dataclass(frozen=True, kw_only=True)
class Candidate:
    """Somebody who is known, and may be the person at the desk."""

    id: PersonId
    name: str
    date_of_birth: PartialDate | None
    sex: Sex
    nationalities: tuple[str, ...]
    registered_at: datetime
    signs: tuple[Sign, ...]


@dataclass(frozen=True, kw_only=True)
class Pair:
    """Two records that may be of one person; the earlier first."""

    first: Candidate
    second: Candidate
    score: float


class EverybodyKnown:
    """All records of this laptop as they stood when it was made, ready to be compared."""

    def __init__(self, reads: Reads) -> None:
        self._seconds = frozenset(second_records(reads))
        self._known = list(everybody(reads))
        self._by_id: dict[PersonId, Known[PersonId]] = {}
        for each in self._known:
            self._by_id.setdefault(each.key, each)
        self._index = PeopleIndex(self._known)

    def like(self, reads: Reads, somebody: AtTheDesk) -> tuple[Candidate, ...]:
        """Return who of those known may be *somebody*, the likeliest first.

        Raises:
            NotAllowed: the role registers nobody.
        """
        require(reads.actor, Act.REGISTER)
        asked = at_the_desk(somebody)
        if not asked.given_name and not asked.family_name:
            return ()
        found = self._likely(self._index.query(asked, 2 * MOST))
        shown = (self._candidate(reads, asked, each, closed=False) for each in found)
        return tuple(each for each in shown if each is not None)[:MOST]

    def pairs_of(self, reads: Reads, person_id: PersonId) -> list[Pair]:
        """Return the records that may be a second one of this person, with hers.

        What somebody has said a word about already is among them.
        """
        asked = self._by_id.get(person_id)
        if asked is None or person_id in self._seconds:
            return []
        likely = self._likely(self._index.query(asked, 1 + MOST))
        found = (self._pair(reads, person_id, each) for each in likely if each.key != person_id)
        return [pair for pair in found if pair is not None]

    def pair(self, reads: Reads, one: PersonId, other: PersonId, score: float) -> Pair | None:
        """Return a pair that was found before, or None where one of the two is not in sight."""
        if one in self._seconds or other in self._seconds:
            return None
        if one not in self._by_id or other not in self._by_id:
            return None
        return self._pair(reads, one, Likeness(other, score))

    def told(self, reads: Reads) -> set[frozenset[PersonId]]:
        """Return the pairs of which somebody has said a word."""
        return _told(reads)

    def compare(self, reads: Reads, one: PersonId, other: PersonId) -> tuple[Sign, ...]:
        """Return what two records have in common."""
        known, asked = self._by_id.get(one), self._by_id.get(other)
        return signs(known, asked) if known and asked else ()

    def _likely(self, found: Iterable[Likeness[PersonId]]) -> list[Likeness[PersonId]]:
        first = (each for each in found if each.key not in self._seconds)
        return [each for each in first if each.score > LIKELY]

    def _candidate(
        self, reads: Reads, asked: Known[PersonId], like: Likeness[PersonId], *, closed: bool
    ) -> Candidate | None:
        """Return who is told of; where few see the record, only if *closed* ones are."""
        person = reads.find(Person, like.key)
        if person is None or not may_see(reads, person):
            return None
        if not closed and is_restricted(reads, person):
            return None
        return candidate(person, signs(self._by_id[like.key], asked))

    def _pair(self, reads: Reads, one: PersonId, like: Likeness[PersonId]) -> Pair | None:
        asked, closed = self._by_id[one], may(reads.actor, Act.READ_RESTRICTED)
        told = self._candidate(reads, asked, like, closed=closed)
        back = Likeness(one, like.score)
        own = self._candidate(reads, self._by_id[like.key], back, closed=closed)
        if told is None or own is None:
            return None
        first, second = sorted((told, own), key=lambda each: (each.registered_at, each.id))
        return Pair(first=first, second=second, score=like.score)


def candidate(person: Person, shared: tuple[Sign, ...]) -> Candidate:
    """Return what is told of somebody who may be the same."""
    return Candidate(
        id=person.id,
        name=person.full_name or person.called,
        date_of_birth=person.date_of_birth,
        sex=person.sex,
        nationalities=person.nationalities,
        registered_at=person.registered_at,
        signs=shared,
    )


def _told(reads: Reads) -> set[frozenset[PersonId]]:
    """Return the pairs of which somebody has said a word."""
    return {
        frozenset({each.person_id, each.duplicate_id})
        for each in reads.matching(Duplicate)
        if each.state is not DuplicateState.PARTED
    }
