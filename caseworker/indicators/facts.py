"""What the program can count month by month, by name: the words that formulas are made of.

A fact that is not here is one that the program does not know yet; an indicator built on it says
so. Nobody who is out of sight of whoever asks is counted.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from statistics import median
from typing import Any

from caseworker.indicators import house, needs
from caseworker.indicators.households import BY_MEMBERS, HouseholdKind, of_a_kind
from caseworker.indicators.months import Months, Values
from caseworker.indicators.parts import Parts, part, whole
from caseworker.model.arrival import Arrival, Stay
from caseworker.model.assessment import Assessment, ProtectionScreening, ScreeningFlag
from caseworker.model.case import Case
from caseworker.model.entity import Entity
from caseworker.model.incident import Incident
from caseworker.model.indicator import DataClass
from caseworker.model.person import Household, Person
from caseworker.model.plan import CasePlan, PlanAgreement, ServiceDelivery, ServiceOutcome
from caseworker.model.referral import Referral, ReferralState
from caseworker.model.review import Closure, ClosureReason, FollowUp, FollowUpState
from caseworker.model.staff import Training, User
from caseworker.model.values import RiskLevel
from caseworker.people.duplicates.standing import second_records
from caseworker.people.restricted import hidden_cases, hidden_people, without
from caseworker.ports import Condition, Reads, before, one_of, present, since
from caseworker.text import N_


@dataclass(frozen=True)
class Fact:
    """Something that can be counted."""

    name: str
    """Marked for translation."""
    values: Callable[[Reads, Months], Values]
    data_class: DataClass = DataClass.PUBLIC
    is_a_middle: bool = False
    """A median or a measure: it is no count, and nothing is a share of it."""
    parts: Parts | None = None
    """How it is told apart, where it is."""


def _people(reads: Reads) -> tuple[Condition, ...]:
    return without("person_id", hidden_people(reads))


def _cases(reads: Reads) -> tuple[Condition, ...]:
    return without("case_id", hidden_cases(reads))


def _plans(reads: Reads) -> tuple[Condition, ...]:
    hidden = hidden_cases(reads)
    plans = reads.fields(CasePlan, ("id",), one_of("case_id", hidden)) if hidden else []
    return without("plan_id", frozenset(key for (key,) in plans))


def _everybody(_reads: Reads) -> tuple[Condition, ...]:
    return ()


def _themselves(reads: Reads) -> tuple[Condition, ...]:
    # Two records of one person are one person.
    return without("id", hidden_people(reads) | second_records(reads).keys())


_InSight = Callable[[Reads], tuple[Condition, ...]]


def _happened(
    kind: type[Entity], at: str, in_sight: _InSight, *conditions: Condition, weight: str = ""
) -> Callable[[Reads, Months], Values]:
    """Return what counts how often something happened, or the sum of *weight*."""

    def values(reads: Reads, months: Months) -> Values:
        found = reads.fields(
            kind,
            (at, weight) if weight else (at,),
            since(at, months.begin),
            before(at, months.end),
            *conditions,
            *in_sight(reads),
        )
        return [*months.sums((row[0], row[1] if weight else 1) for row in found)]

    return values


def _open_cases(*, only_high: bool = False) -> Callable[[Reads, Months], Values]:
    def values(reads: Reads, months: Months) -> Values:
        found = reads.fields(
            Case, ("opened_at", "closed_at", "risk"), before("opened_at", months.end),
            *_people(reads),
        )  # fmt: skip
        return [
            *months.standing(
                (opened, closed)
                for opened, closed, risk in found
                if not only_high or risk.level is RiskLevel.HIGH
            )
        ]

    return values


def _with_case(reads: Reads, months: Months) -> Values:
    """Return how many people had an open case at each month's end, each once."""
    found = reads.fields(
        Case, ("person_id", "opened_at", "closed_at"), before("opened_at", months.end),
        *_people(reads),
    )  # fmt: skip
    first = second_records(reads)
    return [
        len(
            {
                first.get(person, person)
                for person, opened, closed in found
                if opened < bound and (closed is None or closed >= bound)
            }
        )
        for bound in months.bounds[1:]
    ]


def _stays(reads: Reads, months: Months) -> list[tuple[datetime, datetime | None]]:
    return [(b, e) for b, e in reads.fields(Stay, ("since", "until"), before("since", months.end))]


def _staying(reads: Reads, months: Months) -> Values:
    return [*months.standing(_stays(reads, months))]


def _nights(reads: Reads, months: Months) -> Values:
    """Return the nights spent in a bed in each month."""
    found: Values = []
    stays = _stays(reads, months)
    for begin, end in zip(months.bounds, months.bounds[1:], strict=False):
        nights = 0
        for since_, until in stays:
            first = max(since_.astimezone(begin.tzinfo).date(), begin.date())
            last = min((until or end).astimezone(begin.tzinfo).date(), end.date())
            nights += max((last - first).days, 0)
        found.append(nights)
    return found


