"""The indicator table: what each means, how and how often it is counted, how public it is (R-383).

It holds no figure: values stay on the screen of a supervisor, or go out as protected tables.
"""

from __future__ import annotations

from itertools import groupby

from caseworker.centre.settings import the_centre
from caseworker.documents import common
from caseworker.documents.blocks import Block, Document, Grid, Heading, Paragraph
from caseworker.indicators import words
from caseworker.indicators.editing import library_of_centre
from caseworker.indicators.library import Indicator
from caseworker.permissions import Act, require
from caseworker.ports import Reads
from caseworker.text import Text
from caseworker.words import name_of


def indicator_table(reads: Reads, text: Text) -> Document:
    """Return the definitions of the indicators that the centre looks at.

    Raises:
        NotAllowed: only supervisors look at the figures of a centre.
    """
    require(reads.actor, Act.EXPORT_FIGURES)
    blocks: list[Block] = [
        Paragraph(
            text("Counted each month from the records of the centre; nobody fills in anything more")
        )
    ]
    for topic, group in groupby(library_of_centre(reads), key=lambda each: each.topic):
        blocks.append(Heading(text(words.TOPICS[topic])))
        blocks.append(
            Grid(
                header=(text("Name"), text("What it means"), text("Counted as"), text("Target"),
                        text("How public it is")),
                rows=tuple(_row(each, text) for each in group),
                widths=(0.2, 0.32, 0.22, 0.1, 0.16),
            )
        )  # fmt: skip
    return Document(
        language=text.language,
        title=text("Indicators"),
        subtitle=text.listed((the_centre(reads).name, common.day(reads.now(), text))),
        who_may_see=text("For everybody: it holds no figure and nobody's name."),
        blocks=tuple(blocks),
    )


def _row(indicator: Indicator, text: Text) -> tuple[str, ...]:
    return (
        words.name(indicator, text),
        words.definition(indicator, text),
        words.formula(indicator, text),
        words.target(indicator, text),
        name_of(indicator.data_class, text),
    )
