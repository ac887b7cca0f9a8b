"""What does not count and must not lie unread: quarantined words that touch somebody's safety."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from caseworker.model.entity import Entity
from caseworker.model.ids import UserId
from caseworker.sync.commits import CommitId


@dataclass(frozen=True, kw_only=True)
class HeldBack:
    """One change of a protective field, or a withdrawal, that whoever wrote it may not write."""

    commit: CommitId
    kind: type[Entity]
    entity: UUID
    field: str
    """Empty for a record that alerts as a whole."""
    value: Any
    about: UUID | None
    """The person, where the record names one."""
    by: UserId
    at: datetime
    """By the clock of that laptop, which may be wrong."""
