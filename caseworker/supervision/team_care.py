"""Care for the team: a talk after incidents, and the course that everybody must have."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from caseworker.errors import InvalidValue
from caseworker.model.ids import UserId
from caseworker.model.incident import Incident
from caseworker.model.staff import Training, User
from caseworker.model.supervision import Debriefing
from caseworker.permissions import Act, require
from caseworker.ports import Reads, UnitOfWork, missing, since
from caseworker.text import N_

LOOKS_BACK = timedelta(days=30)
"""Later, a talk about an incident comes at another time."""
TALK_WITHIN = timedelta(days=3)


@dataclass(frozen=True)
class TalkDue:
    """A colleague who noticed an incident, and with whom nobody talked about it yet."""

    incident_id: UUID
    user_id: UserId
    name: str
    since: datetime
    days_late: int


@dataclass(frozen=True)
class CourseDue:
    """A colleague without the course in data protection (R-457)."""

    user_id: UserId
    name: str


def talks_due(reads: Reads, now: datetime) -> tuple[TalkDue, ...]:
    """Return with whom to talk after an incident, the longest waiting first (R-381).

    Raises:
        NotAllowed: only supervisors see it.
    """
    require(reads.actor, Act.APPROVE)
    held = {
        (incident, user) for incident, user in reads.fields(Debriefing, ("incident_id", "user_id"))
    }
    staff = {user.id: user for user in reads.matching(User, missing("removed_at"))}
    found = reads.fields(
        Incident, ("id", "noticed_by", "noticed_at"), since("noticed_at", now - LOOKS_BACK)
    )
    return tuple(
        TalkDue(incident, user, staff[user].name, at, max((now - at - TALK_WITHIN).days, 0))
        for incident, user, at in sorted(found, key=lambda row: row[2])
        if user in staff and (incident, user) not in held and user != reads.actor.user_id
    )


def courses_due(reads: Reads) -> tuple[CourseDue, ...]:
    """Return who lacks the course in data protection, by name.

    Raises:
        NotAllowed: only supervisors see it.
    """
    require(reads.actor, Act.APPROVE)
    staff = reads.matching(User, missing("removed_at"), order_by=("name", "id"))
    return tuple(
        CourseDue(user.id, user.name)
        for user in staff
        if Training.DATA_PROTECTION not in user.trainings
    )


def note_talk(work: UnitOfWork, incident_id: UUID, user_id: UserId) -> Debriefing:
    """Keep that somebody talked with a colleague after an incident; never what was said.

    Raises:
        NotAllowed: only supervisors note it.
        NotFound: there is no such incident.
        InvalidValue: it is about oneself; somebody else talks with you.
    """
    require(work.actor, Act.APPROVE)
    if user_id == work.actor.user_id:
        raise InvalidValue(what=N_("Talk after an incident"))
    work.get(Incident, incident_id)
    talk = Debriefing(
        id=work.new_id(),
        incident_id=incident_id,
        user_id=user_id,
        held_at=work.now(),
        held_by=work.actor.user_id,
    )
    work.add(talk)
    return talk
