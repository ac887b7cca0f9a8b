"""Households by who is in them, as they stand at the end of the month in which they were formed.

A household that holds somebody out of sight, or somebody whose age nobody knows, is of no kind.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterator
from datetime import datetime
from enum import StrEnum
from typing import Any
from uuid import UUID

from caseworker.aggregates.populations import ADULT_AT
from caseworker.indicators.months import Months
from caseworker.indicators.parts import Kinds, Parts
from caseworker.model.entity import Entity
from caseworker.model.ids import HouseholdId, PersonId
from caseworker.model.person import Household, HouseholdMembership, Person
from caseworker.people.duplicates.standing import second_records
from caseworker.people.restricted import hidden_people
from caseworker.ports import Reads, before, one_of, since
from caseworker.text import N_

_PORTION = 400


class HouseholdKind(StrEnum):
    """Who is in a household."""

    ONE_ADULT_WITH_CHILDREN = "one adult with children"
    ADULTS_WITH_CHILDREN = "adults with children"
    ADULTS = "adults"
    CHILDREN = "children"
    """No adult among them: how many is not public (R-451)."""


NAMES: dict[HouseholdKind, str] = {
    HouseholdKind.ONE_ADULT_WITH_CHILDREN: N_("One adult with children"),
    HouseholdKind.ADULTS_WITH_CHILDREN: N_("Several adults with children"),
    HouseholdKind.ADULTS: N_("Adults alone"),
    HouseholdKind.CHILDREN: N_("Children without an adult"),
}


def of_a_kind(reads: Reads, months: Months) -> Kinds:
    """Return of which kind each household is, in the month in which it was formed."""
    formed = dict(
        reads.fields(
            Household,
            ("id", "formed_at"),
            since("formed_at", months.begin),
            before("formed_at", months.end),
        )
    )
    ends = {key: _end(months, at) for key, at in formed.items()}
    members = _members(reads, ends)
    adults = _adults(reads, members, ends)
    found: dict[tuple[int, UUID], frozenset[str]] = {}
    for key, people in members.items():
        kind = _kind([adults.get((key, person)) for person in people])
        place = months.place(formed[key])
        if kind is not None and place is not None:
            found[place, key] = frozenset({kind.value})
    return found


BY_MEMBERS = Parts(
    N_("Who is in it"),
    N_("by who is in it"),
    of_a_kind,
    lambda _reads, text: {kind.value: text(name) for kind, name in NAMES.items()},
    frozenset({HouseholdKind.CHILDREN.value}),
)


def _end(months: Months, at: datetime) -> datetime:
    place = months.place(at)
    return months.end if place is None else months.bounds[place + 1]


def _members(
    reads: Reads, ends: dict[HouseholdId, datetime]
) -> dict[HouseholdId, frozenset[PersonId]]:
    """Return who is in each household, every person once; none where somebody is out of sight."""
    first, hidden = second_records(reads), hidden_people(reads)
    found: defaultdict[HouseholdId, set[PersonId]] = defaultdict(set)
    names = ("household_id", "person_id", "since", "until")
    for key, person, came, left in _of_these(reads, HouseholdMembership, names, ends):
        if came < ends[key] and (left is None or left >= ends[key]):
            found[key].add(first.get(person, person))
    return {key: frozenset(people) for key, people in found.items() if not people & hidden}


def _adults(
    reads: Reads,
    members: dict[HouseholdId, frozenset[PersonId]],
    ends: dict[HouseholdId, datetime],
) -> dict[tuple[HouseholdId, PersonId], bool]:
    """Return whether each member is an adult; those whose age nobody knows are not there."""
    everybody = frozenset[PersonId]().union(*members.values())
    born = dict(_of_these(reads, Person, ("id", "date_of_birth"), everybody))
    return {
        (key, person): day.youngest_age(ends[key].date()) >= ADULT_AT
        for key, people in members.items()
        for person in people
        if (day := born.get(person)) is not None
    }


def _of_these(
    reads: Reads, kind: type[Entity], names: tuple[str, ...], keys: Collection[UUID]
) -> Iterator[tuple[Any, ...]]:
    """Yield the fields in *names* of every entity whose first of them is among *keys*."""
    ordered = sorted(keys)
    for begin in range(0, len(ordered), _PORTION):
        some = ordered[begin : begin + _PORTION]
        yield from reads.fields(kind, names, one_of(names[0], some))


def _kind(adults: Collection[bool | None]) -> HouseholdKind | None:
    if None in adults:
        return None
    grown = sum(map(bool, adults))
    if grown == len(adults):
        return HouseholdKind.ADULTS
    if not grown:
        return HouseholdKind.CHILDREN
    if grown == 1:
        return HouseholdKind.ONE_ADULT_WITH_CHILDREN
    return HouseholdKind.ADULTS_WITH_CHILDREN
