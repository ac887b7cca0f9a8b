"""One indicator: its months as a line, what it means and how it is counted, and changing it."""

from __future__ import annotations

from datetime import datetime
from typing import ClassVar

from PySide6.QtWidgets import QWidget

from caseworker.charts.chart import Bars
from caseworker.indicators import words as say
from caseworker.indicators.editing import leave_out, left_out, library_of_centre
from caseworker.indicators.indicator import Indicator
from caseworker.indicators.measuring import Apart, Measured, apart, measured, told_apart
from caseworker.indicators.months import Months
from caseworker.model.entity import Entity
from caseworker.model.indicator import CentreIndicator, DataClass
from caseworker.ports import Reads
from ui import words
from ui.charts.chart_card import ChartCard
from ui.language import _, text
from ui.reports.indicator_card import IndicatorCard
from ui.reports.wanted import table_wanted
from ui.screen import Screen
from ui.shell import Shell
from ui.turns import soon
from ui.widgets.button import quiet, secondary
from ui.widgets.columns import TwoColumns
from ui.widgets.fact import Fact
from ui.widgets.flow import Flow
from ui.widgets.label import small
from ui.widgets.panel import Card
from ui.widgets.stack import Column
from ui.window.navigation import Destination, Place


class IndicatorPage(Screen):
    """Its figures stay here; where a protected table tells it outside, the way there."""

    watches: ClassVar[tuple[type[Entity], ...]] = (CentreIndicator,)

    def __init__(self, shell: Shell, key: str) -> None:
        super().__init__(shell, " ", " ", name="indicator")
        self._key = key
        columns = TwoColumns(side_width=380, gap=24, spacing=12)
        self._chart = Column(gap=12)
        self._parts = Column(gap=12)
        self._about = Column(gap=12)
        self._change = Column(gap=12)
        columns.main.addWidget(self._chart)
        columns.main.addWidget(self._parts)
        columns.main.addWidget(self._change)
        columns.side.addWidget(self._about)
        self.add(columns)
        self.reload()

    def reload(self) -> None:
        """Count its months beside the window."""
        key, now, desk = self._key, self.desk.now(), self.desk
        indicator = desk.ask(lambda reads: _found(reads, key))
        self.head.say(say.name(indicator, text()), say.definition(indicator, text()))
        left = desk.ask(lambda reads: key in {each.key for each in left_out(reads)})
        self._about.fill(*self._facts(indicator, left=left))
        self._chart.fill(small(_("The figures are being counted.")))
        desk.work(
            self, lambda: desk.ask(lambda reads: measured(reads, [indicator], now)), self._show
        )
        if told_apart(indicator) is not None:
            desk.work(self, lambda: desk.ask(lambda reads: _apart(reads, indicator, now)),
                      self._show_parts)  # fmt: skip
        # Below what is seen first.
        soon(self, lambda: self._change.fill(IndicatorCard(self, indicator)))

    def _show(self, found: tuple[tuple[Measured, ...], Months]) -> None:
        (shown,), months = found
        if not shown.known:
            self._chart.fill(
                small(_("Caseworker does not count this yet. Keep it on paper meanwhile."))
            )
            return
        chart = say.chart(shown, months, text())
        indicator = shown.indicator
        acts = []
        if indicator.month_by_month is not None:
            wanted = table_wanted(*indicator.month_by_month, months.firsts[0])
            send = quiet(_("Print or send"), name="months-send", small=True)
            send.clicked.connect(
                lambda: self.shell.go(Destination(Place.REPORTS, wanted, "figures"))
            )
            acts.append(send)
        card = ChartCard(
            chart,
            _("Month by month"),
            say.formula(indicator, text()),
            name="months",
            acts=acts,
            leaving=_leaving(indicator),
        )
        self._chart.fill(card)

    def _show_parts(self, found: tuple[Apart, Bars] | None) -> None:
        if found is None:
            return
        shown, chart = found
        card = ChartCard(
            chart,
            _("This month and last"),
            _(shown.how.by),
            name="parts",
            acts=self._ways_out(shown),
            leaving=_parts_leaving(shown),
        )
        self._parts.fill(card)

    def _ways_out(self, shown: Apart) -> list[QWidget]:
        """Return the way to the protected table of what is named most; others are chosen there."""
        if shown.how.leave_as is None:
            return []
        population, facets = shown.how.leave_as
        # A newer program, on another laptop, may know of needs that have no table here.
        named = [facets[part.kind] for part in shown.parts if part.kind in facets]
        if not named:
            return []
        send = quiet(_("Print or send"), name="parts-send", small=True)
        wanted = table_wanted(population, named[:1])
        send.clicked.connect(lambda: self.shell.go(Destination(Place.REPORTS, wanted, "figures")))
        return [send]

    def _facts(self, indicator: Indicator, *, left: bool) -> list[QWidget]:
        card = Card(spacing=10)
        for icon, label, value in (
            ("chart-bar", _("Counted as"), say.counted_as(indicator, text())),
            ("check-circle", _("Target"), say.target(indicator, text())),
            ("lock-simple", _("How public it is"), words.called(indicator.data_class)),
            ("book-open", _("Where it comes from"), indicator.source),
        ):
            if value:
                card.content.addWidget(Fact(icon, label, value))
        acts: list[QWidget] = []
        if indicator.goes_out_as is not None:
            population, facets = indicator.goes_out_as
            subject = table_wanted(population, facets)
            out = secondary(_("Send it out"), name="send-indicator", icon="download-simple")
            out.clicked.connect(
                lambda: self.shell.go(Destination(Place.REPORTS, subject, "figures"))
            )
            acts.append(out)
        leave = quiet(
            _("Look at it again") if left else _("Leave it out"), name="leave-out", small=True
        )
        leave.clicked.connect(lambda: self._leave(left=not left))
        card.content.addWidget(Flow(*acts, leave))
        return [card]

    def _leave(self, *, left: bool) -> None:
        key = self._key
        said = _("Left out. It can be looked at again.") if left else _("It is looked at again.")
        self.desk.write(
            self, lambda work: leave_out(work, key, left=left), lambda _n: self.shell.say(said)
        )


