"""Two columns that stack where the text is large or the page narrow."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QRect, QSize
from PySide6.QtGui import QResizeEvent, QShowEvent
from PySide6.QtWidgets import QSizePolicy, QVBoxLayout, QWidget

from ui.theme import paint
from ui.theme.theme import follow, theme

NARROW = 760
"""Below this width in pixels two columns stack at any text size."""


class TwoColumns(QWidget):
    """`main` and `side` columns: 62 to 38, or a side panel of *side_width* pixels.

    With *level*, both are as high as the higher one, and what can grow in them does.

    It places the two by itself: a box layout cannot change its direction and its shares while it
    is being resized.
    """

    def __init__(
        self,
        *,
        side_width: int = 0,
        main_share: float = 0.62,
        gap: int = 28,
        spacing: int = 8,
        level: bool = False,
    ) -> None:
        super().__init__()
        self._main_share = main_share
        self._level = level
        self._side_width = side_width
        self._gap = gap
        self._spacing = spacing
        self.main, self._main_part = _column(self)
        self.side, self._side_part = _column(self)
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        follow(self._dress)

    def _dress(self) -> None:
        for column in (self.main, self.side):
            column.setSpacing(theme().space(self._spacing))
        self.updateGeometry()
        self._place()

    def stacked(self, width: int) -> bool:
        """Return whether the columns stand one below the other at *width*."""
        return theme().stacked or width < NARROW

    def _areas(self, width: int) -> tuple[QRect, QRect]:
        """Return where main and side stand at *width*, thought left to right."""
        gap = theme().space(self._gap)
        if self.stacked(width):
            main = QRect(0, 0, width, _height(self._main_part, width))
            below = main.height() + theme().space(max(self._spacing, 16))
            return main, QRect(0, below, width, _height(self._side_part, width))
        side_width = self._side_width or round((width - gap) * (1 - self._main_share))
        main_width = width - gap - side_width
        main = QRect(0, 0, main_width, _height(self._main_part, main_width))
        side = QRect(main_width + gap, 0, side_width, _height(self._side_part, side_width))
        if self._level:
            tall = max(main.height(), side.height())
            main.setHeight(tall)
            side.setHeight(tall)
        return main, side

    def hasHeightForWidth(self) -> bool:
        """Return True: words wrap, and columns stack."""
        return True

    def heightForWidth(self, width: int) -> int:
        """Return the height of the taller column, or of both where they stack."""
        main, side = self._areas(width)
        return max(main.y() + main.height(), side.y() + side.height())

    def sizeHint(self) -> QSize:
        """Return a comfortable width; the height follows the width that there is.

        To lay all of it out for a width that it will not have took a fifth of a page's time.
        """
        return QSize(max(NARROW, self.width()), 0)

    def minimumSizeHint(self) -> QSize:
        """Return the width of the wider column, since they may stack."""
        parts = (self._main_part, self._side_part)
        return QSize(max(part.minimumSizeHint().width() for part in parts), 0)

    def _place(self) -> None:
        main, side = self._areas(self.width())
        self._main_part.setGeometry(paint.placed(self, main))
        self._side_part.setGeometry(paint.placed(self, side))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Place the columns."""
        super().resizeEvent(event)
        self._place()

    def showEvent(self, event: QShowEvent) -> None:
        """Measure anew what changed while out of sight."""
        super().showEvent(event)
        self.updateGeometry()
        self._place()

    def event(self, event: QEvent) -> bool:
        """Place the columns when what they hold changes."""
        if event.type() in (QEvent.Type.LayoutRequest, QEvent.Type.LayoutDirectionChange):
            self.updateGeometry()
            self._place()
        return super().event(event)


def _column(parent: QWidget) -> tuple[QVBoxLayout, QWidget]:
    part = QWidget(parent)
    column = QVBoxLayout(part)
    column.setContentsMargins(0, 0, 0, 0)
    return column, part


def _height(part: QWidget, width: int) -> int:
    layout = part.layout()
    if layout is None or layout.count() == 0:
        return 0
    if layout.hasHeightForWidth():
        return layout.totalHeightForWidth(width)
    return layout.totalSizeHint().height()
