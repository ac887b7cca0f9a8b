"""Incidents and feedback. What staff are accused of never enters here (R-389 to R-407)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from caseworker.model.entity import Entity
from caseworker.model.ids import CaseId, PersonId, UserId


class IncidentKind(StrEnum):
    """What sort of thing happened, in neutral words."""

    SAFETY = "somebody was not safe"
    HEALTH = "medical emergency"
    MISSING = "somebody is missing"
    FIRE_OR_BUILDING = "fire or building"
    CONFLICT = "conflict"
    OTHER = "something else"


@dataclass(eq=False, kw_only=True)
class Incident(Entity):
    """What was done about an incident. No account of it is asked from untrained staff (R-392)."""

    kind: IncidentKind
    noticed_at: datetime
    noticed_by: UserId
    case_id: CaseId | None = None
    person_id: PersonId | None = None
    steps_done: tuple[str, ...] = ()
    """Guards alerted, management told, plan activated, first aid given (R-389)."""
    hurt: bool | None = None
    help_wanted: str = ""
    """What help she asks for, in her words (R-395)."""
    may_contact: tuple[str, ...] = ()
    """Whom she agreed that we contact; police only so (R-397)."""
    advice_asked_from: UserId | None = None
    account: str = ""
    """Only written by staff trained for it (R-392 to R-394, R-400)."""
    ended_at: datetime | None = None
    outcome: str = ""


@dataclass(eq=False, kw_only=True)
class StaffConcern(Entity):
    """That somebody was sent to the focal point, and nothing more. No line manager reads it."""

    raised_at: datetime
    raised_by: UserId
    channel: str
    """Which channel outside the centre was shown."""
    referred_to_focal_point: bool = False


class FeedbackState(StrEnum):
    """The four steps of handling (R-406)."""

    RECEIVED = "received"
    BEING_LOOKED_AT = "being looked at"
    ANSWERED = "answered"
    LEARNT_FROM = "learnt from"


@dataclass(eq=False, kw_only=True)
class Feedback(Entity):
    """What somebody says about the centre, with or without a name (R-405, R-407)."""

    received_at: datetime
    channel: str
    words: str
    complaint: bool = False
    person_id: PersonId | None = None
    said_by: str = ""
    """Who said it, where they wish to be named and have no record."""
    state: FeedbackState = FeedbackState.RECEIVED
    answer: str = ""
    answered_at: datetime | None = None
