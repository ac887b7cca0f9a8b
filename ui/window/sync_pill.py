"""The sync pill: the truth in words, with a neutral tray; offline is no fault."""

from __future__ import annotations

from PySide6.QtCore import QRect, QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout

from ui.theme import paint
from ui.theme.theme import theme
from ui.theme.tokens import Ink, Radius
from ui.widgets.icon import Icon
from ui.widgets.label import body, small, small_strong
from ui.widgets.push import PushButton
from ui.window.words import SyncWords


class SyncPill(PushButton):
    """A card in the sidebar, or a strip below the page. Opens the sync screen."""

    def __init__(self, *, strip: bool) -> None:
        super().__init__()
        self._strip = strip
        self.setObjectName("sync-strip" if strip else "sync-pill")
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self._icon = Icon("tray", 18)
        self._line = body("", wrap=False, lines=1)
        self._state = small_strong("")
        self._last = small("")
        across = QHBoxLayout(self)
        if strip:
            across.setContentsMargins(32, 0, 32, 0)
            across.setSpacing(theme().space(16))
            across.addWidget(self._icon)
            across.addWidget(self._line, 1)
            self.setFixedHeight(round(2 + 30 * theme().text_scale))
        else:
            across.setContentsMargins(14, 10, 12, 12)
            across.setSpacing(11)
            across.addWidget(self._icon, 0, Qt.AlignmentFlag.AlignTop)
            words = QVBoxLayout()
            words.setSpacing(0)
            words.addWidget(self._state)
            words.addWidget(self._last)
            across.addLayout(words, 1)
        if not strip:
            policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
            policy.setHeightForWidth(True)
            self.setSizePolicy(policy)
        for child in (self._icon, self._line, self._state, self._last):
            child.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)

    def show_words(self, words: SyncWords) -> None:
        """Show what waits and when the last exchange was."""
        self._icon.show_icon("check-circle" if words.settled else "tray", Ink.TEXT2)
        self._state.setText(words.state)
        self._last.setText(words.last)
        self._line.setText(words.line)
        self.setAccessibleName(f"{words.state}. {words.last}")
        self.updateGeometry()

    def hasHeightForWidth(self) -> bool:
        """Return whether the words wrap."""
        return not self._strip

    def heightForWidth(self, width: int) -> int:
        """Return the height of the words at *width*."""
        layout = self.layout()
        return layout.totalHeightForWidth(width) if layout else 0

    def sizeHint(self) -> QSize:
        """Return the size of the words."""
        layout = self.layout()
        return layout.totalSizeHint() if layout else QSize()

    def minimumSizeHint(self) -> QSize:
        """Return the least size of the words."""
        layout = self.layout()
        return layout.totalMinimumSize() if layout else QSize()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint the card or the strip."""
        colours = theme().tokens
        painter = QPainter(self)
        fill = colours.sunken if self.underMouse() or self.isDown() else colours.surface
        if self._strip:
            painter.fillRect(self.rect(), fill)
            painter.fillRect(QRect(0, 0, self.width(), 1), colours.line)
            if self.hasFocus():
                paint.focus_ring(painter, QRectF(self.rect()), 0)
            return
        area = QRectF(self.rect())
        paint.box(painter, area, Radius.CARD, fill=fill, edge=colours.line, width=colours.border)
        if self.hasFocus():
            paint.focus_ring(painter, area, Radius.CARD)
