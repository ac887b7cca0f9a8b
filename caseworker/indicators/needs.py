"""What people need: at the gate, at registration, and as an assessment names it (R-455).

Whoever is out of sight is not counted, and two records of one person are one person.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping
from datetime import datetime, time
from uuid import UUID

from caseworker.aggregates.populations import NEEDS, Population
from caseworker.form_library.chosen_words import choices_of_centre
from caseworker.indicators.months import Months
from caseworker.indicators.parts import Kinds, Parts, Sorting
from caseworker.model.arrival import Arrival, UrgentNeed
from caseworker.model.assessment import Assessment
from caseworker.model.case import Case
from caseworker.model.ids import ArrivalId, PersonId
from caseworker.model.person import Person
from caseworker.people.duplicates.standing import second_records
from caseworker.people.restricted import hidden_cases, hidden_people, without
from caseworker.ports import Reads, before, one_of, since
from caseworker.text import N_, Text
from caseworker.words import name_of

_ABOUT, _BY = N_("Need"), N_("by need")
_DANGER_HERE = frozenset({"safety"})
"""Who needs more safety tells how safe this place is: not public, though other needs are."""


def at_the_gate(reads: Reads, months: Months) -> Kinds:
    """Return what could not wait for each arrival; a number stands for all who came together."""
    found = reads.fields(
        Arrival, ("arrived_at", "id", "urgent_needs"),
        since("arrived_at", months.begin), before("arrived_at", months.end),
        *without("id", _arrivals_of(reads, hidden_people(reads))),
    )  # fmt: skip
    return _once(months, ((at, key, [need.value for need in needs]) for at, key, needs in found))


def at_registration(reads: Reads, months: Months) -> Kinds:
    """Return what each person registered needed at once."""
    unseen = hidden_people(reads) | second_records(reads).keys()
    found = reads.fields(
        Person, ("registered_at", "id", "immediate_needs"),
        since("registered_at", months.begin), before("registered_at", months.end),
        *without("id", unseen),
    )  # fmt: skip
    return _once(months, ((at, key, needs) for at, key, needs in found))


def assessed(field: str) -> Sorting:
    """Return what finds the needs that assessments of the month name in *field*, of each person."""

    def sorting(reads: Reads, months: Months) -> Kinds:
        first = second_records(reads)
        people = dict(reads.fields(Case, ("id", "person_id")))
        found = reads.fields(
            Assessment, ("held_on", "case_id", field),
            since("held_on", months.begin.date()), before("held_on", months.end.date()),
            *without("case_id", hidden_cases(reads)),
        )  # fmt: skip
        zone = months.begin.tzinfo
        return _once(
            months,
            (
                (datetime.combine(day, time(12), zone), first.get(person, person), needs)
                for day, case, needs in found
                if (person := people.get(case)) is not None
            ),
        )

    return sorting


def _arrivals_of(reads: Reads, people: Collection[PersonId]) -> set[ArrivalId]:
    """Return the numbers under which *people* came, now or before."""
    if not people:
        return set()
    found = reads.fields(Person, ("arrival_id", "earlier_arrivals"), one_of("id", people))
    return {key for last, earlier in found for key in (last, *earlier) if key is not None}


def _once(months: Months, found: Iterable[tuple[datetime, UUID, Collection[str]]]) -> Kinds:
    """Return the kinds of each once a month: what was named twice counts once."""
    kinds: dict[tuple[int, UUID], set[str]] = {}
    for at, key, named in found:
        place = months.place(at)
        if place is not None and named:
            kinds.setdefault((place, key), set()).update(named)
    return kinds


def _as_asked(field: str) -> Callable[[Reads, Text], Mapping[str, str]]:
    """Return what names needs as the form of the centre does that fills *field*."""
    return lambda reads, text: choices_of_centre(reads, field, text)


URGENT = Parts(
    _ABOUT,
    _BY,
    at_the_gate,
    lambda _reads, text: {need.value: name_of(need, text) for need in UrgentNeed},
)
AT_ONCE = Parts(
    _ABOUT,
    _BY,
    at_registration,
    _as_asked("person.immediate_needs"),
    _DANGER_HERE,
    leave_as=(Population.REGISTERED, {code: facet for facet, code in NEEDS.items()}),
)
ASSESSED = Parts(_ABOUT, _BY, assessed("needs"), _as_asked("assessment.needs"), _DANGER_HERE)
FIRST = Parts(_ABOUT, _BY, assessed("priority_needs"), _as_asked("assessment.priority_needs"))
