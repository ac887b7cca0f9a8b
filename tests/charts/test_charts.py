"""Charts as data: each can be read as a table, says itself in words, and keeps to its room."""

from __future__ import annotations

import math
from collections.abc import Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st

from caseworker.charts.chart import (
    Band,
    Bar,
    Bars,
    Chart,
    HeatMap,
    Hidden,
    Lines,
    Pyramid,
    Series,
    Value,
    say,
    tells_nothing,
)
from caseworker.charts.drawing import draw, height_of, turns
from caseworker.charts.lines import axis
from caseworker.charts.pen import Align, Fill, Ink, Point, Style
from caseworker.text import Text

ENGLISH = Text("en")
PYRAMID = Pyramid(
    about="Age",
    left="Men and boys",
    right="Women and girls",
    bands=(
        Band("0-4", Value(None, Hidden.SMALL), Value(13)),
        Band("5-11", Value(19), Value(None, Hidden.PARTNER)),
    ),
)
LINES = Lines(
    about="Month",
    ticks=("O", "N"),
    names=("October 2026", "November 2026"),
    series=(Series("open cases", (238, 252)), Series("new a month", (30, 38))),
)
BARS = Bars(
    about="Stage",
    counted="Referrals",
    bars=(
        Bar("Sent", Value(96)),
        Bar("Received", Value(88), "8 no answer yet"),
        Bar("Helped", Value(0)),
    ),
)
HEAT = HeatMap(
    about="Risk", columns=("1 to 3 days", "more"), rows=(("High", (Value(2), Value(0))),)
)


class NotingPen:
    """Notes where everything was drawn."""

    scale = 1.0

    def __init__(self) -> None:
        self.places: list[tuple[float, float, float, float]] = []
        self.written: list[str] = []

    def box(self, left: float, top: float, width: float, height: float, fill: Fill) -> None:
        self.places.append((left, top, left + width, top + height))

    def square(self, left: float, top: float, width: float, height: float, share: float) -> None:
        assert 0 <= share <= 1
        self.places.append((left, top, left + width, top + height))

    def line(
        self, points: Sequence[Point], ink: Ink, width: float, *, dashed: bool = False
    ) -> None:
        self.places += [(across, down, across, down) for across, down in points]

    def area(self, points: Sequence[Point]) -> None:
        self.places += [(across, down, across, down) for across, down in points]

    def mark(self, middle: Point, ink: Ink, *, round: bool) -> None:  # noqa: A002  its shape
        self.places.append((*middle, *middle))

    def words(
        self,
        words: str,
        at: Point,
        style: Style = Style.SMALL,
        ink: Ink = Ink.TEXT,
        align: Align = Align.START,
    ) -> None:
        wide = self.width(words)
        before = {Align.START: 0.0, Align.MIDDLE: wide / 2, Align.END: wide}[align]
        left = at[0] - before
        self.places.append((left, at[1] - 9, left + wide, at[1] + 9))
        self.written.append(words)

    def width(self, words: str, style: Style = Style.SMALL) -> float:
        return 7.0 * len(words)


def drawn(chart: Chart, width: float = 560, height: float | None = None) -> NotingPen:
    pen = NotingPen()
    draw(chart, pen, width, height or height_of(chart, 1.0), ENGLISH)
    return pen


def test_hidden_counts_are_words_and_never_numbers() -> None:
    assert PYRAMID.table(ENGLISH).rows == (
        ("0-4", "hidden, under 5", "13"),
        ("5-11", "19", "hidden to protect"),
    )
    written = drawn(PYRAMID).written
    assert "hidden, under 5" in written
    assert "hidden to protect" in written


def test_a_chart_says_itself_in_words() -> None:
    assert say(BARS, ENGLISH).startswith("Sent: Referrals: 96. Received: Referrals: 88, 8 no")
    assert "October 2026: open cases: 238, new a month: 30" in say(LINES, ENGLISH)
    assert "High: 1 to 3 days: 2, more: 0" in say(HEAT, ENGLISH)


def test_time_never_runs_backwards() -> None:
    assert not turns(LINES)
    assert all(turns(chart) for chart in (PYRAMID, BARS, HEAT))


@pytest.mark.parametrize("chart", [PYRAMID, LINES, BARS, HEAT], ids=lambda one: type(one).__name__)
@pytest.mark.parametrize("width", [420, 560, 1080])
def test_everything_stays_within_its_room(chart: Chart, width: float) -> None:
    for height in (height_of(chart, 1.0), height_of(chart, 1.0, least=True)):
        for left, top, right, bottom in drawn(chart, width, height).places:
            assert -1 <= left <= right <= width + 1
            assert -4 <= top <= bottom <= height + 8


@given(st.lists(st.tuples(st.integers(0, 10**6), st.integers(0, 10**6)), min_size=1, max_size=24))
def test_lines_of_any_counts_can_be_drawn(counts: list[tuple[int, int]]) -> None:
    first, second = zip(*counts, strict=True)
    names = tuple(str(place) for place in range(len(counts)))
    chart = Lines(
        about="Month",
        ticks=names,
        names=names,
        series=(Series("open", first), Series("new", second)),
    )
    for place in drawn(chart, 600).places:
        assert all(math.isfinite(each) for each in place)


@given(st.integers(0, 10**9))
def test_an_axis_has_few_round_numbers_and_reaches_the_highest(highest: int) -> None:
    steps = axis(highest)
    assert steps[0] == 0
    assert steps[-1] >= highest
    assert 2 <= len(steps) <= 5
    step = steps[1]
    assert step in {1, 2, 5} or str(step).rstrip("0") in {"1", "2", "5"}


def test_an_empty_chart_draws_no_bars_and_divides_by_nothing() -> None:
    empty = Pyramid(about="Age", left="Men", right="Women", bands=())
    assert drawn(empty).written == ["Men", "Women"]
    zero = Bars(
        about="Stage",
        counted="Referrals",
        bars=(Bar("Sent", Value(0)), Bar("Received", Value(None, Hidden.SMALL))),
    )
    assert drawn(zero).written == ["Sent", "0", "Received", "hidden, under 5"]


def test_where_all_that_is_somebody_is_hidden_there_is_nothing_to_draw() -> None:
    hidden, nobody, some = Value(None, Hidden.SMALL), Value(0), Value(7)

    def pyramid(*values: Value) -> Pyramid:
        bands = tuple(Band(str(place), nobody, value) for place, value in enumerate(values))
        return Pyramid(about="Age", left="Men", right="Women", bands=bands)

    assert tells_nothing(pyramid(hidden, hidden))
    assert not tells_nothing(pyramid(hidden, some))
    assert not tells_nothing(pyramid(nobody)), "that nobody came is something to tell"
    bars = (Bar("Sent", hidden), Bar("Received", nobody))
    assert tells_nothing(Bars(about="Stage", counted="People", bars=bars))
    squares = HeatMap(about="Risk", columns=("A day",), rows=(("High", (hidden,)),))
    assert tells_nothing(squares)
