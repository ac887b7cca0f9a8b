"""Reception before any identity: a number, urgent needs, eligibility, orientation, a bed."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from caseworker.model.entity import Entity
from caseworker.model.ids import ArrivalId, PersonId, ScreeningId, UserId


class UrgentNeed(StrEnum):
    """What is met first and never gated (R-269). Nobody is asked about violence."""

    MEDICAL = "medical"
    DANGER_NOW = "danger now"
    SELF_HARM = "self-harm"
    CHILD_ALONE = "child alone"
    FOOD_OR_WATER = "food or water"
    CARE_FOR_BABY = "care for a baby"


class ArrivalState(StrEnum):
    """Where an arrival stands."""

    WAITING = "waiting"
    CHECKED_IN = "checked in"
    REGISTERED = "registered"
    HELPED_WITHOUT_RECORD = "helped without record"
    """She said no to a record; food, bed and care go on by number."""
    LEFT = "left"


@dataclass(eq=False, kw_only=True)
class Arrival(Entity):
    """Somebody at the gate, known by a number alone (R-266, R-278)."""

    id: ArrivalId
    number: str
    arrived_at: datetime
    described_as: str = ""
    """What anyone can see: "Woman, about 30, and two children". Never a name."""
    people: int = 1
    children: int = 0
    language: str = ""
    """ISO 639 code of the language spoken, or empty."""
    urgent_needs: frozenset[UrgentNeed] = frozenset()
    urgent_help: str = ""
    """What was done about it, in neutral words: "Nurse sees them first"."""
    someone_stays: bool = False
    """Someone stays with a child who is alone, or with a person who should not be left."""
    bed: str = ""
    kit: tuple[str, ...] = ()
    """Items of the arrival kit that were handed out (R-277)."""
    state: ArrivalState = ArrivalState.WAITING
    checked_in_at: datetime | None = None
    checked_in_by: UserId | None = None


class Eligibility(StrEnum):
    """What the screen showed."""

    ELIGIBLE = "eligible"
    NOT_ELIGIBLE = "not eligible"
    UNCLEAR = "unclear"


@dataclass(eq=False, kw_only=True)
class Screening(Entity):
    """The centre's eligibility criteria, looked at without identity (R-206)."""

    id: ScreeningId
    arrival_id: ArrivalId
    screened_at: datetime
    screened_by: UserId
    criteria_met: tuple[str, ...] = ()
    result: Eligibility = Eligibility.UNCLEAR
    reason: str = ""


class OrientationTopic(StrEnum):
    """What is explained before anyone decides anything (R-272 to R-276, R-282, R-402)."""

    FREE_OF_CHARGE = "free of charge"
    VOLUNTARY = "voluntary"
    FACILITY = "facility and services"
    HOUSE_RULES = "house rules"
    FEEDBACK = "feedback and complaints"
    LIMITS_OF_CONFIDENTIALITY = "limits of confidentiality"
    USE_OF_DATA = "use of data"
    REPORTING_STAFF = "reporting staff"


@dataclass(eq=False, kw_only=True)
class Orientation(Entity):
    """Topics as they were explained, and whether she said them back in her words."""

    screening_id: ScreeningId
    explained_at: datetime
    explained_by: UserId
    topics: tuple[OrientationTopic, ...] = ()
    language: str = ""
    medium: str = ""
    """Spoken, read aloud, pictograms, audio recorded by the centre (R-271)."""
    said_back: bool = False


@dataclass(eq=False, kw_only=True)
class Refusal(Entity):
    """An anonymous count of a no to registration; nothing else is kept (R-432)."""

    refused_at: datetime
    reason: str = ""


@dataclass(eq=False, kw_only=True)
class Stay(Entity):
    """A bed, given to a number or to a registered person (R-288, R-360)."""

    arrival_id: ArrivalId | None = None
    person_id: PersonId | None = None
    bed: str
    since: datetime
    until: datetime | None = None
