"""The figures and charts of a month, as the page shows them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from PySide6.QtWidgets import QWidget

from caseworker.aggregates.populations import Facet, Population
from caseworker.charts.chart import Chart
from caseworker.supervision import charts
from caseworker.supervision.month import Month
from ui.charts.chart_card import ChartCard
from ui.language import _, ngettext, text
from ui.reports.figure_tile import FigureTile
from ui.reports.wanted import table_wanted
from ui.widgets.button import quiet
from ui.widgets.columns import TwoColumns
from ui.widgets.tiles import Tiles


def month_body(
    month: Month, waiting: str, waiting_about: str, send: Callable[[str], None]
) -> list[QWidget]:
    """Return the tiles and charts of *month*; *waiting* is what waits for approval, in words.

    A chart leaves the house as figures that were protected, and by no other way: *send* is told
    which.
    """
    out = _GoingOut(send)
    figures = Tiles(
        FigureTile(
            text().number(month.open_cases),
            _("Open cases"),
            _against_before(month),
            "folder-simple",
        ),
        FigureTile(
            text().number(month.late),
            _("Follow-ups late"),
            _late(month),
            "clock",
            warns=bool(month.late_by_a_week),
        ),
        FigureTile(waiting, _("Waiting for a decision"), waiting_about, "check-square"),
        FigureTile(
            text().number(month.unanswered),
            _("Referrals unanswered"),
            _oldest(month),
            "paper-plane-tilt",
            warns=month.oldest_days > _LONG,
        ),
    )
    columns = TwoColumns(main_share=0.48, gap=16, spacing=16, level=True)
    columns.main.addWidget(
        _card(charts.age_and_sex(month, text()), _("Age and sex"),
              _("people with an open case"), "age-and-sex",
              out.act("age-and-sex", Population.WITH_OPEN_CASE, Facet.AGE, Facet.SEX))
    )  # fmt: skip
    columns.side.addWidget(
        _card(
            charts.caseload(month, text()),
            _("Caseload"),
            _("last twelve months"),
            "caseload",
            out.act("caseload", Population.OPENED, Facet.MONTH, since=month.months[0].first),
            out.act("open-cases", Population.WITH_OPEN_CASE, Facet.AGE, Facet.SEX,
                    said=_("Open cases of a day")),
            leaving=_("New cases leave as people, month by month; how many are open leaves for one"
                      " day at a time."),
        )
    )  # fmt: skip
    since = _("since {month}", month=text().day(month.referrals.since, "LLLL"))
    columns.side.addWidget(
        _card(
            charts.referrals(month, text()),
            _("Referrals"),
            since,
            "referrals-sent",
            out.act(
                "referrals-sent", Population.REFERRED, Facet.ANSWER, since=month.referrals.since
            ),
        )
    )
    late = _card(
        charts.late_by_risk(month, text()),
        _("Late follow-ups"),
        _("by risk"),
        "late-by-risk",
        out.act("late-by-risk", Population.LATE, Facet.RISK, Facet.DAYS_LATE),
        leaving=_("By risk it is not public: it leaves as people, each once, and on a data access"
                  " request alone."),
    )  # fmt: skip
    if month.way is None:
        return [figures, columns, late]
    way = _card(
        charts.way_to_solution(month.way, text()),
        _("From arrival to a solution"),
        _("registered since {month}", month=text().day(month.way.since, "LLLL y")),
        "way-to-solution",
        out.act("way-to-solution", Population.REGISTERED, Facet.STAGE, since=month.way.since),
    )
    return [figures, columns, late, way]


_LONG = 14
"""Days after which an unanswered referral stands out."""


def _card(
    chart: Chart, title: str, about: str, name: str, *acts: QWidget, leaving: str = ""
) -> ChartCard:
    return ChartCard(chart, title, about, name=name, acts=acts, leaving=leaving)


@dataclass(frozen=True)
class _GoingOut:
    """The ways to the same figures as they may be printed and sent."""

    send: Callable[[str], None]

    def act(
        self,
        name: str,
        population: Population,
        *facets: Facet,
        since: date | None = None,
        said: str = "",
    ) -> QWidget:
        """Return the way to the table of *population*, of this month or *since* a day.

        *said* is what the act says where one card has two.
        """
        wanted = table_wanted(population, facets, since)
        act = quiet(said or _("Print or send"), name=f"{name}-send", small=True)
        act.clicked.connect(lambda: self.send(wanted))
        return act


def _against_before(month: Month) -> str:
    before = text().day(month.months[-2].first, "LLLL")
    more = month.more_than_before
    if more == 0:
        return _("As many as in {month}", month=before)
    if more > 0:
        return ngettext("{count} more than in {month}", "{count} more than in {month}", more,
                        month=before)  # fmt: skip
    return ngettext("{count} fewer than in {month}", "{count} fewer than in {month}", -more,
                    month=before)  # fmt: skip


def _late(month: Month) -> str:
    if not month.late:
        return _("Nothing is late")
    if not month.late_by_a_week:
        return _("None by more than a week")
    long = month.late_by_a_week
    return ngettext("{count} by more than a week", "{count} by more than a week", long)


def _oldest(month: Month) -> str:
    if not month.unanswered:
        return _("All are answered")
    days = month.oldest_days
    return ngettext("The oldest for {count} day", "The oldest for {count} days", days)
