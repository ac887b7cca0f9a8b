"""The few strokes that every painted widget is made of."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRect, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPainterPath, QPen
from PySide6.QtWidgets import QWidget

from ui.theme.theme import theme

_HATCH = 6
"""Pixels between two strokes."""


def box(
    painter: QPainter,
    area: QRect | QRectF,
    radius: float,
    *,
    fill: str | None = None,
    edge: str | None = None,
    width: float = 1,
) -> None:
    """Paint a rounded box whose edge lies wholly inside *area*, sharp at every pixel."""
    inset = width / 2 if edge else 0.0
    inside = QRectF(area).adjusted(inset, inset, -inset, -inset)
    round_by = max(0.0, min(radius - inset, inside.height() / 2, inside.width() / 2))
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setBrush(QColor(fill) if fill else Qt.BrushStyle.NoBrush)
    painter.setPen(QPen(QColor(edge), width) if edge else Qt.PenStyle.NoPen)
    painter.drawRoundedRect(inside, round_by, round_by)


def hatched(painter: QPainter, area: QRectF, radius: float) -> None:
    """Paint a box of the second series: told from the first one without its colour too."""
    colours = theme().tokens
    box(painter, area, radius, fill=colours.sand_soft, edge=colours.sand)
    painter.save()
    painter.setClipRect(area.adjusted(1, 1, -1, -1))
    painter.setPen(QPen(QColor(colours.sand), 1.6))
    start = area.left() - area.height()
    while start < area.right():
        foot, head = QPointF(start, area.bottom()), QPointF(start + area.height(), area.top())
        painter.drawLine(foot, head)
        start += _HATCH
    painter.restore()


def focus_ring(painter: QPainter, area: QRect | QRectF, radius: float) -> None:
    """Paint the ring that says where the keyboard is."""
    colours = theme().tokens
    box(painter, area, radius, edge=colours.text, width=3 if colours.high_contrast else 2)


def shadow(
    painter: QPainter, area: QRectF, radius: float, *, drop: int, blur: int, share: float
) -> None:
    """Paint a soft shadow under *area*: *drop* pixels down, *blur* wide, *share* dark at most."""
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(Qt.PenStyle.NoPen)
    layers = max(1, blur // 2)
    for layer in range(layers):
        grow = blur * (1 - (layer + 0.5) / layers) - blur / 3
        painter.setBrush(QColor(0, 0, 0, max(1, round(255 * share / layers))))
        around = area.translated(0, drop).adjusted(-grow, -grow, grow, grow)
        painter.drawRoundedRect(around, radius + max(grow, 0), radius + max(grow, 0))


def mark(painter: QPainter, area: QRectF) -> None:
    """Paint the mark of Caseworker: an open door."""
    colours = theme().tokens
    side = area.width()
    box(painter, area, side * 0.26, fill=colours.accent)
    arch(
        painter, area.center().x(), area.top() + side * 0.78, side * 0.5, side * 0.58, colours.door
    )
    if not colours.dark:
        arch(painter, area.center().x(), area.top() + side * 0.78, side * 0.22, side * 0.36, _DOOR)
    else:
        arch(
            painter,
            area.center().x(),
            area.top() + side * 0.78,
            side * 0.2,
            side * 0.36,
            colours.accent,
        )


_DOOR = "#E5BC83"


def arch(
    painter: QPainter, middle: float, foot: float, width: float, height: float, colour: str
) -> None:
    """Paint a door of *width* and *height*, round on top, standing on *foot*."""
    shape = QPainterPath()
    left, top = middle - width / 2, foot - height
    shape.moveTo(left, max(foot, top + width / 2))
    shape.lineTo(left, top + width / 2)
    shape.arcTo(QRectF(left, top, width, width), 180, -180)
    shape.lineTo(left + width, max(foot, top + width / 2))
    shape.closeSubpath()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.fillPath(shape, QColor(colour))


def mirrored(widget: QWidget) -> bool:
    """Return whether *widget* reads from right to left."""
    return widget.layoutDirection() == Qt.LayoutDirection.RightToLeft


def placed(widget: QWidget, area: QRect) -> QRect:
    """Return where *area*, thought left to right, lies in the direction of *widget*."""
    if not mirrored(widget):
        return area
    return QRect(widget.width() - area.x() - area.width(), area.y(), area.width(), area.height())


def icon(painter: QPainter, name: str, area: QRect, colour: str) -> None:
    """Paint the icon *name* into the square *area*."""
    ratio = painter.device().devicePixelRatioF()
    painter.drawPixmap(area, theme().pixmap(name, area.width(), colour, ratio))
