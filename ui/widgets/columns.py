"""Two columns that stack where the text is large or the page narrow."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from ui.theme.theme import follow, theme

NARROW = 760
"""Below this width in pixels two columns stack at any text size."""


class TwoColumns(QWidget):
    """`main` and `side` columns: 62 to 38, or a side panel of *side_width* pixels."""

    def __init__(self, *, side_width: int = 0, gap: int = 28, spacing: int = 8) -> None:
        super().__init__()
        self._side_width = side_width
        self._gap = gap
        self._spacing = spacing
        self.main = QVBoxLayout()
        self.side = QVBoxLayout()
        self._main_part = _part(self.main)
        self._side_part = _part(self.side)
        self._across = QBoxLayout(QBoxLayout.Direction.LeftToRight, self)
        self._across.setContentsMargins(0, 0, 0, 0)
        top = Qt.AlignmentFlag(0)
        self._across.addWidget(self._main_part, 62, top)
        self._across.addWidget(self._side_part, 0 if side_width else 38, top)
        follow(self._dress)

    @property
    def stacked(self) -> bool:
        """Whether the columns stand one below the other."""
        return self._across.direction() == QBoxLayout.Direction.TopToBottom

    def _dress(self) -> None:
        for column in (self.main, self.side):
            column.setSpacing(theme().space(self._spacing))
        self._arrange()

    def _arrange(self) -> None:
        stacked = theme().stacked or 0 < self.width() < NARROW
        directions = QBoxLayout.Direction
        self._across.setDirection(directions.TopToBottom if stacked else directions.LeftToRight)
        self._across.setSpacing(theme().space(self._gap))
        fixed = self._side_width and not stacked
        self._side_part.setMinimumWidth(self._side_width if fixed else 0)
        self._side_part.setMaximumWidth(self._side_width if fixed else 16_777_215)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Stack where the page is narrow."""
        super().resizeEvent(event)
        self._arrange()


def _part(column: QVBoxLayout) -> QWidget:
    part = QWidget()
    column.setContentsMargins(0, 0, 0, 0)
    column.setAlignment(Qt.AlignmentFlag.AlignTop)
    part.setLayout(column)
    # Ignored: the share of the width comes from the stretch, never from what stands inside.
    policy = QSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
    policy.setHeightForWidth(True)
    part.setSizePolicy(policy)
    return part
