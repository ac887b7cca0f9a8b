"""What was just done, and the way to take it back."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, QRectF, Qt, QTimer, Signal
from PySide6.QtGui import QFont, QPainter, QPaintEvent
from PySide6.QtWidgets import QApplication, QHBoxLayout, QSizePolicy, QWidget

from ui.language import _
from ui.theme import paint
from ui.theme.fonts import Role
from ui.theme.theme import follow, theme
from ui.theme.tokens import Ink, Radius
from ui.widgets.icon import Icon
from ui.widgets.label import Label
from ui.widgets.push import PushButton

SECONDS = 8


class _UndoLink(PushButton):
    """Underlined words on the dark ground."""

    def __init__(self, text: str) -> None:
        super().__init__(text)
        self.setObjectName("toast-undo")
        self.setAccessibleName(text)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        follow(self._dress)

    def _dress(self) -> None:
        font = QFont(theme().font(Role.STRONG))
        font.setUnderline(True)
        self.setFont(font)
        width = self.fontMetrics().horizontalAdvance(self.text()) + 12
        self.setFixedSize(width, theme().control_height(small=True))

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint the words, and a ring while focused."""
        painter = QPainter(self)
        painter.setPen(theme().colour(Ink.ON_TOAST_ACCENT))
        painter.setFont(self.font())
        painter.drawText(self.rect(), Qt.AlignmentFlag.AlignCenter, self.text())
        if self.hasFocus():
            ring = QRectF(self.rect())
            paint.box(painter, ring, Radius.KEY, edge=theme().tokens.on_toast, width=2)


class Toast(QWidget):
    """One sentence at the foot of the window, for eight seconds, or as long as it is focused."""

    undone = Signal()
    closed = Signal()

    def __init__(self, text: str, *, can_undo: bool = True, seconds: float = SECONDS) -> None:
        super().__init__()
        self.setObjectName("toast")
        self.setAccessibleName(text)
        self.timer = QTimer(self)
        self.timer.setSingleShot(True)
        self.timer.setInterval(round(seconds * 1000))
        self.timer.timeout.connect(self._run_out)
        across = QHBoxLayout(self)
        around = theme().space(16)
        across.setContentsMargins(around + _SHADE, 4 + _SHADE, around + _SHADE, 4 + _SHADE)
        across.setSpacing(theme().space(12))
        # As high without a way back as with one.
        across.addStrut(theme().control_height(small=True))
        across.addWidget(Icon("check-circle", 20, Ink.ON_TOAST))
        self._label = Label(text, Role.BODY, Ink.ON_TOAST, wrap=False, lines=1)
        across.addWidget(self._label, 1)
        self.undo_button = _UndoLink(_("Undo"))
        self.undo_button.clicked.connect(self.undo)
        if can_undo:
            across.addSpacing(theme().space(8))
            across.addWidget(self.undo_button)
            across.addWidget(Label("Ctrl+Z", Role.SMALL, Ink.ON_TOAST, wrap=False))
        else:
            self.undo_button.hide()
        self.undo_button.installEventFilter(self)
        self.timer.start()

    def undo(self) -> None:
        """Take back what was done, and go."""
        self.undone.emit()
        self.close_now()

    def _run_out(self) -> None:
        if self._held():
            self.timer.start()
        else:
            self.close_now()

    def _held(self) -> bool:
        focus = QApplication.focusWidget()
        return self.underMouse() or (focus is not None and self.isAncestorOf(focus))

    def close_now(self) -> None:
        """Go, without taking anything back."""
        self.timer.stop()
        self.hide()
        self.closed.emit()
        self.deleteLater()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Count the eight seconds anew when the focus leaves."""
        if event.type() == QEvent.Type.FocusOut and self.isVisible():
            self.timer.start()
        return super().eventFilter(watched, event)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint the dark ground and its shadow."""
        painter = QPainter(self)
        area = QRectF(self.rect()).adjusted(_SHADE, _SHADE, -_SHADE, -_SHADE)
        paint.shadow(painter, area, Radius.CONTROL, drop=6, blur=24, share=0.18)
        paint.box(painter, area, Radius.CONTROL, fill=theme().tokens.toast)


_SHADE = 24
"""The room around the toast that its shadow takes."""
