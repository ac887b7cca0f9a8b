"""The forms filled about a case or a person, and those that can be begun."""

from __future__ import annotations

from typing import ClassVar
from uuid import UUID

from PySide6.QtWidgets import QVBoxLayout

from caseworker.form_library.filling import FilledLine, filled_forms, is_restricted
from caseworker.form_library.opening import to_begin
from caseworker.form_library.versions import FormLine
from caseworker.model.case import Case
from caseworker.model.entity import Entity
from caseworker.model.form import FilledForm, InstalledForm
from caseworker.permissions import Act, may
from caseworker.ports import Reads
from caseworker.text import isolate
from ui import words
from ui.form_library.filling_state import draft_name
from ui.language import _, ngettext, text
from ui.screen import Screen
from ui.shell import Shell
from ui.theme.tokens import Tone
from ui.widgets.button import quiet
from ui.widgets.chip import Chip
from ui.widgets.columns import TwoColumns
from ui.widgets.empty_state import EmptyState
from ui.widgets.panel import Card
from ui.widgets.row_list import OpenRow, RowList
from ui.widgets.search_field import SearchField
from ui.widgets.section import SectionHead
from ui.widgets.stack import clear, show_if
from ui.window.navigation import Destination, Place


class AboutPage(Screen):
    """Answers are searched here, within one case, and nowhere else."""

    watches: ClassVar[tuple[type[Entity], ...]] = (FilledForm, InstalledForm)

    def __init__(self, shell: Shell, subject: UUID) -> None:
        back = quiet(_("Back"), name="leave-forms", icon="arrow-left")
        back.clicked.connect(shell.back)
        number = shell.desk.ask(lambda reads: _number(reads, subject))
        said = _("Case {number}", number=isolate(number)) if number else ""
        super().__init__(shell, _("Forms"), said, back, name="forms-about")
        self._subject = subject
        hidden = self.desk.ask(lambda reads: is_restricted(reads, subject))
        self.desk.saw(subject, "forms", restricted=hidden)
        self._search = SearchField(
            name="search-answers",
            label=_("Search in these forms"),
            example=_("A word of an answer"),
        )
        self._search.textChanged.connect(lambda _words: self._show_filled())
        self._filled = QVBoxLayout()
        self._begin = QVBoxLayout()
        columns = TwoColumns()
        columns.main.addLayout(self._filled)
        columns.side.addLayout(self._begin)
        self.add(self._search, columns)
        self.reload()

    def reload(self) -> None:
        """Show what was filled, and what can be begun."""
        self._show_filled()
        clear(self._begin)
        if not may(self.desk.actor, Act.WORK_ON_CASE):
            return
        lines = self.desk.ask(lambda reads: to_begin(reads, text()))
        self._begin.addWidget(SectionHead(_("Fill in a form"), text().number(len(lines))))
        if not lines:
            card = Card()
            card.content.addWidget(
                EmptyState(
                    "clipboard-text",
                    _("No form of the centre yet"),
                    _("An administrator installs forms under More."),
                )
            )
            self._begin.addWidget(card)
            return
        rows = RowList()
        rows.add(*(self._form(line) for line in lines))
        self._begin.addWidget(rows)

    def _show_filled(self) -> None:
        said = self._search.text()
        lines = self.desk.ask(lambda reads: filled_forms(reads, self._subject, said))
        clear(self._filled)
        show_if(self._search, bool(lines or said))
        self._filled.addWidget(SectionHead(_("Filled in"), text().number(len(lines))))
        if not lines:
            nothing = _("Nothing was found") if said else _("Nothing is filled in yet")
            card = Card()
            card.content.addWidget(EmptyState("file-text", nothing))
            self._filled.addWidget(card)
            return
        rows = RowList()
        rows.add(*(self._line(line) for line in lines))
        self._filled.addWidget(rows)

    def _line(self, line: FilledLine) -> OpenRow:
        detail = words.joined(
            words.when(line.filled_at, self.desk.now()),
            line.filled_by,
            _("Version {version}", version=isolate(line.version)),
        )
        row = OpenRow(_(line.title), detail, name=f"filled-{line.id}", icon="file-text")
        row.clicked.connect(lambda: self.shell.go(Destination(Place.FORMS, str(line.id), "filled")))
        return row

    def _form(self, line: FormLine) -> OpenRow:
        waits = self.desk.load_draft(self._subject, draft_name(line.identifier)) is not None
        chips = [Chip(_("Begun, and waits for you"), Tone.CHOSEN, "pen-nib")] if waits else []
        row = OpenRow(
            line.title,
            questions_words(line.questions),
            name=f"fill-{line.identifier}",
            icon="clipboard-text",
            detail_chips=chips,
        )
        row.clicked.connect(
            lambda: self.shell.go(
                Destination(Place.FORMS, str(self._subject), f"fill:{line.identifier}")
            )
        )
        return row


def questions_words(count: int) -> str:
    """Return how many questions a form asks."""
    return ngettext("{count} question", "{count} questions", count)


def _number(reads: Reads, subject: UUID) -> str:
    case = reads.find(Case, subject)
    return case.number if case is not None else ""
