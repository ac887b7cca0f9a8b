"""The monthly report of a centre: the same four tables every month, safe beside all before."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, datetime

from caseworker.aggregates.going_out import Prepared, prepare
from caseworker.aggregates.populations import Facet, Population, Scope
from caseworker.centre.settings import the_centre
from caseworker.ports import Reads

PARTS: tuple[tuple[Population, tuple[Facet, ...]], ...] = (
    (Population.WITH_OPEN_CASE, (Facet.AGE, Facet.SEX)),
    (Population.REGISTERED, (Facet.AGE, Facet.SEX)),
    (Population.REFERRED, (Facet.ANSWER,)),
    (Population.CLOSED, (Facet.REASON,)),
)
"""Who is counted by what, in the order of reading."""


@dataclass(frozen=True)
class ReportWords:
    """What the supervisor writes beside the figures."""

    stood_out: str = ""
    needed: str = ""


@dataclass(frozen=True, kw_only=True)
class Report:
    """A month, ready to go out."""

    centre: str
    country: str
    """ISO 3166-1 alpha-2, or empty."""
    first_day: date
    last_day: date
    tables: tuple[Prepared, ...]

    def rounded(self, base: int) -> Report:
        """Return the same report with each count that it shows rounded to *base*; 1 for exact.

        Raises:
            InvalidValue: so wide a base is not offered.
        """
        return replace(self, tables=tuple(table.rounded(base) for table in self.tables))


def prepare_report(reads: Reads, first_day: date, last_day: date, now: datetime) -> Report:
    """Return the report of these days, each table protected against the others; nothing is kept.

    Raises:
        NotAllowed: only supervisors publish figures.
    """
    tables: list[Prepared] = []
    for population, facets in PARTS:
        scope = Scope(population, first_day, last_day)
        tables.append(prepare(reads, scope, facets, now, tables))
    centre = the_centre(reads)
    return Report(
        centre=centre.name,
        country=centre.country,
        first_day=first_day,
        last_day=last_day,
        tables=tuple(tables),
    )
