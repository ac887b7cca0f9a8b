"""The purposes, one a row: what it is, who sees it, what goes along, and the answer."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal

from caseworker.documents.consent_form import WHAT_IT_IS, WHO_SEES_IT
from caseworker.model.values import Answer
from caseworker.words import item_name
from ui import words
from ui.consent.state import LineState
from ui.language import _, text
from ui.theme.tokens import Ink
from ui.widgets.icon import Icon
from ui.widgets.label import small, small_strong
from ui.widgets.row_list import Row, RowList
from ui.widgets.segments import Segments
from ui.widgets.stack import Line

ANSWERS = (Answer.YES, Answer.NO, Answer.NOT_ASKED)


class LinesCard(RowList):
    """Yes and no are equally wide, and nothing is preselected but "not asked"."""

    answered = Signal(int, str)
    """The place of the line, and the answer."""

    def __init__(self, lines: Sequence[LineState]) -> None:
        super().__init__()
        self.setObjectName("consent-lines")
        for place, line in enumerate(lines):
            self.add(self._row(place, line))

    def _row(self, place: int, line: LineState) -> Row:
        title = line.purpose_text or words.called(line.purpose)
        choices = [(answer.value, words.called(answer)) for answer in ANSWERS]
        segments = Segments(
            choices, name=f"answer-{place}", label=title, value=line.answer.value, equal=2
        )
        segments.chosen.connect(lambda key: self.answered.emit(place, key))
        details = [small(_("Who sees it: {who}", who=who_sees(line)))]
        if what := what_goes(line):
            details.append(small(_("What: {what}", what=what)))
        until = []
        if line.valid_until is not None:
            sentence = _(
                "Until {day}, then we ask again", day=text().day(line.valid_until, "d MMMM")
            )
            until = [Line(Icon("clock", 16, Ink.WARN), small_strong(sentence, Ink.WARN))]
        return Row(title, acts=(segments,), below=(*details, *until))


def who_sees(line: LineState) -> str:
    """Return who sees it, in words."""
    usual = WHO_SEES_IT.get(line.purpose, "")
    return line.recipient or (_(usual) if usual else "")


def what_goes(line: LineState) -> str:
    """Return what goes along, in words."""
    usual = WHAT_IT_IS.get(line.purpose, "")
    return text().listed(item_name(item, text()) for item in line.data_items) or (
        _(usual) if usual else ""
    )
