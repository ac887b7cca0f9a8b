"""A page that scrolls up and down, whose words never move when the bar comes or goes."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QFrame, QScrollArea


class Scroll(QScrollArea):
    """The bar keeps its room always, and shows itself only where there is more to see."""

    def __init__(self, name: str) -> None:
        super().__init__()
        self.setObjectName(name)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setWidgetResizable(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOn)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        bar = self.verticalScrollBar()
        bar.rangeChanged.connect(self._show_handle)
        bar.setEnabled(False)

    def sizeHint(self) -> QSize:
        """Return a comfortable size.

        Qt's own lays out all that scrolls to find out how large it would like to be; a page takes
        the room that there is.
        """
        return QSize(640, 480)

    def _show_handle(self, _least: int, most: int) -> None:
        self.verticalScrollBar().setEnabled(most > 0)
