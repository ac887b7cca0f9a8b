"""Lines over time: the first full with a soft ground, the others dashed, named at their ends."""

from __future__ import annotations

from itertools import pairwise

from caseworker.charts.chart import Lines
from caseworker.charts.pen import Align, Ink, Pen, Style
from caseworker.text import Text

_HEIGHT = 172.0
_FOOT = 24.0
_TOP = 8.0
_LINE = 17.0


def height_of(_chart: Lines, scale: float) -> float:
    """Return the height at which the chart is at ease."""
    return _HEIGHT * scale


def least_height_of(_chart: Lines, scale: float) -> float:
    """Return the height below which words would touch."""
    return 130 * scale


def draw(chart: Lines, pen: Pen, width: float, height: float, text: Text) -> None:
    """Draw *chart* into *width* times *height*."""
    scale = pen.scale
    steps = axis(max((max(one.counts, default=0) for one in chart.series), default=0))
    before = max(pen.width(text.number(step)) for step in steps) + 10 * scale
    after = max((_name_width(pen, one.name, text, one.counts) for one in chart.series), default=0)
    right = width - after - 12 * scale
    top, foot = _TOP * scale, height - _FOOT * scale

    def across(place: int) -> float:
        return (
            before + 8 * scale + (right - before - 8 * scale) * place / max(len(chart.ticks) - 1, 1)
        )

    def down(count: float) -> float:
        return foot - (foot - top) * count / steps[-1]

    for step in steps:
        pen.words(text.number(step), (before - 8 * scale, down(step)), ink=Ink.QUIET_TEXT,
                  align=Align.END)  # fmt: skip
        pen.line([(before, down(step)), (right + 8 * scale, down(step))], Ink.LINE, 1)
    shown = _not_too_dense(pen, chart.ticks, right - before)
    for place, tick in enumerate(chart.ticks):
        if (len(chart.ticks) - 1 - place) % shown == 0:
            at = across(place), foot + _FOOT * scale * 0.6
            pen.words(tick, at, ink=Ink.QUIET_TEXT, align=Align.MIDDLE)
    ends = _apart([down(one.counts[-1]) for one in chart.series], 2.4 * _LINE * scale)
    for number, (one, named_at) in enumerate(zip(chart.series, ends, strict=True)):
        points = [(across(place), down(count)) for place, count in enumerate(one.counts)]
        first = number == 0
        if first:
            pen.area([(points[0][0], foot), *points, (points[-1][0], foot)])
        pen.line(points, Ink.ACCENT if first else Ink.SAND, 2.5 * scale, dashed=not first)
        pen.mark(points[-1], Ink.ACCENT if first else Ink.SAND, round=first)
        beside = points[-1][0] + 10 * scale
        above, below = named_at - _LINE * scale / 2, named_at + _LINE * scale / 2
        pen.words(text.number(one.counts[-1]), (beside, above), Style.SMALL_STRONG)
        pen.words(one.name, (beside, below), ink=Ink.QUIET_TEXT)


def axis(highest: int) -> tuple[int, ...]:
    """Return round numbers from 0 to at or above *highest*, three to five of them."""
    if highest <= 3:
        return 0, 1, 2, 3
    unit = 1
    while True:
        for step in (unit, 2 * unit, 5 * unit):
            if highest <= 4 * step:
                return tuple(range(0, _up(highest, step) + 1, step))
        unit *= 10


def _up(count: int, step: int) -> int:
    return -(-count // step) * step


def _name_width(pen: Pen, name: str, text: Text, counts: tuple[int, ...]) -> float:
    return max(pen.width(name), pen.width(text.number(counts[-1]), Style.SMALL_STRONG))


def _not_too_dense(pen: Pen, ticks: tuple[str, ...], room: float) -> int:
    """Return that every so many ticks have room for their words; the last always has."""
    widest = max((pen.width(tick) for tick in ticks), default=0) + 6 * pen.scale
    return max(1, -(-round(widest * len(ticks)) // max(round(room), 1)))


def _apart(places: list[float], least: float) -> list[float]:
    """Return *places* moved up where their words would lie on each other."""
    moved = list(places)
    order = sorted(range(len(moved)), key=lambda each: -moved[each])
    for lower, higher in pairwise(order):
        moved[higher] = min(moved[higher], moved[lower] - least)
    return moved
