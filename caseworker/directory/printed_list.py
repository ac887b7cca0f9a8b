"""The list of what fits a need, on paper: nobody's name, no case, and no shelter's place."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, time

from caseworker.directory.hours import day_and_night
from caseworker.directory.matching import Fit
from caseworker.documents import common
from caseworker.documents.blocks import Document, Fact, Facts, Heading, Paragraph
from caseworker.model.directory import OpeningHours
from caseworker.text import N_, Text, isolate
from caseworker.words import name_of

FOR_EVERYBODY = N_("For anybody who looks for help. It names nobody.")


def printed_list(fits: Sequence[Fit], words: str, today: date, text: Text) -> Document:
    """Return *fits* in their order; *words* are what was looked for."""
    blocks: list[Heading | Facts | Paragraph] = []
    for fit in fits:
        blocks.append(Heading(fit.provider))
        if fit.service and fit.service != fit.provider:
            blocks.append(Paragraph(fit.service))
        blocks.append(Facts(_facts(fit, text)))
    return Document(
        language=text.language,
        title=text("Where to find help"),
        subtitle=" · ".join(part for part in (words.strip(), text.day(today)) if part),
        who_may_see=text(FOR_EVERYBODY),
        blocks=tuple(blocks),
    )


def hours_in_words(fit: Fit, text: Text) -> str:
    """Return the opening hours in words: "Mon to Fri 09:00 to 17:00"."""
    said = [opening_words(fit.hours, text)]
    if fit.by_appointment and not fit.day_and_night:
        said.append(text("By appointment"))
    return "; ".join(filter(None, said))


def opening_words(hours: Sequence[OpeningHours], text: Text) -> str:
    """Return stretches of opening hours in words."""
    if day_and_night(hours):
        return text("Day and night")
    stretches: dict[tuple[tuple[str, str], ...], list[int]] = {}
    for weekday in range(7):
        day = tuple(sorted((one.opens, one.closes) for one in hours if one.weekday == weekday))
        if day:
            stretches.setdefault(day, []).append(weekday)
    lines = [
        f"{_days(weekdays, text)} "
        + ", ".join(_from_to(opens, closes, text) for opens, closes in day)
        for day, weekdays in stretches.items()
    ]
    return "; ".join(lines)


def weekday_name(weekday: int, text: Text, pattern: str = "EEE") -> str:
    """Return what a weekday (0 for Monday) is called."""
    return text.day(date(2024, 1, 1 + weekday), pattern)


def hour_in_words(clock: str, text: Text) -> str:
    """Return "09:00" in the digits of the language; "24:00" is the midnight that ends a day."""
    return text.clock(time.fromisoformat(clock.replace("24:00", "00:00")))


def ages_in_words(fit: Fit, text: Text) -> str:
    """Return for which ages a service is, or an empty text."""
    if fit.min_age is not None and fit.max_age is not None:
        return text("From {youngest} to {oldest} years", youngest=text.number(fit.min_age),
                    oldest=text.number(fit.max_age))  # fmt: skip
    if fit.min_age is not None:
        return text("From {youngest} years", youngest=text.number(fit.min_age))
    if fit.max_age is not None:
        return text("Up to {oldest} years", oldest=text.number(fit.max_age))
    return ""


def _facts(fit: Fit, text: Text) -> tuple[Fact, ...]:
    phone = Fact(text("Telephone"), isolate(fit.phone) if fit.phone else "")
    if fit.confidential:
        return (phone,)
    facts = (
        Fact(text("Area"), name_of(fit.area, text)),
        Fact(text("Where"), fit.place),
        phone,
        Fact(text("Open"), hours_in_words(fit, text)),
        Fact(text("Languages"), common.languages(fit.languages, text)),
        Fact(text("How to get there"), fit.directions),
        Fact(text("Papers to take along"), fit.papers_asked),
        Fact(text("Childcare"), fit.childcare),
        Fact(text("Who it is for"), ages_in_words(fit, text)),
        Fact(text("Cost"), text("Free") if fit.free else fit.cost),
    )
    return tuple(fact for fact in facts if fact.value)


def _days(weekdays: list[int], text: Text) -> str:
    runs: list[list[int]] = []
    for weekday in weekdays:
        if runs and runs[-1][-1] == weekday - 1:
            runs[-1].append(weekday)
        else:
            runs.append([weekday])
    named = []
    for run in runs:
        first, last = weekday_name(run[0], text), weekday_name(run[-1], text)
        if len(run) > 2:
            named.append(text("{first} to {last}", first=first, last=last))
        else:
            named += [weekday_name(weekday, text) for weekday in run]
    return text.listed(named)


def _from_to(opens: str, closes: str, text: Text) -> str:
    return text(
        "{opens} to {closes}",
        opens=hour_in_words(opens, text),
        closes=hour_in_words(closes, text),
    )
