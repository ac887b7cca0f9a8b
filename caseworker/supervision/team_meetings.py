"""Case review meetings: an agenda from what waits, decisions that become follow-ups, minutes.

The person herself is not there, so nothing is decided over her head: a decision of the team is
what colleagues do next, and what concerns her plan is talked over with her.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, time
from uuid import UUID

from caseworker.errors import InvalidValue, NothingToUndo
from caseworker.model.case import Case
from caseworker.model.ids import CaseId, TeamMeetingId, UserId
from caseworker.model.referral import Referral
from caseworker.model.review import FollowUp, FollowUpState
from caseworker.model.team_meeting import AgendaItem, Reason, TeamMeeting
from caseworker.people.restricted import hidden_cases
from caseworker.permissions import Act, require
from caseworker.ports import Reads, UnitOfWork, missing
from caseworker.steps.review import Appointment, plan_follow_up
from caseworker.supervision.overdue import late_follow_ups, late_referrals
from caseworker.supervision.queue import Waits, queue
from caseworker.text import N_

MOST = 12
"""Of late follow-ups and of late referrals no more come on an agenda; the meeting has an end."""

_REASONS = {
    Waits.PLAN: Reason.PLAN,
    Waits.CLOSURE: Reason.CLOSURE,
    Waits.CLOSED_ALONE: Reason.CLOSED_ALONE,
    Waits.TRANSFER: Reason.TRANSFER,
    Waits.WITHOUT_CASEWORKER: Reason.WITHOUT_CASEWORKER,
}


@dataclass(frozen=True, kw_only=True)
class Decided:
    """What the team decided about an item."""

    decision: str = ""
    done_by: UserId | None = None
    done_until: date | None = None


def prepare_meeting(work: UnitOfWork, held_on: date, now: datetime) -> TeamMeeting:
    """Prepare a meeting; what waits is on its agenda, each case once, with all its reasons.

    Raises:
        NotAllowed: only supervisors prepare meetings.
    """
    require(work.actor, Act.APPROVE)
    meeting = TeamMeeting(
        id=TeamMeetingId(work.new_id()),
        held_on=held_on,
        led_by=work.actor.user_id,
        prepared_at=work.now(),
        present=(work.actor.user_id,),
    )
    work.add(meeting)
    for place, (case_id, reasons) in enumerate(_waiting(work, now).items(), start=1):
        work.add(
            AgendaItem(
                id=work.new_id(),
                meeting_id=meeting.id,
                place=place,
                case_id=case_id,
                reasons=tuple(sorted(reasons, key=list(Reason).index)),
            )
        )
    return meeting


def add_topic(
    work: UnitOfWork, meeting_id: TeamMeetingId, topic: str, case_id: CaseId | None = None
) -> AgendaItem:
    """Put a topic, or a case, at the end of the agenda.

    Raises:
        NotAllowed: only supervisors prepare meetings.
        NothingToUndo: the minutes stand already.
        InvalidValue: neither words nor a case.
    """
    _open(work, meeting_id)
    if not topic.strip() and case_id is None:
        raise InvalidValue(what=N_("Topic"))
    item = AgendaItem(
        id=work.new_id(),
        meeting_id=meeting_id,
        place=1 + work.count(AgendaItem, meeting_id=meeting_id),
        case_id=case_id,
        topic=topic.strip(),
    )
    work.add(item)
    return item


def leave_out(work: UnitOfWork, item_id: UUID, *, left: bool = True) -> None:
    """Take an item off the agenda, or put it back.

    Raises:
        NotAllowed: only supervisors prepare meetings.
        NothingToUndo: the minutes stand already.
    """
    item = work.get(AgendaItem, item_id)
    _open(work, item.meeting_id)
    item.left_out_at = work.now() if left else None


def decide_item(work: UnitOfWork, item_id: UUID, decided: Decided, now: datetime) -> AgendaItem:
    """Keep what was decided; about a case, with who and until when, it becomes a follow-up.

    Raises:
        NotAllowed: only supervisors keep the minutes.
        NothingToUndo: the minutes stand already.
    """
    item = work.get(AgendaItem, item_id)
    _open(work, item.meeting_id)
    item.decision = decided.decision.strip()
    item.done_by, item.done_until = decided.done_by, decided.done_until
    case = work.find(Case, item.case_id)
    if case is not None and case.closed_at is None:
        _follow_up(work, item, now)
    return item


def finish_meeting(
    work: UnitOfWork, meeting_id: TeamMeetingId, present: Iterable[UserId]
) -> TeamMeeting:
    """Let the minutes stand, with who was there.

    Raises:
        NotAllowed: only supervisors keep the minutes.
        NothingToUndo: they stand already.
    """
    meeting = _open(work, meeting_id)
    meeting.present = tuple(dict.fromkeys(present))
    meeting.finished_at = work.now()
    work.record("team meeting held", meeting.id)
    return meeting


def agenda(reads: Reads, meeting_id: TeamMeetingId) -> list[AgendaItem]:
    """Return the items that are not left out; not those about cases out of sight."""
    hidden = hidden_cases(reads)
    items = reads.matching(
        AgendaItem, missing("left_out_at"), meeting_id=meeting_id, order_by=("place", "id")
    )
    return [item for item in items if item.case_id is None or item.case_id not in hidden]


def meetings(reads: Reads, most: int) -> list[TeamMeeting]:
    """Return the meetings, the newest first.

    Raises:
        NotAllowed: only supervisors prepare meetings.
    """
    require(reads.actor, Act.APPROVE)
    return reads.matching(TeamMeeting, order_by=("-held_on", "-id"), limit=most)


def _open(work: UnitOfWork, meeting_id: TeamMeetingId) -> TeamMeeting:
    require(work.actor, Act.APPROVE)
    meeting = work.get(TeamMeeting, meeting_id)
    if meeting.finished_at is not None:
        raise NothingToUndo
    return meeting


def _waiting(reads: Reads, now: datetime) -> dict[CaseId, set[Reason]]:
    """Return the cases on which somebody waits, in the order of the queue, and why."""
    found: dict[CaseId, set[Reason]] = {}
    for one in queue(reads, now):
        if one.kind in _REASONS and reads.find(Case, one.subject) is not None:
            found.setdefault(CaseId(one.subject), set()).add(_REASONS[one.kind])
    for late in late_follow_ups(reads, now, MOST).first:
        found.setdefault(late.case_id, set()).add(Reason.LATE_FOLLOW_UP)
    for silent in late_referrals(reads, now, MOST).first:
        case_id = reads.get(Referral, silent.id).case_id
        found.setdefault(case_id, set()).add(Reason.LATE_REFERRAL)
    return found


def _follow_up(work: UnitOfWork, item: AgendaItem, now: datetime) -> None:
    """Plan, move or call off the follow-up of a decision about a case."""
    planned = work.find(FollowUp, item.follow_up_id)
    if item.case_id is None or item.done_by is None or item.done_until is None:
        if planned is not None and planned.state is FollowUpState.PLANNED:
            planned.state, planned.closed_at = FollowUpState.CANCELLED, work.now()
        item.follow_up_id = None
        return
    due = datetime.combine(item.done_until, time(9), now.tzinfo)
    if planned is None:
        planned = plan_follow_up(
            work,
            item.case_id,
            Appointment(due_at=due, what=item.decision, assigned_to=item.done_by),
        )
        item.follow_up_id = planned.id
        return
    planned.due_at, planned.what, planned.assigned_to = due, item.decision, item.done_by
