"""The pen that draws charts on paper, in points, and the chart as something on a page."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from reportlab.lib.colors import Color, HexColor, white
from reportlab.platypus import Flowable

from caseworker.charts.chart import Chart
from caseworker.charts.drawing import draw, height_of, turns
from caseworker.charts.pen import Align, Fill, Ink, Point, Style
from caseworker.documents import typesetting
from caseworker.text import Text

SCALE = 0.72
"""Points for each unit of the screen: 13 units of text are a little over 9 points."""
_SIZE = 9.2
_COLOURS: dict[Ink, Color] = {
    Ink.TEXT: HexColor("#22282A"),
    Ink.QUIET_TEXT: HexColor("#545B5C"),
    Ink.ACCENT: HexColor("#0E6266"),
    Ink.ON_ACCENT: white,
    Ink.SOFT: HexColor("#DDECEA"),
    Ink.LINE: HexColor("#E2DCD1"),
    Ink.TRACK: HexColor("#EAE6DE"),
    Ink.SAND: HexColor("#BE8846"),
}
_SAND_SOFT = HexColor("#EAD9BF")
_HATCH = 4.5


class PaperPen:
    """Draws on a canvas whose bottom left is the corner of a chart *height* points high."""

    scale = SCALE

    def __init__(self, canvas: Any, height: float, mirror_at: float | None = None) -> None:
        self._canvas = canvas
        self._height = height
        self._mirror_at = mirror_at

    def box(self, left: float, top: float, width: float, height: float, fill: Fill) -> None:
        """Draw a bar."""
        x, y = self._corner(left, top, width, height)
        canvas = self._canvas
        if fill is Fill.HATCHED:
            canvas.setFillColor(_SAND_SOFT)
            canvas.setStrokeColor(_COLOURS[Ink.SAND])
            canvas.setLineWidth(0.6)
            canvas.rect(x, y, width, height, stroke=1, fill=1)
            self._hatch(x, y, width, height)
            return
        ink = Ink.ACCENT if fill is Fill.FULL else Ink.TRACK
        canvas.setFillColor(_COLOURS[ink])
        canvas.roundRect(x, y, width, height, 1.5, stroke=0, fill=1)

    def square(self, left: float, top: float, width: float, height: float, share: float) -> None:
        """Draw a square of a heat map."""
        x, y = self._corner(left, top, width, height)
        accent, track = _COLOURS[Ink.ACCENT], _COLOURS[Ink.TRACK]
        part = 0.12 + 0.88 * share if share else 0.0
        mixed = [
            one * part + other * (1 - part)
            for one, other in zip(accent.rgb(), track.rgb(), strict=True)
        ]
        self._canvas.setFillColor(Color(*mixed))
        self._canvas.roundRect(x, y, width, height, 1.5, stroke=0, fill=1)

    def line(
        self, points: Sequence[Point], ink: Ink, width: float, *, dashed: bool = False
    ) -> None:
        """Draw through *points*."""
        canvas = self._canvas
        canvas.setStrokeColor(_COLOURS[ink])
        canvas.setLineWidth(max(width * 0.8, 0.4))
        canvas.setDash([5, 3] if dashed else [])
        canvas.drawPath(self._path(points), stroke=1, fill=0)
        canvas.setDash([])

    def area(self, points: Sequence[Point]) -> None:
        """Fill softly what *points* enclose."""
        self._canvas.setFillColor(_COLOURS[Ink.SOFT])
        self._canvas.drawPath(self._path(points), stroke=0, fill=1)

    def mark(self, middle: Point, ink: Ink, *, round: bool) -> None:  # noqa: A002  its shape
        """Draw the end of a line."""
        x, y = self._point(middle)
        self._canvas.setFillColor(_COLOURS[ink])
        if round:
            self._canvas.circle(x, y, 3, stroke=0, fill=1)
        else:
            self._canvas.rect(x - 2.6, y - 2.6, 5.2, 5.2, stroke=0, fill=1)

    def words(
        self,
        words: str,
        at: Point,
        style: Style = Style.SMALL,
        ink: Ink = Ink.TEXT,
        align: Align = Align.START,
    ) -> None:
        """Write one line."""
        strong = style is Style.SMALL_STRONG
        wide = self.width(words, style)
        before = {Align.START: 0.0, Align.MIDDLE: wide / 2, Align.END: wide}[align]
        x, y = self._point(at)
        x = x - before if self._mirror_at is None else x + before - wide
        turned = typesetting.reads_right_to_left(words, self._mirror_at is not None)
        self._canvas.setFillColor(_COLOURS[ink])
        for run in typesetting.runs(typesetting.visual_order(words, turned), strong):
            self._canvas.setFont(run.font, _SIZE)
            self._canvas.drawString(x, y - _SIZE * 0.35, run.text)
            x += self._canvas.stringWidth(run.text, run.font, _SIZE)

    def width(self, words: str, style: Style = Style.SMALL) -> float:
        """Return how wide *words* are."""
        return typesetting.width(words, _SIZE, style is Style.SMALL_STRONG)

    def _hatch(self, x: float, y: float, width: float, height: float) -> None:
        canvas = self._canvas
        canvas.saveState()
        clip = canvas.beginPath()
        clip.rect(x, y, width, height)
        canvas.clipPath(clip, stroke=0, fill=0)
        canvas.setLineWidth(0.9)
        start = x - height
        while start < x + width:
            canvas.line(start, y, start + height, y + height)
            start += _HATCH
        canvas.restoreState()

    def _point(self, point: Point) -> Point:
        across, down = point
        x = across if self._mirror_at is None else self._mirror_at - across
        return x, self._height - down

    def _corner(self, left: float, top: float, width: float, height: float) -> Point:
        x = left if self._mirror_at is None else self._mirror_at - left - width
        return x, self._height - top - height

    def _path(self, points: Sequence[Point]) -> Any:
        path = self._canvas.beginPath()
        first, *others = (self._point(point) for point in points)
        path.moveTo(*first)
        for point in others:
            path.lineTo(*point)
        return path


class DrawnChart(Flowable):
    """A chart as wide as the page; it never breaks across two."""

    def __init__(self, chart: Chart, text: Text) -> None:
        super().__init__()
        self._chart, self._text = chart, text
        self.spaceBefore, self.spaceAfter = 2, 8

    def wrap(self, room: float, _height: float) -> tuple[float, float]:
        """Return the size at which the chart is at ease."""
        self.width, self.height = room, height_of(self._chart, SCALE)
        return self.width, self.height

    def draw(self) -> None:
        """Draw the chart."""
        mirrored = self._text.right_to_left and turns(self._chart)
        pen = PaperPen(self.canv, self.height, self.width if mirrored else None)
        draw(self._chart, pen, self.width, self.height, self._text)
