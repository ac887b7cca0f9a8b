"""One protected table on paper, with its statement: what is hidden, why, and what was tried."""

from __future__ import annotations

from caseworker.aggregates import words
from caseworker.aggregates.going_out import Prepared
from caseworker.aggregates.layout import laid_out
from caseworker.aggregates.statement import statement
from caseworker.aggregates.table_chart import can_be_drawn, chart_of
from caseworker.charts.chart import tells_nothing
from caseworker.documents import common
from caseworker.documents.blocks import (
    Block,
    Document,
    Drawing,
    Fact,
    Facts,
    Grid,
    Heading,
    Listing,
    Paragraph,
)
from caseworker.text import Text

_NAMES, _ONLY_NAMES = 0.26, 0.5
"""The share of the width that each column of names takes; the one beside a single count."""


def figures_paper(prepared: Prepared, centre: str, recipient: str, text: Text) -> Document:
    """Return *prepared* as a paper in one language. It holds no count that is hidden."""
    layout = laid_out(prepared, text)
    names = len(layout.header) - layout.across
    share = min(_ONLY_NAMES if layout.across == 1 else _NAMES, 0.6 / max(names, 1))
    rest = (1 - names * share) / max(layout.across, 1)
    scope = prepared.scope
    rows = tuple(
        (*line.indented, *(value.in_table(text) for value in line.values)) for line in layout.lines
    )
    blocks: list[Block] = [
        Facts((
            Fact(text("Centre"), centre),
            Fact(text("Days"), text("{first} to {last}", first=text.day(scope.first_day),
                                    last=text.day(scope.last_day))),
            Fact(text("For"), recipient),
        )),
        *_rounded(prepared, text),
        *drawn(prepared, text),
        Grid(layout.header, rows, (*(share,) * names, *(rest,) * layout.across),
             layout.across),
        Heading(text("How these figures were made")),
        Listing(statement([prepared], text)),
    ]  # fmt: skip
    return Document(
        language=text.language,
        title=text(words.POPULATIONS[scope.population]),
        subtitle=centre,
        who_may_see=text(common.FOR_THE_RECEIVER),
        blocks=tuple(blocks),
    )


def drawn(prepared: Prepared, text: Text) -> tuple[Block, ...]:
    """Return its chart, where it has one that shows anything; the table tells the same in words."""
    if not can_be_drawn(prepared):
        return ()
    chart = chart_of(prepared, text)
    return () if tells_nothing(chart) else (Drawing(chart, text.language),)


def _rounded(prepared: Prepared, text: Text) -> tuple[Block, ...]:
    """Say it above the table as well: whoever copies a figure reads no statement."""
    said = words.rounded(prepared.rounding, prepared.error(), text)
    return (Paragraph(said),) if said else ()
