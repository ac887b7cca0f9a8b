"""An icon that stands alone, decorative: the words beside it say what it means."""

from __future__ import annotations

from PySide6.QtCore import QRect, QSize
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from ui.theme import paint
from ui.theme.theme import follow, theme
from ui.theme.tokens import Ink


class Icon(QWidget):
    """The Phosphor icon *name*, *size* pixels at 100 % text."""

    def __init__(self, name: str, size: int = 20, ink: Ink = Ink.TEXT2) -> None:
        super().__init__()
        self._name = name
        self._side = size
        self._ink = ink
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        follow(self._dress)

    def show_icon(self, name: str, ink: Ink) -> None:
        """Show *name* in *ink*."""
        self._name, self._ink = name, ink
        self.update()

    def _dress(self) -> None:
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        """Return the scaled square."""
        side = theme().icon_size(self._side)
        return QSize(side, side)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint the icon in the middle."""
        side = theme().icon_size(self._side)
        area = QRect((self.width() - side) // 2, (self.height() - side) // 2, side, side)
        paint.icon(QPainter(self), self._name, area, theme().tokens.colour(self._ink))
