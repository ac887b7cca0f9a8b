"""What an indicator is: what it means, how it is counted, how public it is."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from caseworker.aggregates.populations import Facet, Population
from caseworker.model.indicator import DataClass, Unit


class Topic(StrEnum):
    """What an indicator is about; the order of the list."""

    ARRIVALS = "arrivals and stay"
    CASEWORK = "casework"
    SERVICES = "services and referrals"
    CLOSURES = "closures"
    CENTRE = "the centre"
    OWN = "the centre's own"


Way = tuple[Population, tuple[Facet, ...]]
"""A protected table: who is counted, by what."""


@dataclass(frozen=True, kw_only=True)
class Indicator:
    """One indicator: what it means, and how it is counted."""

    key: str
    topic: Topic
    name: str
    definition: str
    unit: Unit
    counts: str
    """The fact that is counted."""
    of: str = ""
    """The fact of which it is so many in a hundred, or nothing."""
    data_class: DataClass = DataClass.PUBLIC
    source: str = ""
    target: int | None = None
    at_most: bool = False
    """The target is not to be passed; else it is to be reached."""
    goes_out_as: Way | None = None
    """The protected table that tells it outside, by what; None: it stays inside the centre."""
    month_by_month: Way | None = None
    """The protected table that tells its months outside; None: they stay inside the centre."""
    why_it_stays: str = ""
    """Why it stays inside, where it counts people, each once; marked for translation."""
    in_words_of_centre: bool = False
    """Name and definition were written by the centre, and are in no catalogue."""
