"""The supervisor's month, invented: the numbers of the picture in look.md."""

from __future__ import annotations

from datetime import date

from PySide6.QtWidgets import QWidget

from caseworker.charts.chart import Hidden, Value
from caseworker.model.values import RiskLevel
from caseworker.supervision.ages import AgeBand
from caseworker.supervision.month import Funnel, Month, MonthOfCases
from ui.reports.month_body import month_body
from ui.widgets.button import primary, secondary
from ui.widgets.page import Page

_OPEN = (148, 156, 171, 169, 182, 198, 214, 209, 226, 241, 238, 252)
_NEW = (23, 26, 31, 21, 28, 36, 33, 25, 37, 41, 30, 38)
_AGES = (
    (0, Value(None, Hidden.SMALL), Value(13)),
    (5, Value(19), Value(21)),
    (12, Value(24), Value(17)),
    (18, Value(52), Value(41)),
    (30, Value(31), Value(38)),
    (45, Value(14), Value(12)),
    (60, Value(None, Hidden.PARTNER), Value(7)),
)


def month() -> Month:
    """Return the month of the picture."""
    ends = [*(begins for begins, _men, _women in _AGES[1:]), None]
    months = [date(2025, 12, 1), *(date(2026, number, 1) for number in range(1, 12))]
    return Month(
        centre="Harbour Gate",
        today=date(2026, 11, 18),
        open_cases=252,
        more_than_before=14,
        late=17,
        late_by_a_week=9,
        unanswered=8,
        oldest_days=21,
        months=tuple(
            MonthOfCases(first, running, new)
            for first, running, new in zip(months, _OPEN, _NEW, strict=True)
        ),
        ages=tuple(
            AgeBand(begins, until, men, women)
            for (begins, men, women), until in zip(_AGES, ends, strict=True)
        ),
        referrals=Funnel(
            since=date(2026, 9, 1),
            sent=96,
            received=88,
            accepted=71,
            declined=11,
            provided=54,
            helped=43,
            not_asked=11,
        ),
        late_by_risk=(
            (RiskLevel.HIGH, (1, 0, 2, 0, 0)),
            (RiskLevel.MEDIUM, (3, 1, 2, 1, 0)),
            (RiskLevel.LOW, (2, 1, 1, 1, 1)),
            (RiskLevel.NOT_JUDGED, (0, 1, 0, 0, 0)),
        ),
    )


def supervisor() -> QWidget:
    """Return the supervisor's month."""
    page = Page(
        "Harbour Gate this month",
        "1 to 18 November · counts under 5 are hidden, also where they could be worked out",
        secondary("Export figures", name="export-figures", icon="download-simple"),
        primary("Review queue, 6", name="review-queue", icon="check-square"),
        name="month",
    )
    for widget in month_body(month(), "6", "4 plans, 2 closures", lambda _wanted: None):
        page.add(widget)
    return page
