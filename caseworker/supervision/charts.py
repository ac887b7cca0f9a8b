"""The charts of the month, in words of one language; screen and paper draw the same."""

from __future__ import annotations

from caseworker.aggregates.late import LATE_FROM_DAYS, band_of_days
from caseworker.aggregates.stages import NAMES as STAGES
from caseworker.aggregates.stages import Stage
from caseworker.aggregates.words import days_late
from caseworker.charts.chart import Band, Bar, Bars, HeatMap, Lines, Pyramid, Series, Value
from caseworker.supervision.ages import AgeBand
from caseworker.supervision.month import Month
from caseworker.supervision.way import Way
from caseworker.text import Text
from caseworker.words import name_of


def age_and_sex(month: Month, text: Text) -> Pyramid:
    """Return who has an open case, by age and sex."""
    return Pyramid(
        about=text("Age"),
        left=text("Men and boys"),
        right=text("Women and girls"),
        bands=tuple(Band(_years(band, text), band.men, band.women) for band in month.ages),
    )


def caseload(month: Month, text: Text) -> Lines:
    """Return the open and the new cases of twelve months."""
    return Lines(
        about=text("Month"),
        ticks=tuple(text.day(one.first, "LLLLL") for one in month.months),
        names=tuple(text.day(one.first, "LLLL y") for one in month.months),
        series=(
            Series(text("open cases"), tuple(one.open for one in month.months)),
            Series(text("new a month"), tuple(one.new for one in month.months)),
        ),
    )


def referrals(month: Month, text: Text) -> Bars:
    """Return what became of the referrals sent, stage by stage."""
    funnel = month.referrals
    silent = funnel.sent - funnel.received
    waiting = funnel.received - funnel.accepted - funnel.declined
    going_on = funnel.accepted - funnel.provided
    not_accepted = (
        (funnel.declined, text.plural("{count} declined", "{count} declined", funnel.declined)),
        (waiting, text.plural("{count} waits", "{count} wait", waiting)),
    )
    return Bars(
        about=text("Stage"),
        counted=text("Referrals"),
        bars=(
            Bar(text("Sent"), Value(funnel.sent)),
            Bar(
                text("Received"),
                Value(funnel.received),
                _if(silent, text.plural("{count} no answer yet", "{count} no answer yet", silent)),
            ),
            Bar(
                text("Accepted"),
                Value(funnel.accepted),
                text.listed(said for count, said in not_accepted if count),
            ),
            Bar(
                text("Service given"),
                Value(funnel.provided),
                _if(going_on, text.plural("{count} under way", "{count} under way", going_on)),
            ),
            Bar(
                text("They say it helped"),
                Value(funnel.helped),
                _if(
                    funnel.not_asked,
                    text.plural("{count} not asked yet", "{count} not asked yet", funnel.not_asked),
                ),
            ),
        ),
    )


def way_to_solution(way: Way, text: Text) -> Bars:
    """Return how far people came, stage by stage; beside each stage, those who have not yet."""
    stages = (
        (text(STAGES[Stage.REGISTERED]), way.registered),
        (text(STAGES[Stage.WITH_CASE]), way.with_case),
        (text(STAGES[Stage.ASSESSED]), way.assessed),
        (text(STAGES[Stage.PLANNED]), way.planned),
        (text(STAGES[Stage.SOLVED]), way.solved),
    )
    lost = text.plural("{count} lost on the way", "{count} lost on the way", way.lost)
    bars = []
    for (name, count), (_next, following) in zip(stages, (*stages[1:], ("", 0)), strict=True):
        still = count - following
        note = text.plural("{count} not further yet", "{count} not further yet", still)
        last = name == stages[-1][0]
        bars.append(Bar(name, Value(count), _if(way.lost, lost) if last else _if(still, note)))
    return Bars(about=text("Stage"), counted=text("People"), bars=tuple(bars))


def late_by_risk(month: Month, text: Text) -> HeatMap:
    """Return the late follow-ups by risk and by how late they are."""
    return HeatMap(
        about=text("Risk"),
        columns=tuple(days_late(band_of_days(begins), text) for begins in LATE_FROM_DAYS),
        rows=tuple(
            (name_of(level, text), tuple(map(Value, counts)))
            for level, counts in month.late_by_risk
        ),
    )


def _if(count: int, said: str) -> str:
    return said if count else ""


def _years(band: AgeBand, text: Text) -> str:
    if band.until is None:
        return f"{text.number(band.begins)}+"
    return f"{text.number(band.begins)}\N{EN DASH}{text.number(band.until - 1)}"
