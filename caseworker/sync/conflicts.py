"""Conflicts as people see them: two values of one field, by two who had not seen each other's.

Nothing is lost in one. All values are kept, the safer ones of protective fields hold meanwhile, and
somebody decides (sync.md, "Conflicts screen").
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from caseworker.model.entity import Entity
from caseworker.model.ids import UserId


@dataclass(frozen=True, kw_only=True)
class Version:
    """One of the values that stand against each other."""

    value: Any
    """As the field has it; None where the field was emptied."""
    by: UserId
    device: UUID
    at: datetime
    """By the clock of that laptop, which may be wrong: nothing is decided by it."""
    governs: bool
    """Whether it holds until somebody decides: of protective fields, the safer ones."""


@dataclass(frozen=True, kw_only=True)
class Conflict:
    """A field with several values."""

    kind: type[Entity]
    entity: UUID
    field: str
    protective: bool
    """Whether somebody's safety may hang on it: the safer value may then be proposed."""
    versions: tuple[Version, ...]
    """Two or more, each value once, in an order that is the same on every laptop."""
