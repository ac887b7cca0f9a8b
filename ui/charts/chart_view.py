"""A chart as a widget: it is read aloud in words, and the keyboard reaches it."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from caseworker.charts.chart import Chart, say
from caseworker.charts.drawing import draw, height_of, turns
from ui.charts.painter_pen import PainterPen
from ui.language import text
from ui.theme import paint
from ui.theme.theme import follow, theme
from ui.theme.tokens import Radius

_LEAST_WIDTH = 260


class ChartView(QWidget):
    """Paints one chart into whatever room it gets."""

    def __init__(self, chart: Chart, title: str, *, name: str) -> None:
        super().__init__()
        self._chart = chart
        self.setObjectName(name)
        self.setAccessibleName(title)
        self.setAccessibleDescription(say(chart, text()))
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        follow(self._dress)

    def _dress(self) -> None:
        least = height_of(self._chart, theme().text_scale, least=True)
        self.setMinimumHeight(round(least))
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        """Return the size at which the chart is at ease."""
        now = theme()
        tall = height_of(self._chart, now.text_scale)
        return QSize(now.space(_LEAST_WIDTH), round(tall))

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint the chart."""
        painter = QPainter(self)
        across, down = float(self.width()), float(self.height())
        mirrored = turns(self._chart) and paint.mirrored(self)
        pen = PainterPen(painter, across if mirrored else None)
        draw(self._chart, pen, across, down, text())
        if self.hasFocus():
            paint.focus_ring(painter, QRectF(self.rect()), Radius.CONTROL)
