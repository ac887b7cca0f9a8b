"""The month of the centre: figures and charts, the way to what waits and to what goes out."""

from __future__ import annotations

from typing import ClassVar

from caseworker.model.case import Case
from caseworker.model.entity import Entity
from caseworker.model.referral import Referral
from caseworker.model.review import Closure, FollowUp
from caseworker.supervision.month import Month, month
from caseworker.supervision.queue import Waiting, Waits, queue
from ui import words
from ui.language import _, text
from ui.reports.month_body import month_body
from ui.reports.words import counted
from ui.screen import Screen
from ui.shell import Shell
from ui.widgets.button import ghost, primary, secondary
from ui.widgets.flow import Flow
from ui.widgets.label import small
from ui.widgets.stack import Column
from ui.window.navigation import Destination, Place


class MonthPage(Screen):
    """What a supervisor sees first of the work of all."""

    watches: ClassVar[tuple[type[Entity], ...]] = (Case, FollowUp, Referral, Closure)

    def __init__(self, shell: Shell) -> None:
        indicators = ghost(_("Indicators"), name="indicators", icon="chart-bar")
        indicators.clicked.connect(lambda: shell.go(Destination(Place.REPORTS, part="indicators")))
        self._loads = ghost(_("Caseloads"), name="caseloads", icon="users")
        self._figures = secondary(
            _("Export figures"), name="export-figures", icon="download-simple"
        )
        self._report = ghost(_("Monthly report"), name="monthly-report", icon="file-text")
        self._queue = primary(_("Review queue"), name="review-queue", icon="check-square")
        super().__init__(
            shell,
            _("This month"),
            " ",
            self._figures,
            self._queue,
            name="month",
        )
        self._figures.clicked.connect(lambda: shell.go(Destination(Place.REPORTS, part="figures")))
        self._asked = 0
        self._queue.clicked.connect(lambda: shell.go(Destination(Place.REPORTS, part="queue")))
        self._report.clicked.connect(lambda: shell.go(Destination(Place.REPORTS, part="report")))
        self._loads.clicked.connect(lambda: shell.go(Destination(Place.REPORTS, part="caseloads")))
        meetings = ghost(_("Meetings"), name="meetings-way", icon="users")
        meetings.clicked.connect(lambda: shell.go(Destination(Place.REPORTS, part="meetings")))
        quality = ghost(_("Quality"), name="quality-way", icon="check-circle")
        quality.clicked.connect(lambda: shell.go(Destination(Place.REPORTS, part="quality")))
        self._ways = Flow(indicators, quality, self._loads, meetings, self._report, gap=4)
        self._body = Column(gap=16)
        self._body.fill(small(_("The figures are being counted.")))
        self.add(self._ways, self._body)
        self.reload()

    def reload(self) -> None:
        """Count the month beside the window: of thousands of cases that takes a moment."""
        self._asked += 1
        asked, now, desk = self._asked, self.desk.now(), self.desk

        def work() -> tuple[Month, tuple[Waiting, ...]]:
            return desk.ask(lambda reads: (month(reads, now), queue(reads, now)))

        def counted(found: tuple[Month, tuple[Waiting, ...]]) -> None:
            if asked == self._asked:
                self._show(*found)

        desk.work(self, work, counted)

    def _show(self, shown: Month, waiting: tuple[Waiting, ...]) -> None:
        mine = [one for one in waiting if one.is_mine]
        count = text().number(len(mine))
        self.head.say(_("{centre} this month", centre=shown.centre), _sentence(shown))
        self._queue.setText(_("Review queue, {count}", count=count) if mine else _("Review queue"))
        self._body.fill(*month_body(shown, count, _kinds(mine), self._to_figures))

    def _to_figures(self, wanted: str) -> None:
        self.shell.go(Destination(Place.REPORTS, wanted, "figures"))


def _sentence(shown: Month) -> str:
    first, last = shown.today.replace(day=1), shown.today
    return words.joined(
        words.span(first, last),
        _("small counts by age are hidden"),
    )


def _kinds(waiting: list[Waiting]) -> str:
    """Return what waits by kind, the most of it first: "4 plans, 2 closures"."""
    counts = {kind: sum(one.kind is kind for one in waiting) for kind in Waits}
    said = [
        counted(kind, count)
        for kind, count in sorted(counts.items(), key=lambda pair: -pair[1])
        if count
    ]
    return words.joined(*said[:2]) or _("Nothing waits")
