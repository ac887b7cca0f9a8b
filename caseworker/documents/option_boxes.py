"""Choices as boxes to tick by hand, side by side where their words are short."""

from __future__ import annotations

from reportlab.platypus import Flowable

from caseworker.documents.blocks import Options
from caseworker.documents.flowables import INK, Style, Words
from caseworker.documents.typesetting import width

SIDE = 9.0
_BESIDE = 6.0
_GAP = 14.0
_MOST_COLUMNS = 4
_TOGETHER = 8
"""So many rows of boxes stay on one page."""
_STYLE = Style()


class OptionBoxes(Flowable):
    """One row of boxes."""

    def __init__(self, options: tuple[str, ...], columns: int, *, rtl: bool) -> None:
        super().__init__()
        self._words = [Words(option, _STYLE, rtl=rtl) for option in options]
        self._columns, self.rtl = columns, rtl

    def wrap(self, room: float, height: float) -> tuple[float, float]:
        """Return the room of the tallest choice."""
        self.width = room
        cell = room / self._columns - SIDE - _BESIDE - _GAP
        self.height = max(words.wrap(cell, height)[1] for words in self._words) + 2
        return room, self.height

    def draw(self) -> None:
        """Draw each box before its words."""
        cell = self.width / self._columns
        for place, words in enumerate(self._words):
            start = self.width - (place + 1) * cell if self.rtl else place * cell
            top = self.height - 2
            left = start + cell - SIDE if self.rtl else start
            self.canv.setStrokeColor(INK)
            self.canv.setLineWidth(0.8)
            self.canv.roundRect(left, top - SIDE - 2.5, SIDE, SIDE, 1.5)
            beside = start + _GAP if self.rtl else start + SIDE + _BESIDE
            words.drawOn(self.canv, beside, top - words.height)


def rows_of(block: Options, room: float, *, rtl: bool) -> list[Flowable]:
    """Return the choices in as many columns as their words leave room for."""
    widest = max((width(option, _STYLE.size, _STYLE.strong) for option in block.options), default=0)
    needed = widest + SIDE + _BESIDE + _GAP
    columns = max(1, min(_MOST_COLUMNS, len(block.options), int(room // max(needed, 1))))
    rows: list[Flowable] = [
        OptionBoxes(block.options[start : start + columns], columns, rtl=rtl)
        for start in range(0, len(block.options), columns)
    ]
    if len(rows) <= _TOGETHER:
        for row in rows[:-1]:
            row.keepWithNext = 1
    return rows
