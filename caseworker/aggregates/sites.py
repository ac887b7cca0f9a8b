"""The grid of sites: what each centre published, side by side, before it is added up."""

from __future__ import annotations

from collections.abc import Sequence

from caseworker.aggregates import words
from caseworker.aggregates.combining import Contribution
from caseworker.aggregates.layout import in_order
from caseworker.aggregates.populations import Facet
from caseworker.aggregates.publication import Publication
from caseworker.aggregates.table import Path
from caseworker.charts.chart import HeatMap, Hidden, Value
from caseworker.text import Text

MOST_COLUMNS = 8
"""With more, nobody compares sites: the total stands alone."""


def site_grid(parts: Sequence[Contribution], text: Text) -> HeatMap:
    """Return a row for each centre: its total, and the broadest categories of what is counted."""
    facets = [Facet(name) for name in parts[0].publication.dimensions]
    at, columns = _columns([part.publication for part in parts], facets, text)
    return HeatMap(
        about=text("Centre"),
        columns=tuple(words.category(facets[at], path, text) for path in columns),
        rows=tuple(
            (part.centre, tuple(_value(part.publication, at, path) for path in columns))
            for part in sorted(parts, key=lambda part: part.centre)
        ),
    )


def _columns(
    publications: Sequence[Publication], facets: Sequence[Facet], text: Text
) -> tuple[int, tuple[Path, ...]]:
    """Return which dimension goes across, and its categories: the total first."""
    for at, facet in enumerate(facets):
        found = {path for one in publications for path in one.categories[at] if len(path) == 1}
        if 0 < len(found) < MOST_COLUMNS:
            return at, ((), *sorted(found, key=lambda path: in_order(facet, path, text)))
    return 0, ((),)


def _value(publication: Publication, at: int, path: Path) -> Value:
    cell = tuple(path if place == at else () for place in range(len(publication.dimensions)))
    if publication.is_known(cell):
        return Value(publication.shown.get(cell, 0))
    return Value(None, Hidden.PARTNER)
