"""How much somebody carries, as a bar against the limit of the centre."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from ui.theme import paint
from ui.theme.theme import follow, theme

_BAR, _MARK = 12, 3
"""How high the bar is, and by how much the mark of the limit stands out above and below it."""
_CORNER, _WIDE = 4, 2


class LoadBar(QWidget):
    """Plain up to the limit, hatched beyond it, a mark where the limit is; all three say a count.

    Bars of one list are told the same *most*, the largest of their counts, so that they compare.
    The words beside it tell the same to whoever does not see it.
    """

    def __init__(self, count: int, limit: int, most: int) -> None:
        super().__init__()
        self._count, self._limit, self._end = count, limit, max(limit, most, 1)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        follow(self._dress)

    def _dress(self) -> None:
        self.setFixedHeight(theme().space(_BAR + 2 * _MARK))

    def sizeHint(self) -> QSize:
        """Return as much as it would like to have."""
        return QSize(theme().space(360), self.height())

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint what is carried, what is more than the limit, and the limit."""
        colours, painter = theme().tokens, QPainter(self)
        plain = min(self._count, self._limit)
        edge = colours.edge if colours.high_contrast else None
        paint.box(painter, self._part(0, self._end), _CORNER, fill=colours.quiet, edge=edge)
        if self._count > self._limit:
            paint.hatched(painter, self._part(plain, self._count), _CORNER)
        if plain:
            paint.box(painter, self._part(0, plain), _CORNER, fill=colours.accent)
        painter.fillRect(self._mark(), colours.text)

    def _mark(self) -> QRectF:
        """Return where the mark of the limit is: wholly inside, also at the end of the bar."""
        at = self._part(self._limit, self._limit).left()
        left = min(max(at - _WIDE / 2, 0), self.width() - _WIDE)
        return QRectF(left, 0, _WIDE, self.height())

    def _part(self, begin: int, end: int) -> QRectF:
        """Return where the bar shows the cases from *begin* to *end*."""
        each = self.width() / self._end
        left, width = begin * each, (end - begin) * each
        if paint.mirrored(self):
            left = self.width() - left - width
        return QRectF(left, theme().space(_MARK), width, theme().space(_BAR))
