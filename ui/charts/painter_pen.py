"""The pen that draws charts on screen, in the colours and the direction of the window."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFontMetricsF, QPainter, QPen, QPolygonF

from caseworker.charts.pen import Align, Fill, Ink, Point, Style
from ui.theme import paint
from ui.theme.fonts import Role
from ui.theme.theme import theme

_ROLES = {Style.SMALL: Role.SMALL, Style.SMALL_STRONG: Role.SMALL_STRONG}
_CORNER = 3
_MARK = 5.0
_DASHES = [4.0, 2.5]


class PainterPen:
    """Draws from the left, or with *mirror_at* from that right edge."""

    def __init__(self, painter: QPainter, mirror_at: float | None = None) -> None:
        self._painter = painter
        self._mirror_at = mirror_at
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)

    @property
    def scale(self) -> float:
        """How large text is."""
        return theme().text_scale

    def box(self, left: float, top: float, width: float, height: float, fill: Fill) -> None:
        """Draw a bar."""
        colours = theme().tokens
        area = self._area(left, top, width, height)
        if fill is Fill.HATCHED:
            paint.hatched(self._painter, area, _CORNER)
        elif fill is Fill.FULL:
            paint.box(self._painter, area, _CORNER, fill=colours.accent)
        else:
            edge = colours.line if colours.high_contrast else None
            paint.box(self._painter, area, _CORNER, fill=colours.quiet, edge=edge)

    def square(self, left: float, top: float, width: float, height: float, share: float) -> None:
        """Draw a square of a heat map."""
        colours = theme().tokens
        area = self._area(left, top, width, height)
        paint.box(self._painter, area, _CORNER, fill=colours.quiet, edge=colours.line)
        if share:
            accent = QColor(colours.accent)
            accent.setAlphaF(min(1.0, 0.12 + 0.88 * share))
            self._painter.setPen(Qt.PenStyle.NoPen)
            self._painter.setBrush(accent)
            self._painter.drawRoundedRect(area, _CORNER, _CORNER)

    def line(
        self, points: Sequence[Point], ink: Ink, width: float, *, dashed: bool = False
    ) -> None:
        """Draw through *points*."""
        pen = QPen(self._colour(ink), width)
        pen.setJoinStyle(Qt.PenJoinStyle.RoundJoin)
        if dashed:
            pen.setDashPattern(_DASHES)
        self._painter.setPen(pen)
        self._painter.setBrush(Qt.BrushStyle.NoBrush)
        self._painter.drawPolyline(self._polygon(points))

    def area(self, points: Sequence[Point]) -> None:
        """Fill softly what *points* enclose."""
        self._painter.setPen(Qt.PenStyle.NoPen)
        self._painter.setBrush(self._colour(Ink.SOFT))
        self._painter.drawPolygon(self._polygon(points))

    def mark(self, middle: Point, ink: Ink, *, round: bool) -> None:  # noqa: A002  its shape
        """Draw the end of a line."""
        radius = _MARK * self.scale
        self._painter.setPen(Qt.PenStyle.NoPen)
        self._painter.setBrush(self._colour(ink))
        at = self._point(middle)
        if round:
            self._painter.drawEllipse(at, radius, radius)
        else:
            side = radius * 0.85
            self._painter.drawRect(QRectF(at.x() - side, at.y() - side, 2 * side, 2 * side))

    def words(
        self,
        words: str,
        at: Point,
        style: Style = Style.SMALL,
        ink: Ink = Ink.TEXT,
        align: Align = Align.START,
    ) -> None:
        """Write one line."""
        font = theme().font(_ROLES[style], words)
        width = self.width(words, style) + 2
        before = {Align.START: 0.0, Align.MIDDLE: width / 2, Align.END: width}[align]
        tall = QFontMetricsF(font).height()
        area = self._area(at[0] - before, at[1] - tall / 2, width, tall)
        self._painter.setFont(font)
        self._painter.setPen(self._colour(ink))
        side = Qt.AlignmentFlag.AlignLeft
        if align is Align.MIDDLE:
            side = Qt.AlignmentFlag.AlignHCenter
        elif (align is Align.END) != (self._mirror_at is not None):
            side = Qt.AlignmentFlag.AlignRight
        absolute = Qt.AlignmentFlag.AlignAbsolute | Qt.AlignmentFlag.AlignVCenter
        self._painter.drawText(area, side | absolute | Qt.TextFlag.TextDontClip, words)

    def width(self, words: str, style: Style = Style.SMALL) -> float:
        """Return how wide *words* are."""
        return QFontMetricsF(theme().font(_ROLES[style], words)).horizontalAdvance(words)

    def _colour(self, ink: Ink) -> QColor:
        return QColor(str(getattr(theme().tokens, ink.value)))

    def _point(self, point: Point) -> QPointF:
        across, down = point
        return QPointF(across if self._mirror_at is None else self._mirror_at - across, down)

    def _polygon(self, points: Sequence[Point]) -> QPolygonF:
        return QPolygonF([self._point(point) for point in points])

    def _area(self, left: float, top: float, width: float, height: float) -> QRectF:
        if self._mirror_at is not None:
            left = self._mirror_at - left - width
        return QRectF(left, top, width, height)
