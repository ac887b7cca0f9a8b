"""What populations, facets and their categories are called."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from enum import Enum

from caseworker.aggregates.populations import (
    ADULT,
    CHILD,
    FLAGS,
    NEEDS,
    RAISED,
    Facet,
    Population,
)
from caseworker.aggregates.rounding import Rounding, RoundingError
from caseworker.aggregates.stages import NAMES as STAGES
from caseworker.aggregates.stages import stage_told
from caseworker.aggregates.table import UNKNOWN, Path
from caseworker.model.person import Sex
from caseworker.model.referral import ReferralState
from caseworker.model.review import ClosureReason
from caseworker.model.values import Answer, RiskLevel
from caseworker.text import N_, Text
from caseworker.words import name_of, source_name

POPULATIONS: dict[Population, str] = {
    Population.REGISTERED: N_("People registered"),
    Population.WITH_OPEN_CASE: N_("People with an open case"),
    Population.OPENED: N_("People with a new case"),
    Population.LATE: N_("People with a late follow-up"),
    Population.CLOSED: N_("People whose case was closed"),
    Population.REFERRED: N_("People referred, each once"),
    Population.SCREENED: N_("People looked at for protection"),
}

FACETS: dict[Facet, str] = {
    Facet.AGE: N_("Age"),
    Facet.SEX: N_("Sex"),
    Facet.NATIONALITY: N_("Nationality"),
    Facet.MONTH: N_("Month"),
    Facet.RISK: N_("Risk"),
    Facet.REASON: N_("Reason"),
    Facet.ANSWER: N_("Where it stands"),
    Facet.STAGE: N_("How far the work came"),
    Facet.DAYS_LATE: N_("Days late"),
    Facet.NEEDED_HEALTH: N_("Needed health care"),
    Facet.NEEDED_PLACE_TO_SLEEP: N_("Needed a place to sleep"),
    Facet.NEEDED_FOOD: N_("Needed food"),
    Facet.NEEDED_CLOTHES: N_("Needed clothes or things to wash with"),
    Facet.NEEDED_TELEPHONE: N_("Needed a telephone"),
    Facet.NEEDED_FAMILY: N_("Needed news of family"),
    Facet.NEEDED_LEGAL_ADVICE: N_("Needed legal advice"),
    Facet.NEEDED_SAFETY: N_("Needed a safer place"),
    Facet.NEEDED_CHILDREN: N_("Needed something for the children"),
}

_BROAD_AGES = {CHILD: N_("Children"), ADULT: N_("Adults")}


FACETS |= {facet: source_name(flag) for facet, flag in FLAGS.items()}


def category(facet: Facet, path: Path, text: Text) -> str:
    """Return what the category at *path* is called; the empty path is the total."""
    if not path:
        return text("Total")
    value = path[-1]
    if value == UNKNOWN:
        return text("Not known")
    if facet is Facet.MONTH:
        return _span(path, text)
    if facet in FLAGS or facet in NEEDS:
        return name_of(Answer.YES if value == RAISED else Answer.NO, text)
    if facet in _NAMED:
        return name_of(_NAMED[facet](value), text)
    return _SAID[facet](value, text)


def rounded_to(rounding: Rounding, text: Text) -> str:
    """Return that counts are rounded, in a word; empty where they are exact."""
    if rounding.is_exact:
        return ""
    return text("rounded to {base}", base=text.number(rounding.base))


def rounded(rounding: Rounding, error: RoundingError, text: Text) -> str:
    """Return how far rounded figures are from the counts; empty where they are exact.

    The counts that are shown are safe by themselves, so their errors may be told.
    """
    if rounding.is_exact:
        return ""
    return text(
        "Rounded to {base}: each figure is off by up to {most}, here by {largest} at most and by"
        " {mean} on average.",
        base=text.number(rounding.base),
        most=text.number(rounding.most),
        largest=text.number(error.largest),
        mean=text.number(round(error.mean, 1)),
    )


def days_late(band: str, text: Text) -> str:
    """Return a stretch of days by which something is late, as "4 to 7 days"."""
    first, _dash, last = band.removesuffix("+").partition("-")
    if not last:
        return text.plural("{count} day or more", "{count} days or more", int(first))
    return text("{first} to {last} days", first=text.number(int(first)),
                last=text.number(int(last)))  # fmt: skip


def _stage(category: str, text: Text) -> str:
    stage, stayed = stage_told(category)
    name = text(STAGES[stage])
    return text("{stage}, not further yet", stage=name) if stayed else name


def _years(band: str, text: Text) -> str:
    if band in _BROAD_AGES:
        return text(_BROAD_AGES[band])
    if band.endswith("+"):
        return f"{text.number(int(band[:-1]))}+"
    first, _dash, last = band.partition("-")
    return f"{text.number(int(first))}\N{EN DASH}{text.number(int(last))}"


def _span(path: Path, text: Text) -> str:
    """Return a year, a quarter or a month."""
    last = path[-1]
    if len(path) == 1:
        return text.day(date(int(last), 1, 1), "y")
    if len(path) == 2:
        quarter = int(last[-1])
        return text.day(date(int(path[0]), quarter * 3, 1), "QQQ y")
    year, _dash, month = last.partition("-")
    return text.day(date(int(year), int(month), 1), "LLL y")


_NAMED: dict[Facet, type[Enum]] = {
    Facet.SEX: Sex,
    Facet.RISK: RiskLevel,
    Facet.REASON: ClosureReason,
    Facet.ANSWER: ReferralState,
}
_SAID: dict[Facet, Callable[[str, Text], str]] = {
    Facet.AGE: _years,
    Facet.NATIONALITY: lambda code, text: text.country_name(code),
    Facet.STAGE: _stage,
    Facet.DAYS_LATE: days_late,
}
