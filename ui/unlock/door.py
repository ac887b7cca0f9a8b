"""The open door: arches one within the other, light at the end."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QVBoxLayout, QWidget

from ui.theme import paint
from ui.theme.fonts import Role
from ui.theme.theme import follow, theme
from ui.theme.tokens import Ink
from ui.widgets.label import Label

_GROUND = "#0C4C50"
_ARCHES = (
    # width, top below the upper edge, colour: in shares of the height the door was drawn for
    (1218, -8, "#0F5256"),
    (612, 140, "#115D61"),
    (448, 297, "#17696D"),
    (312, 430, "#247A7D"),
    (192, 548, "#E7CFA5"),
    (104, 634, "#F7EBD3"),
)
_DRAWN_FOR = 768


class Door(QWidget):
    """Two lines of welcome over the arches. Decoration: the words are the only content."""

    def __init__(self) -> None:
        super().__init__()
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Expanding)
        self._heading = Label("", Role.TITLE, Ink.ON_DOOR)
        self._sentence = Label("", Role.BODY, Ink.ON_DOOR)
        self._column = QVBoxLayout(self)
        self._column.addWidget(self._heading)
        self._column.addWidget(self._sentence)
        self._column.addStretch(1)
        follow(self._dress)

    def _dress(self) -> None:
        side = 48 if not theme().stacked else 32
        self._column.setContentsMargins(side, 48, side, 48)
        self._column.setSpacing(theme().space(16))
        self.update()

    def say(self, heading: str, sentence: str) -> None:
        """Show *heading* and *sentence*."""
        self._heading.setText(heading)
        self._sentence.setText(sentence)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint the arches; in high contrast one dark ground alone."""
        now = theme()
        painter = QPainter(self)
        painter.setPen(Qt.PenStyle.NoPen)
        if now.tokens.high_contrast:
            painter.fillRect(self.rect(), QColor("#00484B"))
            return
        painter.fillRect(self.rect(), QColor(_shaded(_GROUND)))
        unit = self.height() / _DRAWN_FOR
        for width, top, colour in _ARCHES:
            tall = self.height() - top * unit
            paint.arch(
                painter, self.width() / 2, self.height(), width * unit, tall, _shaded(colour)
            )


def _shaded(colour: str) -> str:
    """Return *colour*, as it looks at night in the dark modes."""
    return QColor(colour).darker(165).name() if theme().tokens.dark else colour
