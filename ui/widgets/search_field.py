"""A place to search: a glass before the words, the key that leads here after them."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QRect, QSize, Qt
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent, QResizeEvent

from ui.theme import paint
from ui.theme.theme import theme
from ui.widgets.key_hint import KeyHint
from ui.widgets.text_input import TextField


class SearchField(TextField):
    """A line to search in; Escape empties it first."""

    def __init__(self, *, name: str, label: str, example: str = "", keys: str = "") -> None:
        self._hint: KeyHint | None = None
        super().__init__(name=name, label=label, example=example)
        if keys:
            self._hint = KeyHint(keys)
            self._hint.setParent(self)
        self._dress()

    def _dress(self) -> None:
        super()._dress()
        now = theme()
        before = now.space(12) + now.icon_size(18) - 4
        after = self._hint.sizeHint().width() if self._hint and self._hint.isVisibleTo(self) else 0
        left, right = before, after
        if paint.mirrored(self):
            left, right = right, left
        self.setTextMargins(left, 0, right, 0)
        self._place()

    def show_hint(self, shown: bool) -> None:
        """Show or hide the key's name."""
        if self._hint:
            self._hint.setVisible(shown)
            self._dress()

    def sizeHint(self) -> QSize:
        """Return a width that shows the example whole."""
        words = self.fontMetrics().horizontalAdvance(self.placeholderText())
        return QSize(words + theme().space(140), super().sizeHint().height())

    def changeEvent(self, event: QEvent) -> None:
        """Turn the margins with the reading direction."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.LayoutDirectionChange:
            self._dress()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Keep the hint at the end."""
        super().resizeEvent(event)
        self._place()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Empty the field on Escape, where there is something in it."""
        if event.key() == Qt.Key.Key_Escape and self.text():
            self.clear()
            return
        super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the glass over the field's start."""
        super().paintEvent(event)
        side = theme().icon_size(18)
        square = QRect(theme().space(12), (self.height() - side) // 2, side, side)
        painter = QPainter(self)
        paint.icon(painter, "magnifying-glass", paint.placed(self, square), theme().tokens.text2)

    def _place(self) -> None:
        if self._hint is None:
            return
        size = self._hint.sizeHint()
        right = QRect(
            self.width() - size.width() - theme().space(8),
            (self.height() - size.height()) // 2,
            size.width(),
            size.height(),
        )
        self._hint.setGeometry(paint.placed(self, right))
