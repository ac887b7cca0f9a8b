"""Somebody whom a partner sends to the centre: who sends them, why, and what was answered."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from caseworker.model.entity import Entity
from caseworker.model.ids import (
    ArrivalId,
    InboundReferralId,
    PersonId,
    ProviderId,
    UserId,
)
from caseworker.model.person import Channel
from caseworker.model.referral import Priority


class CameBy(StrEnum):
    """How a referral reached the centre."""

    PAPER = "paper"
    PHONE = "phone"
    IN_PERSON = "brought in person"
    EMAIL = "email"


class SaidConsent(StrEnum):
    """What the partner says of a yes. It never stands in for a yes of the person to us (R-207)."""

    WRITTEN = "written"
    SPOKEN = "spoken"
    NONE = "none"
    NOT_SAID = "not said"


class InboundState(StrEnum):
    """Where a referral to the centre stands."""

    RECEIVED = "received"
    ACCEPTED = "accepted"
    DECLINED = "declined"


@dataclass(eq=False, kw_only=True)
class InboundReferral(Entity):
    """A partner refers somebody to the centre; it holds no more than the partner must say."""

    id: InboundReferralId
    provider_id: ProviderId | None = None
    """Who refers, where the directory knows them."""
    referred_by: str = ""
    """Who refers in words: an organisation without an entry, or the colleague there."""
    reply_to: str = ""
    """How the answer reaches them."""
    came_by: CameBy
    their_reference: str = ""
    """What the partner calls the person: their case number, or a first name. Never needed."""
    need: str
    priority: Priority = Priority.NORMAL
    how_to_reach: str = ""
    """How the person can be reached safely, as the partner says."""
    consent_said: SaidConsent = SaidConsent.NOT_SAID
    consent_words: str = ""
    received_at: datetime
    received_by: UserId
    state: InboundState = InboundState.RECEIVED
    answered_at: datetime | None = None
    answered_by: UserId | None = None
    reason: str = ""
    """Why it is declined, in words that the partner may read."""
    arrival_id: ArrivalId | None = None
    person_id: PersonId | None = None
    answer_sent_at: datetime | None = None
    answer_sent_by: UserId | None = None
    answer_sent_by_way_of: Channel | None = None
    feedback: str = ""
    """What the partner was told of how it went on, with a yes of the person."""
    feedback_at: datetime | None = None
    feedback_by: UserId | None = None


@dataclass(eq=False, kw_only=True)
class ForgettingAsked(Entity):
    """Somebody asks that what a partner wrote is erased; it takes a second colleague to do it.

    It outlives what it is about and holds nothing of it: it is what proves to every laptop that
    two people stand behind the erasure.
    """

    inbound_id: InboundReferralId
    asked_at: datetime
    asked_by: UserId
