"""Sheets of paper: flat, round, with a hairline around them."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QFrame, QSizePolicy, QVBoxLayout, QWidget

from ui.theme import paint
from ui.theme.theme import follow, theme
from ui.theme.tokens import Radius


class Panel(QFrame):
    """A rounded ground; *fill* and *edge* name tokens (`surface`, `line`, `warn`, ...)."""

    def __init__(
        self,
        fill: str = "surface",
        edge: str = "",
        radius: int = Radius.CONTROL,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._fill = fill
        self._edge = edge
        self._radius = radius
        self._edge_width = 0
        follow(self._dress)

    def paint_as(self, fill: str, edge: str, width: int = 0) -> None:
        """Change the ground and the edge; *width* 0 is the usual one."""
        self._fill, self._edge, self._edge_width = fill, edge, width
        self.update()

    def _dress(self) -> None:
        self.updateGeometry()
        self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint ground and edge."""
        colours = theme().tokens
        edge = self._edge or ("edge" if colours.high_contrast else "")
        paint.box(
            QPainter(self),
            QRectF(self.rect()),
            self._radius,
            fill=getattr(colours, self._fill),
            edge=getattr(colours, edge) if edge else None,
            width=max(self._edge_width, colours.border),
        )


class Card(Panel):
    """A white sheet with a vertical layout, `content`; never a card in a card."""

    def __init__(self, *, padding: int = 20, spacing: int = 8) -> None:
        self._padding = padding
        self._spacing = spacing
        self.content = QVBoxLayout()
        super().__init__("surface", "line", Radius.CARD)
        self.setLayout(self.content)
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        self.setSizePolicy(policy)

    def _dress(self) -> None:
        around = theme().space(self._padding)
        self.content.setContentsMargins(around, around - 4, around, around - 4)
        self.content.setSpacing(theme().space(self._spacing))
        super()._dress()


class Hairline(QWidget):
    """A line of one pixel between rows."""

    def __init__(self) -> None:
        super().__init__()
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        follow(self.update_line)

    def update_line(self) -> None:
        """Take the width of the theme."""
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        """Return one line's height."""
        return QSize(1, 1)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint the line."""
        QPainter(self).fillRect(self.rect(), theme().tokens.line)
