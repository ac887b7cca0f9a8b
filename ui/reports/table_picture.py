"""The chart of a table that goes out, as a picture that says whose figures they are."""

from __future__ import annotations

from caseworker.aggregates import words
from caseworker.aggregates.going_out import Prepared
from caseworker.aggregates.table_chart import chart_of
from caseworker.text import Text, isolate
from ui.charts.chart_picture import chart_picture


def table_picture(prepared: Prepared, centre: str, text: Text) -> bytes:
    """Return the chart of *prepared* as PNG, with centre, days and what was done to its counts."""
    scope = prepared.scope
    days = text("{first} to {last}", first=text.day(scope.first_day), last=text.day(scope.last_day))
    hidden = text("some counts hidden, so that nobody can be singled out")
    rounded = words.rounded_to(prepared.rounding, text)
    told = [isolate(centre), days, *([hidden] if prepared.publication.hidden else [])]
    told += [rounded] if rounded else []
    title = text(words.POPULATIONS[scope.population])
    return chart_picture(chart_of(prepared, text), title, " · ".join(told), text)
