"""A place to sign with mouse, pen or finger. Tab passes by: nobody is made to sign here."""

from __future__ import annotations

from itertools import pairwise

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QImage,
    QImageWriter,
    QMouseEvent,
    QPainter,
    QPainterPath,
    QPaintEvent,
    QPen,
)
from PySide6.QtWidgets import QSizePolicy, QWidget

from ui.language import _
from ui.theme import paint
from ui.theme.theme import follow, theme
from ui.theme.tokens import Radius

Stroke = tuple[tuple[float, float], ...]
_INK = "#22282A"
_PEN = 2.2


class SignaturePad(QWidget):
    """Collects strokes, in pixels of the pad; black on white whatever the theme on paper."""

    changed = Signal()

    def __init__(self, *, name: str = "signature", label: str = "") -> None:
        super().__init__()
        self._strokes: list[list[QPointF]] = []
        self._drawing = False
        self.setObjectName(name)
        self.setAccessibleName(label or _("Signature"))
        self.setAccessibleDescription(
            _("Sign with the mouse, a pen or a finger. With the keyboard, go on with Tab.")
        )
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setCursor(Qt.CursorShape.CrossCursor)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        follow(self._dress)

    def _dress(self) -> None:
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        """Return room for a name."""
        return QSize(310, 120)

    def minimumSizeHint(self) -> QSize:
        """Return the least room for a name."""
        return QSize(200, 120)

    @property
    def signed(self) -> bool:
        """Whether anything is drawn."""
        return any(len(stroke) > 1 for stroke in self._strokes)

    def strokes(self) -> tuple[Stroke, ...]:
        """Return the strokes as points in pixels of the pad."""
        return tuple(
            tuple((round(point.x(), 1), round(point.y(), 1)) for point in stroke)
            for stroke in self._strokes
            if len(stroke) > 1
        )

    def set_strokes(self, strokes: tuple[Stroke, ...]) -> None:
        """Show *strokes*, as from a draft."""
        self._strokes = [[QPointF(x, y) for x, y in stroke] for stroke in strokes]
        self.update()

    def clear(self) -> None:
        """Take the strokes away."""
        self._strokes = []
        self.update()
        self.changed.emit()

    def svg(self) -> bytes:
        """Return the signature as an SVG drawing; empty where nothing is drawn."""
        if not self.signed:
            return b""
        lines = "".join(
            f'<path d="{_path_data(stroke)}"/>' for stroke in self._strokes if len(stroke) > 1
        )
        return (
            f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {self.width()} {self.height()}"'
            f' fill="none" stroke="{_INK}" stroke-width="{_PEN}" stroke-linecap="round"'
            f' stroke-linejoin="round">{lines}</svg>'
        ).encode()

    def png(self, scale: int = 3) -> bytes:
        """Return the signature as a PNG on white, *scale* times as large; empty where empty."""
        if not self.signed:
            return b""
        image = QImage(self.width() * scale, self.height() * scale, QImage.Format.Format_RGB32)
        image.fill(QColor("#FFFFFF"))
        painter = QPainter(image)
        painter.scale(scale, scale)
        self._draw(painter, _INK)
        painter.end()
        written = QByteArray()
        buffer = QBuffer(written)
        buffer.open(QIODevice.OpenModeFlag.WriteOnly)
        QImageWriter(buffer, QByteArray(b"png")).write(image)
        return bytes(written.data())

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Begin a stroke."""
        if event.button() == Qt.MouseButton.LeftButton:
            self._drawing = True
            self._strokes.append([event.position()])

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Draw on, inside the pad."""
        if not self._drawing:
            return
        inside = QRectF(self.rect()).adjusted(3, 3, -3, -3)
        point = event.position()
        x = min(max(point.x(), inside.left()), inside.right())
        y = min(max(point.y(), inside.top()), inside.bottom())
        self._strokes[-1].append(QPointF(x, y))
        self.update()

    def mouseReleaseEvent(self, _event: QMouseEvent) -> None:
        """End the stroke."""
        if self._drawing:
            self._drawing = False
            self.changed.emit()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint the paper, the line and the strokes."""
        colours = theme().tokens
        painter = QPainter(self)
        area = QRectF(self.rect())
        paint.box(
            painter,
            area,
            Radius.CONTROL,
            fill=colours.surface,
            edge=colours.edge,
            width=colours.border,
        )
        if self.hasFocus():
            paint.focus_ring(painter, area, Radius.CONTROL)
        foot = round(self.height() * 0.78)
        painter.fillRect(20, foot, self.width() - 40, 1, colours.line)
        self._draw(painter, colours.text)

    def _draw(self, painter: QPainter, colour: str) -> None:
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        pen = QPen(QColor(colour), _PEN)
        pen.setCapStyle(Qt.PenCapStyle.RoundCap)
        pen.setJoinStyle(Qt.PenJoinStyle.RoundJoin)
        painter.setPen(pen)
        for stroke in self._strokes:
            if len(stroke) > 1:
                painter.drawPath(_path(stroke))


def _path(stroke: list[QPointF]) -> QPainterPath:
    """Return a smooth path: a curve through the middles of the steps."""
    path = QPainterPath(stroke[0])
    for before, after in pairwise(stroke[1:]):
        path.quadTo(before, (before + after) / 2)
    path.lineTo(stroke[-1])
    return path


def _path_data(stroke: list[QPointF]) -> str:
    parts = [f"M{stroke[0].x():.1f} {stroke[0].y():.1f}"]
    for before, after in pairwise(stroke[1:]):
        middle = (before + after) / 2
        parts.append(f"Q{before.x():.1f} {before.y():.1f} {middle.x():.1f} {middle.y():.1f}")
    parts.append(f"L{stroke[-1].x():.1f} {stroke[-1].y():.1f}")
    return "".join(parts)
