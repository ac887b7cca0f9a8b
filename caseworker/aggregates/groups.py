"""People told apart by what no single field says: how far they came, what is late for them."""

from __future__ import annotations

from datetime import datetime, timedelta

from caseworker.aggregates.late import band_of_days, waiting_longest
from caseworker.aggregates.populations import Facet, Population
from caseworker.aggregates.stages import furthest
from caseworker.model.case import Case
from caseworker.model.ids import PersonId
from caseworker.model.person import Person
from caseworker.ports import Reads, before, since

Group = tuple[tuple[Facet, str], ...]
"""What the people of a group have in common: facets with the words that are counted."""
Groups = dict[Group, set[PersonId]]


def are_told_by_groups(population: Population, facets: tuple[Facet, ...]) -> bool:
    """Return whether *population* over *facets* is counted group by group."""
    return population is Population.LATE or Facet.STAGE in facets


def people_in_groups(
    reads: Reads, population: Population, begin: datetime, end: datetime
) -> Groups:
    """Return everybody of *population* from *begin* to *end*, each in one group."""
    if population is Population.LATE:
        return _late(reads, end)
    return _registered(reads, begin, end)


def _registered(reads: Reads, begin: datetime, end: datetime) -> Groups:
    people = reads.fields(
        Person, ("id",), since("registered_at", begin), before("registered_at", end)
    )
    groups: Groups = {}
    for person, stage in furthest(reads, {key for (key,) in people}).items():
        groups.setdefault(((Facet.STAGE, stage.value),), set()).add(person)
    return groups


def _late(reads: Reads, end: datetime) -> Groups:
    risks = dict(reads.fields(Case, ("id", "risk")))
    groups: Groups = {}
    waiting = waiting_longest(reads, end - timedelta(days=1), end)
    for person, (case, days) in waiting.items():
        group = (
            (Facet.RISK, risks[case].level.value),
            (Facet.DAYS_LATE, band_of_days(days)),
        )
        groups.setdefault(group, set()).add(person)
    return groups
