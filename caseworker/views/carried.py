"""Which records an outreach laptop carries, as an administrator sees and chooses them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from caseworker.centre.outreach import assigned_to, carried_by
from caseworker.model.case import Case
from caseworker.model.ids import DeviceId, PersonId, UserId
from caseworker.model.person import Person
from caseworker.people.restricted import hidden_people
from caseworker.permissions import Act, may, require
from caseworker.ports import Reads
from caseworker.supervision.absence import with_those_away
from caseworker.views.names import number_of, shown_name

_MOST_FOUND = 8


@dataclass(frozen=True)
class RecordLine:
    """A record, with a name only for those whose role reads people."""

    id: PersonId
    name: str
    number: str
    by_case: bool = False
    """The case is with somebody who unlocks the laptop."""


@dataclass(frozen=True)
class CarriedPage:
    """What an outreach laptop carries, and what was left out of it by hand."""

    carried: tuple[RecordLine, ...]
    left_out: tuple[RecordLine, ...]
    names: bool
    """Whether records can be looked for by name."""


def carried_page(reads: Reads, device_id: DeviceId, people: Iterable[UserId]) -> CarriedPage:
    """Return the records of an outreach laptop that *people* unlock.

    Raises:
        NotAllowed: the actor is no administrator.
    """
    require(reads.actor, Act.ENROL)
    unlocking = tuple(people)
    working = with_those_away(reads, unlocking)
    by_case, hidden = assigned_to(reads, working), hidden_people(reads)
    carried = carried_by(reads, device_id, unlocking)
    return CarriedPage(
        _lines(reads, carried - hidden, by_case),
        _lines(reads, by_case - carried - hidden, by_case),
        may(reads.actor, Act.READ_PEOPLE),
    )


def found(reads: Reads, words: str) -> tuple[RecordLine, ...]:
    """Return the records that a name, or the number of a case, leads to.

    Raises:
        NotAllowed: the actor is no administrator.
    """
    require(reads.actor, Act.ENROL)
    asked = words.strip()
    if not asked:
        return ()
    people = [case.person_id for case in reads.matching(Case, number=asked.upper())]
    if may(reads.actor, Act.READ_PEOPLE):
        hits = reads.search(asked, kinds=(Person,), limit=_MOST_FOUND)
        people += [PersonId(hit.id) for hit in hits]
    return _lines(reads, frozenset(people) - hidden_people(reads), frozenset())


def _lines(
    reads: Reads, people: frozenset[PersonId], by_case: frozenset[PersonId]
) -> tuple[RecordLine, ...]:
    names = may(reads.actor, Act.READ_PEOPLE)
    lines = [
        RecordLine(
            person.id,
            shown_name(person) if names else "",
            number_of(reads, person.id),
            person.id in by_case,
        )
        for key in people
        if (person := reads.find(Person, key)) is not None
    ]
    return tuple(sorted(lines, key=lambda line: (line.name.casefold(), line.number)))
