"""Cases in a list: those with a gap, or those to ask how it is."""

from __future__ import annotations

from typing import ClassVar

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from caseworker.centre.settings import the_centre
from caseworker.model.case import Case
from caseworker.model.entity import Entity
from caseworker.model.form import FilledForm
from caseworker.supervision.quality import CaseLine, Gap, cases_with
from caseworker.supervision.sampling import SURVEY, Sample, draw
from ui import words
from ui.language import _, ngettext, text
from ui.reports.words import GAPS
from ui.screen import Screen
from ui.shell import Shell
from ui.widgets.button import primary, quiet
from ui.widgets.empty_state import EmptyState
from ui.widgets.label import body, small
from ui.widgets.long_list import HowFar, LongList
from ui.widgets.panel import Card
from ui.widgets.row_list import OpenRow
from ui.window.navigation import Destination, Place


class CaseListPage(Screen):
    """Each row opens its case."""

    watches: ClassVar[tuple[type[Entity], ...]] = (Case,)

    def __init__(self, shell: Shell, name: str) -> None:
        back = quiet(_("Quality of the work"), name="back-to-quality")
        super().__init__(shell, " ", " ", back, name=name)
        back.clicked.connect(shell.back)
        self._how_far = HowFar()
        self.reload()

    def lay(self, title: str, sentence: str, cases: tuple[CaseLine, ...], *before: QWidget) -> None:
        """Show *cases* under *title*, after what stands *before* them."""
        self.head.say(title, sentence)
        self.clear()
        for widget in before:
            self.add(widget)
        if not cases:
            card = Card()
            card.content.addWidget(EmptyState("check-circle", _("No case"), ""))
            self.add(card)
            return
        self.add(LongList(cases, self._row, self._how_far))

    def _row(self, _place: int, line: CaseLine) -> OpenRow:
        opened = _("opened {day}", day=words.day(line.opened_at))
        row = OpenRow(
            words.named(line.person),
            words.joined(line.number, line.caseworker or _("no caseworker"), opened),
            name=f"case-{line.case_id}",
            icon="folder-simple",
        )
        row.clicked.connect(lambda: self.shell.go(Destination(Place.CASE, str(line.case_id))))
        return row


class GapPage(CaseListPage):
    """The cases with one gap, the oldest first."""

    def __init__(self, shell: Shell, gap: Gap) -> None:
        self._gap = gap
        super().__init__(shell, "gap-page")

    def reload(self) -> None:
        """Show the cases as they stand."""
        gap, now = self._gap, self.desk.now()
        self.look_beside(lambda reads: cases_with(reads, gap, now), self._show)

    def _show(self, cases: tuple[CaseLine, ...]) -> None:
        count = ngettext("{count} case", "{count} cases", len(cases))
        self.lay(_(GAPS[self._gap]), count, cases)


class SamplePage(CaseListPage):
    """Whom to ask in this quarter, in the order of asking, and the survey to ask with."""

    watches: ClassVar[tuple[type[Entity], ...]] = (Case, FilledForm)

    def __init__(self, shell: Shell, wanted: str) -> None:
        hours, _colon, minutes = wanted.partition(":")
        self._hours, self._minutes = int(hours), int(minutes)
        super().__init__(shell, "sample-page")

    def reload(self) -> None:
        """Show the draw; it is the same at every look."""
        now, hours, minutes = self.desk.now(), self._hours, self._minutes
        self.look_beside(
            lambda reads: draw(reads, now, hours=hours, minutes_each=minutes), self._show
        )

    def _show(self, sample: Sample) -> None:
        sentence = _(
            "{drawn} of {people}, {percent} %. Ask in this order; a no is a no, and the next is"
            " asked.",
            drawn=text().number(len(sample.drawn)),
            people=text().number(sample.people),
            percent=text().number(sample.percent),
        )
        title = _("Whom to ask, {quarter}", quarter=text().day(sample.begins, "QQQ y"))
        self.lay(title, sentence, sample.drawn, self._survey(sample.answered))

    def _survey(self, answered: int) -> Card:
        begin = primary(_("Fill in a survey"), name="fill-survey")
        begin.clicked.connect(self._begin)
        count = ngettext(
            "{count} survey was filled in this quarter.",
            "{count} surveys were filled in this quarter.",
            answered,
        )
        card = Card()
        card.content.addWidget(body(count))
        card.content.addWidget(small(_("It has no name on it: nobody sees who has answered.")))
        card.content.addWidget(begin, 0, Qt.AlignmentFlag.AlignLeading)
        return card

    def _begin(self) -> None:
        centre = self.desk.ask(lambda reads: the_centre(reads).id)
        self.shell.go(Destination(Place.FORMS, str(centre), f"fill:{SURVEY}"))
