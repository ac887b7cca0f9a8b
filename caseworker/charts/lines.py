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
    steps = axis(max((count for one in chart.series for count in one.counts if count), default=0))
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
    lasts = [_last(one.counts) for one in chart.series]
    places = [down(count) for _place, count in lasts]
    ends = _apart(places, 2.4 * _LINE * scale, top + _LINE * scale)
    for number, (one, named_at) in enumerate(zip(chart.series, ends, strict=True)):
        first = number == 0
        ink = Ink.ACCENT if first else Ink.SAND
        for run in _runs(one.counts):
            points = [(across(place), down(count)) for place, count in run]
            if first:
                pen.area([(points[0][0], foot), *points, (points[-1][0], foot)])
            pen.line(points, ink, 2.5 * scale, dashed=not first)
            pen.mark(points[-1], ink, round=first)
        last_place, last_count = lasts[number]
        beside = across(last_place) + 10 * scale
        above, below = named_at - _LINE * scale / 2, named_at + _LINE * scale / 2
        pen.words(text.number(last_count), (beside, above), Style.SMALL_STRONG)
        pen.words(one.name, (beside, below), ink=Ink.QUIET_TEXT)


def _runs(counts: tuple[int | None, ...]) -> list[list[tuple[int, int]]]:
    """Return the stretches in which there was something to count, as places and counts."""
    runs: list[list[tuple[int, int]]] = [[]]
    for place, count in enumerate(counts):
        if count is not None:
            runs[-1].append((place, count))
        elif runs[-1]:
            runs.append([])
    return [run for run in runs if run]


def _last(counts: tuple[int | None, ...]) -> tuple[int, int]:
    """Return the last place at which there was something to count, and its count."""
    known = [(place, count) for place, count in enumerate(counts) if count is not None]
    return known[-1] if known else (len(counts) - 1, 0)


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


def _name_width(pen: Pen, name: str, text: Text, counts: tuple[int | None, ...]) -> float:
    last = text.number(_last(counts)[1])
    return max(pen.width(name), pen.width(last, Style.SMALL_STRONG))


def _not_too_dense(pen: Pen, ticks: tuple[str, ...], room: float) -> int:
    """Return that every so many ticks have room for their words; the last always has."""
    widest = max((pen.width(tick) for tick in ticks), default=0) + 6 * pen.scale
    return max(1, -(-round(widest * len(ticks)) // max(round(room), 1)))


def _apart(places: list[float], least: float, top: float) -> list[float]:
    """Return *places* moved so that their words neither touch nor stand above *top*."""
    moved = list(places)
    order = sorted(range(len(moved)), key=lambda each: -moved[each])
    for lower, higher in pairwise(order):
        moved[higher] = min(moved[higher], moved[lower] - least)
    bound = top
    for each in reversed(order):
        moved[each] = max(moved[each], bound)
        bound = moved[each] + least
    return moved
