"""The case plan: a living document, agreed with her, with every agreed version kept (R-232)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from caseworker.model.consent import Evidence
from caseworker.model.entity import Entity
from caseworker.model.ids import CaseId, ObjectiveId, PlanId, ProviderId, ServiceId, UserId
from caseworker.model.values import Money, Term


class DeliveryMode(StrEnum):
    """Who does it: the centre itself, or a provider by referral (R-222)."""

    DIRECT = "direct"
    REFERRAL = "referral"
    BOTH = "both"


class ObjectiveState(StrEnum):
    """Where an objective stands."""

    OPEN = "open"
    MET = "met"
    PARTLY_MET = "partly met"
    GIVEN_UP = "given up"


@dataclass(eq=False, kw_only=True)
class CasePlan(Entity):
    """How the work goes on, for the whole case."""

    id: PlanId
    case_id: CaseId
    version: int = 1
    begun_on: date
    monitoring: str = ""
    """How help is looked after (R-227)."""
    feedback: str = ""
    """How what she says about it comes back in (R-228)."""
    data_protection: str = ""
    """How her data are kept safe while the plan runs (R-229)."""
    information_sharing: str = ""
    """Who tells whom what (R-230)."""
    next_meeting: date | None = None


@dataclass(eq=False, kw_only=True)
class Objective(Entity):
    """A goal of hers, with what shows that it is reached (R-221)."""

    id: ObjectiveId
    plan_id: PlanId
    position: int
    title: str
    own_words: str = ""
    """One sentence as she says it (R-223)."""
    own_words_declined: bool = False
    """She prefers not to say."""
    measure: str = ""
    """What shows that it is reached."""
    mode: DeliveryMode = DeliveryMode.DIRECT
    review_on: date | None = None
    """The day to look at it again."""
    state: ObjectiveState = ObjectiveState.OPEN
    state_note: str = ""
    removed_at: datetime | None = None


@dataclass(eq=False, kw_only=True)
class PlannedAction(Entity):
    """Something somebody does by a day (R-224 to R-226, R-231)."""

    objective_id: ObjectiveId
    what: str
    responsible_user: UserId | None = None
    responsible_provider: ProviderId | None = None
    responsible_other: str = ""
    """Herself, a relative, or somebody without an entry."""
    due: date | None = None
    term: Term = Term.SHORT
    cost: Money | None = None
    done_on: date | None = None
    outcome: str = ""
    removed_at: datetime | None = None


@dataclass(frozen=True)
class AgreedAction:
    """An action as it was agreed."""

    what: str
    who: str
    due: date | None


@dataclass(frozen=True)
class AgreedObjective:
    """An objective as it was agreed."""

    title: str
    own_words: str
    measure: str
    review_on: date | None
    actions: tuple[AgreedAction, ...]


@dataclass(eq=False, kw_only=True)
class PlanAgreement(Entity):
    """A version of the plan as she agreed to it. Append-only (R-232)."""

    plan_id: PlanId
    version: int
    objectives: tuple[AgreedObjective, ...]
    agreed_at: datetime
    agreed_with: UserId
    read_together: bool
    evidence: Evidence | None = None


class ServiceOutcome(StrEnum):
    """What came of a service."""

    GIVEN = "given"
    UNDER_WAY = "under way"
    UNAVAILABLE = "unavailable"
    """The service does not exist or has no place: risk and contingency plan follow (R-249)."""
    NOT_WANTED = "not wanted"


@dataclass(eq=False, kw_only=True)
class ServiceDelivery(Entity):
    """Help that was given or tried (step 4, R-233)."""

    case_id: CaseId
    objective_id: ObjectiveId | None = None
    service_id: ServiceId | None = None
    what: str
    given_on: date
    given_by: UserId
    outcome: ServiceOutcome = ServiceOutcome.GIVEN
    contingency_plan: str = ""
    progress: str = ""
    cost: Money | None = None
