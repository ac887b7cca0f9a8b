"""Bars below each other: the name before, the count on the bar, what became of the rest behind."""

from __future__ import annotations

from caseworker.charts.chart import Bars
from caseworker.charts.pen import Align, Fill, Ink, Pen, Style
from caseworker.text import Text

_BAR = 27.0
_BETWEEN = 7.0
_BESIDE = 12.0


def height_of(chart: Bars, scale: float) -> float:
    """Return the height at which the chart is at ease."""
    return (len(chart.bars) * (_BAR + _BETWEEN) - _BETWEEN) * scale


def least_height_of(chart: Bars, scale: float) -> float:
    """Return the height below which words would touch."""
    return height_of(chart, scale)


def draw(chart: Bars, pen: Pen, width: float, height: float, text: Text) -> None:
    """Draw *chart* into *width* times *height*."""
    scale = pen.scale
    beside = _BESIDE * scale
    before = max((pen.width(bar.name) for bar in chart.bars), default=0.0)
    after = max((pen.width(bar.note) for bar in chart.bars), default=0.0)
    left = before + 2 * beside
    long = max(width - left - (after + beside if after else 0), 40 * scale)
    most = max((bar.value.length for bar in chart.bars), default=0)
    row = height / max(len(chart.bars), 1)
    thick = min(_BAR * scale, row)
    for place, bar in enumerate(chart.bars):
        top = place * row
        at = top + thick / 2
        pen.words(bar.name, (0, at))
        pen.box(left, top, long, thick, Fill.TRACK)
        filled = long * bar.value.length / most if most else 0.0
        if filled:
            pen.box(left, top, filled, thick, Fill.FULL)
        if bar.value.hidden:
            at_start = left + beside, at
            pen.words(bar.value.say(text), at_start, ink=Ink.QUIET_TEXT)
        else:
            _count(pen, bar.value.say(text), left, filled, at)
        if bar.note:
            pen.words(bar.note, (left + long + beside, at), ink=Ink.QUIET_TEXT)


def _count(pen: Pen, count: str, left: float, filled: float, at: float) -> None:
    """Write the count on the bar, or behind it where the bar is too short."""
    inside = 10 * pen.scale
    if filled >= pen.width(count, Style.SMALL_STRONG) + 2 * inside:
        pen.words(count, (left + filled - inside, at), Style.SMALL_STRONG, Ink.ON_ACCENT, Align.END)
    else:
        pen.words(count, (left + filled + inside * 0.8, at), Style.SMALL_STRONG)
