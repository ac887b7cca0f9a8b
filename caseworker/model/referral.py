"""Referrals: from a need to a provider and back (group I)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from caseworker.model.consent import Basis
from caseworker.model.entity import Entity
from caseworker.model.ids import (
    CaseId,
    ConsentId,
    ObjectiveId,
    PersonId,
    ProviderId,
    ReferralId,
    ServiceId,
    UserId,
)


class Priority(StrEnum):
    """How fast somebody must answer; the centre sets the hours."""

    EMERGENCY = "emergency"
    URGENT = "urgent"
    NORMAL = "normal"


class ReferralState(StrEnum):
    """Where a referral stands."""

    PREPARED = "prepared"
    SENT = "sent"
    RECEIVED = "received"
    ACCEPTED = "accepted"
    DECLINED = "declined"
    PROVIDED = "provided"
    CANCELLED = "cancelled"
    RECALLED = "recalled"
    """Her consent ended after it was sent."""


class DataItem(StrEnum):
    """What can be shared, item by item; nothing goes along unnamed."""

    FIRST_NAME = "first name"
    FULL_NAME = "full name"
    CASE_NUMBER = "case number"
    AGE = "age"
    SEX = "sex"
    NATIONALITY = "nationality"
    LANGUAGES = "languages"
    PHONE = "phone"
    NEED = "what help is asked for"
    FAMILY = "family"
    HEALTH = "health"
    JOURNEY = "journey"


@dataclass(eq=False, kw_only=True)
class Referral(Entity):
    """One need, one service, the items that go along, and what came of it."""

    id: ReferralId
    case_id: CaseId
    person_id: PersonId
    provider_id: ProviderId
    service_id: ServiceId | None = None
    objective_id: ObjectiveId | None = None
    need: str
    priority: Priority = Priority.NORMAL
    data_items: tuple[DataItem, ...] = ()
    restrictions: str = ""
    """What must not be shared or done."""
    accompanied: bool = False
    basis: Basis = Basis.CONSENT
    consent_id: ConsentId | None = None
    state: ReferralState = ReferralState.PREPARED
    prepared_at: datetime
    prepared_by: UserId
    sent_at: datetime | None = None
    sent_how: str = ""
    answer_due: date | None = None
    answered_at: datetime | None = None
    answer: str = ""
    outcome: str = ""
    her_feedback: str = ""
    helped: bool | None = None
