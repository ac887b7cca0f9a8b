"""Which record stands for a person whose records were held for one person's."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from caseworker.model.duplicate import JOINED, Duplicate
from caseworker.model.ids import PersonId
from caseworker.model.person import Person
from caseworker.ports import Reads, one_of


def second_records(reads: Reads) -> Mapping[PersonId, PersonId]:
    """Return for each second record the one in which work goes on.

    Where that one is not here, erased or not carried, work goes on in the second.
    """
    joined = reads.matching(Duplicate, one_of("state", JOINED))
    seconds = stands_for(_undisputed(reads, joined)) if joined else {}
    if not seconds:
        return {}
    here = {key for (key,) in reads.fields(Person, ("id",), one_of("id", {*seconds.values()}))}
    return {second: first for second, first in seconds.items() if first in here}


def _undisputed(reads: Reads, joined: list[Duplicate]) -> list[Duplicate]:
    """Leave out where two said different things of which records are meant.

    That is said once, so that the second is an error, or a program that was altered. Until somebody
    has decided, each record stands for itself.
    """
    disputed = {each.entity for each in reads.conflicts() if each.field in _RECORDS}
    return [each for each in joined if each.id not in disputed]


_RECORDS = frozenset({"person_id", "duplicate_id"})


def other_records_of(reads: Reads, person_id: PersonId) -> frozenset[PersonId]:
    """Return the other records that are held for the same person's."""
    seconds = second_records(reads)
    first = seconds.get(person_id, person_id)
    return frozenset({first, *(key for key, on in seconds.items() if on == first)} - {person_id})


def with_their_other_records(reads: Reads, people: frozenset[PersonId]) -> frozenset[PersonId]:
    """Return *people* and all other records that are held for the same persons'."""
    seconds = second_records(reads)
    firsts = {seconds.get(each, each) for each in people}
    return people | firsts | {key for key, on in seconds.items() if on in firsts}


def stands_for(joined: Iterable[Duplicate]) -> Mapping[PersonId, PersonId]:
    """Return for each second record the first; the same at every laptop, in whatever order.

    Two laptops may have joined three records in ways that contradict each other: then what was
    decided last says which goes on for all of them.
    """
    groups: dict[PersonId, set[PersonId]] = {}
    first: dict[PersonId, PersonId] = {}
    for each in sorted(joined, key=lambda one: (one.decided_at or one.asked_at, one.id)):
        group = groups.get(each.person_id, {each.person_id})
        group |= groups.get(each.duplicate_id, {each.duplicate_id})
        for member in group:
            groups[member] = group
            first[member] = each.person_id
    return {member: goes_on for member, goes_on in first.items() if member != goes_on}
