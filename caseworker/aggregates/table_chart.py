"""A protected table as a chart: what is hidden there is hidden here."""

from __future__ import annotations

from caseworker.aggregates import words
from caseworker.aggregates.going_out import Prepared
from caseworker.aggregates.layout import Layout, Line, laid_out
from caseworker.aggregates.populations import Facet
from caseworker.aggregates.table import UNKNOWN
from caseworker.charts.chart import Band, Bar, Bars, Chart, Pyramid, Value
from caseworker.text import Text

_BY_AGE_AND_SEX = {Facet.AGE, Facet.SEX}
_FINE = 2
"""How many levels a single band of age lies below the total."""


def can_be_drawn(table: Prepared) -> bool:
    """Return whether a table has a chart: one column of counts, or all ages by both sexes."""
    # A pyramid of a slice would say that there was nobody where nothing is laid out.
    return len(table.facets) < 2 or (set(table.facets) == _BY_AGE_AND_SEX and not table.only)


def chart_of(table: Prepared, text: Text) -> Chart:
    """Return a table that can be drawn as its chart: a pyramid, or bars."""
    layout = laid_out(table, text)
    if set(table.facets) != _BY_AGE_AND_SEX:
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
