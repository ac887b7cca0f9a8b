"""Assessment: risk and protective factors, needs, capacities, skills, safety (step 2)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from caseworker.model.entity import Entity
from caseworker.model.ids import AssessmentId, CaseId, UserId


class Level(StrEnum):
    """The four levels on which factors are looked at (R-417)."""

    INDIVIDUAL = "individual"
    HOUSEHOLD = "household"
    COMMUNITY = "community"
    STRUCTURAL = "structural"


class Polarity(StrEnum):
    """A factor is a risk or protects, depending on time and place (R-418)."""

    RISK = "risk"
    PROTECTIVE = "protective"


class Stage(StrEnum):
    """When it weighs (R-419)."""

    BEFORE = "before"
    DURING = "during"
    AFTER = "after"


@dataclass(eq=False, kw_only=True)
class Assessment(Entity):
    """One look, together, at her situation. A new look is a new assessment (R-218)."""

    id: AssessmentId
    case_id: CaseId
    held_on: date
    held_by: UserId
    expectations: str = ""
    """What she hopes for, in her words (R-032)."""
    needs: tuple[str, ...] = ()
    priority_needs: tuple[str, ...] = ()
    """At most four (R-033)."""
    priority_other: str = ""
    strengths: str = ""
    """What she is good at and what has helped so far (R-430)."""
    skills: str = ""
    resources: str = ""
    """Who and what she can count on (R-220)."""
    coping: str = ""
    barriers: tuple[str, ...] = ()
    """What makes services hard to reach (R-129, R-184)."""
    housing: str = ""
    income: str = ""
    education: str = ""
    language_level: str = ""
    """CEFR level in the language of the place (R-135)."""
    summary: str = ""
    read_back: bool = False
    """Read back to her, and she agreed that it is right (R-285)."""
    finished_at: datetime | None = None


@dataclass(eq=False, kw_only=True)
class Factor(Entity):
    """One factor on one level (R-417 to R-423)."""

    assessment_id: AssessmentId
    level: Level
    polarity: Polarity
    stage: Stage = Stage.AFTER
    place: str = ""
    what: str
    strategy: str = ""
    """Reduce the threat, reduce vulnerability, or raise capacity (R-429)."""
    removed_at: datetime | None = None


class ScreeningFlag(StrEnum):
    """What may call for somebody specialised (R-219). Raised by trained people only."""

    MEDICAL_NEED = "medical need"
    PSYCHOLOGICAL_NEED = "psychological need"
    CHILD_ALONE = "child alone or separated"
    TRAFFICKING = "trafficking"
    EXPLOITATION = "exploitation"
    ABUSE = "abuse"
    GENDER_VIOLENCE = "gender-based violence or discrimination"
    INTERNATIONAL_PROTECTION = "international protection"


@dataclass(eq=False, kw_only=True)
class ProtectionScreening(Entity):
    """The screening flags of a case. Restricted; she may stop at any question."""

    case_id: CaseId
    screened_at: datetime
    screened_by: UserId
    flags: frozenset[ScreeningFlag] = frozenset()
    note: str = ""


@dataclass(eq=False, kw_only=True)
class SafetyPlan(Entity):
    """What she does and who helps when danger comes (R-162)."""

    case_id: CaseId
    made_on: date
    made_by: UserId
    warning_signs: str = ""
    what_helps: str = ""
    people_to_call: str = ""
    safe_places: str = ""
    to_take_along: str = ""
    children: str = ""
    agreed: bool = False
    copy_safe_to_carry: bool = False


@dataclass(eq=False, kw_only=True)
class BestInterests(Entity):
    """Best interests assessment of a child and, where needed, determination."""

    case_id: CaseId
    looked_at_on: date
    by: UserId
    childs_views: str = ""
    family: str = ""
    safety: str = ""
    care: str = ""
    identity: str = ""
    needs: str = ""
    recommendation: str = ""
    responsible_adult: str = ""
    """The interim responsible adult, where there is no guardian."""
    authority_notified: str = ""
    determination_needed: bool = False
    determined_at: datetime | None = None
    determined_by: UserId | None = None
    determination: str = ""
