"""Two records of one person: who thinks so, what came of it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from caseworker.model.entity import Entity
from caseworker.model.ids import DuplicateId, PersonId, UserId


class DuplicateState(StrEnum):
    """What is thought of two records."""

    ASKED = "asked"
    """Somebody holds them for one person's; another colleague decides."""
    ONE_PERSON = "one person"
    ONE_PERSON_UNSEEN = "one person, not looked at"
    """A sole worker went on; a supervisor looks afterwards."""
    TWO_PEOPLE = "two people"
    PARTED = "parted"
    """They were held for one person's, and are no longer."""


JOINED = frozenset({DuplicateState.ONE_PERSON, DuplicateState.ONE_PERSON_UNSEEN})
"""Where the second record stands for nobody of its own."""


@dataclass(eq=False, kw_only=True)
class Duplicate(Entity):
    """That `duplicate_id` is a second record of the person of `person_id` (R-208).

    Nothing is moved from one record to the other, so that it can be undone: work goes on in one,
    the other stays readable, and figures count one person.
    """

    id: DuplicateId
    person_id: PersonId
    """The record in which work goes on."""
    duplicate_id: PersonId
    state: DuplicateState
    asked_at: datetime
    asked_by: UserId
    why: str = ""
    decided_at: datetime | None = None
    decided_by: UserId | None = None
    comment: str = ""
