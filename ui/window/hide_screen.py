"""The hide key: the window turns into a neutral sheet at once, and back."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from ui.language import _
from ui.theme.fonts import Role
from ui.theme.theme import theme
from ui.theme.tokens import Ink
from ui.widgets.label import Label


class HideScreen(QWidget):
    """Covers everything. F9 or a click shows the work again; no other key gets through."""

    shown_again = Signal()

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("hide-screen")
        self.setAccessibleName(_("The screen is hidden. Press F9 or click to go on."))
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        column = QVBoxLayout(self)
        hint = Label(_("Press F9 or click to go on."), Role.BODY, Ink.TEXT2, centred=True)
        column.addStretch(1)
        column.addWidget(hint)
        column.addStretch(1)
        self.hide()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Show the work again on F9; swallow every other key."""
        if event.key() == Qt.Key.Key_F9:
            self.shown_again.emit()
        event.accept()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Show the work again."""
        self.shown_again.emit()
        event.accept()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint a neutral sheet."""
        QPainter(self).fillRect(self.rect(), theme().tokens.bg)
