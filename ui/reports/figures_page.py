"""Figures that go out: who is counted by what, what is hidden, and what went out before."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import ClassVar
from uuid import UUID

from caseworker.aggregates import words
from caseworker.aggregates.broader import Broader, broader, hides_much
from caseworker.aggregates.going_out import Prepared, history, prepare
from caseworker.aggregates.populations import Facet, Population, Scope
from caseworker.model.entity import Entity
from caseworker.model.figures import PublishedFigures
from ui.language import _, ngettext, text
from ui.reports.figures_table import figures_table
from ui.reports.going_out_sheet import GoingOutSheet
from ui.reports.run import Progress, Run
from ui.reports.sent_figures import save_history, sent_row
from ui.reports.table_choice import TableChoice
from ui.reports.wanted import is_table, read_table, table_wanted
from ui.screen import Screen
from ui.shell import Shell
from ui.theme.tokens import Tone
from ui.widgets.act import ReasonNote
from ui.widgets.button import primary, quiet
from ui.widgets.columns import TwoColumns
from ui.widgets.flow import Flow
from ui.widgets.label import small
from ui.widgets.notice import Notice
from ui.widgets.row_list import RowList
from ui.widgets.section import SectionHead
from ui.widgets.stack import Column
from ui.window.navigation import Destination, Place

_FEW = 6
_FIRST = table_wanted(Population.WITH_OPEN_CASE, (Facet.AGE, Facet.SEX))
_ROWS = 14


class FiguresPage(Screen):
    """Nothing leaves before the sheet is agreed to; what left is remembered."""

    watches: ClassVar[tuple[type[Entity], ...]] = (PublishedFigures,)

    def __init__(self, shell: Shell, wanted: str = "") -> None:
        """Show the table *wanted*, as `table_wanted` says it, or else the caseload.

        *wanted* can also be the id of figures that went out and are to be corrected.
        """
        self._send = primary(_("Send these figures"), name="send-figures", icon="download-simple")
        back = quiet(_("This month"), name="back-to-month")
        combine = quiet(_("Several centres"), name="combine-centres")
        combine.clicked.connect(lambda: shell.go(Destination(Place.REPORTS, part="combine")))
        super().__init__(
            shell,
            _("Figures that go out"),
            _("Counts alone, never a list of people. What could tell who it is stays hidden."),
            back,
            combine,
            self._send,
            name="figures",
        )
        back.clicked.connect(shell.back)
        self._send.clicked.connect(self._ask)
        self._prepared: Prepared | None = None
        self._asked = 0
        self._run = Run()
        self._corrects: PublishedFigures | None = None
        today = self.desk.now().date()
        self.choice = TableChoice(*self._wanted(wanted or _FIRST, today), today)
        self.choice.changed.connect(self._count)
        self.choice.narrowed.connect(self._show_part)
        self._notes = Column(gap=12)
        self._result = Column(gap=12)
        self._before = Column(gap=8)
        columns = TwoColumns(side_width=320, spacing=12)
        columns.main.addWidget(self._notes)
        columns.main.addWidget(self._result)
        columns.side.addWidget(self.choice)
        columns.side.addWidget(ReasonNote(self._send))
        columns.side.addWidget(self._before)
        self.add(columns)
        self.reload()

    def reload(self) -> None:
        """Count again: something was published, here or elsewhere."""
        self._show_before()
        self._count()

    def _wanted(self, wanted: str, today: date) -> tuple[Scope, tuple[Facet, ...]]:
        if is_table(wanted):
            return read_table(wanted, today)
        sent = self._corrects = self.desk.ask(
            lambda reads: reads.get(PublishedFigures, UUID(wanted))
        )
        scope = Scope(Population(sent.population), sent.first_day, sent.last_day)
        return scope, tuple(Facet(each) for each in sent.facets)

    # Counting

    def _count(self) -> None:
        """Count and protect beside the window; only the newest wish is shown."""
        self._prepared = None
        self._asked += 1
        self._run.stop()
        asked, scope, facets = self._asked, self.choice.scope(), self.choice.facets
        now, desk = self.desk.now(), self.desk
        self._notes.fill()
        if not facets:
            self._send.turn_off(_("Choose by what to count."))
            self._result.fill(small(_("Choose by what to count.")))
            return
        self._send.turn_off(_("The figures are being counted."))
        run = self._run = Run()
        progress = Progress(run)
        progress.stopped.connect(self._stopped)
        self._result.fill(progress)

        def work() -> Prepared | None:
            return run.of(lambda: desk.ask(lambda reads: prepare(reads, scope, facets, now)))

        def counted(prepared: Prepared | None) -> None:
            if asked == self._asked and prepared is not None:
                self._show(prepared)

        desk.work(self, work, counted)

    def _stopped(self) -> None:
        self._asked += 1
        self._send.turn_off(_("Stopped. Nothing was kept."))
        again = quiet(_("Count again"), name="count-again", small=True)
        again.clicked.connect(self._count)
        self._result.fill(small(_("Stopped. Nothing was kept.")), Flow(again))

    def _show(self, prepared: Prepared) -> None:
        prepared = replace(prepared, corrects=self._corrects).rounded(self.choice.base())
        self._prepared = prepared
        self.choice.offer_parts(prepared)
        if not prepared.table.total:
            self._result.fill(small(_("Nobody is counted in these days.")))
            self._send.turn_off(_("Nobody is counted in these days."))
            return
        self._notes.fill(small(_said(prepared)))
        self._lay_out(prepared)
        self._send.turn_on()
        if hides_much(prepared):
            self._suggest(prepared)

    def _lay_out(self, prepared: Prepared) -> None:
        said = words.rounded(prepared.rounding, prepared.error(), text())
        self._result.fill(*([small(said)] if said else []), figures_table(prepared))

    def _show_part(self) -> None:
        """Show the same table otherwise: nothing is counted anew, nothing told more."""
        if self._prepared is not None:
            part = self._prepared.showing(self.choice.only())
            self._prepared = part.rounded(self.choice.base())
            self._lay_out(self._prepared)

    def _suggest(self, prepared: Prepared) -> None:
        """Look beside the window for what would tell more, and offer it."""
        asked, now, desk = self._asked, self.desk.now(), self.desk

        run = self._run = Run()
        self.destroyed.connect(run.stop)

        def work() -> tuple[Broader, ...] | None:
            return run.of(lambda: desk.ask(lambda reads: broader(reads, prepared, now)))

        def found(better: tuple[Broader, ...] | None) -> None:
            if asked == self._asked and better is not None:
                self._offer(prepared, better)

        desk.work(self, work, found)

    def _offer(self, prepared: Prepared, better: tuple[Broader, ...]) -> None:
        advice = _("Count by fewer things, or over a longer time: then more can be told.")
        notice = Notice(Tone.CHOSEN, "eye-slash", _("Most would be hidden"), advice)
        acts = []
        for place, each in enumerate(better):
            act = quiet(_broader(each), name=f"broader-{place}", small=True)
            act.clicked.connect(lambda _on=False, each=each: self.choice.take(each))
            acts.append(act)
        self._notes.fill(small(_said(prepared)), notice, *([Flow(*acts)] if acts else []))

    # Going out

    def _show_before(self) -> None:
        sent = self.desk.ask(history)
        if not sent:
            head = SectionHead(_("What went out before"), text().number(0))
            self._before.fill(head, small(_("Nothing yet.")))
            return
        every = quiet(_("All"), name="all-history", small=True)
        every.clicked.connect(lambda: self.shell.go(Destination(Place.REPORTS, part="history")))
        head = SectionHead(_("What went out before"), text().number(len(sent)), (every,))
        rows = RowList()
        rows.add(*(sent_row(self.shell, each) for each in sent[:_FEW]))
        save = quiet(_("Save the list"), name="save-history", small=True)
        save.clicked.connect(lambda: save_history(self.shell, self))
        self._before.fill(head, rows, Flow(save))

    def _ask(self) -> None:
        if self._prepared is not None:
            most = ngettext("{count} count", "{count} counts", len(self._prepared.publication.told))
            GoingOutSheet(self.shell, self._prepared, most).open()


def _said(prepared: Prepared) -> str:
    said = _(
        "{hidden} of {all} counts are hidden.",
        hidden=text().number(len(prepared.publication.hidden)),
        all=text().number(len(prepared.publication.told)),
    )
    if prepared.corrects is not None:
        day = text().day(prepared.corrects.published_at.date())
        said = f"{said} {_corrects(day)}"
    if prepared.left_out:
        left = text().listed(_(words.FACETS[facet]) for facet in prepared.left_out)
        said = f"{said} {_left_out(left)}"
    if prepared.attack.narrowed:
        return said
    safe = _("With all that went out before, nobody can work one out.")
    return f"{said} {safe}"


def _corrects(day: str) -> str:
    return _("It takes the place of figures of {day} that were wrong.", day=day)


def _left_out(facets: str) -> str:
    return _("Not counted by: {facets}. It would have told too much.", facets=facets)


def _broader(better: Broader) -> str:
    counts = _(
        "{hidden} of {all} hidden",
        hidden=text().number(better.hidden),
        all=text().number(better.in_all),
    )
    if better.left_out is None:
        since = text().day(better.scope.first_day)
        return _("Since {day}: {counts}", day=since, counts=counts)
    left = _(words.FACETS[better.left_out])
    return _("Without {facet}: {counts}", facet=left, counts=counts)
