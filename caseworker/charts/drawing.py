"""Which chart is drawn how, and how high it wants to be."""

from __future__ import annotations

from caseworker.charts import bars, heat_map, lines, pyramid
from caseworker.charts.chart import Bars, Chart, Lines, Pyramid
from caseworker.charts.pen import Pen
from caseworker.text import Text


def draw(chart: Chart, pen: Pen, width: float, height: float, text: Text) -> None:
    """Draw *chart* into *width* times *height*, in the units of *pen*."""
    if isinstance(chart, Pyramid):
        pyramid.draw(chart, pen, width, height, text)
    elif isinstance(chart, Lines):
        lines.draw(chart, pen, width, height, text)
    elif isinstance(chart, Bars):
        bars.draw(chart, pen, width, height, text)
    else:
        heat_map.draw(chart, pen, width, height, text)


def height_of(chart: Chart, scale: float, *, least: bool = False) -> float:
    """Return the height at which *chart* is at ease, or the *least* at which it can be read."""
    if isinstance(chart, Pyramid):
        kind = pyramid.least_height_of if least else pyramid.height_of
        return kind(chart, scale)
    if isinstance(chart, Lines):
        return (lines.least_height_of if least else lines.height_of)(chart, scale)
    if isinstance(chart, Bars):
        return (bars.least_height_of if least else bars.height_of)(chart, scale)
    return (heat_map.least_height_of if least else heat_map.height_of)(chart, scale)


def turns(chart: Chart) -> bool:
    """Return whether *chart* is mirrored right to left: never where time runs along it."""
    return not isinstance(chart, Lines)
