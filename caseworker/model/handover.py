"""Cases between centres: cards by which centres know each other, what was sent and received."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from uuid import UUID

from caseworker.model.entity import Entity
from caseworker.model.ids import (
    CardId,
    CaseId,
    ConsentId,
    HandoverId,
    PersonId,
    ProviderId,
    UserId,
)


@dataclass(eq=False, kw_only=True)
class OwnCard(Entity):
    """A card of this centre with its private keys. Every laptop that may accept has them.

    A new card takes the place of the one before; what was sealed to an older one still opens.
    """

    number: int
    card: bytes
    """The file, as it is given to other centres."""
    signing_key: bytes = field(repr=False)
    """Private Ed25519 key."""
    receiving_key: bytes = field(repr=False)
    """Private halves: seed of ML-KEM-768, then X25519."""
    made_at: datetime
    made_by: UserId


@dataclass(eq=False, kw_only=True)
class CentreCard(Entity):
    """The card of another centre. It is good for nothing before two people compared it."""

    card_id: CardId
    """Which card it is; the same card may have been brought at two laptops."""
    centre_id: UUID
    """The centre's own id, the same on all of its cards."""
    number: int
    name: str
    ask: str = ""
    """Who may be asked there, and how."""
    card: bytes
    brought_at: datetime
    brought_by: UserId
    compared_at: datetime | None = None
    compared_by: UserId | None = None
    compared_with: str = ""
    """Who read the number to compare on the other side, and by which way."""
    ours: bool = False
    """The centre belongs to the same organisation; else it is a partner."""
    provider_id: ProviderId | None = None
    """The centre's entry in the directory, where it has one: a yes may name it."""
    put_aside_at: datetime | None = None
    put_aside_by: UserId | None = None


@dataclass(eq=False, kw_only=True)
class SentHandover(Entity):
    """A case that went to another centre in a sealed file, and what came back."""

    id: HandoverId
    person_id: PersonId
    case_id: CaseId
    transfer_id: UUID
    card_id: CardId
    centre: str
    """What the centre was called then."""
    file_id: bytes
    sent_at: datetime
    sent_by: UserId
    disclosure_id: UUID
    """What was kept of its leaving."""
    consent_id: ConsentId | None = None
    taken_back_at: datetime | None = None
    """It did not leave after all, as somebody said."""
    answered_at: datetime | None = None
    accepted: bool | None = None
    answer: str = ""


@dataclass(eq=False, kw_only=True)
class ReceivedHandover(Entity):
    """A case that another centre handed over, and what was answered. Where the record came from."""

    handover_id: HandoverId
    """The sender's number: the same file taken twice is one handover."""
    card_id: CardId
    centre: str
    written_at: datetime
    """When the sender wrote it."""
    accepted: bool
    answered_at: datetime
    answered_by: UserId
    reason: str = ""
    """Why it was declined, in words that the sender reads."""
    person_id: PersonId | None = None
    case_id: CaseId | None = None
    their_number: str = ""
    """The number of the case there."""
    their_person: bytes = b""
    """A hash by which the same person is known when the same centre hands over again."""
    may_be: PersonId | None = None
    """Who of those known here it may be, as the receiver thought. Nothing is merged."""
    basis: str = ""
    why: str = ""
    """Why the case came, in the sender's words."""
    done_so_far: str = ""
    still_to_do: str = ""
    risks: str = ""
    introduced: str = ""
    her_view: str = ""
    not_understood: bytes = b""
    """What a newer version wrote, kept as it came."""


@dataclass(eq=False, kw_only=True)
class AnsweredHandover(Entity):
    """That a handover was answered: about nobody, and so it outlives the record.

    The same file opened again, years after the record was erased, brings nobody back.
    """

    handover_id: HandoverId
    accepted: bool
    answered_at: datetime


@dataclass(eq=False, kw_only=True)
class OutsideColleague(Entity):
    """Somebody of another centre's staff, by code, who wrote what was handed over."""

    id: UserId
    person_id: PersonId
    code: str
    centre: str
