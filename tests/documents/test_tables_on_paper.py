"""Tables on paper: their header comes again on each page, and numbers end where it ends."""

from __future__ import annotations

import pypdfium2
import pytest

from caseworker.documents.blocks import Document, Grid, Heading, Paragraph
from caseworker.documents.paper import typeset

HEADER, MANY = ("Age", "Total"), 90


def paper(*blocks: Heading | Grid | Paragraph, language: str = "en") -> bytes:
    return typeset(
        Document(language=language, title="Figures", who_may_see="For all", blocks=blocks)
    )


def pages(pdf: bytes) -> list[str]:
    with pypdfium2.PdfDocument(pdf) as document:
        return [page.get_textpage().get_text_range() for page in document]


def edges(pdf: bytes, words: str) -> tuple[float, float]:
    """Return where *words* begin and end on the first page, in points from its left edge."""
    with pypdfium2.PdfDocument(pdf) as document:
        text = document[0].get_textpage()
        first, count = text.search(words, match_whole_word=True).get_next()
        boxes = [text.get_charbox(first + at) for at in range(count)]
    return min(box[0] for box in boxes), max(box[2] for box in boxes)


def long_table() -> Grid:
    rows = tuple((f"Group {number}", str(number)) for number in range(MANY))
    return Grid(HEADER, rows, (0.5, 0.5), numbers=1)


def test_each_page_of_a_table_begins_with_its_header() -> None:
    told = pages(paper(Heading("People"), long_table(), Paragraph("Afterwards")))
    assert len(told) >= 3
    assert [page.count("Total") for page in told] == [1] * len(told)
    for page in told:
        assert page.index("Total") < page.index("Group")
    assert sum(page.count("Group") for page in told) == MANY


def test_an_answer_that_fills_more_than_a_page_goes_on_below_the_header() -> None:
    endless = Grid(HEADER, (("Word " * 150, "1"),), (0.1, 0.9))
    told = pages(paper(endless))
    assert len(told) > 1
    assert [page.count("Total") for page in told] == [1] * len(told)
    assert sum(page.count("Word") for page in told) == 150


@pytest.mark.parametrize("numbers", [0, 1])
def test_numbers_end_where_their_heading_ends(numbers: int) -> None:
    table = Grid(HEADER, (("5 to 11", "7"), ("12 to 17", "1234")), (0.5, 0.5), numbers=numbers)
    pdf = paper(table)
    begin, end = zip(*(edges(pdf, words) for words in ("Total", "7", "1234")), strict=True)
    side = end if numbers else begin
    assert max(side) - min(side) < 2
    assert max(begin) - min(begin) > 2 or not numbers
