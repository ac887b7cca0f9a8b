"""What a centre changed or added in its library of indicators."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from caseworker.model.entity import Entity
from caseworker.model.ids import UserId


class DataClass(StrEnum):
    """How public a figure is (R-445, R-451)."""

    PUBLIC = "class 1"
    """About nobody, and may be known; it goes out protected."""
    SENSITIVE = "class 3"
    """About nobody, and not public: it goes out only on a data access request."""


class Unit(StrEnum):
    """What an indicator is counted in."""

    PEOPLE = "people"
    HOUSEHOLDS = "households"
    CASES = "cases"
    TIMES = "times"
    NIGHTS = "nights"
    DAYS = "days"
    PERCENT = "percent"


@dataclass(eq=False, kw_only=True)
class CentreIndicator(Entity):
    """An indicator of the centre's own, or one of the library as the centre wants it.

    The formula is one fact, or one fact in a hundred of another; facts have names in
    `caseworker.indicators.facts`.
    """

    key: str
    """Of the library's, where it takes its place; else its own id as text."""
    name: str
    definition: str
    unit: Unit
    counts: str
    of: str = ""
    data_class: DataClass
    source: str = ""
    target: int | None = None
    at_most: bool = False
    """The target is not to be passed; else it is to be reached."""
    left_out: bool = False
    """The centre does not look at it; what it meant stays."""
    changed_at: datetime
    changed_by: UserId