def _kept_on_time(reads: Reads, months: Months) -> Values:
    """Return how many follow-ups due in each month were kept by the end of their day."""
    found = reads.fields(
        FollowUp, ("due_at", "closed_at"), since("due_at", months.begin),
        before("due_at", months.end), *_cases(reads), state=FollowUpState.KEPT,
    )  # fmt: skip
    zone = months.begin.tzinfo
    return [
        *months.sums(
            (due, 1)
            for due, kept in found
            if kept is not None and kept.astimezone(zone).date() <= due.astimezone(zone).date()
        )
    ]


def _days_to_first_act(reads: Reads, months: Months) -> Values:
    """Return the median days from opening a case to the first assessment, help or referral.

    Of the cases opened in each month that had one by now.
    """
    opened = reads.fields(
        Case, ("id", "opened_at"), since("opened_at", months.begin),
        before("opened_at", months.end), *_people(reads),
    )  # fmt: skip
    first: dict[Any, datetime] = {}
    for case, at in _acts(reads, months):
        first[case] = min(first.get(case, at), at)
    waited: list[list[float]] = [[] for _ in range(len(months))]
    for case, at in opened:
        place = months.place(at)
        if place is not None and case in first:
            waited[place].append(max((first[case] - at) / timedelta(days=1), 0.0))
    return [median(days) if days else None for days in waited]


def _acts(reads: Reads, months: Months) -> Iterable[tuple[Any, datetime]]:
    zone = months.begin.tzinfo
    for case, day in reads.fields(Assessment, ("case_id", "held_on")):
        yield case, datetime.combine(day, time(12), zone)
    for case, day in reads.fields(
        ServiceDelivery, ("case_id", "given_on"), one_of("outcome", (ServiceOutcome.GIVEN,))
    ):
        yield case, datetime.combine(day, time(12), zone)
    yield from reads.fields(Referral, ("case_id", "sent_at"), present("sent_at"))


def _children_alone(reads: Reads, months: Months) -> Values:
    found = reads.fields(
        ProtectionScreening, ("screened_at", "flags"), since("screened_at", months.begin),
        before("screened_at", months.end), *_cases(reads),
    )  # fmt: skip
    return [*months.sums((at, 1) for at, flags in found if ScreeningFlag.CHILD_ALONE in flags)]


def _given(*outcomes: ServiceOutcome) -> Callable[[Reads, Months], Values]:
    def values(reads: Reads, months: Months) -> Values:
        found = reads.fields(
            ServiceDelivery, ("given_on",), since("given_on", months.begin.date()),
            before("given_on", months.end.date()), one_of("outcome", outcomes), *_cases(reads),
        )  # fmt: skip
        zone = months.begin.tzinfo
        return [*months.sums((datetime.combine(day, time(12), zone), 1) for (day,) in found)]

    return values


def _staff(*, trained: Training | None = None) -> Callable[[Reads, Months], Values]:
    def values(reads: Reads, months: Months) -> Values:
        found = reads.fields(User, ("added_at", "removed_at", "trainings"))
        return [
            *months.standing(
                (added, removed)
                for added, removed, trainings in found
                if trained is None or trained in trainings
            )
        ]

    return values


_SENT = (
    ReferralState.SENT,
    ReferralState.RECEIVED,
    ReferralState.ACCEPTED,
    ReferralState.DECLINED,
    ReferralState.PROVIDED,
)


def _referred(*states: ReferralState) -> Callable[[Reads, Months], Values]:
    return _happened(Referral, "sent_at", _people, one_of("state", states))


def _closed(*reasons: ClosureReason) -> Callable[[Reads, Months], Values]:
    by_reason = (one_of("reason", reasons),) if reasons else ()
    return _happened(Closure, "closed_at", _cases, *by_reason)


