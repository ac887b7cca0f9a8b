"""A case: one person's work with the centre, through six interlinked steps (R-205)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from caseworker.model.entity import Entity
from caseworker.model.ids import CaseId, HouseholdId, NoteId, PersonId, UserId
from caseworker.model.person import Channel
from caseworker.model.values import RISK_NOT_JUDGED, DeliveryModel, Risk


class CaseStatus(StrEnum):
    """Whether work goes on."""

    OPEN = "open"
    CLOSED = "closed"
    TRANSFERRED = "transferred"


class Step(StrEnum):
    """The six steps. Not a forced line: any of them can be opened again (R-205)."""

    IDENTIFICATION = "identification"
    ASSESSMENT = "assessment"
    PLANNING = "planning"
    IMPLEMENTATION = "implementation"
    REVIEW = "review"
    CLOSURE = "closure"


class StepState(StrEnum):
    """Where a step stands."""

    NOT_STARTED = "not started"
    STARTED = "started"
    DONE = "done"
    OPENED_AGAIN = "opened again"


class ProtectionFlag(StrEnum):
    """While one is open, contact with consulate, authorities of origin or family is blocked."""

    PERSECUTION = "fears persecution"
    TRAFFICKING = "fears traffickers"
    VIOLENCE = "fears somebody close"
    CHILD_AT_RISK = "child at risk"


@dataclass(eq=False, kw_only=True)
class Case(Entity):
    """The work with one person. `number` encodes nothing about her."""

    id: CaseId
    number: str
    person_id: PersonId
    household_id: HouseholdId | None = None
    status: CaseStatus = CaseStatus.OPEN
    opened_at: datetime
    opened_by: UserId
    assigned_to: UserId | None = None
    """The caseworker (R-204)."""
    delivery: DeliveryModel = DeliveryModel.INDIVIDUAL
    risk: Risk = RISK_NOT_JUDGED
    protection_flags: frozenset[ProtectionFlag] = frozenset()
    health_part: bool = False
    tutor: str = ""
    peer_mentor: str = ""
    """Roles on the case beside the caseworker (R-136)."""
    expected_departure: str = ""
    closed_at: datetime | None = None


@dataclass(eq=False, kw_only=True)
class StepProgress(Entity):
    """Where one step of one case stands, and who said so."""

    case_id: CaseId
    step: Step
    state: StepState
    since: datetime
    by: UserId
    why: str = ""
    """Why it was opened again."""


@dataclass(eq=False, kw_only=True)
class CaseNote(Entity):
    """What was observed, what was said, and what the writer thinks, kept apart. Append-only."""

    id: NoteId
    case_id: CaseId
    written_at: datetime
    written_by: UserId
    observed: str = ""
    said: str = ""
    opinion: str = ""
    staff_only: bool = False
    third_party: bool = False
    """Speaks of somebody else: screened before she gets a copy."""
    corrects: NoteId | None = None
    """The note this one corrects; both stay."""


@dataclass(eq=False, kw_only=True)
class Contact(Entity):
    """A contact with her or about her, with how it was made safe (R-203)."""

    case_id: CaseId
    at: datetime
    by: UserId
    channel: Channel
    with_whom: str
    about: str
    reached: bool = True
    safe_contact_seen: bool = False
    """The safe way to reach her was on screen when the contact was made."""


class ProtocolKind(StrEnum):
    """Courses of action that must not be left to memory."""

    SUICIDE_RISK = "suicide risk"
    MISSING_CHILD = "missing child"
    DEPARTURE_WITHOUT_NOTICE = "departure without notice"


@dataclass(eq=False, kw_only=True)
class ProtocolRun(Entity):
    """A protocol under way: which of its acts are done, by whom it was opened and ended."""

    case_id: CaseId
    kind: ProtocolKind
    opened_at: datetime
    opened_by: UserId
    acts_done: tuple[str, ...] = ()
    told: str = ""
    ended_at: datetime | None = None
    ended_by: UserId | None = None
    outcome: str = ""
