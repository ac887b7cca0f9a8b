"""The review meeting of the team: what is on the agenda, and what was decided."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from caseworker.model.entity import Entity
from caseworker.model.ids import CaseId, FollowUpId, TeamMeetingId, UserId


class Reason(StrEnum):
    """Why a case is on the agenda."""

    PLAN = "plan to look at"
    CLOSURE = "closure to decide"
    CLOSED_ALONE = "closed by a sole worker"
    TRANSFER = "handover without answer"
    WITHOUT_CASEWORKER = "without a caseworker"
    LATE_FOLLOW_UP = "follow-up late"
    LATE_REFERRAL = "referral without answer"


@dataclass(eq=False, kw_only=True)
class TeamMeeting(Entity):
    """A case review meeting: supervisors and caseworkers look at cases together."""

    id: TeamMeetingId
    held_on: date
    led_by: UserId
    prepared_at: datetime
    present: tuple[UserId, ...] = ()
    finished_at: datetime | None = None
    """From then on the minutes stand."""


@dataclass(eq=False, kw_only=True)
class AgendaItem(Entity):
    """A case, or a topic of the team, and what was decided about it."""

    meeting_id: TeamMeetingId
    place: int
    """Where it stands on the agenda, counted from 1."""
    case_id: CaseId | None = None
    reasons: tuple[Reason, ...] = ()
    topic: str = ""
    """In words, where it is about no case. No name belongs here."""
    decision: str = ""
    done_by: UserId | None = None
    done_until: date | None = None
    follow_up_id: FollowUpId | None = None
    """The follow-up by which it is not forgotten."""
    left_out_at: datetime | None = None
