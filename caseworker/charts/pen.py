"""What draws a chart: a few strokes that a screen and a sheet of paper both know."""

from __future__ import annotations

from collections.abc import Sequence
from enum import StrEnum
from typing import Protocol


class Ink(StrEnum):
    """Colours by what they are for (look.md, "Tokens")."""

    TEXT = "text"
    QUIET_TEXT = "text2"
    ACCENT = "accent"
    ON_ACCENT = "on_accent"
    SOFT = "soft"
    LINE = "line"
    TRACK = "quiet"
    SAND = "sand"


class Fill(StrEnum):
    """How a bar is filled; never by colour alone."""

    FULL = "full"
    HATCHED = "hatched"
    TRACK = "track"


class Style(StrEnum):
    """How words look."""

    SMALL = "small"
    SMALL_STRONG = "small strong"


class Align(StrEnum):
    """Which side of the words is given."""

    START = "start"
    MIDDLE = "middle"
    END = "end"


Point = tuple[float, float]


class Pen(Protocol):
    """Draws in units of its own from the top left; `scale` is how large text is, 1.0 at 100 %."""

    @property
    def scale(self) -> float:
        """How large text is; distances follow it."""
        ...

    def box(self, left: float, top: float, width: float, height: float, fill: Fill) -> None:
        """Draw a bar with barely rounded corners."""
        ...

    def square(self, left: float, top: float, width: float, height: float, share: float) -> None:
        """Draw a square of a heat map, filled by *share*, from 0 to 1."""
        ...

    def line(
        self, points: Sequence[Point], ink: Ink, width: float, *, dashed: bool = False
    ) -> None:
        """Draw through *points*."""
        ...

    def area(self, points: Sequence[Point]) -> None:
        """Fill softly what *points* enclose."""
        ...

    def mark(self, middle: Point, ink: Ink, *, round: bool) -> None:  # noqa: A002  its shape
        """Draw the end of a line, round or square."""
        ...

    def words(
        self,
        words: str,
        at: Point,
        style: Style = Style.SMALL,
        ink: Ink = Ink.TEXT,
        align: Align = Align.START,
    ) -> None:
        """Write one line; *at* is its middle in height, and the side that *align* names."""
        ...

    def width(self, words: str, style: Style = Style.SMALL) -> float:
        """Return how wide *words* are."""
        ...
