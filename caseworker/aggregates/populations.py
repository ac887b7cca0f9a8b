"""Who can be counted, and by what: populations, facets, and the words that are counted."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from caseworker.aggregates.regions import region_of
from caseworker.aggregates.stages import stage_path
from caseworker.aggregates.table import UNKNOWN, Dimension, Path
from caseworker.model.assessment import ScreeningFlag
from caseworker.model.indicator import DataClass
from caseworker.model.partial_date import PartialDate
from caseworker.model.person import Sex

AGES = (0, 5, 12, 18, 30, 45, 60)
"""Where each band of age begins, in years."""
ADULT_AT = 18
CHILD, ADULT = "child", "adult"


class Population(StrEnum):
    """Who is counted."""

    REGISTERED = "registered"
    """Everybody registered in the period."""
    WITH_OPEN_CASE = "with an open case"
    """Everybody whose case was open at the end of the period."""
    OPENED = "case opened"
    """Everybody whose case was opened in the period, by the last opening."""
    LATE = "with a late follow-up"
    """Everybody with a follow-up that was late at the end of the period, by the longest late."""
    CLOSED = "case closed"
    """Everybody whose case was closed in the period."""
    REFERRED = "referred"
    """Everybody referred in the period, by the last referral."""
    SCREENED = "looked at for protection"
    """Everybody whose protection a trained colleague looked at in the period, by the last look."""


STOCKS = frozenset({Population.WITH_OPEN_CASE, Population.LATE})
"""Counted as they stand at the end of the period; all others by what happened in it."""


class Facet(StrEnum):
    """By what a population is counted; the name of a dimension."""

    AGE = "age"
    SEX = "sex"
    NATIONALITY = "nationality"
    MONTH = "month"
    RISK = "risk"
    REASON = "reason"
    ANSWER = "answer"
    STAGE = "stage"
    DAYS_LATE = "days_late"
    NEEDED_HEALTH = "needed_health"
    NEEDED_PLACE_TO_SLEEP = "needed_place_to_sleep"
    NEEDED_FOOD = "needed_food"
    NEEDED_CLOTHES = "needed_clothes"
    NEEDED_TELEPHONE = "needed_telephone"
    NEEDED_FAMILY = "needed_family"
    NEEDED_LEGAL_ADVICE = "needed_legal_advice"
    NEEDED_SAFETY = "needed_safety"
    NEEDED_CHILDREN = "needed_children"
    MEDICAL_NEED = "medical_need"
    PSYCHOLOGICAL_NEED = "psychological_need"
    CHILD_ALONE = "child_alone"
    TRAFFICKING = "trafficking"
    EXPLOITATION = "exploitation"
    ABUSE = "abuse"
    GENDER_VIOLENCE = "gender_violence"
    INTERNATIONAL_PROTECTION = "international_protection"


FLAGS: dict[Facet, ScreeningFlag] = {Facet[flag.name]: flag for flag in ScreeningFlag}
"""What trained colleagues look for; each is counted as raised or not."""
NEEDS: dict[Facet, str] = {
    facet: facet.value.removeprefix("needed_") for facet in Facet if facet.name.startswith("NEEDED")
}
"""What somebody may need at once, with the code that the form `registration` keeps (R-217).

Each is counted as named or not: a person has several, so they are no categories beside each other.
"""
RAISED, NOT_RAISED = "yes", "no"

_OF_EVERYBODY = (Facet.AGE, Facet.SEX, Facet.NATIONALITY)
FACETS: dict[Population, tuple[Facet, ...]] = {
    Population.REGISTERED: (*_OF_EVERYBODY, Facet.MONTH, Facet.STAGE, *NEEDS),
    Population.WITH_OPEN_CASE: (*_OF_EVERYBODY, Facet.RISK),
    Population.OPENED: (*_OF_EVERYBODY, Facet.MONTH),
    Population.LATE: (*_OF_EVERYBODY, Facet.RISK, Facet.DAYS_LATE),
    Population.CLOSED: (*_OF_EVERYBODY, Facet.MONTH, Facet.REASON),
    Population.REFERRED: (*_OF_EVERYBODY, Facet.MONTH, Facet.ANSWER),
    Population.SCREENED: (*_OF_EVERYBODY, Facet.MONTH, *FLAGS),
}
"""By what each population can be counted."""

TRAITS = frozenset({Facet.RISK, Facet.REASON, Facet.STAGE, *FLAGS, *NEEDS})
"""What others do not see of a person: of no small group it is told that all share one."""


def data_class(population: Population, facets: Iterable[Facet]) -> DataClass:
    """Return how public a table is: facts of protection are not (R-445, R-451).

    Who needed food or advice asks for a service, and access to services is public. Who needed a
    safer place tells how safe this one is.
    """
    sensitive = {Facet.RISK, Facet.NEEDED_SAFETY, *FLAGS}
    if population is Population.SCREENED or not sensitive.isdisjoint(facets):
        return DataClass.SENSITIVE
    return DataClass.PUBLIC


@dataclass(frozen=True)
class Scope:
    """Who is counted, and in which days, both included."""

    population: Population
    first_day: date
    last_day: date


def dimension(facet: Facet) -> Dimension:
    """Return the dimension of *facet*, with what is broader than its categories."""
    return Dimension(facet.value, _PATHS.get(facet, lambda value: (value,)))


def age_band(born: PartialDate | None, day: date) -> str:
    """Return the band of an age on *day*, as "18-29" or "60+"; an estimate at its youngest."""
    if born is None:
        return UNKNOWN
    return band_of(max(born.youngest_age(day), 0))


def band_of(age: int) -> str:
    """Return the band in which *age*, in years, lies."""
    begins = max(each for each in AGES if each <= age)
    following = [each for each in AGES if each > begins]
    return f"{begins}-{following[0] - 1}" if following else f"{begins}+"


def sex_word(sex: Sex) -> str:
    """Return a sex as it is counted; one that nobody knows is missing."""
    return sex.value if sex in {Sex.FEMALE, Sex.MALE, Sex.OTHER} else UNKNOWN


def age_path(band: str) -> Path:
    """Return a band within childhood or adulthood."""
    if band == UNKNOWN:
        return (UNKNOWN, UNKNOWN)
    begins = int(band.removesuffix("+").partition("-")[0])
    return (CHILD if begins < ADULT_AT else ADULT, band)


def _month_path(month: str) -> Path:
    """Return a month within its year and quarter."""
    if month == UNKNOWN:
        return (UNKNOWN, UNKNOWN, UNKNOWN)
    year, _dash, number = month.partition("-")
    return (year, f"{year}-Q{(int(number) + 2) // 3}", month)


def nationality_path(country: str) -> Path:
    """Return a nationality within its region of the world."""
    return (region_of(country), country)


_PATHS: dict[Facet, Callable[[str], Path]] = {
    Facet.AGE: age_path,
    Facet.NATIONALITY: nationality_path,
    Facet.MONTH: _month_path,
    Facet.STAGE: stage_path,
}
