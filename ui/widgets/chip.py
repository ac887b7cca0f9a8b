"""Chips: a state in an icon and a word, or a filter that is on or off."""

from __future__ import annotations

from PySide6.QtCore import QRect, QRectF, QSize, Qt
from PySide6.QtGui import QFontMetrics, QPainter, QPaintEvent
from PySide6.QtWidgets import QAbstractButton, QCheckBox, QLabel, QSizePolicy

from ui.theme import paint
from ui.theme.fonts import Role
from ui.theme.theme import follow, theme
from ui.theme.tokens import Radius, Tone


def _height() -> int:
    return round(4 + 20 * theme().text_scale)


def _size(widget: QLabel | QAbstractButton, *, icon: bool) -> QSize:
    now = theme()
    words = QFontMetrics(widget.font()).horizontalAdvance(widget.text())
    beside = now.icon_size(14) + now.space(5) if icon else 0
    return QSize(words + beside + now.space(18 if icon else 16) + 1, _height())


def _paint(widget: QLabel | QAbstractButton, tone: Tone, icon: str, fill: str) -> QPainter:
    now = theme()
    colours = now.tokens
    ink = colours.colour(colours.ink(tone))
    painter = QPainter(widget)
    edge = ink if colours.high_contrast else None
    radius = min(Radius.CHIP * now.text_scale + 1, widget.height() / 2)
    paint.box(painter, QRectF(widget.rect()), radius, fill=fill, edge=edge, width=2)
    start = now.space(9)
    if icon:
        side = now.icon_size(14)
        square = QRect(start, (widget.height() - side) // 2, side, side)
        paint.icon(painter, icon, paint.placed(widget, square), ink)
        start += side + now.space(5)
    painter.setPen(ink)
    painter.setFont(widget.font())
    words = QRect(start, 0, widget.width() - start - now.space(9) + 2, widget.height())
    if not icon:
        words = widget.rect()
    align = Qt.AlignmentFlag.AlignVCenter | (
        Qt.AlignmentFlag.AlignLeft if icon else Qt.AlignmentFlag.AlignHCenter
    )
    shown = QFontMetrics(widget.font()).elidedText(
        widget.text(), Qt.TextElideMode.ElideRight, words.width()
    )
    painter.drawText(
        paint.placed(widget, words),
        widget.style().visualAlignment(widget.layoutDirection(), align),
        shown,
    )
    return painter


class Chip(QLabel):
    """A state in words. Name the act, not the condition: "Someone stays with him"."""

    def __init__(self, text: str, tone: Tone = Tone.QUIET, icon: str = "") -> None:
        super().__init__(text)
        self._tone = tone
        self._icon = icon
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
        follow(self._dress)

    def _dress(self) -> None:
        role = Role.SMALL if self._tone is Tone.QUIET else Role.SMALL_STRONG
        self.setFont(theme().font(role, self.text()))
        self.updateGeometry()
        self.update()

    def show_state(self, text: str, tone: Tone, icon: str = "") -> None:
        """Show another state."""
        self._tone, self._icon = tone, icon
        self.setText(text)
        self._dress()

    def sizeHint(self) -> QSize:
        """Return the size of the words and the icon."""
        return _size(self, icon=bool(self._icon))

    def minimumSizeHint(self) -> QSize:
        """Return the whole size, up to a width that still fits a narrow page."""
        hint = self.sizeHint()
        return QSize(min(hint.width(), round(260 * theme().text_scale)), hint.height())

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint the chip."""
        _paint(self, self._tone, self._icon, theme().tokens.fill(self._tone))


class FilterChip(QCheckBox):
    """A filter to switch on and off; on shows a check, a soft ground and weight."""

    def __init__(self, text: str, *, name: str, checked: bool = False) -> None:
        super().__init__(text)
        self.setObjectName(name)
        self.setAccessibleName(text)
        self.setChecked(checked)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.toggled.connect(self._dress)
        follow(self._dress)

    def _dress(self) -> None:
        self.setFont(theme().font(Role.SMALL_STRONG if self.isChecked() else Role.SMALL))
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        """Return the size of the words, and of the check when on."""
        return _size(self, icon=self.isChecked())

    def minimumSizeHint(self) -> QSize:
        """Return the same: a filter is never cut."""
        return self.sizeHint()

    def hitButton(self, position: object) -> bool:
        """Return True: the whole chip is the button."""
        return True

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint the chip in its state."""
        colours = theme().tokens
        tone = Tone.CHOSEN if self.isChecked() else Tone.QUIET
        fill = colours.fill(tone)
        if self.underMouse() and not self.isChecked():
            fill = colours.line
        painter = _paint(self, tone, "check" if self.isChecked() else "", fill)
        if self.hasFocus():
            paint.focus_ring(painter, QRectF(self.rect()), self.height() / 2)
