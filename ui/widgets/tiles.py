"""Cards of one width in rows: as many beside each other as there is room for."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QRect, QSize
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from ui.theme import paint
from ui.theme.theme import follow, theme


class Tiles(QWidget):
    """Places its *cards* evenly; none is narrower than *least* pixels at 100 % text."""

    def __init__(self, *cards: QWidget, least: int = 210, gap: int = 16) -> None:
        super().__init__()
        self._cards = cards
        self._least = least
        self._gap = gap
        for card in cards:
            card.setParent(self)
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        follow(self._dress)

    def _dress(self) -> None:
        self.updateGeometry()
        self._place()

    def hasHeightForWidth(self) -> bool:
        """Return True: the cards go on in another row."""
        return True

    def heightForWidth(self, width: int) -> int:
        """Return the height of all rows at *width*."""
        areas = self._areas(width)
        return max((area.bottom() + 1 for area in areas), default=0)

    def sizeHint(self) -> QSize:
        """Return the present width and its height."""
        width = max(self.width(), theme().space(self._least))
        return QSize(width, self.heightForWidth(width))

    def minimumSizeHint(self) -> QSize:
        """Return the width of one card."""
        return QSize(min(theme().space(self._least), 200), 0)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Place the cards."""
        super().resizeEvent(event)
        self._place()

    def event(self, event: QEvent) -> bool:
        """Place the cards when what they hold changes."""
        if event.type() in (QEvent.Type.LayoutRequest, QEvent.Type.LayoutDirectionChange):
            self.updateGeometry()
            self._place()
        return super().event(event)

    def _areas(self, width: int) -> list[QRect]:
        if not self._cards:
            return []
        gap = theme().space(self._gap)
        fit = max(1, (width + gap) // (theme().space(self._least) + gap))
        beside = _even(len(self._cards), fit)
        each = (width - gap * (beside - 1)) // beside
        areas, top = [], 0
        for first in range(0, len(self._cards), beside):
            row = self._cards[first : first + beside]
            tall = max(_height(card, each) for card in row)
            areas += [QRect(place * (each + gap), top, each, tall) for place in range(len(row))]
            top += tall + gap
        return areas

    def _place(self) -> None:
        for card, area in zip(self._cards, self._areas(self.width()), strict=False):
            card.setGeometry(paint.placed(self, area))


def _even(count: int, fit: int) -> int:
    """Return how many stand in a row so that the rows are as even as they can be."""
    rows = -(-count // fit)
    return -(-count // rows)


def _height(card: QWidget, width: int) -> int:
    if card.hasHeightForWidth():
        return card.heightForWidth(width)
    return card.sizeHint().height()
