"""A meeting of the team as its page shows it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from caseworker.model.ids import CaseId, TeamMeetingId, UserId
from caseworker.model.staff import Role, User
from caseworker.model.team_meeting import AgendaItem, Reason, TeamMeeting
from caseworker.permissions import Act, require
from caseworker.ports import Reads, missing
from caseworker.supervision.team_meetings import agenda
from caseworker.views.names import colleague, person_of_case

_COME = frozenset({Role.CASEWORKER, Role.SUPERVISOR})


@dataclass(frozen=True, kw_only=True)
class TopicLine:
    """One item of the agenda."""

    id: UUID
    case_id: CaseId | None
    person: str
    topic: str
    reasons: tuple[Reason, ...]
    decision: str
    done_by: str
    done_by_id: UserId | None
    done_until: date | None


@dataclass(frozen=True, kw_only=True)
class MeetingShown:
    """The meeting, and who may come and take something on."""

    held_on: date
    is_over: bool
    present: tuple[str, ...]
    present_ids: tuple[UserId, ...]
    topics: tuple[TopicLine, ...]
    staff: tuple[tuple[UserId, str], ...]
    """Everybody who works on cases, by name."""


def meeting_shown(reads: Reads, meeting_id: TeamMeetingId) -> MeetingShown:
    """Return the meeting.

    Raises:
        NotAllowed: only supervisors prepare meetings.
    """
    require(reads.actor, Act.APPROVE)
    meeting = reads.get(TeamMeeting, meeting_id)
    staff = reads.matching(User, missing("removed_at"), order_by=("name", "id"))
    return MeetingShown(
        held_on=meeting.held_on,
        is_over=meeting.finished_at is not None,
        present=tuple(colleague(reads, each) for each in meeting.present),
        present_ids=meeting.present,
        topics=tuple(_line(reads, item) for item in agenda(reads, meeting_id)),
        staff=tuple((user.id, user.name) for user in staff if user.roles & _COME),
    )


def _line(reads: Reads, item: AgendaItem) -> TopicLine:
    return TopicLine(
        id=item.id,
        case_id=item.case_id,
        person=person_of_case(reads, item.case_id) if item.case_id else "",
        topic=item.topic,
        reasons=item.reasons,
        decision=item.decision,
        done_by=colleague(reads, item.done_by),
        done_by_id=item.done_by,
        done_until=item.done_until,
    )
