"""The mark of Caseworker: an open door."""

from __future__ import annotations

from PySide6.QtCore import QRectF
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from ui.theme import paint


class Mark(QWidget):
    """The mark, *side* pixels wide."""

    def __init__(self, side: int = 32) -> None:
        super().__init__()
        self.setFixedSize(side, side)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint the open door."""
        paint.mark(QPainter(self), QRectF(self.rect()))
