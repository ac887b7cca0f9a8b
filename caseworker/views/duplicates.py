"""Two records side by side, and what is said about them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from caseworker.findings import Findings
from caseworker.model.arrival import Arrival
from caseworker.model.case import Case, CaseStatus
from caseworker.model.duplicate import JOINED, Duplicate, DuplicateState
from caseworker.model.ids import CaseId, DuplicateId, PersonId
from caseworker.model.person import NameVariant, Person
from caseworker.people.duplicates.finding import Candidate, candidate
from caseworker.people.duplicates.joining import joining_findings
from caseworker.people.duplicates.records import as_known
from caseworker.people.duplicates.signs import Sign, signs
from caseworker.people.duplicates.standing import second_records
from caseworker.people.restricted import is_restricted, may_see, require_sight
from caseworker.permissions import Act, may, require
from caseworker.ports import Reads, one_of
from caseworker.views.names import colleague, shown_name


@dataclass(frozen=True, kw_only=True)
class Beside:
    """One of two records, as far as it tells people apart."""

    who: Candidate
    restricted: bool
    """Only named colleagues see it: each look is audited first."""
    number: str
    """Of the arrival."""
    called: str
    other_names: tuple[str, ...]
    languages: tuple[str, ...]
    cases: tuple[tuple[CaseId, str, CaseStatus], ...]
    registered_by: str


@dataclass(frozen=True, kw_only=True)
class Said:
    """What was said of the two records last."""

    id: DuplicateId
    state: DuplicateState
    asked_at: datetime
    asked_by: str
    why: str
    decided_at: datetime | None
    decided_by: str
    comment: str


@dataclass(frozen=True, kw_only=True)
class Comparison:
    """Two records side by side; the one that goes on, or would, comes first."""

    first: Beside
    second: Beside
    signs: tuple[Sign, ...]
    said: Said | None
    findings: Findings
    """What keeps them from being held for one person's."""
    may_decide: bool
    """Somebody else asked, or went on alone, and this person decides."""
    may_part: bool


@dataclass(frozen=True, kw_only=True)
class OtherRecord:
    """Another record of the same person, or one that may be."""

    id: PersonId
    name: str
    goes_on: bool
    """Work goes on there, and not in the record from which one looks."""
    state: DuplicateState


def comparison(reads: Reads, one: PersonId, other: PersonId) -> Comparison:
    """Return two records side by side.

    Raises:
        NotAllowed: the role works on no cases, or does not see both.
    """
    require(reads.actor, Act.WORK_ON_CASE)
    people = [reads.get(Person, key) for key in (one, other)]
    for person in people:
        require_sight(reads, person)
    said = _last_said(reads, one, other)
    if said is not None:
        people.sort(key=lambda person: person.id != said.person_id)
    first, second = people
    mine = said is not None and said.asked_by == reads.actor.user_id
    decides = may(reads.actor, Act.APPROVE)
    waits = said is not None and said.state in _WAITS
    return Comparison(
        first=_beside(reads, first),
        second=_beside(reads, second),
        signs=signs(as_known(reads, first), as_known(reads, second)),
        said=_said(reads, said) if said is not None else None,
        findings=joining_findings(reads, first.id, second.id, "-"),
        may_decide=waits and decides and not mine,
        may_part=said is not None and said.state is DuplicateState.ONE_PERSON and decides,
    )


def goes_on_first(reads: Reads, one: PersonId, other: PersonId) -> tuple[PersonId, PersonId]:
    """Return the record to go on with, as proposed, and the other: an open case, then the older."""

    def order(key: PersonId) -> tuple[bool, datetime, PersonId]:
        works = reads.count(Case, person_id=key, status=CaseStatus.OPEN) > 0
        return not works, reads.get(Person, key).registered_at, key

    first, second = sorted((one, other), key=order)
    return first, second


def other_records(reads: Reads, person_id: PersonId) -> tuple[OtherRecord, ...]:
    """Return the records that are, or may be, of the same person, as far as they are in sight."""
    return tuple(_others(reads, person_id))


def _others(reads: Reads, person_id: PersonId) -> Iterator[OtherRecord]:
    told = [
        *reads.matching(Duplicate, one_of("state", _SHOWN), person_id=person_id),
        *reads.matching(Duplicate, one_of("state", _SHOWN), duplicate_id=person_id),
    ]
    first = second_records(reads).get(person_id)
    for each in told:
        key = each.duplicate_id if each.person_id == person_id else each.person_id
        other = reads.find(Person, key)
        if other is not None and may_see(reads, other):
            yield OtherRecord(
                id=key, name=shown_name(other), goes_on=key == first, state=each.state
            )


_WAITS = frozenset({DuplicateState.ASKED, DuplicateState.ONE_PERSON_UNSEEN})
_SHOWN = _WAITS | JOINED


def _last_said(reads: Reads, one: PersonId, other: PersonId) -> Duplicate | None:
    found = [
        *reads.matching(Duplicate, person_id=one, duplicate_id=other),
        *reads.matching(Duplicate, person_id=other, duplicate_id=one),
    ]

    def weight(each: Duplicate) -> tuple[bool, bool, datetime, DuplicateId]:
        # What waits is decided, and what holds can be undone, also where two laptops said both.
        return each.state in _WAITS, each.state in JOINED, each.asked_at, each.id

    return max(found, key=weight, default=None)


def _said(reads: Reads, said: Duplicate) -> Said:
    return Said(
        id=said.id,
        state=said.state,
        asked_at=said.asked_at,
        asked_by=colleague(reads, said.asked_by),
        why=said.why,
        decided_at=said.decided_at,
        decided_by=colleague(reads, said.decided_by),
        comment=said.comment,
    )


def _beside(reads: Reads, person: Person) -> Beside:
    arrival = reads.find(Arrival, person.arrival_id)
    return Beside(
        who=candidate(person, ()),
        restricted=is_restricted(reads, person),
        number=arrival.number if arrival else "",
        called=person.called,
        other_names=tuple(each.name for each in reads.matching(NameVariant, person_id=person.id)),
        languages=person.languages,
        cases=tuple(
            (case.id, case.number, case.status)
            for case in reads.matching(Case, person_id=person.id, order_by="-opened_at")
        ),
        registered_by=colleague(reads, person.registered_by),
    )
