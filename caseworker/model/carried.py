"""Which records an outreach laptop carries, where somebody decided otherwise than by the case."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from caseworker.model.entity import Entity
from caseworker.model.ids import DeviceId, PersonId, UserId


@dataclass(eq=False, kw_only=True)
class CarriedRecord(Entity):
    """That an outreach laptop carries, or leaves out, the record of a person.

    Without a word here it carries the open cases of the people who unlock it.
    """

    device_id: DeviceId
    person_id: PersonId
    carried: bool
    decided_at: datetime
    decided_by: UserId
