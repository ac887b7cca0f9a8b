"""Which bands of age a chart shows: single ones, or children and adults alone."""

from __future__ import annotations

from collections.abc import Iterable

from caseworker.charts.chart import Value

_WORTH = 2
"""So many times more people must children and adults alone tell of, before bands are given up."""


def bands_tell_enough(bands: Iterable[Value], broad: Iterable[Value]) -> bool:
    """Return whether single *bands* are worth showing, or hide most of what *broad* ones tell."""
    return _told_of(bands) * _WORTH > _told_of(broad)


def _told_of(values: Iterable[Value]) -> int:
    return sum(value.count or 0 for value in values)
