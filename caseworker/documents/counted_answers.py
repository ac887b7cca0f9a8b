"""A survey of the centre on paper, all answers counted together (R-154, R-384)."""

from __future__ import annotations

from caseworker.centre.settings import the_centre
from caseworker.documents import common
from caseworker.documents.blocks import Block, Document, Grid, Paragraph
from caseworker.form_library.counting import CountedQuestion, counted
from caseworker.ports import Reads
from caseworker.text import N_, Text

_INSIDE = N_(
    "Few answers can tell whose they are: speak of this in the team, and hand it to nobody outside."
)


def counted_answers(reads: Reads, identifier: str, text: Text) -> Document:
    """Return the answers to a survey, question by question.

    Raises:
        NotAllowed: others read these answers.
    """
    found = counted(reads, identifier, text)
    blocks: list[Block] = [
        Paragraph(text.plural("Filled in {count} time", "Filled in {count} times", found.forms)),
        Paragraph(text(_INSIDE), small=True),
        *(_grid(question, text) for question in found.questions if question.answered),
    ]
    return Document(
        language=text.language,
        title=found.title,
        subtitle=text.listed((the_centre(reads).name, common.day(reads.now(), text))),
        who_may_see=text(common.FOR_THE_CENTRE),
        blocks=tuple(blocks),
    )


def _grid(question: CountedQuestion, text: Text) -> Grid:
    return Grid(
        header=(question.question, text("Answers")),
        rows=tuple((said, text.number(count)) for said, count in question.choices),
        widths=(0.82, 0.18),
    )
