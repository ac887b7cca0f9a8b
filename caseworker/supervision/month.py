"""The month of a centre in figures, as its supervisor sees it.

What stands here in full she could count by hand in her lists. Who people are, by age and sex, is
protected as if it were published: screens are read by others, and photographed.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from caseworker.aggregates.late import LATE_FROM_DAYS
from caseworker.centre.settings import the_centre
from caseworker.model.case import Case
from caseworker.model.ids import CaseId
from caseworker.model.referral import Referral, ReferralState
from caseworker.model.review import FollowUp, FollowUpState
from caseworker.model.values import RiskLevel
from caseworker.people.restricted import hidden_cases, hidden_people, without
from caseworker.permissions import Act, require
from caseworker.ports import Reads, before, one_of, present, since
from caseworker.referral.life_cycle import WAITS_FOR_ANSWER
from caseworker.supervision.ages import AgeBand, ages_and_sexes
from caseworker.supervision.overdue import RISKS
from caseworker.supervision.way import Way, way

MONTHS = 12
REFERRALS_SINCE_MONTHS = 2


@dataclass(frozen=True)
class MonthOfCases:
    """How one month ended, or stands."""

    first: date
    open: int
    new: int


@dataclass(frozen=True, kw_only=True)
class Funnel:
    """What became of the referrals sent since a day; not of those called off or recalled."""

    since: date
    sent: int
    received: int
    accepted: int
    declined: int
    provided: int
    helped: int
    not_asked: int
    """Services given whose receiver was not asked whether they helped."""


@dataclass(frozen=True, kw_only=True)
class Month:
    """Everything on the page of the month."""

    centre: str
    today: date
    open_cases: int
    more_than_before: int
    """Against the end of the month before; negative where there are fewer."""
    late: int
    late_by_a_week: int
    unanswered: int
    oldest_days: int
    months: tuple[MonthOfCases, ...]
    """The oldest first; the last is this one."""
    ages: tuple[AgeBand, ...]
    referrals: Funnel
    way: Way | None = None
    late_by_risk: tuple[tuple[RiskLevel, tuple[int, ...]], ...]
    """For each level of risk, how many follow-ups are late by the days of `LATE_FROM_DAYS`."""


def month(reads: Reads, now: datetime) -> Month:
    """Return the figures of the month of *now*, which carries the zone of the centre.

    Raises:
        NotAllowed: only supervisors look at the figures of a centre.
    """
    require(reads.actor, Act.EXPORT_FIGURES)
    cases = reads.fields(
        Case,
        ("id", "opened_at", "closed_at", "risk"),
        *without("person_id", hidden_people(reads)),
    )
    months = _months([(opened, closed) for _id, opened, closed, _risk in cases], now)
    running = [row for row in cases if row[2] is None]
    late = _late(reads, now)
    risks = {key: risk.level for key, _opened, _closed, risk in running}
    waits = reads.fields(
        Referral,
        ("sent_at",),
        one_of("state", WAITS_FOR_ANSWER),
        *without("person_id", hidden_people(reads)),
    )
    return Month(
        centre=the_centre(reads).name,
        today=now.date(),
        open_cases=len(running),
        more_than_before=months[-1].open - months[-2].open,
        late=len(late),
        late_by_a_week=sum(days > 7 for _case, days in late),
        unanswered=len(waits),
        oldest_days=max(((now - sent).days for (sent,) in waits if sent), default=0),
        months=months,
        ages=ages_and_sexes(reads, now),
        referrals=_funnel(reads, now),
        way=way(reads, now),
        late_by_risk=_by_risk(late, risks),
    )


def _months(
    cases: list[tuple[datetime, datetime | None]], now: datetime
) -> tuple[MonthOfCases, ...]:
    first = now.date().replace(day=1)
    begins = [_months_before(first, back) for back in range(MONTHS - 1, -1, -1)]
    ends = [*begins[1:], now.date() + timedelta(days=1)]
    shown = []
    for begin, end in zip(begins, ends, strict=True):
        begin_at, end_at = _midnight(begin, now), _midnight(end, now)
        shown.append(
            MonthOfCases(
                first=begin,
                open=sum(
                    opened < end_at and (closed is None or closed >= end_at)
                    for opened, closed in cases
                ),
                new=sum(begin_at <= opened < end_at for opened, _closed in cases),
            )
        )
    return tuple(shown)


def _late(reads: Reads, now: datetime) -> list[tuple[CaseId, int]]:
    """Return the case and the days of every follow-up that is late."""
    planned = reads.fields(
        FollowUp,
        ("case_id", "due_at"),
        before("due_at", _midnight(now.date(), now)),
        *without("case_id", hidden_cases(reads)),
        state=FollowUpState.PLANNED,
    )
    return [(case, (now.date() - due.astimezone(now.tzinfo).date()).days) for case, due in planned]


def _by_risk(
    late: list[tuple[CaseId, int]], risks: dict[CaseId, RiskLevel]
) -> tuple[tuple[RiskLevel, tuple[int, ...]], ...]:
    found: Counter[tuple[RiskLevel, int]] = Counter()
    for case, days in late:
        column = max(each for each in LATE_FROM_DAYS if each <= days)
        found[risks.get(case, RiskLevel.NOT_JUDGED), column] += 1
    return tuple(
        (level, tuple(found[level, column] for column in LATE_FROM_DAYS)) for level in RISKS
    )


def _funnel(reads: Reads, now: datetime) -> Funnel:
    begins = _months_before(now.date().replace(day=1), REFERRALS_SINCE_MONTHS)
    sent = reads.fields(
        Referral,
        ("state", "helped"),
        present("sent_at"),
        since("sent_at", _midnight(begins, now)),
        *without("person_id", hidden_people(reads)),
    )
    sent = [row for row in sent if row[0] not in _ENDED]
    states = Counter(state for state, _helped in sent)
    answered = sum(states[each] for each in _ANSWERED)
    provided = states[ReferralState.PROVIDED]
    return Funnel(
        since=begins,
        sent=len(sent),
        received=states[ReferralState.RECEIVED] + answered,
        accepted=states[ReferralState.ACCEPTED] + provided,
        declined=states[ReferralState.DECLINED],
        provided=provided,
        helped=sum(helped is True for state, helped in sent if state is ReferralState.PROVIDED),
        not_asked=sum(helped is None for state, helped in sent if state is ReferralState.PROVIDED),
    )


_ENDED = frozenset({ReferralState.CANCELLED, ReferralState.RECALLED})
"""Nobody waits for an answer to these."""
_ANSWERED = (ReferralState.ACCEPTED, ReferralState.DECLINED, ReferralState.PROVIDED)


def _months_before(first: date, back: int) -> date:
    """Return the first of the month *back* months before *first*."""
    counted = first.year * 12 + first.month - 1 - back
    return date(counted // 12, counted % 12 + 1, 1)


def _midnight(day: date, now: datetime) -> datetime:
    return datetime.combine(day, time(), now.tzinfo)
