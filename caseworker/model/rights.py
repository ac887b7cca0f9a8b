"""What a person asks about her record, the answer, and who may see it (R-441, R-442)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from uuid import UUID

from caseworker.model.entity import Entity
from caseworker.model.ids import PersonId, UserId
from caseworker.model.person import Channel


class RequestKind(StrEnum):
    """Acts of hers that are not withdrawals; each has its own course (R-442)."""

    STOP_SERVICES = "stop services"
    OBJECTION = "objection"
    ERASURE = "erasure"
    ACCESS = "access"
    CORRECTION = "correction"


class Asker(StrEnum):
    """Who asks. A parent may be the one to be wary of."""

    PERSON = "the person"
    GUARDIAN = "guardian"
    PARENT = "parent"
    SOMEBODY_ELSE = "somebody else"


class Outcome(StrEnum):
    """How a wish is answered."""

    GRANTED = "granted"
    PARTLY = "partly"
    REFUSED = "refused"


@dataclass(eq=False, kw_only=True)
class PersonRequest(Entity):
    """What she asks of the centre about her record or her services, and what came of it.

    It is answered once. Whoever asks again makes a new wish, so that every answer stays.
    """

    person_id: PersonId
    kind: RequestKind
    asked_at: datetime
    taken_by: UserId
    in_her_words: str = ""
    asked_by: Asker = Asker.PERSON
    asked_by_other: str = ""
    """Who asks for her, in words, where it is not herself."""
    answer_due: date | None = None
    """Set from the centre's term when the wish is taken."""
    outcome: Outcome | None = None
    reason: str = ""
    verified: str = ""
    """How somebody made sure who asks, and what the person herself says."""
    decided_at: datetime | None = None
    decided_by: UserId | None = None
    carried_out_at: datetime | None = None
    carried_out_by: UserId | None = None
    carried_out: str = ""
    """What was done, in words."""
    called_off_at: datetime | None = None
    """It was granted and is not carried out after all."""
    told_at: datetime | None = None
    told_by: UserId | None = None
    told_by_way_of: Channel | None = None
    told: str = ""


@dataclass(eq=False, kw_only=True)
class RecordCopy(Entity):
    """A copy of the record was given: in which language, and what was held back. Append-only."""

    person_id: PersonId
    request_id: UUID
    language: str
    given_at: datetime
    given_by: UserId
    items: int
    """How many items went along."""
    held_back: tuple[str, ...] = ()
    """Keys of the items that did not go along; never their words."""


@dataclass(eq=False, kw_only=True)
class Restriction(Entity):
    """Only named colleagues see the record of a person. An ended one stays as history."""

    person_id: PersonId
    open_to: tuple[UserId, ...]
    reason: str
    made_at: datetime
    made_by: UserId
    at_once: bool = False
    """Closed by a caseworker before anybody could be asked; somebody looks at it afterwards."""
    looked_at: datetime | None = None
    looked_by: UserId | None = None
    ended_at: datetime | None = None
    ended_by: UserId | None = None
    ended_why: str = ""
