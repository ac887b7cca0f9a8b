"""Charts as they are drawn, with all colour taken away: two groups stay two, in every theme."""

from __future__ import annotations

from collections.abc import Sequence

import pytest
from PySide6.QtGui import QColor, QImage, QPainter
from PySide6.QtWidgets import QApplication

from caseworker.charts.chart import Chart
from caseworker.charts.drawing import draw, height_of
from caseworker.charts.pen import Fill, Ink, Point
from caseworker.text import Text
from tests.charts.test_charts import BARS, HEAT, LINES, PYRAMID
from ui.charts.painter_pen import PainterPen
from ui.theme.theme import apply, theme
from ui.theme.tokens import Mode

WIDTH = 560
SEEN = 24
"""Two greys less far apart than that, of 255, are one to tired eyes."""

Area = tuple[float, float, float, float]
"""Left, top, width and height."""


class Noting(PainterPen):
    """Notes where bars and lines were drawn."""

    def __init__(self, painter: QPainter) -> None:
        super().__init__(painter)
        self.bars: dict[Fill, list[Area]] = {}
        self.squares: list[Area] = []
        self.lines: dict[Ink, list[Sequence[Point]]] = {}
        self.round: dict[Ink, bool] = {}

    def box(self, left: float, top: float, width: float, height: float, fill: Fill) -> None:
        self.bars.setdefault(fill, []).append((left, top, width, height))
        super().box(left, top, width, height, fill)

    def square(self, left: float, top: float, width: float, height: float, share: float) -> None:
        self.squares.append((left, top, width, height))
        super().square(left, top, width, height, share)

    def line(
        self, points: Sequence[Point], ink: Ink, width: float, *, dashed: bool = False
    ) -> None:
        self.lines.setdefault(ink, []).append(points)
        super().line(points, ink, width, dashed=dashed)

    def mark(self, middle: Point, ink: Ink, *, round: bool) -> None:  # noqa: A002  its shape
        self.round[ink] = round
        super().mark(middle, ink, round=round)


@pytest.fixture(params=list(Mode), ids=lambda mode: mode.value, autouse=True)
def mode(request: pytest.FixtureRequest, qapp: QApplication) -> None:
    apply(qapp, request.param, motion=False)


def in_grey(chart: Chart) -> tuple[QImage, Noting]:
    height = height_of(chart, 1.0)
    image = QImage(WIDTH, round(height), QImage.Format.Format_RGB32)
    image.fill(QColor(theme().tokens.surface))
    painter = QPainter(image)
    pen = Noting(painter)
    draw(chart, pen, WIDTH, height, Text("en"))
    painter.end()
    return image.convertToFormat(QImage.Format.Format_Grayscale8), pen


def greys(image: QImage, points: Sequence[tuple[float, float]]) -> list[int]:
    return [image.pixelColor(int(across), int(down)).red() for across, down in points]


def inside(bar: Area) -> list[tuple[float, float]]:
    """Return points along the middle of a bar, away from its ends and from its words."""
    left, top, width, height = bar
    return [(left + 4 + at, top + height / 2) for at in range(int(width) - 8)]


def test_one_side_of_a_pyramid_is_full_and_the_other_hatched() -> None:
    image, pen = in_grey(PYRAMID)
    ((full,), (hatched,)) = pen.bars[Fill.FULL], pen.bars[Fill.HATCHED]
    assert max(greys(image, inside(full))) - min(greys(image, inside(full))) < SEEN
    strokes = greys(image, inside(hatched))
    assert max(strokes) - min(strokes) >= SEEN


def test_the_first_line_is_whole_and_the_second_dashed() -> None:
    image, pen = in_grey(LINES)

    def along(ink: Ink) -> list[int]:
        ((begin, end),) = pen.lines[ink]
        steps = [0.05 + each / 400 for each in range(360)]
        across = [(begin[0] + (end[0] - begin[0]) * it, begin[1] + (end[1] - begin[1]) * it)
                  for it in steps]  # fmt: skip
        return greys(image, across)

    whole, dashed = along(Ink.ACCENT), along(Ink.SAND)
    ground = QColor(theme().tokens.surface).lightness()
    assert all(abs(each - ground) >= SEEN for each in whole)
    gaps = [abs(each - ground) < SEEN for each in dashed]
    assert 0.1 < sum(gaps) / len(gaps) < 0.7
    assert pen.round == {Ink.ACCENT: True, Ink.SAND: False}


def test_how_long_a_bar_is_shows_against_its_track() -> None:
    image, pen = in_grey(BARS)
    track, full = pen.bars[Fill.TRACK][1], pen.bars[Fill.FULL][1]
    (on,) = greys(image, [(full[0] + full[2] / 2, full[1] + 4)])
    (off,) = greys(image, [(track[0] + track[2] - 6, track[1] + 4)])
    assert abs(on - off) >= SEEN


def test_every_square_of_a_heat_map_has_its_number_on_it() -> None:
    """Darker is more: but nobody has to see it, the number stands on the square."""
    image, pen = in_grey(HEAT)
    assert len(pen.squares) == 2
    for left, top, width, height in pen.squares:
        middle = left + width / 2, top + height / 2
        around = [(middle[0] + right, middle[1] + down) for right in range(-6, 7)
                  for down in range(-6, 7)]  # fmt: skip
        found = greys(image, around)
        assert max(found) - min(found) >= 3 * SEEN
