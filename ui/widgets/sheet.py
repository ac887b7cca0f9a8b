"""The sheet: only before something leaves the laptop. To whom, with what, without what.

It lies over the whole window, keeps the keyboard to itself, and its button names the act.
"""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, QRect, QRectF, Qt, QVariantAnimation, Signal
from PySide6.QtGui import QColor, QKeyEvent, QKeySequence, QPainter, QPaintEvent, QShortcut
from PySide6.QtWidgets import (
    QApplication,
    QHBoxLayout,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)
from shiboken6 import isValid

from ui.language import _
from ui.theme import paint
from ui.theme.theme import theme
from ui.theme.tokens import Ink, Radius
from ui.widgets.button import primary, quiet
from ui.widgets.flow import Flow
from ui.widgets.key_hint import KeyHint
from ui.widgets.label import body, section
from ui.widgets.panel import Panel
from ui.widgets.reading_order import focus_next
from ui.widgets.stack import Line

FADE = 160
_WIDTH = 560


class SheetPanel(Panel):
    """The paper of a sheet: heading, content, and the acts below."""

    def __init__(self, title: str, act: str, *, back: str = "", name: str = "sheet") -> None:
        super().__init__("surface", "line", Radius.CARD)
        self.setObjectName(name)
        self.setAccessibleName(title)
        column = QVBoxLayout(self)
        around = theme().space(24)
        column.setContentsMargins(around, around - 2, around, around - 6)
        column.setSpacing(theme().space(8))
        column.addWidget(section(title))
        self.content = QVBoxLayout()
        self.content.setSpacing(theme().space(8))
        column.addLayout(self.content)
        column.addSpacing(theme().space(8))
        self.act = primary(act, name=f"{name}-act")
        self.back = quiet(back or _("Back"), name=f"{name}-back")
        acts = QHBoxLayout()
        acts.addStretch(1)
        acts.addWidget(Flow(self.back, Line(self.act, KeyHint("Ctrl+Enter")), gap=12))
        column.addLayout(acts)

    def say(self, sentence: str, *, second: bool = False) -> None:
        """Add a sentence; *second* for what does not leave."""
        self.content.addWidget(body(sentence, Ink.TEXT2 if second else Ink.TEXT))


class Sheet(QWidget):
    """A panel over the dimmed window. `open_over` shows it; Escape and Back dismiss it."""

    agreed = Signal()
    """The act was pressed, or Ctrl+Enter."""
    dismissed = Signal()

    def __init__(self, title: str, act: str, *, back: str = "", name: str = "sheet") -> None:
        super().__init__()
        self.panel = SheetPanel(title, act, back=back, name=name)
        self._before: QWidget | None = None
        self._shade = 0.0
        self._scroll = QScrollArea(self)
        self._scroll.setWidgetResizable(True)
        self._scroll.setFrameShape(QScrollArea.Shape.NoFrame)
        self._scroll.setWidget(self.panel)
        self._scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._scroll.viewport().setAutoFillBackground(False)
        self.panel.setAutoFillBackground(False)
        self.panel.act.clicked.connect(self._agree)
        self.panel.back.clicked.connect(self.dismiss)
        for keys in ("Ctrl+Return", "Ctrl+Enter"):
            shortcut = QShortcut(QKeySequence(keys), self)
            shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            shortcut.activated.connect(self.panel.act.click)
        self._fade = QVariantAnimation(self)
        self._fade.setStartValue(0.0)
        self._fade.setEndValue(1.0)
        self._fade.setDuration(FADE)
        self._fade.valueChanged.connect(self._darken)

    @property
    def content(self) -> QVBoxLayout:
        """Where the screen adds what it wants to show."""
        return self.panel.content

    def say(self, sentence: str, *, second: bool = False) -> None:
        """Add a sentence; *second* for what does not leave."""
        self.panel.say(sentence, second=second)

    def open_over(self, window: QWidget) -> None:
        """Lie over *window* until agreed or dismissed."""
        self._before = QApplication.focusWidget()
        self.setParent(window)
        window.installEventFilter(self)
        self.setGeometry(window.rect())
        self.show()
        self.raise_()
        self._place()
        self.panel.back.setFocus(Qt.FocusReason.PopupFocusReason)
        if theme().motion:
            self._fade.start()
        else:
            self._darken(1.0)

    def refit(self) -> None:
        """Take the height of what it holds now, after parts came or went."""
        self.panel.content.invalidate()
        self.panel.content.activate()
        self._place()

    def dismiss(self) -> None:
        """Go away; nothing has left the laptop."""
        self._close()
        self.dismissed.emit()

    def _agree(self) -> None:
        self._close()
        self.agreed.emit()

    def _close(self) -> None:
        self._fade.stop()
        window = self.parentWidget()
        if window is not None:
            window.removeEventFilter(self)
        self.hide()
        # What had it may be gone: others write while a sheet is open, and lists are made anew.
        if self._before is not None and isValid(self._before):
            self._before.setFocus(Qt.FocusReason.PopupFocusReason)
        self.deleteLater()

    def _darken(self, share: float) -> None:
        self._shade = share
        self.update()

    def _place(self) -> None:
        width = min(self.width() - 48, round(_WIDTH * min(theme().text_scale, 1.6)))
        needed, room = self.panel.heightForWidth(width), self.height() - 48
        # A bar that comes while the sheet is laid out breaks lines anew, and so would stay.
        bar = Qt.ScrollBarPolicy.ScrollBarAsNeeded
        self._scroll.setVerticalScrollBarPolicy(
            bar if needed > room else Qt.ScrollBarPolicy.ScrollBarAlwaysOff
        )
        height = min(room, needed)
        area = QRect(0, 0, width, max(height, 80))
        area.moveCenter(self.rect().center())
        self._scroll.setGeometry(area)

    def focusNextPrevChild(self, forward: bool) -> bool:
        """Keep Tab inside the sheet."""
        return focus_next(self.panel, forward=forward)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Dismiss on Escape; swallow the rest, so that nothing below hears it."""
        if event.key() == Qt.Key.Key_Escape:
            self.dismiss()
        event.accept()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Grow with the window."""
        window = self.parentWidget()
        if event.type() == QEvent.Type.Resize and window is not None and watched is window:
            self.setGeometry(window.rect())
            self._place()
        return super().eventFilter(watched, event)

    def mousePressEvent(self, _event: object) -> None:
        """Swallow: what lies below waits."""

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Dim the window and paint the shadow of the panel."""
        painter = QPainter(self)
        dim = QColor("#000000" if theme().tokens.dark else "#22282A")
        dim.setAlphaF(0.42 * self._shade)
        painter.fillRect(self.rect(), dim)
        paint.shadow(
            painter,
            QRectF(self._scroll.geometry()),
            Radius.CARD,
            drop=10,
            blur=40,
            share=0.18 * self._shade,
        )
