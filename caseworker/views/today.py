"""Today: who waits, what is due, which referrals have no answer, what is for you to look at."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from caseworker.aggregates.apart import unread
from caseworker.model.arrival import Arrival, ArrivalState
from caseworker.model.directory import Provider
from caseworker.model.ids import CaseId, FollowUpId, ReferralId
from caseworker.model.referral import Referral
from caseworker.model.review import (
    FollowUp,
    FollowUpState,
)
from caseworker.people.restricted import hidden_cases, hidden_people, without
from caseworker.permissions import Act, may
from caseworker.ports import Reads, before, one_of
from caseworker.referral import life_cycle
from caseworker.supervision.absence import whose_work
from caseworker.views import reception
from caseworker.views.conflicts import conflict_lines
from caseworker.views.decisions import MOST_ROWS, Decision, decisions
from caseworker.views.held_back import held_back_lines
from caseworker.views.names import person_of_case
from caseworker.views.reception import ArrivalRow


@dataclass(frozen=True)
class DueFollowUp:
    """A look that is due."""

    id: FollowUpId
    case_id: CaseId
    person: str
    due_at: datetime
    what: str
    place: str
    days_late: int


@dataclass(frozen=True)
class OpenReferral:
    """A referral whose provider has not answered."""

    id: ReferralId
    case_id: CaseId
    provider: str
    person: str
    sent_at: datetime
    days_late: int


@dataclass(frozen=True)
class Today:
    """Everything on the first screen of the day."""

    name: str
    now: datetime
    arrivals: tuple[ArrivalRow, ...]
    arrivals_in_all: int
    follow_ups: tuple[DueFollowUp, ...]
    follow_ups_in_all: int
    referrals: tuple[OpenReferral, ...]
    referrals_in_all: int
    decisions: tuple[Decision, ...]
    differing: int
    """Fields that laptops have differently and that this person may decide about."""
    held_back: int
    """Words on somebody's safety that do not count and that nobody has judged yet."""
    apart: int
    """How often laptops sent figures apart, unread; for those who may send any."""


def today(reads: Reads, now: datetime) -> Today:
    """Return what this person's day holds; *now* carries the zone of the centre."""
    actor = reads.actor
    due = _due(reads, now) if may(actor, Act.READ_CASE) else []
    waits = _without_answer(reads) if may(actor, Act.READ_CASE) else []
    return Today(
        name=actor.name,
        now=now,
        arrivals=waiting(reads) if may(actor, Act.CHECK_IN) else (),
        arrivals_in_all=reads.count(Arrival, state=ArrivalState.WAITING),
        follow_ups=tuple(_follow_up(reads, each, now) for each in due[:MOST_ROWS]),
        follow_ups_in_all=len(due),
        referrals=tuple(_referral(reads, each, now.date()) for each in waits[:MOST_ROWS]),
        referrals_in_all=len(waits),
        decisions=decisions(reads, now.date()),
        differing=len(conflict_lines(reads)),
        held_back=len(held_back_lines(reads)),
        apart=unread(reads),
    )


def waiting(reads: Reads) -> tuple[ArrivalRow, ...]:
    """Return who waits: urgent needs first, then the longest waiting."""
    here = reception.here_by_number(reads)
    return tuple(row for row in here if row.state is ArrivalState.WAITING)[:MOST_ROWS]


def _due(reads: Reads, now: datetime) -> list[FollowUp]:
    return reads.matching(
        FollowUp,
        before("due_at", _tomorrow(now)),
        *without("case_id", hidden_cases(reads)),
        one_of("assigned_to", whose_work(reads)),
        state=FollowUpState.PLANNED,
        order_by=("due_at", "id"),
        limit=200,
    )


def _follow_up(reads: Reads, entry: FollowUp, now: datetime) -> DueFollowUp:
    return DueFollowUp(
        id=entry.id,
        case_id=entry.case_id,
        person=person_of_case(reads, entry.case_id),
        due_at=entry.due_at,
        what=entry.what,
        place=entry.place,
        days_late=max((now.date() - entry.due_at.astimezone(now.tzinfo).date()).days, 0),
    )


def _without_answer(reads: Reads) -> list[Referral]:
    hidden = hidden_people(reads)
    waits = life_cycle.without_answer(reads)[:200]
    return [each for each in waits if each.person_id not in hidden]


def _referral(reads: Reads, referral: Referral, today: date) -> OpenReferral:
    provider = reads.find(Provider, referral.provider_id)
    return OpenReferral(
        id=referral.id,
        case_id=referral.case_id,
        provider=provider.name if provider else "",
        person=person_of_case(reads, referral.case_id),
        sent_at=referral.sent_at or referral.prepared_at,
        days_late=life_cycle.days_late(referral, today),
    )


def _tomorrow(now: datetime) -> datetime:
    """Return where the day of *now* ends, in its zone."""
    return datetime.combine(now.date() + timedelta(days=1), time(), now.tzinfo)


def counts(reads: Reads, now: datetime) -> tuple[int, int, int]:
    """Return the plain numbers of the sidebar: arrivals waiting, referrals open, looks due.

    They are those of Today; *now* carries the zone of the centre.
    """
    states = one_of("state", life_cycle.WAITS_FOR_ANSWER)
    people = without("person_id", hidden_people(reads))
    return (
        reads.count(Arrival, state=ArrivalState.WAITING),
        reads.count(Referral, states, *people) if may(reads.actor, Act.READ_CASE) else 0,
        reads.count(
            FollowUp,
            before("due_at", _tomorrow(now)),
            *without("case_id", hidden_cases(reads)),
            one_of("assigned_to", whose_work(reads)),
            state=FollowUpState.PLANNED,
        ),
    )
