"""What a chart shows, before anybody draws it. Every chart can be read as a table (look.md)."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from caseworker.text import N_, Text


class Hidden(StrEnum):
    """Why a count is not shown (quality.md, "Disclosure control")."""

    SMALL = "hidden, under 5"
    PARTNER = "hidden to protect"
    """It could be used to work out one that is small."""


_HIDDEN_WORDS = {
    Hidden.SMALL: N_("hidden, under {threshold}"),
    Hidden.PARTNER: N_("hidden to protect"),
}


@dataclass(frozen=True)
class Value:
    """A count, or why it is not shown."""

    count: int | None
    hidden: Hidden | None = None
    threshold: int = 5
    """Below which counts are hidden."""

    @property
    def length(self) -> int:
        """How long it is drawn: nothing where it is hidden."""
        return 0 if self.hidden else self.count or 0

    def say(self, text: Text) -> str:
        """Return the count, or the words that stand for it."""
        if self.hidden is not None:
            threshold = text.number(self.threshold)
            return text(_HIDDEN_WORDS[self.hidden], threshold=threshold)
        return text.number(self.count or 0)

    def in_table(self, text: Text) -> str:
        """Return the count, or the one word for what is hidden, where many stand side by side."""
        return text("hidden") if self.hidden is not None else text.number(self.count or 0)


@dataclass(frozen=True)
class TableOfChart:
    """A chart as rows of words."""

    header: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


@dataclass(frozen=True)
class Band:
    """One band of a pyramid."""

    name: str
    left: Value
    right: Value


@dataclass(frozen=True, kw_only=True)
class Pyramid:
    """Two groups back to back, band by band, from the lowest band upwards."""

    about: str
    """What the bands are: "Age"."""
    left: str
    right: str
    bands: tuple[Band, ...]

    def table(self, text: Text) -> TableOfChart:
        """Return the bands as rows, the lowest first."""
        rows = tuple((band.name, band.left.say(text), band.right.say(text)) for band in self.bands)
        return TableOfChart((self.about, self.left, self.right), rows)


@dataclass(frozen=True)
class Series:
    """One line: its name at its end, and a count for each tick."""

    name: str
    counts: tuple[int | None, ...]
    """None where there was nothing to count: the line breaks off."""


@dataclass(frozen=True, kw_only=True)
class Lines:
    """Counts over time. Time runs from left to right in every language."""

    about: str
    """What the ticks are: "Month"."""
    ticks: tuple[str, ...]
    """Short names under the axis."""
    names: tuple[str, ...]
    """Their full names, for the table."""
    series: tuple[Series, ...]
    """The first is drawn full, the others dashed."""

    def table(self, text: Text) -> TableOfChart:
        """Return the ticks as rows."""
        rows = tuple(
            (name, *(_said(one.counts[place], text) for one in self.series))
            for place, name in enumerate(self.names)
        )
        return TableOfChart((self.about, *(one.name for one in self.series)), rows)


def _said(count: int | None, text: Text) -> str:
    return text("nothing to count") if count is None else text.number(count)


@dataclass(frozen=True)
class Bar:
    """One stage or group, and what happened to those who are not in the next."""

    name: str
    value: Value
    note: str = ""


@dataclass(frozen=True, kw_only=True)
class Bars:
    """Bars below each other against the longest: stages of a way, or shares of a whole."""

    about: str
    counted: str
    bars: tuple[Bar, ...]

    def table(self, text: Text) -> TableOfChart:
        """Return the bars as rows."""
        rows = tuple((bar.name, bar.value.say(text), bar.note) for bar in self.bars)
        return TableOfChart((self.about, self.counted, ""), rows)


@dataclass(frozen=True, kw_only=True)
class HeatMap:
    """Counts by two things at once; the number stands on each square."""

    about: str
    columns: tuple[str, ...]
    rows: tuple[tuple[str, tuple[Value, ...]], ...]

    def table(self, text: Text) -> TableOfChart:
        """Return the squares as they stand."""
        rows = tuple((name, *(value.say(text) for value in values)) for name, values in self.rows)
        return TableOfChart((self.about, *self.columns), rows)


Chart = Pyramid | Lines | Bars | HeatMap


def tells_nothing(chart: Chart) -> bool:
    """Return whether nothing would be drawn, since all that is somebody is hidden."""
    values = _values(chart)
    hides = any(value.hidden for value in values)
    return hides and not any(value.length for value in values)


def _values(chart: Chart) -> list[Value]:
    """Return the counts that may be hidden; a line has none."""
    if isinstance(chart, Pyramid):
        return [value for band in chart.bands for value in (band.left, band.right)]
    if isinstance(chart, Bars):
        return [bar.value for bar in chart.bars]
    rows = chart.rows if isinstance(chart, HeatMap) else ()
    return [value for _name, row in rows for value in row]


def say(chart: Chart, text: Text) -> str:
    """Return the chart in words, for those who do not see it."""
    table = chart.table(text)
    lines = []
    for row in table.rows:
        named = zip(table.header[1:], row[1:], strict=True)
        facts = [f"{name}: {value}" if name else value for name, value in named if value]
        lines.append(f"{row[0]}: {text.listed(facts)}")
    return ". ".join(lines)
