"""Incidents and safe response (R-388 to R-403)."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from caseworker.centre.settings import the_centre
from caseworker.errors import NotAllowed
from caseworker.model.ids import CaseId, PersonId, UserId
from caseworker.model.incident import Incident, IncidentKind, StaffConcern
from caseworker.permissions import Act, may, require
from caseworker.ports import Reads, UnitOfWork, missing
from caseworker.text import N_


@dataclass(frozen=True)
class Card:
    """A safe-response card: what to do, or what never to do, and why."""

    code: str
    safe: bool
    act: str
    why: str
    requirement: str


CARDS = (
    Card("check-safety", True, N_("Look: is everyone safe now?"),
         N_("You, colleagues, the person, others nearby. Move together if not."), "R-390"),
    Card("ask-hurt", True, N_("Ask: are you hurt?"),
         N_("Medical help comes first. Some care works only within hours."), "R-391"),
    Card("ask-what-happened", False, N_("Do not ask what happened"),
         N_("Telling it again hurts. Somebody trained for it may ask later."), "R-392"),
    Card("ask-who", False, N_("Do not ask who did it"),
         N_("A name can put everybody in danger, and it is not ours to find out."), "R-393"),
    Card("ask-when-where", False, N_("Do not ask when and where"),
         N_("It sounds like doubt. Help does not depend on it."), "R-394"),
    Card("ask-help", True, N_("Ask: what help do you want?"),
         N_("Ask before you contact anybody, and accept a no."), "R-395"),
    Card("give-contacts", True, N_("Give contacts of services"),
         N_("On a neutral slip that is safe to carry, or to remember."), "R-396"),
    Card("police-secretly", False, N_("Do not call the police in secret"),
         N_("Only when the person asks for it and knows what follows."), "R-397"),
    Card("ask-advice", True, N_("Ask a protection colleague for advice"),
         N_("You can ask without a name or any detail."), "R-398"),
    Card("do-nothing", False, N_("Do not look away because it is a family matter"),
         N_("Violence at home is violence. The person decides, with our help."), "R-399"),
)  # fmt: skip
"""The ten cards, in our own words."""

STEPS = (
    ("guards", N_("Guards are alerted")),
    ("management", N_("Management is told")),
    ("plan", N_("The plan for this is under way")),
    ("no-force", N_("No force but in self-defence")),
    ("first-aid", N_("First aid, for body and mind")),
)
"""What is done about an incident, in order (R-389)."""


@dataclass(frozen=True, kw_only=True)
class Noticed:
    """What staff note about an incident. There is no room for an account here, on purpose."""

    kind: IncidentKind
    case_id: CaseId | None = None
    person_id: PersonId | None = None
    steps_done: tuple[str, ...] = ()
    hurt: bool | None = None
    help_wanted: str = ""
    may_contact: tuple[str, ...] = ()
    advice_asked_from: UserId | None = None


def note_incident(work: UnitOfWork, noticed: Noticed, account: str = "") -> Incident:
    """Keep an incident and what was done.

    Raises:
        NotAllowed: an account is given by somebody not trained for it (R-392 to R-394, R-400).
    """
    require(work.actor, Act.WRITE_INCIDENT)
    if account.strip():
        require(work.actor, Act.WRITE_ACCOUNT_OF_INCIDENT)
    incident = Incident(
        id=work.new_id(),
        noticed_at=work.now(),
        noticed_by=work.actor.user_id,
        account=account,
        **vars(noticed),
    )
    work.add(incident)
    work.record("incident noted", incident.id)
    return incident


def end_incident(work: UnitOfWork, incident_id: UUID, outcome: str) -> None:
    """Keep what came of an incident."""
    require(work.actor, Act.WORK_ON_CASE)
    incident = work.get(Incident, incident_id)
    incident.ended_at = work.now()
    incident.outcome = outcome


def open_incidents(reads: Reads) -> list[Incident]:
    """Return the incidents that are not ended, newest first."""
    return reads.matching(Incident, missing("ended_at"), order_by=("-noticed_at", "-id"))


def outside_channels(reads: Reads) -> tuple[str, ...]:
    """Return where an allegation against staff is told, outside the centre (R-402)."""
    return the_centre(reads).outside_channels


def send_to_focal_point(work: UnitOfWork, channel: str) -> StaffConcern:
    """Keep that somebody was sent to the focal point, and nothing more (R-402, R-403).

    Who, about whom and what it was never enter this program.
    """
    require(work.actor, Act.WRITE_INCIDENT)
    concern = StaffConcern(
        id=work.new_id(),
        raised_at=work.now(),
        raised_by=work.actor.user_id,
        channel=channel,
        referred_to_focal_point=True,
    )
    work.add(concern)
    return concern


def staff_concerns(reads: Reads) -> list[StaffConcern]:
    """Return what was sent to the focal point; no line manager reads it.

    Raises:
        NotAllowed: the actor is not the data protection officer, or supervises as well.
    """
    require(reads.actor, Act.READ_STAFF_CONCERN)
    if may(reads.actor, Act.APPROVE):
        raise NotAllowed(act=Act.READ_STAFF_CONCERN.value)
    return reads.matching(StaffConcern, order_by="-raised_at")
