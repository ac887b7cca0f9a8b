"""A heat map: a square for each pair, darker for more, with its number on it, or a star."""

from __future__ import annotations

from caseworker.charts.chart import HeatMap
from caseworker.charts.pen import Align, Ink, Pen, Style
from caseworker.text import Text

_HEAD = 26.0
_ROW = 34.0
_GAP = 3.0
_DARK = 0.55
"""From this share on, words on a square are light."""
_HIDDEN = "*"


def height_of(chart: HeatMap, scale: float) -> float:
    """Return the height at which the chart is at ease."""
    return (_HEAD + len(chart.rows) * _ROW) * scale


def least_height_of(chart: HeatMap, scale: float) -> float:
    """Return the height below which words would touch."""
    return height_of(chart, scale)


def draw(chart: HeatMap, pen: Pen, width: float, height: float, text: Text) -> None:
    """Draw *chart* into *width* times *height*."""
    scale = pen.scale
    head, gap = _HEAD * scale, _GAP * scale
    before = max((pen.width(name) for name, _values in chart.rows), default=0.0) + 12 * scale
    column = (width - before) / max(len(chart.columns), 1)
    row = min((height - head) / max(len(chart.rows), 1), _ROW * scale)
    for place, name in enumerate(chart.columns):
        at = before + column * (place + 0.5), head / 2
        pen.words(name, at, ink=Ink.QUIET_TEXT, align=Align.MIDDLE)
    most = max((value.length for _name, values in chart.rows for value in values), default=0)
    for line, (name, values) in enumerate(chart.rows):
        top = head + line * row
        pen.words(name, (0, top + row / 2))
        for place, value in enumerate(values):
            count = value.length
            share = count / most if most else 0.0
            left = before + column * place
            pen.square(left, top, column - gap, row - gap, share)
            ink = Ink.ON_ACCENT if share > _DARK else Ink.TEXT if count else Ink.QUIET_TEXT
            middle = left + (column - gap) / 2, top + (row - gap) / 2
            style = Style.SMALL_STRONG if count else Style.SMALL
            said = _HIDDEN if value.hidden else text.number(count)
            pen.words(said, middle, style, ink, Align.MIDDLE)
