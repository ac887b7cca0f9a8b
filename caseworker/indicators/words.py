"""How indicators are said: values with their unit, formulas, topics and classes."""

from __future__ import annotations

from collections.abc import Mapping

from caseworker.charts.chart import Bar, Bars, Lines, Series, Value
from caseworker.indicators.facts import FACTS
from caseworker.indicators.indicator import Indicator, Topic
from caseworker.indicators.measuring import Apart, Measured, told_apart
from caseworker.indicators.months import Months
from caseworker.model.indicator import Unit
from caseworker.text import N_, Text, isolate
from caseworker.words import name_of

TOPICS: dict[Topic, str] = {
    Topic.ARRIVALS: N_("Arrivals and stay"),
    Topic.CASEWORK: N_("Casework"),
    Topic.SERVICES: N_("Services and referrals"),
    Topic.CLOSURES: N_("Closures"),
    Topic.CENTRE: N_("The centre"),
    Topic.OWN: N_("Of our own"),
}


def name(indicator: Indicator, text: Text) -> str:
    """Return what an indicator is called; the centre's own words stand in every language."""
    return isolate(indicator.name) if indicator.in_words_of_centre else text(indicator.name)


def definition(indicator: Indicator, text: Text) -> str:
    """Return what an indicator means."""
    own = indicator.in_words_of_centre
    return isolate(indicator.definition) if own else text(indicator.definition)


def to_edit(indicator: Indicator, text: Text) -> tuple[str, str]:
    """Return name and definition as somebody writes them anew: nothing stands in them unseen."""
    said = (indicator.name, indicator.definition)
    name, definition = said if indicator.in_words_of_centre else map(text, said)
    return name, definition


def formula(indicator: Indicator, text: Text) -> str:
    """Return how an indicator is counted, in words."""
    counts = _fact(indicator.counts, text)
    if not indicator.of:
        return counts
    return text("{part}, in a hundred of: {whole}", part=counts, whole=_fact(indicator.of, text))


def counted_as(indicator: Indicator, text: Text) -> str:
    """Return how an indicator is counted, and by what it is told apart: "People, by need"."""
    counts, how = formula(indicator, text), told_apart(indicator)
    if how is None:
        return counts
    return text("{whole}, {by_what}", whole=counts, by_what=text(how.by))


def value(indicator: Indicator, number: float | None, text: Text) -> str:
    """Return a value with its unit where the number alone would mislead: "82 %", "2.5"."""
    if number is None:
        return text("none")
    if indicator.unit is Unit.PERCENT:
        return text("{number} %", number=text.number(round(number)))
    return text.number(round(number, 1) if indicator.unit is Unit.DAYS else round(number))


def target(indicator: Indicator, text: Text) -> str:
    """Return the target in words, or nothing."""
    if indicator.target is None:
        return ""
    wanted = value(indicator, indicator.target, text)
    if indicator.at_most:
        return text("at most {target}", target=wanted)
    return text("at least {target}", target=wanted)


def is_met(indicator: Indicator, number: float | None) -> bool | None:
    """Return whether the target is met; None without a target or without a value."""
    if indicator.target is None or number is None:
        return None
    return number <= indicator.target if indicator.at_most else number >= indicator.target


def chart(shown: Measured, months: Months, text: Text) -> Lines:
    """Return the months of an indicator as a line; where nothing was there to count, it breaks."""
    counts = tuple(None if number is None else round(number) for number in shown.values)
    lines = [Series(name_of(shown.indicator.unit, text), counts)]
    if shown.indicator.target is not None:
        lines.append(Series(text("Target"), (shown.indicator.target,) * len(counts)))
    return Lines(
        about=text("Month"),
        ticks=tuple(text.day(first, "LLLLL") for first in months.firsts),
        names=tuple(text.day(first, "LLLL y") for first in months.firsts),
        series=tuple(lines),
    )


def chart_of_parts(shown: Apart, names: Mapping[str, str], text: Text) -> Bars:
    """Return the kinds of an indicator as bars of this month; beside each, how many last month.

    A kind without one of the *names* stands as it was kept.
    """
    before, _now = shown.months.firsts
    month = text.day(before, "LLLL")
    bars = []
    for part in shown.parts:
        note = text("{month}: {count}", month=month, count=text.number(part.before))
        if part.kind in shown.how.sensitive:
            note = text("{note} (not public)", note=note)
        bars.append(Bar(names.get(part.kind, part.kind), Value(part.now), note))
    return Bars(about=text(shown.how.about), counted=text("This month"), bars=tuple(bars))


def _fact(key: str, text: Text) -> str:
    return text(FACTS[key].name) if key in FACTS else text("not counted by Caseworker yet")
