"""What somebody outside asks of a centre's data beyond what is public, and the answer."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from caseworker.model.entity import Entity
from caseworker.model.ids import AttachmentId, UserId
from caseworker.model.rights import Outcome


class Wanted(StrEnum):
    """What is asked for; public figures need no request (R-445)."""

    PROTECTION_FIGURES = "figures about protection"
    """Class 3: about nobody, and yet not public (R-451)."""
    PEOPLE = "names, a list, or records"
    """Class 2: about people (R-446). Never given as a list (R-454)."""


class Risk(StrEnum):
    """What the answer may bring about (R-453)."""

    REPRISAL = "reprisal"
    EXCLUSION = "exclusion"
    EXPLOITATION = "exploitation"
    DISCRIMINATION = "discrimination"


@dataclass(eq=False, kw_only=True)
class DataAccessRequest(Entity):
    """The data access request form, signed by whoever asks, and what was decided (R-452).

    It is decided once; whoever asks again fills in another.
    """

    number: str
    asked_at: datetime
    taken_by: UserId
    organisation: str
    asked_by: str
    """Name and office of whoever asks."""
    reached_by: str = ""
    """How the answer reaches them."""
    wanted: Wanted
    what: str
    purpose: str = ""
    authority: str = ""
    """The law, order or agreement on which they rely, in their words."""
    urgent: bool = False
    signed_on: date | None = None
    signed_form: AttachmentId | None = None
    original_in: str = ""
    """Where the signed paper lies, where it was not scanned."""
    risks: frozenset[Risk] = frozenset()
    weighed: str = ""
    """Why the use outweighs the risks, or does not (R-447)."""
    outcome: Outcome | None = None
    reason: str = ""
    valid_until: date | None = None
    """The last day on which what was granted may go out."""
    decided_at: datetime | None = None
    decided_by: UserId | None = None
