"""Functions on places: points, traces and shapes as `latitude longitude altitude accuracy`."""

from __future__ import annotations

import math
from itertools import pairwise
from typing import TYPE_CHECKING

from forms.functions.registry import builds, gathered, require
from forms.functions.text import text_of
from forms.xpath.compiler import Compiler
from forms.xpath.runtime import Context, Expression
from forms.xpath.syntax import Tree
from forms.xpath.values import NAN, Value

if TYPE_CHECKING:
    from collections.abc import Callable

_EARTH_RADIUS = 6_378_100.0
"""Metres, the value the form engines agree on."""

_Point = tuple[float, float]


def _points(texts: list[str]) -> list[_Point] | None:
    """Return the points of traces or of single points; None when one cannot be read."""
    points: list[_Point] = []
    for text in texts:
        for part in text.split(";"):
            numbers = part.split()
            if not numbers:
                continue
            try:
                latitude, longitude = float(numbers[0]), float(numbers[1])
            except (ValueError, IndexError):
                return None
            if not (-90 <= latitude <= 90 and -180 <= longitude <= 180):
                return None
            points.append((latitude, longitude))
    return points


def _metres(first: _Point, second: _Point) -> float:
    latitude1, latitude2 = math.radians(first[0]), math.radians(second[0])
    across = math.radians(second[1] - first[1])
    up = math.sin((latitude2 - latitude1) / 2) ** 2
    along = math.cos(latitude1) * math.cos(latitude2) * math.sin(across / 2) ** 2
    return 2 * _EARTH_RADIUS * math.asin(min(1.0, math.sqrt(up + along)))


def _distance(points: list[_Point]) -> float:
    total = sum(_metres(a, b) for a, b in pairwise(points))
    return round(total * 100) / 100


def _area(points: list[_Point]) -> float:
    if len(points) < 3:
        return 0.0
    ring = points if points[0] == points[-1] else [*points, points[0]]
    total = 0.0
    for (latitude1, longitude1), (latitude2, longitude2) in pairwise(ring):
        across = math.radians(longitude2 - longitude1)
        total += across * (
            2 + math.sin(math.radians(latitude1)) + math.sin(math.radians(latitude2))
        )
    return round(abs(total * _EARTH_RADIUS * _EARTH_RADIUS / 2) * 100) / 100


def _measure(
    name: str, compute: Callable[[list[_Point]], float]
) -> Callable[[Compiler, tuple[Tree, ...]], Expression]:
    def build(compiler: Compiler, arguments: tuple[Tree, ...]) -> Expression:
        require(arguments, name, 1)
        gather = gathered(compiler, arguments)

        def measure(c: Context) -> Value:
            texts = [text for value in gather(c) if (text := text_of(value))]
            points = _points(texts)
            return compute(points) if points else NAN

        return Expression("number", measure)

    return build


builds("distance")(_measure("distance", _distance))
builds("area")(_measure("area", _area))


@builds("geofence")
def _geofence(compiler: Compiler, arguments: tuple[Tree, ...]) -> Expression:
    require(arguments, "geofence", 2, 2)
    point, fence = compiler.text(arguments[0]), compiler.text(arguments[1])

    def within(c: Context) -> Value:
        here, ring = _points([point(c)]), _points([fence(c)])
        return _inside(here[0], ring) if here and ring else False

    return Expression("boolean", within)


def _inside(point: _Point, ring: list[_Point]) -> bool:
    latitude, longitude = point
    inside = False
    previous = ring[-1]
    for corner in ring:
        if (corner[0] > latitude) != (previous[0] > latitude):
            share = (latitude - corner[0]) / (previous[0] - corner[0])
            if longitude < corner[1] + share * (previous[1] - corner[1]):
                inside = not inside
        previous = corner
    return inside


@builds("intersects")
def _intersects(compiler: Compiler, arguments: tuple[Tree, ...]) -> Expression:
    require(arguments, "intersects", 1, 1)
    place = compiler.text(arguments[0])

    def crosses(c: Context) -> Value:
        points = _points([place(c)])
        return bool(points) and _crosses_itself(points or [])

    return Expression("boolean", crosses)


def _crosses_itself(points: list[_Point]) -> bool:
    """Return whether two lines of a trace meet; neighbours do, and the ends of a closed one."""
    lines = [(a, b) for a, b in pairwise(points) if a != b]
    closed = len(lines) > 1 and lines[0][0] == lines[-1][1]
    for later, second in enumerate(lines):
        for earlier, first in enumerate(lines[: max(later - 1, 0)]):
            ends_meet = closed and earlier == 0 and later == len(lines) - 1
            if not ends_meet and _meet(*first, *second):
                return True
    return False


def _meet(a: _Point, b: _Point, c: _Point, d: _Point) -> bool:
    sides = (_side(a, b, c), _side(a, b, d), _side(c, d, a), _side(c, d, b))
    if sides[0] != sides[1] and sides[2] != sides[3]:
        return True
    on_line = ((a, b, c), (a, b, d), (c, d, a), (c, d, b))
    return any(
        side == 0 and _between(start, end, point)
        for side, (start, end, point) in zip(sides, on_line, strict=True)
    )


def _side(start: _Point, end: _Point, point: _Point) -> int:
    turn = (end[0] - start[0]) * (point[1] - start[1]) - (end[1] - start[1]) * (point[0] - start[0])
    return (turn > 0) - (turn < 0)


def _between(start: _Point, end: _Point, point: _Point) -> bool:
    return all(
        min(start[axis], end[axis]) <= point[axis] <= max(start[axis], end[axis]) for axis in (0, 1)
    )
