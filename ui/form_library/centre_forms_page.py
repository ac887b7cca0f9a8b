"""About the centre: what people say, how the house is, and what the team wants to learn."""

from __future__ import annotations

from typing import ClassVar

from PySide6.QtWidgets import QVBoxLayout

from caseworker.centre.settings import the_centre
from caseworker.documents.counted_answers import counted_answers
from caseworker.form_library.counting import surveys
from caseworker.form_library.opening import to_begin
from caseworker.form_library.subjects import subject_of
from caseworker.form_library.versions import form_in_use
from caseworker.model.entity import Entity
from caseworker.model.form import FilledForm, InstalledForm
from caseworker.model.incident import Feedback
from caseworker.permissions import Act, may
from caseworker.views.feedback import FeedbackLine, open_feedback
from ui import words
from ui.form_library.lists import FilledList, begin_list, open_filled, search_field
from ui.language import _, text
from ui.screen import Screen
from ui.shell import Shell
from ui.theme.tokens import Tone
from ui.widgets.chip import Chip
from ui.widgets.columns import TwoColumns
from ui.widgets.empty_state import EmptyState
from ui.widgets.label import small
from ui.widgets.panel import Card
from ui.widgets.row_list import OpenRow, RowList
from ui.widgets.section import SectionHead
from ui.widgets.stack import clear


class CentreFormsPage(Screen):
    """Everybody fills in; what was said is read by those alone who answer it (R-404 to R-407)."""

    watches: ClassVar[tuple[type[Entity], ...]] = (FilledForm, InstalledForm, Feedback)

    def __init__(self, shell: Shell) -> None:
        super().__init__(
            shell,
            _("About the centre"),
            _("What people say, how the house is, and what the team wants to learn."),
            name="forms-centre",
        )
        self._centre = self.desk.ask(lambda reads: the_centre(reads).id)
        self._reads = may(self.desk.actor, Act.READ_FEEDBACK)
        search = search_field()
        self._filled = FilledList(shell, self._centre, search)
        self._open, self._begin, self._counted = QVBoxLayout(), QVBoxLayout(), QVBoxLayout()
        columns = TwoColumns()
        for layout in (self._begin, self._open, self._counted):
            columns.main.addLayout(layout)
        columns.side.addWidget(search)
        columns.side.addWidget(self._filled)
        self.add(columns)
        self.reload()

    def reload(self) -> None:
        """Show what can be begun, what waits for an answer, and what was filled in."""
        self._show_begin()
        self._show_open()
        self._show_counted()
        self._filled.show_lines()

    def _show_begin(self) -> None:
        clear(self._begin)
        lines = self.desk.ask(
            lambda reads: to_begin(reads, text(), subject_of(reads, self._centre))
        )
        self._begin.addWidget(SectionHead(_("Fill in a form"), text().number(len(lines))))
        self._begin.addWidget(begin_list(self.shell, self._centre, lines))
        if not self._reads:
            said = _("What people and colleagues say is read by supervisors, and by nobody else.")
            self._begin.addWidget(small(said))

    def _show_open(self) -> None:
        clear(self._open)
        if not self._reads:
            return
        today = self.desk.now().date()
        lines = self.desk.ask(lambda reads: open_feedback(reads, today))
        self._open.addWidget(SectionHead(_("Waits for an answer"), text().number(len(lines))))
        if not lines:
            card = Card()
            card.content.addWidget(EmptyState("chat-circle-text", _("Nobody waits for an answer")))
            self._open.addWidget(card)
            return
        rows = RowList()
        rows.add(*(self._row(line) for line in lines))
        self._open.addWidget(rows)

    def _show_counted(self) -> None:
        """Offer the surveys as counts: what a team can speak of, and nobody's own sheet."""
        clear(self._counted)
        forms = self.desk.ask(surveys) if self._reads else ()
        if not forms:
            return
        rows = RowList()
        rows.add(*(self._survey(form) for form in forms))
        self._counted.addWidget(SectionHead(_("Counted together")))
        self._counted.addWidget(rows)

    def _survey(self, form: str) -> OpenRow:
        usable = self.desk.ask(lambda reads: form_in_use(reads, form))
        row = OpenRow(
            _(usable.definition.title),
            _("All answers together, on paper too"),
            name=f"counted-{form}",
            icon="chart-bar",
        )
        row.clicked.connect(lambda: self._show_count(form))
        return row

    def _show_count(self, form: str) -> None:
        self.shell.show_document(lambda reads, text: counted_answers(reads, form, text))

    def _row(self, line: FeedbackLine) -> OpenRow:
        chips = [Chip(words.called(line.state), Tone.QUIET, "clock")]
        if line.days_late:
            chips.append(Chip(words.late(line.days_late), Tone.WARN, "warning-circle"))
        row = OpenRow(
            _("A complaint") if line.complaint else _("Something that was said"),
            words.joined(words.when(line.received_at, self.desk.now()), line.taken_by),
            name=f"answer-{line.form_id}",
            icon="chat-circle-text",
            detail_chips=chips,
        )
        row.clicked.connect(lambda: open_filled(self.shell, line.form_id))
        return row
