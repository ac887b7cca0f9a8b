"""A pyramid: two groups back to back, the value at the end of each bar."""

from __future__ import annotations

from caseworker.charts.chart import Pyramid
from caseworker.charts.pen import Align, Fill, Ink, Pen, Style
from caseworker.text import Text

_HEAD = 28.0
_ROW = 44.0
_LEAST_ROW = 26.0
_MOST_ROW = 72.0
_BETWEEN = 8.0
_BESIDE = 12.0


def height_of(chart: Pyramid, scale: float) -> float:
    """Return the height at which the chart is at ease."""
    return (_HEAD + len(chart.bands) * (_ROW + _BETWEEN)) * scale


def least_height_of(chart: Pyramid, scale: float) -> float:
    """Return the height below which words would touch."""
    return (_HEAD + len(chart.bands) * _LEAST_ROW) * scale


def draw(chart: Pyramid, pen: Pen, width: float, height: float, text: Text) -> None:
    """Draw *chart* into *width* times *height*."""
    scale = pen.scale
    names = max((pen.width(band.name) for band in chart.bands), default=0.0)
    middle, spine = width / 2, names / 2 + _BESIDE * scale
    left, right = middle - spine, middle + spine
    pen.words(chart.left, (left, _HEAD * scale / 2), Style.SMALL_STRONG, align=Align.END)
    pen.words(chart.right, (right, _HEAD * scale / 2), Style.SMALL_STRONG)
    longest = max((value.length for band in chart.bands for value in (band.left, band.right)),
                  default=0)  # fmt: skip
    digits = pen.width(text.number(longest)) + 10 * scale
    room = max(left - digits, 1.0)
    row = min((height - _HEAD * scale) / max(len(chart.bands), 1), _MOST_ROW * scale)
    for place, band in enumerate(reversed(chart.bands)):
        top = _HEAD * scale + place * row
        thick = row - _BETWEEN * scale
        at = top + thick / 2
        pen.words(band.name, (middle, at), ink=Ink.QUIET_TEXT, align=Align.MIDDLE)
        for value, fill in ((band.left, Fill.FULL), (band.right, Fill.HATCHED)):
            is_left = fill is Fill.FULL
            long = room * value.length / longest if longest else 0.0
            if long:
                pen.box(left - long if is_left else right, top, long, thick, fill)
            beside = (4 if value.hidden else 6) * scale + long
            end = left - beside if is_left else right + beside
            ink = Ink.QUIET_TEXT if value.hidden else Ink.TEXT
            align = Align.END if is_left else Align.START
            pen.words(value.say(text), (end, at), ink=ink, align=align)
