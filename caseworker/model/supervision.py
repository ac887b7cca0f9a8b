"""What supervisors add to the work of others: their look at a plan, a word, who covers for whom."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from caseworker.model.entity import Entity
from caseworker.model.ids import CaseId, UserId


@dataclass(eq=False, kw_only=True)
class PlanLook(Entity):
    """What a supervisor says of a plan as it was agreed; never of one's own. Append-only."""

    agreement_id: UUID
    case_id: CaseId
    looked_at: datetime
    looked_by: UserId
    agrees: bool
    comment: str = ""


@dataclass(eq=False, kw_only=True)
class QueueNote(Entity):
    """A word among supervisors about something that waits, or its handing on. Append-only."""

    subject: UUID
    """Of whom or of what: the id under which it stands in the queue."""
    written_at: datetime
    written_by: UserId
    comment: str = ""
    given_to: UserId | None = None
    """The colleague who is to decide from now on."""


@dataclass(eq=False, kw_only=True)
class Absence(Entity):
    """Days on which somebody is away, and who decides meanwhile."""

    user_id: UserId
    first_day: date
    last_day: date
    covered_by: UserId
    ended_at: datetime | None = None
    """She came back early, or did not go."""


@dataclass(eq=False, kw_only=True)
class Debriefing(Entity):
    """That somebody talked with a colleague after an incident (R-381). Never what was said."""

    incident_id: UUID
    user_id: UserId
    held_at: datetime
    held_by: UserId
