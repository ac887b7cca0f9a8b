"""The key that does the same as the button before it."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QFontMetrics, QPainter, QPaintEvent
from PySide6.QtWidgets import QLabel, QSizePolicy

from ui.theme import paint
from ui.theme.fonts import Role
from ui.theme.theme import follow, theme
from ui.theme.tokens import Radius


class KeyHint(QLabel):
    """A key's name on a small cap, as in `Ctrl+K`; never mirrored."""

    def __init__(self, keys: str) -> None:
        super().__init__(keys)
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        follow(self._dress)

    def _dress(self) -> None:
        self.setFont(theme().font(Role.HINT))
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        """Return the size of the cap."""
        words = QFontMetrics(self.font()).horizontalAdvance(self.text())
        return QSize(words + theme().space(18), round(2 + 18 * theme().text_scale))

    def minimumSizeHint(self) -> QSize:
        """Return the same: a key is never cut."""
        return self.sizeHint()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint the cap and the key."""
        colours = theme().tokens
        painter = QPainter(self)
        edge = colours.edge if colours.high_contrast else None
        paint.box(painter, QRectF(self.rect()), Radius.KEY, fill=colours.quiet, edge=edge)
        painter.setPen(colours.text2)
        painter.setFont(self.font())
        painter.drawText(self.rect(), Qt.AlignmentFlag.AlignCenter, self.text())
