"""What was found in a form, grouped by the sheet where it stands, with what mends it."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtWidgets import QVBoxLayout, QWidget

from caseworker.form_library.problem_words import in_words, sheet_name
from forms import FormProblem
from ui import words
from ui.language import _, ngettext, text
from ui.theme.tokens import Tone
from ui.widgets.chip import Chip
from ui.widgets.label import small
from ui.widgets.row_list import Row, RowList
from ui.widgets.section import SectionHead

_MOST = 100
"""More than this in one sheet is not read; mending the first mends many."""


class ProblemsPart(QWidget):
    """Errors keep a form out; the rest is worth knowing before somebody needs it."""

    def __init__(self, problems: Sequence[FormProblem]) -> None:
        super().__init__()
        self.setObjectName("form-problems")
        self.setAccessibleName(_("What was found"))
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        by_sheet: dict[str, list[FormProblem]] = {}
        for problem in problems:
            by_sheet.setdefault(sheet_name(problem, text()), []).append(problem)
        for sheet, found in by_sheet.items():
            rows = RowList()
            rows.add(*(_row(problem) for problem in found[:_MOST]))
            column.addWidget(SectionHead(sheet, text().number(len(found))))
            column.addWidget(rows)
            if len(found) > _MOST:
                more = len(found) - _MOST
                column.addWidget(
                    small(ngettext("and {count} more here", "and {count} more here", more))
                )


def _row(problem: FormProblem) -> Row:
    said = in_words(problem, text())
    wrong = problem.severity == "error"
    chip = (
        Chip(_("Must be mended"), Tone.BAD, "hand")
        if wrong
        else Chip(_("Good to know"), Tone.WARN, "warning-circle")
    )
    below = [small(said.detail)] if said.detail else []
    return Row(said.what, words.joined(said.where, said.remedy), chips=(chip,), below=below)
