"""A record that is erased, or kept longer, once its time is over or the person asks for it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from uuid import UUID

from caseworker.model.entity import Entity
from caseworker.model.ids import PersonId, UserId
from caseworker.model.person import Channel
from caseworker.model.values import Money


class ErasureCause(StrEnum):
    """Why a record is erased."""

    WISH = "the person asked"
    TIME_IS_OVER = "the time to keep it is over"


class RecordPart(StrEnum):
    """What a record consists of, as it is counted before and after an erasure."""

    IDENTITY = "who the person is"
    PEOPLE_AROUND = "people around"
    WAYS = "how to be reached"
    ARRIVAL = "arrival and stay"
    ANSWERS = "yes and no"
    SHARED = "what went to others"
    WORK = "cases"
    FORMS = "answers of forms"
    HEALTH = "answers of forms about health"
    PAPERS = "papers and recordings"
    INCIDENTS = "incidents and feedback"
    WISHES = "wishes about the record"
    USE = "who used the record"


@dataclass(frozen=True)
class PartCount:
    """How many entries a part of a record has."""

    part: RecordPart
    entries: int


@dataclass(frozen=True)
class KeptCost:
    """What was spent on a day: the accounts of the centre need it, whoever it was for."""

    on: date
    cost: Money


@dataclass(eq=False, kw_only=True)
class Erasure(Entity):
    """That a record was to be erased, who decided and agreed, and that it was done.

    It outlives the record and holds nothing that was in it: ids made by chance, counts and moments
    are what proves that it was asked for and done (R-442).
    """

    number: str
    """What the paper for the person shows; it encodes nothing about them."""
    person_id: PersonId
    """Of whom nothing else is left; what arrives late is found by it."""
    cause: ErasureCause
    request_id: UUID | None = None
    asked_at: datetime
    decided_at: datetime
    decided_by: UserId
    agreed_at: datetime | None = None
    agreed_by: UserId | None = None
    """Never who decided: what cannot be brought back takes two people."""
    agreed_to: tuple[PartCount, ...] = ()
    """What the record had when it was agreed to."""
    agreed_beyond: tuple[UUID, ...] = ()
    """Ids of what lies outside the circle of the record and goes with it: other laptops erase
    of that only what one of the two named and the other erased."""
    called_off_at: datetime | None = None
    called_off_by: UserId | None = None
    carried_out_at: datetime | None = None
    carried_out_by: UserId | None = None
    erased: tuple[PartCount, ...] = ()
    owners: tuple[UUID, ...] = ()
    """Ids of what is gone and on what other entries can hang."""
    costs: tuple[KeptCost, ...] = ()
    late_agreed_at: datetime | None = None
    late_agreed_by: UserId | None = None
    """Who agreed once more, to what laptops that did not know of the erasure wrote outside it."""
    late_beyond: tuple[UUID, ...] = ()
    told_at: datetime | None = None
    told_by: UserId | None = None
    told_by_way_of: Channel | None = None


@dataclass(eq=False, kw_only=True)
class KeptLonger(Entity):
    """Why a record stays though its time is over, and until when. Append-only."""

    person_id: PersonId
    reason: str
    law: str = ""
    """The duty, as the centre wrote it. While one holds, no wish erases the record."""
    until: date
    decided_at: datetime
    decided_by: UserId
