"""What is late in the work of all: follow-ups by risk, referrals without an answer."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time
from typing import Generic, TypeVar

from caseworker.model.case import Case
from caseworker.model.directory import Provider
from caseworker.model.ids import CaseId, FollowUpId, ReferralId
from caseworker.model.referral import Referral
from caseworker.model.review import FollowUp, FollowUpState
from caseworker.model.values import RiskLevel
from caseworker.people.restricted import hidden_cases, hidden_people, without
from caseworker.permissions import Act, require
from caseworker.ports import Reads, before, one_of
from caseworker.referral import life_cycle
from caseworker.views.names import colleague, person_of_case

RISKS = (RiskLevel.HIGH, RiskLevel.MEDIUM, RiskLevel.LOW, RiskLevel.NOT_JUDGED)
"""The most pressing first."""

Line = TypeVar("Line")


@dataclass(frozen=True)
class Lines(Generic[Line]):
    """The first lines of a list, and how many it has."""

    first: tuple[Line, ...]
    in_all: int


@dataclass(frozen=True, kw_only=True)
class LateFollowUp:
    """A follow-up whose day has passed."""

    id: FollowUpId
    case_id: CaseId
    person: str
    what: str
    caseworker: str
    risk: RiskLevel
    days_late: int


@dataclass(frozen=True, kw_only=True)
class LateReferral:
    """A referral whose answer was due."""

    id: ReferralId
    person: str
    provider: str
    caseworker: str
    days_late: int


def late_follow_ups(reads: Reads, now: datetime, most: int) -> Lines[LateFollowUp]:
    """Return the late follow-ups of everybody: highest risk first, then the latest.

    Raises:
        NotAllowed: only supervisors see the work of all.
    """
    require(reads.actor, Act.APPROVE)
    today = datetime.combine(now.date(), time(), now.tzinfo)
    late = reads.fields(
        FollowUp,
        ("id", "case_id", "due_at"),
        before("due_at", today),
        *without("case_id", hidden_cases(reads)),
        state=FollowUpState.PLANNED,
    )
    cases = {case_id for _id, case_id, _due in late}
    risks = dict(reads.fields(Case, ("id", "risk"), one_of("id", cases)))

    def pressing(row: tuple[FollowUpId, CaseId, datetime]) -> tuple[int, datetime]:
        return RISKS.index(risks[row[1]].level), row[2]

    known = [row for row in late if row[1] in risks]
    first = sorted(known, key=pressing)[:most]
    return Lines(
        tuple(_follow_up(reads, key, risks[case].level, now) for key, case, _due in first),
        len(known),
    )


def late_referrals(reads: Reads, now: datetime, most: int) -> Lines[LateReferral]:
    """Return the referrals whose answer is late, the latest first.

    Raises:
        NotAllowed: only supervisors see the work of all.
    """
    require(reads.actor, Act.APPROVE)
    conditions = (
        one_of("state", life_cycle.WAITS_FOR_ANSWER),
        before("answer_due", now.date()),
        *without("person_id", hidden_people(reads)),
    )
    first = reads.matching(Referral, *conditions, order_by=("answer_due", "id"), limit=most)
    return Lines(
        tuple(_referral(reads, referral, now.date()) for referral in first),
        reads.count(Referral, *conditions),
    )


def _follow_up(reads: Reads, key: FollowUpId, risk: RiskLevel, now: datetime) -> LateFollowUp:
    entry = reads.get(FollowUp, key)
    return LateFollowUp(
        id=entry.id,
        case_id=entry.case_id,
        person=person_of_case(reads, entry.case_id),
        what=entry.what,
        caseworker=colleague(reads, entry.assigned_to),
        risk=risk,
        days_late=(now.date() - entry.due_at.astimezone(now.tzinfo).date()).days,
    )


def _referral(reads: Reads, referral: Referral, today: date) -> LateReferral:
    provider = reads.find(Provider, referral.provider_id)
    return LateReferral(
        id=referral.id,
        person=person_of_case(reads, referral.case_id),
        provider=provider.name if provider else "",
        caseworker=colleague(reads, referral.prepared_by),
        days_late=life_cycle.days_late(referral, today),
    )
