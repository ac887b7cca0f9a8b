"""A filled form on paper, in the version in which it was filled."""

from __future__ import annotations

from caseworker.documents import common
from caseworker.documents.blocks import Block, Document, Fact, Facts, Heading
from caseworker.form_library.filling import Filled, entry_of_filled
from caseworker.form_library.reading import AnswerLine, AnswerPart, parts_of
from caseworker.model.case import Case
from caseworker.ports import Reads
from caseworker.text import Text, isolate
from forms.language_names import closest

_SHORT = 40
"""So many letters of question and answer stand beside others; longer ones have a line alone."""


def filled_form(reads: Reads, filled: Filled, text: Text) -> Document:
    """Return a filled form, in the language of *text* where the form speaks it."""
    form = filled.usable.definition
    entry = entry_of_filled(filled, closest(form.languages, text.language))
    case = reads.find(Case, filled.subject)
    blocks: list[Block] = []
    for part in parts_of(entry, text):
        blocks += answer_blocks(part)
    return Document(
        language=text.language,
        title=text(filled.line.title),
        subtitle=text(
            "Filled in on {day}, version {version}",
            day=common.day(filled.line.filled_at, text),
            version=isolate(filled.line.version),
        ),
        who_may_see=text(common.FOR_THE_CENTRE),
        reference=case.number if case is not None else "",
        blocks=tuple(blocks),
    )


def answer_blocks(part: AnswerPart) -> list[Block]:
    """Return one part of a filled form under its heading."""
    heading: list[Block] = [Heading(part.title)] if part.title else []
    return [*heading, *_facts(part.lines)]


def _facts(lines: tuple[AnswerLine, ...]) -> list[Block]:
    """Return short answers side by side, and long ones on lines of their own."""
    blocks: list[Block] = []
    short: list[Fact] = []
    for line in lines:
        fact = Fact(line.question, line.answer or "–")
        if max(len(line.question), len(line.answer)) <= _SHORT:
            short.append(fact)
            continue
        if short:
            blocks.append(Facts(tuple(short)))
            short = []
        blocks.append(Facts((fact,), columns=1))
    if short:
        blocks.append(Facts(tuple(short)))
    return blocks