FACTS: dict[str, Fact] = {
    "people who came": Fact(
        N_("People who came to the desk"),
        _happened(Arrival, "arrived_at", _everybody, weight="people"),
    ),
    "arrivals with an urgent need": Fact(
        N_("Arrivals with a need that could not wait"), whole(needs.at_the_gate),
        DataClass.SENSITIVE, parts=needs.URGENT,
    ),
    "people registered": Fact(
        N_("People registered"), _happened(Person, "registered_at", _themselves)
    ),
    "people who needed something": Fact(
        N_("People registered who needed something at once"), whole(needs.at_registration),
        parts=needs.AT_ONCE,
    ),
    "households": Fact(
        N_("Households registered"), _happened(Household, "formed_at", _everybody),
        parts=BY_MEMBERS,
    ),
    "households of one adult with children": Fact(
        N_("Households of one adult with children"),
        part(of_a_kind, HouseholdKind.ONE_ADULT_WITH_CHILDREN),
    ),
    "households of adults with children": Fact(
        N_("Households of several adults with children"),
        part(of_a_kind, HouseholdKind.ADULTS_WITH_CHILDREN),
    ),
    "households of adults": Fact(
        N_("Households of adults alone"), part(of_a_kind, HouseholdKind.ADULTS)
    ),
    "households of children": Fact(
        N_("Households of children without an adult"),
        part(of_a_kind, HouseholdKind.CHILDREN),
        DataClass.SENSITIVE,
    ),
    "people in beds": Fact(N_("People in a bed at the end of the month"), _staying),
    "nights": Fact(N_("Nights spent in a bed"), _nights),
    "cases opened": Fact(N_("Cases opened"), _happened(Case, "opened_at", _people)),
    "people with a case": Fact(N_("People with an open case at the end of the month"), _with_case),
    "cases open": Fact(N_("Cases open at the end of the month"), _open_cases()),
    "cases at high risk": Fact(
        N_("Open cases at high risk"), _open_cases(only_high=True), DataClass.SENSITIVE
    ),
    "children alone": Fact(
        N_("Screenings that found a child alone"), _children_alone, DataClass.SENSITIVE
    ),
    "incidents": Fact(
        N_("Incidents noted"),
        _happened(Incident, "noticed_at", _everybody),
        DataClass.SENSITIVE,
    ),
    "people with needs": Fact(
        N_("People assessed whose needs were named"), whole(needs.ASSESSED.sorting),
        parts=needs.ASSESSED,
    ),
    "people with priorities": Fact(
        N_("People assessed who chose what comes first"), whole(needs.FIRST.sorting),
        parts=needs.FIRST,
    ),
    "plans agreed": Fact(N_("Plans agreed"), _happened(PlanAgreement, "agreed_at", _plans)),
    "help given": Fact(N_("Times help was given"), _given(ServiceOutcome.GIVEN)),
    "help not there": Fact(
        N_("Times help could not be had"), _given(ServiceOutcome.UNAVAILABLE)
    ),
    "help asked for": Fact(
        N_("Times help was given or could not be had"),
        _given(ServiceOutcome.GIVEN, ServiceOutcome.UNAVAILABLE),
    ),
    "days to the first act": Fact(
        N_("Days until the first assessment, help or referral, in the middle"),
        _days_to_first_act,
        is_a_middle=True,
    ),
    "referrals sent": Fact(N_("Referrals sent"), _referred(*_SENT)),
    "referrals accepted": Fact(
        N_("Referrals accepted"), _referred(ReferralState.ACCEPTED, ReferralState.PROVIDED)
    ),
    "referrals completed": Fact(
        N_("Referrals whose service was given"), _referred(ReferralState.PROVIDED)
    ),
    "follow-ups due": Fact(
        N_("Follow-ups that were due"),
        _happened(
            FollowUp, "due_at", _cases,
            one_of("state", set(FollowUpState) - {FollowUpState.CANCELLED}),
        ),
    ),
    "follow-ups on time": Fact(N_("Follow-ups kept on their day"), _kept_on_time),
    "cases closed": Fact(N_("Cases closed"), _closed()),
    "cases closed without contact": Fact(
        N_("Cases closed because contact was lost"), _closed(ClosureReason.LOST_CONTACT)
    ),
    "cases closed with feedback": Fact(
        N_("Cases closed after asking how it was"),
        _happened(Closure, "closed_at", _cases, one_of("feedback_asked", (True,))),
    ),
    "complaints": Fact(N_("Complaints received"), house.complaints()),
    "complaints answered in time": Fact(
        N_("Complaints answered within two weeks"), house.complaints(in_time=True)
    ),
    "answers on how it is": Fact(
        N_("Times somebody filled in how it is for them"), house.how_it_is()
    ),
    "satisfied answers": Fact(
        N_("Times somebody would tell a friend to come"), house.how_it_is("yes")
    ),
    "litres of water": Fact(
        N_("Litres of water for each person a day"), house.measured("water/litres"),
        is_a_middle=True,
    ),
    "people for each toilet": Fact(
        N_("People for each toilet"), house.measured("centre/people", "water/toilets"),
        is_a_middle=True,
    ),
    "square metres for each person": Fact(
        N_("Square metres under a roof for each person"),
        house.measured("space/covered", "centre/people"), is_a_middle=True,
    ),
    "staff": Fact(N_("People on the staff"), _staff()),
    "staff trained in data protection": Fact(
        N_("Staff trained in data protection"), _staff(trained=Training.DATA_PROTECTION)
    ),
}  # fmt: skip
"""Every fact by the name that formulas use. Names are stored: they never change."""
