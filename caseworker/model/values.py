"""Small values that several nouns share. Immutable: replaced, never edited in place."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum


class Answer(StrEnum):
    """An answer to a question that may stay open. Consent starts at NOT_ASKED."""

    YES = "yes"
    NO = "no"
    NOT_ASKED = "not asked"
    PREFERS_NOT_TO_SAY = "prefers not to say"


class RiskLevel(StrEnum):
    """How urgent it is that somebody looks again. Judged by a person, never computed (R-424)."""

    LOW = "low"
    MEDIUM = "medium"
    HIGH = "high"
    NOT_JUDGED = "not judged"


@dataclass(frozen=True)
class Risk:
    """A risk level with its reason: one indivisible value."""

    level: RiskLevel
    reason: str = ""


RISK_NOT_JUDGED = Risk(RiskLevel.NOT_JUDGED)


@dataclass(frozen=True)
class Money:
    """An amount with its currency (ISO 4217): one indivisible value."""

    amount: Decimal
    currency: str


@dataclass(frozen=True)
class HubPlace:
    """Where the hub of a centre is, and by which key it is known: one indivisible value."""

    address: str
    """`https://hub.example.org`, without a path."""
    key: bytes
    """Its Ed25519 public key; laptops believe no other."""
    proof: bytes = b""
    """Opens the centre's space there; again, where the hub went back to an old backup."""


class DeliveryModel(StrEnum):
    """How casework reaches the person (R-203)."""

    INDIVIDUAL = "individual"
    COMMUNITY = "community"
    OUTREACH = "outreach"
    REMOTE = "remote"


class Term(StrEnum):
    """Time frame of a planned action (R-226)."""

    SHORT = "short"
    MEDIUM = "medium"
    LONG = "long"
