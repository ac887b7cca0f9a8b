"""Quality of the work: where records and steps have gaps, and whom to ask how it is."""

from __future__ import annotations

from typing import ClassVar

from PySide6.QtWidgets import QWidget

from caseworker.model.assessment import Assessment
from caseworker.model.case import Case
from caseworker.model.entity import Entity
from caseworker.model.plan import PlanAgreement
from caseworker.model.review import Closure, FollowUp
from caseworker.supervision.quality import Gap, GapOfCases, gaps
from ui.language import _, text
from ui.reports.words import GAPS
from ui.screen import Screen
from ui.shell import Shell
from ui.theme.tokens import Tone
from ui.widgets.act import ReasonNote
from ui.widgets.button import secondary
from ui.widgets.chip import Chip
from ui.widgets.columns import TwoColumns
from ui.widgets.field import Field
from ui.widgets.flow import Flow
from ui.widgets.label import body, section, small
from ui.widgets.panel import Card
from ui.widgets.row_list import OpenRow, RowList
from ui.widgets.section import SectionHead
from ui.widgets.stack import Column
from ui.widgets.text_input import TextField
from ui.window.navigation import Destination, Place

PART = "gap"
SAMPLE = "sample"
_HOURS, _MINUTES = 5, 20


class QualityPage(Screen):
    """Each gap opens its cases; what is whole says so too."""

    watches: ClassVar[tuple[type[Entity], ...]] = (
        Assessment, Case, Closure, FollowUp, PlanAgreement,
    )  # fmt: skip

    def __init__(self, shell: Shell) -> None:
        super().__init__(
            shell,
            _("Quality of the work"),
            _("Gaps in the work, not marks for anybody."),
            name="quality",
        )
        self._gaps = Column(gap=8)
        columns = TwoColumns(side_width=360, gap=24, spacing=12)
        columns.main.addWidget(self._gaps)
        columns.side.addWidget(self._sampling())
        self.add(columns)
        self._asked = 0
        self.reload()

    def reload(self) -> None:
        """Look for gaps beside the window."""
        self._asked += 1
        asked, now, desk = self._asked, self.desk.now(), self.desk
        if asked == 1:
            self._gaps.fill(small(_("The records are being looked through.")))

        def found(shown: tuple[GapOfCases, ...]) -> None:
            if asked == self._asked:
                self._show(shown)

        desk.work(self, lambda: desk.ask(lambda reads: gaps(reads, now)), found)

    def _show(self, shown: tuple[GapOfCases, ...]) -> None:
        rows = RowList()
        rows.add(*(self._row(each) for each in shown))
        self._gaps.fill(SectionHead(_("Gaps")), rows)

    def _row(self, shown: GapOfCases) -> QWidget:
        if shown.gap is Gap.FEEDBACK:
            of = _("of {count} cases closed in 90 days", count=text().number(shown.of))
        else:
            of = _("of {count} open cases", count=text().number(shown.of))
        none = Chip(_("No gap"), Tone.OK, "check")
        row = OpenRow(
            _(GAPS[shown.gap]),
            of,
            name=f"gap-{shown.gap.name.lower()}",
            lead=text().number(shown.count),
            after=[] if shown.count else [none],
        )
        row.clicked.connect(
            lambda: self.shell.go(Destination(Place.REPORTS, shown.gap.value, PART))
        )
        return row

    def _sampling(self) -> Card:
        card = Card(spacing=12)
        card.setObjectName("sampling")
        self.hours = TextField(str(_HOURS), name="sample-hours")
        self.minutes = TextField(str(_MINUTES), name="sample-minutes")
        self._draw = secondary(_("Whom to ask"), name="draw-sample")
        self._draw.clicked.connect(self._go)
        sentence = _(
            "As many as there is time for, drawn by chance. The draw of a quarter is always the"
            " same. Somebody asks who does not work with the person."
        )
        for widget in (
            section(_("Ask how it is")),
            body(sentence),
            Field(_("Hours for it in this quarter"), self.hours),
            Field(_("Minutes for each talk"), self.minutes),
            Flow(self._draw),
            ReasonNote(self._draw),
        ):
            card.content.addWidget(widget)
        for field in (self.hours, self.minutes):
            field.textChanged.connect(self._look_at_time)
        self._look_at_time()
        return card

    def _look_at_time(self) -> None:
        if all(_is_count(each.text()) for each in (self.hours, self.minutes)):
            self._draw.turn_on()
        else:
            self._draw.turn_off(_("Whole numbers above zero."))

    def _go(self) -> None:
        wanted = f"{int(self.hours.text())}:{int(self.minutes.text())}"
        self.shell.go(Destination(Place.REPORTS, wanted, SAMPLE))


def _is_count(said: str) -> bool:
    return said.strip().isdecimal() and 0 < int(said) < 10_000
