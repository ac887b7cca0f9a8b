"""The indicator table: what each means, how and how often it is counted, how public it is (R-383).

It holds no figure: values stay on the screen of a supervisor, or go out as protected tables.
"""

from __future__ import annotations

from itertools import groupby

from caseworker.centre.settings import the_centre
from caseworker.documents import common
from caseworker.documents.blocks import Block, Document, Grid, Heading, Listing, Paragraph
from caseworker.indicators import words
from caseworker.indicators.editing import library_of_centre
from caseworker.indicators.indicator import Indicator
from caseworker.model.indicator import DataClass
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
        ),
        Listing(tuple(name_of(each, text) for each in DataClass)),
    ]
    for topic, group in groupby(library_of_centre(reads), key=lambda each: each.topic):
        blocks.append(Heading(text(words.TOPICS[topic])))
        blocks.append(
            Grid(
                header=(text("Name"), text("What it means"), text("Counted as"), text("Target"),
                        text("Class")),
                rows=tuple(_row(each, text) for each in group),
                widths=(0.21, 0.36, 0.21, 0.12, 0.1),
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
        words.counted_as(indicator, text),
        words.target(indicator, text),
        text.number(int(indicator.data_class.value[-1])),
    )
