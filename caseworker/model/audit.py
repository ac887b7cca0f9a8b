"""Who did or saw what, readable to the person concerned (R-441)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from caseworker.model.entity import Entity
from caseworker.model.ids import UserId


@dataclass(eq=False, kw_only=True)
class AuditEvent(Entity):
    """One act on one record. Append-only, chained by the store."""

    at: datetime
    by: UserId
    action: str
    subject: UUID
    detail: str = ""
    """Never a name or anything she said."""


@dataclass(eq=False, kw_only=True)
class FormAnswer(Entity):
    """One answer of a form that is bound to no field of an entity: one row, one truth."""

    form: str
    form_version: str
    subject: UUID
    path: str
    value: str
    answered_at: datetime
    answered_by: UserId | None
    """None where the form is without a name (R-407)."""
