"""The languages of the interface, each in its own words."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFontMetrics, QPainter, QPaintEvent
from PySide6.QtWidgets import QRadioButton, QSizePolicy

from ui.theme import paint
from ui.theme.fonts import Role
from ui.theme.theme import theme
from ui.theme.tokens import Ink, Radius
from ui.widgets.flow import Flow

OWN_NAMES = (("en", "English"), ("fr", "Français"), ("es", "Español"), ("ar", "العربية"))


class _Language(QRadioButton):
    def __init__(self, code: str, own_name: str) -> None:
        super().__init__(own_name)
        self.code = code
        self.setObjectName(f"language-{code}")
        self.setAccessibleName(own_name)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def hitButton(self, _position: object) -> bool:
        return True

    def sizeHint(self) -> QSize:
        now = theme()
        font = now.font(Role.SMALL_STRONG, self.text())
        words = QFontMetrics(font).horizontalAdvance(self.text())
        return QSize(words + now.space(24), now.control_height(small=True))

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def paintEvent(self, _event: QPaintEvent) -> None:
        now = theme()
        chosen = self.isChecked()
        painter = QPainter(self)
        area = QRectF(self.rect())
        if self.underMouse():
            paint.box(painter, area, Radius.CONTROL, fill=now.tokens.quiet)
        if self.hasFocus():
            paint.focus_ring(painter, area, Radius.CONTROL)
        painter.setFont(now.font(Role.SMALL_STRONG if chosen else Role.SMALL, self.text()))
        painter.setPen(now.colour(Ink.TEXT if chosen else Ink.TEXT2))
        painter.drawText(self.rect(), Qt.AlignmentFlag.AlignCenter, self.text())


class LanguageRow(Flow):
    """One language is chosen; `chosen` tells its code."""

    chosen = Signal(str)

    def __init__(self, current: str) -> None:
        buttons = [_Language(code, own_name) for code, own_name in OWN_NAMES]
        super().__init__(*buttons, gap=0)
        for button in buttons:
            button.setChecked(button.code == current)
            button.clicked.connect(lambda _on=True, code=button.code: self.chosen.emit(code))
