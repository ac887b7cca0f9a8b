"""The two lists of every page of forms about something: filled in, and to be begun."""

from __future__ import annotations

from collections.abc import Sequence
from uuid import UUID

from PySide6.QtWidgets import QVBoxLayout

from caseworker.form_library.filling import FilledLine, filled_forms
from caseworker.form_library.versions import FormLine
from caseworker.text import isolate
from ui import words
from ui.form_library.filling_state import draft_name
from ui.language import _, ngettext, text
from ui.shell import Shell
from ui.theme.tokens import Tone
from ui.widgets.chip import Chip
from ui.widgets.empty_state import EmptyState
from ui.widgets.label import small
from ui.widgets.panel import Card
from ui.widgets.row_list import OpenRow, RowList
from ui.widgets.search_field import SearchField
from ui.widgets.section import SectionHead
from ui.widgets.stack import Column, clear, show_if
from ui.window.navigation import Destination, Place

_MOST = 40
"""So many forms are shown at once, the newest; a search goes through all of them."""


class FilledList(Column):
    """What was filled in about *subject*; answers are searched here and nowhere else."""

    def __init__(self, shell: Shell, subject: UUID, search: SearchField) -> None:
        super().__init__()
        self._shell, self._subject, self._search = shell, subject, search
        self._lines = QVBoxLayout()
        self.box.addLayout(self._lines)
        search.textChanged.connect(lambda _words: self.show_lines())

    def show_lines(self) -> None:
        """Show what there is now, or what the words in the search field find."""
        said = self._search.text()
        lines = self._shell.desk.ask(lambda reads: filled_forms(reads, self._subject, said))
        clear(self._lines)
        show_if(self._search, bool(lines or said))
        self._lines.addWidget(SectionHead(_("Filled in"), text().number(len(lines))))
        if not lines:
            nothing = _("Nothing was found") if said else _("Nothing is filled in yet")
            card = Card()
            card.content.addWidget(EmptyState("file-text", nothing))
            self._lines.addWidget(card)
            return
        rows = RowList()
        rows.add(*(self._row(line) for line in lines[:_MOST]))
        self._lines.addWidget(rows)
        if len(lines) > _MOST:
            more = len(lines) - _MOST
            said = ngettext("{count} older one: search finds it",
                            "{count} older ones: search finds them", more)  # fmt: skip
            self._lines.addWidget(small(said))

    def _row(self, line: FilledLine) -> OpenRow:
        row = OpenRow(
            _(line.title),
            words.joined(filled_words(line, self._shell), version_words(line.version)),
            name=f"filled-{line.id}",
            icon="file-text",
        )
        row.clicked.connect(lambda: open_filled(self._shell, line.id))
        return row


def search_field() -> SearchField:
    """Return the field that searches the answers of one page."""
    return SearchField(
        name="search-answers",
        label=_("Search in these forms"),
        example=_("A word of an answer"),
    )


def begin_list(shell: Shell, subject: UUID, lines: Sequence[FormLine]) -> RowList:
    """Return the forms that can be begun about *subject*; one that waits in a draft says so."""
    rows = RowList()
    rows.add(*(_begin_row(shell, subject, line) for line in lines))
    return rows


def open_filled(shell: Shell, filled_id: UUID) -> None:
    """Go to a form that was filled."""
    shell.go(Destination(Place.FORMS, str(filled_id), "filled"))


def filled_words(line: FilledLine, shell: Shell) -> str:
    """Return when and by whom a form was filled; of one without a name, the day alone."""
    if line.without_name:
        return words.joined(words.long_day(line.filled_at.date()), _("Without a name"))
    return words.joined(words.when(line.filled_at, shell.desk.now()), line.filled_by)


def version_words(version: str) -> str:
    """Return which version of a form it is."""
    return _("Version {version}", version=isolate(version))


def questions_words(count: int) -> str:
    """Return how many questions a form asks."""
    return ngettext("{count} question", "{count} questions", count)


def _begin_row(shell: Shell, subject: UUID, line: FormLine) -> OpenRow:
    waits = shell.desk.load_draft(subject, draft_name(line.identifier)) is not None
    chips = [Chip(_("Begun, and waits for you"), Tone.CHOSEN, "pen-nib")] if waits else []
    row = OpenRow(
        line.title,
        questions_words(line.questions),
        name=f"fill-{line.identifier}",
        icon="clipboard-text",
        detail_chips=chips,
    )
    row.clicked.connect(
        lambda: shell.go(Destination(Place.FORMS, str(subject), f"fill:{line.identifier}"))
    )
    return row
