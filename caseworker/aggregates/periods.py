"""The stretches of time over which figures are usually asked for."""

from __future__ import annotations

from datetime import date, timedelta
from enum import StrEnum

from caseworker.text import N_


class Period(StrEnum):
    """A stretch of time, seen from today."""

    THIS_MONTH = "this month"
    LAST_MONTH = "last month"
    THIS_QUARTER = "this quarter"
    LAST_QUARTER = "last quarter"
    THIS_YEAR = "this year"
    LAST_YEAR = "last year"


NAMES: dict[Period, str] = {
    Period.THIS_MONTH: N_("This month, until today"),
    Period.LAST_MONTH: N_("Last month"),
    Period.THIS_QUARTER: N_("This quarter, until today"),
    Period.LAST_QUARTER: N_("Last quarter"),
    Period.THIS_YEAR: N_("This year, until today"),
    Period.LAST_YEAR: N_("Last year"),
}

_MONTHS = {
    Period.THIS_MONTH: 1,
    Period.LAST_MONTH: 1,
    Period.THIS_QUARTER: 3,
    Period.LAST_QUARTER: 3,
    Period.THIS_YEAR: 12,
    Period.LAST_YEAR: 12,
}
_RUNS = frozenset({Period.THIS_MONTH, Period.THIS_QUARTER, Period.THIS_YEAR})


def days_of(period: Period, today: date) -> tuple[date, date]:
    """Return the first and the last day of *period*; one that runs ends today."""
    months = _MONTHS[period]
    begin = today.replace(day=1, month=(today.month - 1) // months * months + 1)
    if period in _RUNS:
        return begin, today
    last = begin - timedelta(days=1)
    return last.replace(day=1, month=(last.month - 1) // months * months + 1), last
