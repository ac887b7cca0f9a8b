"""The monthly report of a centre: the same four tables every month, safe beside all before."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from caseworker.aggregates import words
from caseworker.aggregates.going_out import Prepared, prepare
from caseworker.aggregates.layout import Layout, Line, laid_out
from caseworker.aggregates.populations import Facet, Population, Scope
from caseworker.aggregates.table import UNKNOWN
from caseworker.centre.settings import the_centre
from caseworker.charts.chart import Band, Bar, Bars, Chart, Pyramid, Value
from caseworker.ports import Reads
from caseworker.text import Text

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


def chart_of(table: Prepared, text: Text) -> Chart:
    """Return a table of the report as its chart: a pyramid, or bars."""
    layout = laid_out(table, text)
    if Facet.SEX not in table.facets:
        about = text(words.FACETS[table.facets[0]]) if table.facets else text("Total")
        return Bars(
            about=about,
            counted=text("Count"),
            bars=tuple(
                Bar(line.names[0], line.values[0])
                for line in layout.lines
                if not line.paths or line.paths[0]
            ),
        )
    return Pyramid(
        about=text("Age"),
        left=text("Men and boys"),
        right=text("Women and girls"),
        bands=_bands(layout, text),
    )


def _bands(layout: Layout, text: Text) -> tuple[Band, ...]:
    """Return the bands of age; children and adults alone where most bands would be hidden."""
    at = {name: place for place, name in enumerate(layout.header[1:])}
    male, female = at.get(text("Male")), at.get(text("Female"))

    def band(line: Line) -> Band:
        nobody = Value(0)
        return Band(
            line.names[0],
            nobody if male is None else line.values[male],
            nobody if female is None else line.values[female],
        )

    known = [line for line in layout.lines if line.paths[0] and line.paths[0][0] != UNKNOWN]
    fine = tuple(band(line) for line in known if len(line.paths[0]) == _FINE)
    values = [value for one in fine for value in (one.left, one.right) if value.count != 0]
    if 2 * sum(value.hidden is not None for value in values) <= len(values):
        return fine
    return tuple(band(line) for line in known if len(line.paths[0]) < _FINE)


_FINE = 2
"""How many levels a single band of age lies below the total."""
