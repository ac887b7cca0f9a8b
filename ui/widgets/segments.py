"""Segments: a few answers side by side, such as yes, no, not asked, prefers not to say."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFontMetrics, QKeyEvent, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QRadioButton, QSizePolicy, QWidget

from ui.theme import paint
from ui.theme.fonts import Role
from ui.theme.theme import follow, theme
from ui.theme.tokens import Radius
from ui.widgets.keyboard import stand_on_chosen, step_among

_TRACK = 3
_ROOMY, _TIGHT = 16, 9
"""The room beside the words of an answer, in pixels: as it should be, and at least."""


class Segment(QRadioButton):
    """One answer; chosen shows a check, a border and weight."""

    def __init__(self, key: str, text: str, name: str) -> None:
        super().__init__(text)
        self.key = key
        self.setObjectName(name)
        self.setAccessibleName(text)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)

    def needed(self, padding: int, *, chosen: bool = True) -> int:
        """Return the width of the answer, chosen or not, with *padding* on both sides."""
        now = theme()
        font = now.font(Role.SMALL_STRONG if chosen else Role.SMALL)
        words = QFontMetrics(font).horizontalAdvance(self.text())
        check = now.icon_size(14) + now.space(5) if chosen else 0
        return words + check + 2 * now.space(padding)

    def hitButton(self, _position: object) -> bool:
        """Return True: the whole segment is the button."""
        return True

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Move to the next answer with the arrows."""
        if not step_among(self, event.key()):
            super().keyPressEvent(event)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint the answer in its state."""
        now = theme()
        colours = now.tokens
        chosen = self.isChecked()
        painter = QPainter(self)
        area = QRectF(self.rect())
        if chosen:
            width = 3 if colours.high_contrast else 2
            paint.box(
                painter,
                area,
                Radius.SEGMENT,
                fill=colours.surface,
                edge=colours.accent,
                width=width,
            )
        elif self.underMouse() and self.isEnabled():
            paint.box(painter, area, Radius.SEGMENT, fill=colours.line)
        if self.hasFocus():
            paint.focus_ring(painter, area, Radius.SEGMENT)
        ink = colours.soft_text if chosen else colours.text
        if not self.isEnabled():
            ink = colours.text2
        font = now.font(Role.SMALL_STRONG if chosen else Role.SMALL)
        words = QFontMetrics(font).horizontalAdvance(self.text())
        side, gap = (now.icon_size(14), now.space(5)) if chosen else (0, 0)
        start = max(4, (self.width() - words - side - gap) // 2)
        if chosen:
            square = QRect(start, (self.height() - side) // 2, side, side)
            paint.icon(painter, "check", paint.placed(self, square), ink)
        painter.setFont(font)
        painter.setPen(ink)
        beside = QRect(start + side + gap, 0, words + 2, self.height())
        painter.drawText(paint.placed(self, beside), Qt.AlignmentFlag.AlignCenter, self.text())


class Segments(QWidget):
    """A track of (key, words). Arrow keys move, Space chooses; the first `equal` are equally wide.

    `chosen` tells the key when the person changes it. Where the track is too narrow the answers
    stand one below the other. Give it an accessible name: a `Field` does.
    """

    chosen = Signal(str)

    def __init__(
        self,
        options: Sequence[tuple[str, str]],
        *,
        name: str,
        label: str = "",
        value: str | None = None,
        equal: int = 2,
    ) -> None:
        super().__init__()
        self._equal = equal
        self.setObjectName(name)
        self.setAccessibleName(label)
        self.segments = [Segment(key, words, f"{name}-{key}") for key, words in options]
        for segment in self.segments:
            segment.setParent(self)
            segment.toggled.connect(self._place)
            segment.toggled.connect(self._stand)
            segment.clicked.connect(lambda _on=True, key=segment.key: self.chosen.emit(key))
        policy = QSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self.set_value(value)
        follow(self._dress)

    def _dress(self) -> None:
        self.updateGeometry()
        self._place()
        self.update()

    def value(self) -> str | None:
        """Return the key chosen, or none."""
        return next((one.key for one in self.segments if one.isChecked()), None)

    def set_value(self, key: str | None) -> None:
        """Choose *key*, or nothing."""
        for segment in self.segments:
            segment.setAutoExclusive(False)
            segment.setChecked(segment.key == key)
        for segment in self.segments:
            segment.setAutoExclusive(True)
        self._stand()

    def _stand(self) -> None:
        stand_on_chosen(self, self.segments)

    def _widths(self, padding: int = _ROOMY, *, reserve: bool = True) -> list[int]:
        widths = [
            segment.needed(padding, chosen=reserve or segment.isChecked())
            for segment in self.segments
        ]
        first = max(widths[: self._equal], default=0)
        return [first if index < self._equal else wide for index, wide in enumerate(widths)]

    def _beside(self, width: int) -> list[int]:
        """Return the widths side by side at *width*; empty where they must stack.

        Each answer keeps room for its check, so that choosing moves nothing; only where that is
        too much, the chosen one alone has it.
        """
        for padding, reserve in ((_ROOMY, True), (_TIGHT, True), (_ROOMY, False), (_TIGHT, False)):
            widths = self._widths(padding, reserve=reserve)
            if sum(widths) + 2 * _TRACK <= width:
                return widths
        return []

    def hasHeightForWidth(self) -> bool:
        """Return True: a narrow track stacks."""
        return True

    def heightForWidth(self, width: int) -> int:
        """Return the height at *width*."""
        line = theme().control_height()
        if self._beside(width):
            return line
        return len(self.segments) * (line - 2 * _TRACK) + 2 * _TRACK

    def sizeHint(self) -> QSize:
        """Return the size side by side."""
        return QSize(sum(self._widths()) + 2 * _TRACK, theme().control_height())

    def minimumSizeHint(self) -> QSize:
        """Return the width of the widest answer."""
        return QSize(max(self._widths(_TIGHT), default=0) + 2 * _TRACK, theme().control_height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Place the answers."""
        super().resizeEvent(event)
        self._place()

    def changeEvent(self, event: QEvent) -> None:
        """Turn the answers with the reading direction."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.LayoutDirectionChange:
            self._place()

    def _place(self) -> None:
        tall = theme().control_height() - 2 * _TRACK
        at = _TRACK
        beside = self._beside(self.width())
        for place, segment in enumerate(self.segments):
            if beside:
                area = QRect(at, _TRACK, beside[place], tall)
                at += beside[place]
            else:
                area = QRect(_TRACK, at, self.width() - 2 * _TRACK, tall)
                at += tall
            segment.setGeometry(paint.placed(self, area))

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint the track, as wide as the answers side by side."""
        colours = theme().tokens
        wide = sum(self._beside(self.width())) + 2 * _TRACK
        if wide == 2 * _TRACK:
            wide = self.width()
        track = QRect(0, 0, wide, self.heightForWidth(self.width()))
        edge = colours.edge if colours.high_contrast else None
        if self.property("wrong"):
            edge = colours.bad_edge
        paint.box(
            QPainter(self),
            QRectF(paint.placed(self, track)),
            Radius.CONTROL,
            fill=colours.quiet,
            edge=edge,
            width=2,
        )
