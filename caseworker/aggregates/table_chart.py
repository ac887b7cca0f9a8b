"""A protected table as a chart: what is hidden there is hidden here."""

from __future__ import annotations

from caseworker.aggregates import words
from caseworker.aggregates.age_bands import bands_tell_enough
from caseworker.aggregates.going_out import Prepared
from caseworker.aggregates.layout import Layout, Line, laid_out, paths_of, value_of
from caseworker.aggregates.populations import Facet
from caseworker.aggregates.stages import NAMES as STAGES
from caseworker.aggregates.stages import Stage, stage_told
from caseworker.aggregates.table import UNKNOWN, Path
from caseworker.charts.chart import Band, Bar, Bars, Chart, HeatMap, Pyramid, Value
from caseworker.model.values import RiskLevel
from caseworker.text import Text

_BY_AGE_AND_SEX = {Facet.AGE, Facet.SEX}
_LATE_BY_RISK = {Facet.RISK, Facet.DAYS_LATE}
_RISKS = [level.value for level in (RiskLevel.HIGH, RiskLevel.MEDIUM, RiskLevel.LOW)]
_MONTH = 3
"""How many levels a month lies below the total: a year, a quarter, a month."""
_FINE = 2
"""How many levels a single band of age lies below the total."""


def can_be_drawn(table: Prepared) -> bool:
    """Return whether a table has a chart: one column of counts, or two facets drawn together."""
    # Of a slice, a chart of two would say that there was nobody where nothing is laid out.
    together = set(table.facets) in (_BY_AGE_AND_SEX, _LATE_BY_RISK)
    return len(table.facets) < 2 or (together and not table.only)


def chart_of(table: Prepared, text: Text) -> Chart:
    """Return a table that can be drawn as its chart: a pyramid, squares, or bars."""
    if set(table.facets) == _LATE_BY_RISK:
        return _late_by_risk(table, text)
    if table.facets == (Facet.STAGE,):
        return _way(table, text)
    layout = laid_out(table, text)
    if set(table.facets) != _BY_AGE_AND_SEX:
        about = text(words.FACETS[table.facets[0]]) if table.facets else text("Total")
        bars = (
            Bar(line.names[0], line.values[0])
            for line in layout.lines
            if not line.paths or _is_drawn(table.facets[0], line.paths[0])
        )
        return Bars(about=about, counted=text("Count"), bars=tuple(bars))
    return Pyramid(
        about=text("Age"),
        left=text("Men and boys"),
        right=text("Women and girls"),
        bands=_bands(layout, text),
    )


def _is_drawn(facet: Facet, path: Path) -> bool:
    """Return whether a category has its bar: the total has none, nor has a year of its months."""
    return len(path) == _MONTH if facet is Facet.MONTH else bool(path)


def _way(table: Prepared, text: Text) -> Bars:
    """Return how far people came, stage by stage; beside each stage, those who stayed there."""
    came = {Stage.REGISTERED: value_of(table, {})}
    stayed: dict[Stage, Value] = {}
    for path in paths_of(table, Facet.STAGE, text):
        if path:
            stage, is_end = stage_told(path[-1])
            (stayed if is_end else came)[stage] = value_of(table, {Facet.STAGE: path})
    bars = []
    for stage in Stage:
        still = stayed.get(stage, Value(0)).count
        note = text.plural("{count} not further yet", "{count} not further yet", still or 0)
        bars.append(Bar(text(STAGES[stage]), came.get(stage, Value(0)), note if still else ""))
    return Bars(about=text("Stage"), counted=text("People"), bars=tuple(bars))


def _late_by_risk(table: Prepared, text: Text) -> HeatMap:
    """Return who waits too long, by risk and by how long; the most pressing on top."""
    days, risks = (paths_of(table, it, text)[1:] for it in (Facet.DAYS_LATE, Facet.RISK))
    return HeatMap(
        about=text("Risk"),
        columns=tuple(words.category(Facet.DAYS_LATE, path, text) for path in days),
        rows=tuple(
            (
                words.category(Facet.RISK, risk, text),
                tuple(value_of(table, {Facet.RISK: risk, Facet.DAYS_LATE: day}) for day in days),
            )
            for risk in sorted(risks, key=_pressing)
        ),
    )


def _pressing(risk: Path) -> int:
    return _RISKS.index(risk[-1]) if risk[-1] in _RISKS else len(_RISKS)


def _bands(layout: Layout, text: Text) -> tuple[Band, ...]:
    """Return the bands of age; children and adults alone where most bands would be hidden."""
    at = {name: place for place, name in enumerate(layout.header[1:])}
    male, female = at.get(text("Male")), at.get(text("Female"))

    def band(line: Line) -> Band:
        nobody = Value(0)
        return Band(
            line.names[0],
            nobody if male is None else line.values[male],
            nobody if female is None else line.values[female],
        )

    known = [line for line in layout.lines if line.paths[0] and line.paths[0][0] != UNKNOWN]
    fine = tuple(band(line) for line in known if len(line.paths[0]) == _FINE)
    broad = tuple(band(line) for line in known if len(line.paths[0]) < _FINE)
    return fine if bands_tell_enough(_values(fine), _values(broad)) else broad


def _values(bands: tuple[Band, ...]) -> list[Value]:
    return [value for one in bands for value in (one.left, one.right)]
