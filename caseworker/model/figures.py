"""Figures that went out: every table that was published is remembered, so that the next is safe."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from caseworker.model.entity import Entity
from caseworker.model.ids import UserId


@dataclass(eq=False, kw_only=True)
class PublishedFigures(Entity):
    """One published table. Append-only: what readers have cannot be taken back from them."""

    population: str
    first_day: date
    last_day: date
    facets: tuple[str, ...]
    recipient: str = ""
    purpose: str = ""
    published_at: datetime
    published_by: UserId
    request_id: UUID | None = None
    """The data access request under which it went out, where it is not public (R-452)."""
    rounded_to: int = 1
    """The base to which its counts were rounded in what readers got; 1 where they are exact."""
    corrects: UUID | None = None
    """The figures that were wrong and that it takes the place of; readers still have those."""
    document: str
    """The publication as JSON (caseworker/aggregates/publication.py): no hidden count is in it.

    Its counts are exact also where readers got rounded ones: later figures are protected as if all
    of them were known."""
