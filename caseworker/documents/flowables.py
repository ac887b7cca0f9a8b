"""The blocks of a document as things that ReportLab can place on a page."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from io import BytesIO
from typing import Any

from reportlab.lib.colors import Color, HexColor
from reportlab.lib.utils import ImageReader
from reportlab.platypus import Flowable, KeepTogether

from caseworker.documents import typesetting
from caseworker.documents.blocks import Choice, Facts, Grid, Mark, Signature

INK = HexColor("#22282A")
QUIET = HexColor("#545B5C")
ACCENT = HexColor("#0E6266")
LINE = HexColor("#B9B3A8")
GAP = 12.0
"""Points between columns."""


@dataclass(frozen=True)
class Style:
    """How words look: size and leading in points."""

    size: float = 10
    leading: float = 15
    strong: bool = False
    colour: Color = INK


BODY = Style()
SMALL = Style(size=8.5, leading=12.5, colour=QUIET)
LABEL = Style(size=8.5, leading=12.5, colour=QUIET)
VALUE = Style(size=10, leading=15)
STRONG = Style(strong=True)
TITLE = Style(size=18, leading=25, strong=True)
HEADING = Style(size=12, leading=18, strong=True, colour=ACCENT)


class Words(Flowable):
    """Wrapped words, aligned to the side from which the language reads; *ends*, to the other."""

    def __init__(
        self,
        text: str,
        style: Style = BODY,
        *,
        rtl: bool,
        before: float = 0,
        after: float = 0,
        indent: float = 0,
        ends: bool = False,
    ) -> None:
        super().__init__()
        self.text, self.style, self.rtl, self.indent = text, style, rtl, indent
        self.ends = ends
        self.spaceBefore, self.spaceAfter = before, after
        self._lines: list[str] = []

    def wrap(self, room: float, _height: float) -> tuple[float, float]:
        """Return the size that the words take in *room* points."""
        self.width = room
        style = self.style
        self._lines = typesetting.lines(self.text, style.size, style.strong, room - self.indent)
        self.height = len(self._lines) * style.leading
        return room, self.height

    def split(self, room: float, height: float) -> list[Flowable]:
        """Return the words as two parts where only the first lines fit on the page."""
        self.wrap(room, height)
        fitting = int(height // self.style.leading)
        if fitting < 1 or fitting >= len(self._lines):
            return []
        parts = self._lines[:fitting], self._lines[fitting:]
        return [
            Words("\n".join(part), self.style, rtl=self.rtl, indent=self.indent, ends=self.ends)
            for part in parts
        ]

    def draw(self) -> None:
        """Draw each line from its reading side."""
        top = self.height - self.style.leading * 0.75
        turned = typesetting.reads_right_to_left(self.text, self.rtl)
        for number, line in enumerate(self._lines):
            y = top - number * self.style.leading
            place = Place(self.indent, y, self.width, rtl=self.rtl is not self.ends)
            draw_line(self.canv, line, place, self.style, turned=turned)


@dataclass(frozen=True)
class Place:
    """Where a line begins: *indent* points from the reading side of *room*, at height *y*."""

    indent: float
    y: float
    room: float
    rtl: bool = field(kw_only=True)


def draw_line(
    canvas: Any, text: str, place: Place, style: Style, *, turned: bool | None = None
) -> float:
    """Draw one line and return its width.

    *turned* is the direction of its words, where that is known from a whole paragraph.
    """
    if turned is None:
        turned = typesetting.reads_right_to_left(text, place.rtl)
    drawn = typesetting.runs(typesetting.visual_order(text, turned), style.strong)
    wide = sum(canvas.stringWidth(run.text, run.font, style.size) for run in drawn)
    x = place.room - place.indent - wide if place.rtl else place.indent
    canvas.setFillColor(style.colour)
    for run in drawn:
        canvas.setFont(run.font, style.size)
        canvas.drawString(x, place.y, run.text)
        x += canvas.stringWidth(run.text, run.font, style.size)
    return float(wide)


class _Cells(Flowable):
    """Stacks of words side by side, in the order of reading."""

    def __init__(self, stacks: list[tuple[float, list[Flowable]]], *, rtl: bool) -> None:
        super().__init__()
        self.stacks, self.rtl = stacks, rtl

    def wrap(self, room: float, height: float) -> tuple[float, float]:
        """Return the size of the tallest stack."""
        self.width = room
        heights = []
        for share, words in self.stacks:
            cell = room * share - GAP
            heights.append(sum(one.wrap(cell, height)[1] for one in words))
        self.height = max(heights, default=0) + 4
        return room, self.height

    def split(self, room: float, height: float) -> list[Flowable]:
        """Return what fits on the page and the rest, where an endless answer fills more."""
        self.wrap(room, height)
        here: list[tuple[float, list[Flowable]]] = []
        there: list[tuple[float, list[Flowable]]] = []
        for share, words in self.stacks:
            fitting, rest = _divided(words, room * share - GAP, height - 4)
            here.append((share, fitting))
            there.append((share, rest))
        if not any(fitting for _share, fitting in here):
            return []
        return [_Cells(here, rtl=self.rtl), _Cells(there, rtl=self.rtl)]

    def draw(self) -> None:
        """Draw each stack in its column."""
        x = self.width if self.rtl else 0.0
        for share, words in self.stacks:
            column = self.width * share
            left = x - column + GAP if self.rtl else x
            y = self.height
            for one in words:
                y -= one.height
                one.drawOn(self.canv, left, y)
            x += -column if self.rtl else column


def _divided(
    words: list[Flowable], room: float, height: float
) -> tuple[list[Flowable], list[Flowable]]:
    """Return what fits into *height*, and what goes on below."""
    for place, one in enumerate(words):
        if one.height <= height:
            height -= one.height
            continue
        parts = one.split(room, height)
        return [*words[:place], *parts[:1]], [*(parts[1:] or [one]), *words[place + 1 :]]
    return words, []


_A_LINE = 90
"""Characters of about one line."""


def facts(block: Facts, *, rtl: bool) -> list[Flowable]:
    """Return facts as rows of label over value, or over a line to write on."""
    rows: list[Flowable] = []
    share = 1 / block.columns
    for start in range(0, len(block.facts), block.columns):
        stacks: list[tuple[float, list[Flowable]]] = [
            (share, [Words(fact.label, LABEL, rtl=rtl), _value(fact.value, rtl=rtl)])
            for fact in block.facts[start : start + block.columns]
        ]
        cells = _Cells(stacks, rtl=rtl)
        short = all(
            len(fact.value) <= _A_LINE for fact in block.facts[start : start + block.columns]
        )
        # A label alone at the foot of a page says nothing.
        rows += [KeepTogether([cells]) if short else cells, Gap(3)]
    return rows


def _value(words: str, *, rtl: bool) -> Flowable:
    return Words(words, VALUE, rtl=rtl) if words else Gap(VALUE.leading, ruled=True)


def grid(block: Grid, *, rtl: bool) -> list[Flowable]:
    """Return a table: a strong header, also where a page begins with a row; hairlines between."""
    first_number = len(block.widths) - block.numbers

    def cells(words: tuple[str, ...], style: Style) -> _Cells:
        stacks: list[tuple[float, list[Flowable]]] = [
            (share, [Words(cell or " ", style, rtl=rtl, ends=place >= first_number)])
            for place, (share, cell) in enumerate(zip(block.widths, words, strict=True))
        ]
        return _Cells(stacks, rtl=rtl)

    def header() -> _Row:
        return _Row(cells(block.header, Style(size=8.5, leading=12.5, strong=True)))

    rows: list[Flowable] = [
        _Row(cells(row, Style(size=9.5, leading=14)), header(), is_first=place == 0)
        for place, row in enumerate(block.rows)
    ]
    return rows or [header()]


class _Row(Flowable):
    """A row of a table and its hairline, below the *header* where it is the first of its page.

    The first one of all has it always: a header alone at the foot of a page says nothing.
    """

    def __init__(
        self, cells: _Cells, header: _Row | None = None, *, is_first: bool = False
    ) -> None:
        super().__init__()
        self._cells, self._header, self._is_first = cells, header, is_first
        self._parts: list[Flowable] = [cells, Rule()]

    def wrap(self, room: float, height: float) -> tuple[float, float]:
        """Return the room of the row, and of the header where it comes again."""
        # ReportLab tells nobody else where on the page it has come to.
        begins_page = getattr(getattr(self, "_frame", None), "_atTop", False)
        self._parts = [self._cells, Rule()]
        if self._header is not None and (begins_page or self._is_first):
            self._parts.insert(0, self._header)
        self.width = room
        self.height = sum(part.wrap(room, height)[1] for part in self._parts)
        return room, self.height

    def split(self, room: float, height: float) -> list[Flowable]:
        """Return what fits on the page and the rest, where an endless answer fills more."""
        self.wrap(room, height)
        beside = self.height - self._cells.height
        parts = self._cells.split(room, height - beside)
        return [
            _Row(part, self._header, is_first=self._is_first and place == 0)
            for place, part in enumerate(parts)
            if isinstance(part, _Cells)
        ]

    def draw(self) -> None:
        """Draw one below the other."""
        top = self.height
        for part in self._parts:
            top -= part.height
            part.drawOn(self.canv, 0, top)


class Rule(Flowable):
    """A hairline over the whole width."""

    def wrap(self, room: float, _height: float) -> tuple[float, float]:
        """Return the width of the page and the room around the line."""
        self.width, self.height = room, 7.0
        return room, self.height

    def draw(self) -> None:
        """Draw the line."""
        self.canv.setStrokeColor(LINE)
        self.canv.setLineWidth(0.5)
        self.canv.line(0, 4, self.width, 4)


class Gap(Flowable):
    """Empty room of *height* points; with *ruled*, a line to write on at its foot."""

    def __init__(self, height: float, *, ruled: bool = False) -> None:
        super().__init__()
        self.height, self.ruled = height, ruled

    def wrap(self, room: float, _height: float) -> tuple[float, float]:
        """Return the room it takes."""
        self.width = room
        return room, self.height

    def draw(self) -> None:
        """Draw the line to write on, if there is one."""
        if self.ruled:
            self.canv.setStrokeColor(LINE)
            self.canv.setLineWidth(0.5)
            self.canv.line(0, 2, self.width, 2)


class Boxes(Flowable):
    """A question with its boxes at the end of the line; a box comes before its word."""

    SIDE = 9.0
    BOXES = 120.0
    """The room that the boxes take."""

    def __init__(self, block: Choice, *, rtl: bool) -> None:
        super().__init__()
        self.block, self.rtl = block, rtl
        self._question = Words(block.question, STRONG, rtl=rtl)
        self._detail = Words(block.detail, SMALL, rtl=rtl) if block.detail else None
        self.spaceAfter = 6

    def wrap(self, room: float, height: float) -> tuple[float, float]:
        """Return the room for question and detail; the boxes stand beside them."""
        self.width = room
        used = self._question.wrap(room - self.BOXES, height)[1]
        used += self._detail.wrap(room - self.BOXES, height)[1] if self._detail else 0
        self.height = used + 4
        return room, self.height

    def draw(self) -> None:
        """Draw the words, then the boxes beside them."""
        left = self.BOXES if self.rtl else 0.0
        y = self.height - self._question.height
        self._question.drawOn(self.canv, left, y)
        top = y + 3
        if self._detail:
            y -= self._detail.height
            self._detail.drawOn(self.canv, left, y)
        x = self.width - self.BOXES
        for option, mark in self.block.options:
            self._box(x, top, mark)
            x += self.SIDE + 5
            place = Place(x, top + 1, self.width, rtl=self.rtl)
            x += draw_line(self.canv, option, place, BODY) + 18

    def _box(self, x: float, y: float, mark: Mark) -> None:
        canvas, side = self.canv, self.SIDE
        left = self.width - x - side if self.rtl else x
        canvas.setStrokeColor(INK)
        canvas.setLineWidth(0.8)
        canvas.roundRect(left, y, side, side, 1.5)
        if mark is Mark.CHOSEN:
            canvas.setLineWidth(1.6)
            canvas.line(left + 2, y + 4.4, left + 4, y + 2.2)
            canvas.line(left + 4, y + 2.2, left + 7.4, y + 7)


class SigningLine(Flowable):
    """A line to sign on, with the drawn signature above it where there is one."""

    WIDE = 220.0

    def __init__(self, block: Signature, *, rtl: bool) -> None:
        super().__init__()
        self.block, self.rtl = block, rtl
        self._high = 64.0 if block.picture else 32.0
        self.spaceBefore = 8

    def wrap(self, room: float, _height: float) -> tuple[float, float]:
        """Return the room for signature, line and label."""
        self.width, self.height = room, self._high + 30
        return room, self.height

    def draw(self) -> None:
        """Draw picture, line and label from the reading side."""
        left = self.width - self.WIDE if self.rtl else 0.0
        if self.block.picture:
            picture = ImageReader(BytesIO(self.block.picture))
            self.canv.drawImage(
                picture, left, 30, self.WIDE, self._high - 4, mask="auto", preserveAspectRatio=True
            )
        self.canv.setStrokeColor(INK)
        self.canv.setLineWidth(0.6)
        self.canv.line(left, 28, left + self.WIDE, 28)
        below = Place(0, 15, self.width, rtl=self.rtl)
        draw_line(self.canv, self.block.label, below, BODY)
        draw_line(self.canv, self.block.detail, replace(below, y=3), SMALL)
