"""Typeset a document to PDF bytes. Nothing touches the disk."""

from __future__ import annotations

from dataclasses import replace
from functools import singledispatch
from io import BytesIO
from typing import Any

from reportlab.lib.pagesizes import A4, A6
from reportlab.lib.units import mm
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import BaseDocTemplate, Flowable, Frame, KeepTogether, PageTemplate

from caseworker.documents import flowables, typesetting
from caseworker.documents.blocks import (
    Block,
    Choice,
    Document,
    Drawing,
    Facts,
    Grid,
    Heading,
    Listing,
    Options,
    Paragraph,
    Question,
    Quote,
    Signature,
    Space,
)
from caseworker.documents.chart_drawing import DrawnChart
from caseworker.documents.flowables import Boxes, Gap, SigningLine, Style, Words, draw_line
from caseworker.documents.option_boxes import rows_of
from caseworker.text import Text, isolate

MARGIN = 18 * mm
FOOT = 20 * mm


def typeset(document: Document) -> bytes:
    """Return *document* as PDF bytes.

    The PDF carries no author and no name in its properties, so that nothing outside the page
    says whom it is about.
    """
    typesetting.fonts(strong=False)
    typesetting.fonts(strong=True)
    text = Text(document.language)
    target = BytesIO()
    size = A6 if document.slip else A4
    margin = 8 * mm if document.slip else MARGIN
    foot = 8 * mm if document.slip else FOOT
    frame = Frame(margin, foot, size[0] - 2 * margin, size[1] - margin - foot, 0, 0, 0, 0)
    template = BaseDocTemplate(
        target, pagesize=size, title=document.title, author="", creator="Caseworker", invariant=1
    )
    template.addPageTemplates(PageTemplate(frames=[frame]))
    template.build(_story(document, text), canvasmaker=_numbered(document, text))
    return target.getvalue()


def _story(document: Document, text: Text) -> list[Flowable]:
    rtl = text.right_to_left
    title = Style(size=13, leading=19, strong=True) if document.slip else flowables.TITLE
    story: list[Flowable] = [Words(document.title, title, rtl=rtl)]
    if document.subtitle:
        story.append(Words(document.subtitle, flowables.SMALL, rtl=rtl, after=6))
    for block in document.blocks:
        story += place(block, rtl=rtl)
    return story


@singledispatch
def place(block: Block, *, rtl: bool) -> list[Flowable]:
    """Return what stands on the page for *block*."""
    raise TypeError(type(block))


@place.register
def _(block: Heading, *, rtl: bool) -> list[Flowable]:
    heading = Words(block.words, flowables.HEADING, rtl=rtl, before=10, after=3)
    heading.keepWithNext = 1
    return [heading]


@place.register
def _(block: Paragraph, *, rtl: bool) -> list[Flowable]:
    style = flowables.SMALL if block.small else flowables.BODY
    return [Words(block.words, style, rtl=rtl, after=5)]


@place.register
def _(block: Quote, *, rtl: bool) -> list[Flowable]:
    style = Style(size=10.5, leading=16, colour=flowables.QUIET)
    return [Words(block.words, style, rtl=rtl, after=5, indent=10)]


@place.register
def _(block: Facts, *, rtl: bool) -> list[Flowable]:
    return flowables.facts(block, rtl=rtl)


@place.register
def _(block: Choice, *, rtl: bool) -> list[Flowable]:
    return [KeepTogether([Boxes(block, rtl=rtl)])]


@place.register
def _(block: Question, *, rtl: bool) -> list[Flowable]:
    words: list[Flowable] = [Words(block.words, flowables.STRONG, rtl=rtl, before=7, after=1)]
    words += [Words(hint, flowables.SMALL, rtl=rtl, after=1) for hint in block.hints]
    for each in words:
        # What is asked never stands on the page before its answer.
        each.keepWithNext = 1
    return words


@place.register
def _(block: Options, *, rtl: bool) -> list[Flowable]:
    return rows_of(block, A4[0] - 2 * MARGIN, rtl=rtl)


@place.register
def _(block: Listing, *, rtl: bool) -> list[Flowable]:
    return [Words(f"•  {line}", flowables.BODY, rtl=rtl, after=2, indent=4) for line in block.lines]


@place.register
def _(block: Grid, *, rtl: bool) -> list[Flowable]:
    return flowables.grid(block, rtl=rtl)


@place.register
def _(block: Drawing, *, rtl: bool) -> list[Flowable]:
    return [DrawnChart(block.chart, Text(block.language))]


@place.register
def _(block: Signature, *, rtl: bool) -> list[Flowable]:
    return [KeepTogether([SigningLine(block, rtl=rtl)])]


@place.register
def _(block: Space, *, rtl: bool) -> list[Flowable]:
    return [Gap(20, ruled=True) for _line in range(block.lines)]


def _numbered(document: Document, text: Text) -> type[Canvas]:
    """Return a canvas that knows how many pages there are when it writes their feet."""

    class NumberedCanvas(Canvas):
        def __init__(self, *arguments: Any, **named: Any) -> None:
            super().__init__(*arguments, **named)
            self._pages: list[dict[str, Any]] = []

        def showPage(self) -> None:  # noqa: N802  ReportLab's name
            self._pages.append(dict(self.__dict__))
            self._startPage()  # type: ignore[attr-defined]  # left out of the stubs

        def save(self) -> None:
            for number, page in enumerate(self._pages, start=1):
                self.__dict__.update(page)
                if not document.slip:
                    _foot(self, document, text, number, len(self._pages))
                super().showPage()
            super().save()

    return NumberedCanvas


def _foot(canvas: Canvas, document: Document, text: Text, number: int, pages: int) -> None:
    rtl, room = text.right_to_left, A4[0] - 2 * MARGIN
    canvas.saveState()
    canvas.translate(MARGIN, 0)
    canvas.setStrokeColor(flowables.LINE)
    canvas.setLineWidth(0.5)
    canvas.line(0, FOOT - 2 * mm, room, FOOT - 2 * mm)
    page = text("Page {number} of {pages}", number=text.number(number), pages=text.number(pages))
    reference = isolate(document.reference) if document.reference else ""
    below = " · ".join(part for part in (reference, page) if part)
    place = flowables.Place(0, 11 * mm, room, rtl=rtl)
    draw_line(canvas, document.who_may_see, place, flowables.SMALL)
    draw_line(canvas, below, replace(place, y=6.5 * mm), flowables.SMALL)
    canvas.restoreState()
