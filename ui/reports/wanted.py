"""Which protected table is wanted, as the subject of a place: what leads to it names it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from caseworker.aggregates.periods import Period, days_of
from caseworker.aggregates.populations import Facet, Population, Scope


def table_wanted(population: Population, facets: Sequence[Facet], since: date | None = None) -> str:
    """Return the subject for *population* by *facets*: of this month, or *since* a day until now.

    As "registered:age,sex" or "registered:stage:2026-01-01".
    """
    days = f":{since.isoformat()}" if since else ""
    return f"{population.value}:{','.join(facet.value for facet in facets)}{days}"


def is_table(wanted: str) -> bool:
    """Return whether a subject names a table, rather than figures that went out."""
    return ":" in wanted


def read_table(wanted: str, today: date) -> tuple[Scope, tuple[Facet, ...]]:
    """Return the scope and the facets of a subject of `table_wanted`."""
    population, facets, *since = wanted.split(":")
    days = (date.fromisoformat(since[0]), today) if since else days_of(Period.THIS_MONTH, today)
    return Scope(Population(population), *days), tuple(Facet(each) for each in facets.split(","))
