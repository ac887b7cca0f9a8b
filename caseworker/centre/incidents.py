"""Incidents and safe response (R-388 to R-403)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from caseworker.centre.settings import the_centre
from caseworker.errors import NotAllowed
from caseworker.model.ids import CaseId, PersonId, UserId
from caseworker.model.incident import Incident, IncidentKind, StaffConcern
from caseworker.model.staff import Role, Training, User
from caseworker.permissions import Act, may, require
from caseworker.ports import Reads, UnitOfWork, missing
from caseworker.text import N_
from caseworker.views.names import colleague


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


PRINCIPLES = (
    (N_("It ends the job"),
     N_("Sexual exploitation or abuse by anybody who works here is serious misconduct.")),
    (N_("Nobody under 18"),
     N_("Sex with a child is forbidden, whatever the law here says. A wrong guess of the age"
        " excuses nothing.")),
    (N_("Help is never traded"),
     N_("No money, work, goods or help for sex, and none of what people are entitled to.")),
    (N_("No sexual relationship with somebody we help"),
     N_("Our position gives us power. A yes under it is not free.")),
    (N_("Who worries, tells"),
     N_("A suspicion about a colleague, here or in another organisation, goes to a channel"
        " for it. Proof is not needed.")),
    (N_("Everybody keeps this place safe"),
     N_("All staff build surroundings in which abuse has no room; those who lead, first of all.")),
)  # fmt: skip
"""The six core principles of protection from sexual exploitation and abuse, in our own words
(R-401); the wording of the Inter-Agency Standing Committee stays theirs."""

_ADVISES = frozenset(
    {Training.GENDER_BASED_VIOLENCE, Training.PROTECTION_SCREENING, Training.CHILD_PROTECTION}
)


@dataclass(frozen=True, kw_only=True)
class IncidentLine:
    """An incident in a list: what is being done, never what is told about it."""

    id: UUID
    kind: IncidentKind
    noticed_at: datetime
    noticed_by: str
    steps_done: tuple[str, ...]
    asks_me: bool
    """Somebody asks this person for advice."""


@dataclass(frozen=True)
class Adviser:
    """A colleague who can be asked."""

    id: UserId
    name: str


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


def open_incidents(reads: Reads) -> list[IncidentLine]:
    """Return the incidents that are not ended, newest first.

    Caseworkers see all of them; others what they noted themselves, or are asked about.
    """
    require(reads.actor, Act.WRITE_INCIDENT)
    me, sees_all = reads.actor.user_id, may(reads.actor, Act.WORK_ON_CASE)
    found = reads.matching(Incident, missing("ended_at"), order_by=("-noticed_at", "-id"))
    return [
        IncidentLine(
            id=incident.id,
            kind=incident.kind,
            noticed_at=incident.noticed_at,
            noticed_by=colleague(reads, incident.noticed_by),
            steps_done=incident.steps_done,
            asks_me=incident.advice_asked_from == me,
        )
        for incident in found
        if sees_all or me in {incident.noticed_by, incident.advice_asked_from}
    ]


def advisers(reads: Reads) -> tuple[Adviser, ...]:
    """Return the colleagues trained to advise, but not whoever asks (R-398)."""
    staff = reads.matching(User, missing("removed_at"), order_by=("name", "id"))
    return tuple(
        Adviser(user.id, user.name)
        for user in staff
        if user.id != reads.actor.user_id
        and (user.trainings & _ADVISES or Role.SUPERVISOR in user.roles)
    )


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


def acknowledge_principles(work: UnitOfWork) -> None:
    """Keep that the actor has read the six principles (R-401)."""
    require(work.actor, Act.WRITE_INCIDENT)
    work.record("principles acknowledged", work.actor.user_id)
