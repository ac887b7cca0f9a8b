"""The directory: who helps with what, where, for whom, and how sure we are (R-153, R-253)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from caseworker.model.entity import Entity
from caseworker.model.ids import ProviderId, ServiceId, UserId


class ProviderKind(StrEnum):
    """What a provider is (R-246)."""

    PUBLIC_SERVICE = "public service"
    ORGANISATION = "organisation"
    MIGRANT_ORGANISATION = "migrant organisation"
    AUTHORITY = "authority"
    PRIVATE = "private"


class ServiceArea(StrEnum):
    """The areas of help (R-119 to R-126, groups L and M)."""

    SAFETY = "safety"
    HOUSING = "housing"
    HEALTH = "health"
    PSYCHOSOCIAL = "psychosocial support"
    LEGAL = "legal advice"
    EDUCATION = "education"
    TRAINING = "vocational training"
    WORK = "work"
    WELFARE = "welfare"
    PARENTING = "parental support"
    CHILD_PROTECTION = "child protection"
    FAMILY_TRACING = "family tracing"
    FOOD_AND_ITEMS = "food and items"
    MEDIATION = "mediation"
    ORIENTATION = "orientation"
    RETURN = "return and reintegration"
    GENDER_AND_SEXUALITY = "gender and sexuality"


@dataclass(eq=False, kw_only=True)
class Provider(Entity):
    """An organisation, office or person that helps."""

    id: ProviderId
    name: str
    kind: ProviderKind
    short_description: str = ""
    confidential: bool = False
    """A confidential shelter: for every role it is a contact number and nothing else."""
    by_and_for: bool = False
    """Led by the people it serves (R-180)."""
    address: str = ""
    phone: str = ""
    email: str = ""
    removed_at: datetime | None = None


@dataclass(frozen=True)
class OpeningHours:
    """One stretch of opening hours; `weekday` counts from 0 for Monday, times are "HH:MM"."""

    weekday: int
    opens: str
    closes: str


@dataclass(eq=False, kw_only=True)
class Service(Entity):
    """One service of one provider, with what decides whether it fits."""

    id: ServiceId
    provider_id: ProviderId
    name: str
    area: ServiceArea
    description: str = ""
    place: str = ""
    distance_km: str = ""
    directions: str = ""
    languages: tuple[str, ...] = ()
    """ISO 639 codes (R-175)."""
    hours: tuple[OpeningHours, ...] = ()
    by_appointment: bool = False
    women_staff: str = ""
    """When a woman is there, or empty (R-176)."""
    women_only: bool = False
    childcare: str = ""
    """What there is for children meanwhile (R-173)."""
    papers_asked: str = ""
    accepts_undocumented: bool = False
    min_age: int | None = None
    max_age: int | None = None
    cost: str = ""
    free: bool = True
    last_checked: date | None = None
    """The day somebody made sure that this is still so (R-161, R-263)."""
    checked_by: UserId | None = None
    checked_how: str = ""
    removed_at: datetime | None = None


class AgreementKind(StrEnum):
    """What was agreed with a provider (R-251, R-254, R-447)."""

    MEMORANDUM = "memorandum of understanding"
    PROCEDURES = "standard operating procedures"
    DATA_SHARING = "data sharing agreement"


@dataclass(eq=False, kw_only=True)
class Agreement(Entity):
    """A signed agreement with a provider and how long it holds."""

    provider_id: ProviderId
    kind: AgreementKind
    signed_on: date
    valid_until: date | None = None
    note: str = ""
