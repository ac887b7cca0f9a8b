"""Short questions side by side, two in a line where the page is wide enough."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QGridLayout, QWidget

from ui.theme.theme import follow, theme

WIDE = 640
"""From this width in pixels, at usual text size, two questions stand in a line."""


class FieldPairs(QWidget):
    """Keeps the order of the questions: across first, then down."""

    def __init__(self) -> None:
        super().__init__()
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setColumnStretch(0, 1)
        self._grid.setColumnStretch(1, 1)
        self._views: list[QWidget] = []
        self._across = 2
        follow(self._dress)

    def _dress(self) -> None:
        self._grid.setHorizontalSpacing(theme().space(20))
        self._grid.setVerticalSpacing(theme().space(8))
        self._arrange()

    def add(self, view: QWidget) -> None:
        """Add a question at the end."""
        self._views.append(view)
        self._place(len(self._views) - 1)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Stand one below the other where the page is narrow."""
        super().resizeEvent(event)
        self._arrange()

    def _arrange(self) -> None:
        across = 2 if self.width() >= WIDE * theme().text_scale else 1
        if across == self._across:
            return
        self._across = across
        self._grid.setColumnStretch(1, across - 1)
        for place in range(len(self._views)):
            self._place(place)

    def _place(self, place: int) -> None:
        row, column = divmod(place, self._across)
        self._grid.addWidget(self._views[place], row, column, Qt.AlignmentFlag.AlignTop)
