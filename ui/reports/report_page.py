"""The monthly report: its charts as they go out, two places for words, one act."""

from __future__ import annotations

from pathlib import Path
from typing import ClassVar

from caseworker.aggregates import words
from caseworker.aggregates.going_out import send
from caseworker.aggregates.monthly_report import (
    Report,
    ReportWords,
    prepare_report,
)
from caseworker.aggregates.periods import NAMES, Period, days_of
from caseworker.aggregates.report_file import report_workbook
from caseworker.aggregates.rounding import EXACT
from caseworker.aggregates.table_chart import chart_of
from caseworker.centre.settings import the_centre
from caseworker.documents.monthly_report import monthly_report
from caseworker.model.entity import Entity
from caseworker.model.figures import PublishedFigures
from caseworker.ports import UnitOfWork
from ui.charts.chart_card import ChartCard
from ui.drafts import WordsKeeper
from ui.language import _, text
from ui.leaving_file import write_file
from ui.reports.rounding_choice import rounding_choice
from ui.reports.run import Progress, Run
from ui.reports.table_picture import table_picture
from ui.screen import Screen
from ui.shell import Shell
from ui.widgets.act import ReasonNote
from ui.widgets.button import primary, quiet
from ui.widgets.columns import TwoColumns
from ui.widgets.field import Field
from ui.widgets.flow import Flow
from ui.widgets.label import small
from ui.widgets.panel import Card
from ui.widgets.segments import Segments
from ui.widgets.sheet import Sheet
from ui.widgets.stack import Column, clear
from ui.widgets.text_input import TextArea, TextField

_PAPER, _BOOK, _PICTURES = "pdf", "xlsx", "png"
"""Kinds of file, by their endings."""
_OFFERED = (Period.LAST_MONTH, Period.THIS_MONTH)


