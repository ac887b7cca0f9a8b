"""The monthly report on paper: charts, tables, two places for words, and the statement."""

from __future__ import annotations

from caseworker.aggregates import words
from caseworker.aggregates.layout import laid_out
from caseworker.aggregates.monthly_report import Report, ReportWords
from caseworker.aggregates.statement import statement
from caseworker.documents import common
from caseworker.documents.blocks import (
    Block,
    Document,
    Fact,
    Facts,
    Grid,
    Heading,
    Listing,
    Paragraph,
    Signature,
)
from caseworker.documents.figures import drawn
from caseworker.text import Text

_NAMES = 0.28
"""The share of a table's width that its first column takes."""
_MOST = 0.25
"""A count stands no further from what it counts, also where it is alone."""


def monthly_report(report: Report, said: ReportWords, text: Text) -> Document:
    """Return the report in one language. It holds no count that is hidden."""
    blocks: list[Block] = [
        Facts((
            Fact(text("Centre"), report.centre),
            Fact(text("Days"), text("{first} to {last}", first=text.day(report.first_day),
                                    last=text.day(report.last_day))),
        ))
    ]  # fmt: skip
    for heading, written in (
        (text("What stood out"), said.stood_out),
        (text("What is needed"), said.needed),
    ):
        if written.strip():
            blocks += [Heading(heading), Paragraph(written)]
    for table in report.tables:
        layout = laid_out(table, text)
        blocks.append(Heading(text(words.POPULATIONS[table.scope.population])))
        if not layout.lines:
            blocks.append(Paragraph(text("Nobody is counted in these days.")))
            continue
        rest = min((1 - _NAMES) / max(len(layout.header) - 1, 1), _MOST)
        rows = tuple(
            (*line.indented, *(value.in_table(text) for value in line.values))
            for line in layout.lines
        )
        widths = (_NAMES, *(rest for _column in layout.header[1:]))
        if rounded := words.rounded(table.rounding, table.error(), text):
            blocks.append(Paragraph(rounded))
        blocks += [*drawn(table, text), Grid(layout.header, rows, widths, layout.across)]
    blocks.append(Heading(text("How these figures were made")))
    blocks.append(Listing(statement(report.tables, text)))
    blocks.append(Signature(text("For the centre"), text("Name, day, stamp")))
    return Document(
        language=text.language,
        title=text("Monthly report"),
        subtitle=report.centre,
        who_may_see=text(common.FOR_THE_RECEIVER),
        blocks=tuple(blocks),
    )