class NewIndicatorPage(Screen):
    """An indicator of the centre's own; once it is kept, its page opens."""

    def __init__(self, shell: Shell) -> None:
        super().__init__(
            shell,
            _("A new indicator"),
            _("Made of what Caseworker counts already; nobody is asked anything more for it."),
            name="new-indicator",
        )
        self.add(IndicatorCard(self, kept=self._open))

    def _open(self, key: str) -> None:
        self.shell.go(Destination(Place.REPORTS, key, "indicator"))


def _leaving(indicator: Indicator) -> str:
    """Return in which form the months leave, or why they stay in the centre."""
    if indicator.month_by_month is not None:
        return _("It leaves as people, each once, month by month.")
    if indicator.goes_out_as is not None:
        return _("Its months stay here: who is counted in one is counted in the next as well. It"
                 " leaves for one day or month at a time.")  # fmt: skip
    if indicator.why_it_stays:
        return _(indicator.why_it_stays)
    if indicator.data_class is DataClass.SENSITIVE:
        return _("It is about protection and stays here.")
    return _("It stays here: it does not count people, each once, and cannot be protected as they"
             " are.")  # fmt: skip


def _parts_leaving(shown: Apart) -> str:
    """Return in which form the parts leave, or nothing where the whole says why they stay."""
    if shown.how.leave_as is None:
        return ""
    return _("Each leaves by itself, as people who named it or did not: somebody may need several"
             " things. What is not public leaves on a data access request alone.")  # fmt: skip


def _apart(reads: Reads, indicator: Indicator, now: datetime) -> tuple[Apart, Bars] | None:
    """Return the parts with their chart: its words are those of forms, which take time to read."""
    shown = apart(reads, indicator, now)
    if shown is None or not shown.parts:
        return None
    return shown, say.chart_of_parts(shown, shown.how.names(reads, text()), text())


def _found(reads: Reads, key: str) -> Indicator:
    every = (*library_of_centre(reads), *left_out(reads))
    return next(each for each in every if each.key == key)