class ReportPage(Screen):
    """Nothing leaves before the sheet is agreed to; then the paper is shown in any language."""

    watches: ClassVar[tuple[type[Entity], ...]] = (PublishedFigures,)

    def __init__(self, shell: Shell) -> None:
        self._send = primary(_("Send the report"), name="send-report", icon="file-text")
        back = quiet(_("This month"), name="back-to-month")
        super().__init__(
            shell,
            _("Monthly report"),
            _("The same tables every month; what could tell who it is stays hidden."),
            back,
            self._send,
            name="report",
        )
        back.clicked.connect(shell.back)
        self._send.clicked.connect(self._ask)
        self._report: Report | None = None
        self._asked = 0
        self._run = Run()
        self.month = Segments(
            [(each.value, _(NAMES[each])) for each in _OFFERED],
            name="report-month",
            label=_("When"),
            value=Period.LAST_MONTH.value,
            equal=0,
        )
        self.month.chosen.connect(lambda _key: self.reload())
        self.rounding = rounding_choice("report-rounding")
        self.rounding.chosen.connect(lambda _key: self._show_again())
        self.stood_out = TextArea(name="stood-out", lines=4)
        self.needed = TextArea(name="needed", lines=4)
        self._charts = Column(gap=16)
        columns = TwoColumns(side_width=340, spacing=12)
        columns.main.addWidget(self._charts)
        card = Card()
        for widget in (
            Field(_("When"), self.month),
            Field(_("How exact"), self.rounding),
            Field(_("What stood out"), self.stood_out, _("No names, no single stories.")),
            Field(_("What is needed"), self.needed),
        ):
            card.content.addWidget(widget)
        columns.side.addWidget(card)
        columns.side.addWidget(ReasonNote(self._send))
        self.add(columns)
        self._centre = self.desk.ask(lambda reads: the_centre(reads).id)
        self._typed = WordsKeeper(self, self.desk, self._centre, "monthly report")
        self.reload()

    def reload(self) -> None:
        """Count the month beside the window; only the newest wish is shown."""
        self._report = None
        self._asked += 1
        self._run.stop()
        asked, now, desk = self._asked, self.desk.now(), self.desk
        period = Period(self.month.value() or Period.LAST_MONTH.value)
        first, last = days_of(period, now.date())
        self._send.turn_off(_("The figures are being counted."))

        run = self._run = Run()
        progress = Progress(run)
        progress.stopped.connect(self._stopped)
        self._charts.fill(progress)

        def work() -> Report | None:
            return run.of(lambda: desk.ask(lambda reads: prepare_report(reads, first, last, now)))

        def counted(report: Report | None) -> None:
            if asked == self._asked and report is not None:
                self._show(report)

        desk.work(self, work, counted)

    def _stopped(self) -> None:
        self._asked += 1
        self._send.turn_off(_("Stopped. Nothing was kept."))
        again = quiet(_("Count again"), name="count-again", small=True)
        again.clicked.connect(self.reload)
        self._charts.fill(small(_("Stopped. Nothing was kept.")), Flow(again))

    def _show_again(self) -> None:
        """Show the same figures exact or rounded: nothing is counted anew."""
        if self._report is not None:
            self._show(self._report)

    def _show(self, report: Report) -> None:
        base = int(self.rounding.value() or EXACT.base)
        self._report = report = report.rounded(base)
        clear(self._charts.box)
        for place, table in enumerate(report.tables):
            title = _(words.POPULATIONS[table.scope.population])
            if not table.table.total:
                nobody = _("{who}: nobody in these days", who=title)
                self._charts.box.addWidget(small(nobody))
                continue
            about = text().listed(_(words.FACETS[facet]) for facet in table.facets)
            chart = chart_of(table, text())
            said = words.rounded(table.rounding, table.error(), text())
            about = f"{about}. {said}" if said else about
            self._charts.box.addWidget(ChartCard(chart, title, about, name=f"report-{place}"))
        self._send.turn_on()

    def _ask(self) -> None:
        report = self._report
        if report is None:
            return
        sheet = Sheet(_("Before it leaves"), _("Send it"), name="report-sheet")
        recipient = TextField(name="report-recipient")
        field = Field(_("Who gets the report?"), recipient, _("A name or an office"))
        kind = Segments(
            [(_PAPER, _("Paper")), (_BOOK, _("Spreadsheet")), (_PICTURES, _("Pictures"))],
            name="report-kind",
            label=_("File"),
            value=_PAPER,
        )
        sheet.content.addWidget(field)
        sheet.content.addWidget(Field(_("File"), kind))
        sheet.say(
            _("Without: names, lists of people, and every count that could tell who somebody is"),
            second=True,
        )
        sheet.say(_("It is remembered here, so that later figures stay safe beside these."))
        sheet.content.addWidget(ReasonNote(sheet.panel.act))
        reason = _("Say who gets it, so that anybody can ask for it later.")
        sheet.panel.act.turn_off(reason)

        def look() -> None:
            if recipient.text().strip():
                sheet.panel.act.turn_on()
            else:
                sheet.panel.act.turn_off(reason)

        recipient.textChanged.connect(look)
        sheet.agreed.connect(lambda: self._go_out(report, recipient.text(), kind.value() or _PAPER))
        self.shell.open_sheet(sheet)

    def _place(self, kind: str) -> Path | None:
        return self.shell.outside.files.to_save(self.window(), _("Save the report"), kind)

    def _go_out(self, report: Report, recipient: str, kind: str) -> None:
        """Remember it, then show the paper, or write the file or files where it was chosen."""
        place = self._place(kind) if kind != _PAPER else None
        if kind != _PAPER and place is None:
            return
        said = ReportWords(self.stood_out.toPlainText(), self.needed.toPlainText())
        shell, centre, typed = self.shell, self._centre, self._typed

        def act(work: UnitOfWork) -> None:
            send(work, report.tables, recipient, "monthly report")

        def show(_nothing: None) -> None:
            typed.discard()
            written = _("The figures are written")
            if place is not None:
                if kind == _BOOK:
                    write_file(shell, place, report_workbook(report, said, text()), written)
                    return
                drawn = [table for table in report.tables if table.table.total]
                for number, table in enumerate(drawn, start=1):
                    one = place.with_stem(f"{place.stem}-{number}")
                    write_file(shell, one, table_picture(table, report.centre, text()), written)
                return
            shell.show_document(
                lambda _reads, language: monthly_report(report, said, language), centre
            )

        shell.desk.write(shell.desk, act, show)
