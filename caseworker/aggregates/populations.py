"""Who is counted, and by what: records of the store as rows of words, one for each person.

Each person is counted once, so that a small count is always of few people and never of many acts
of one. Whoever said no to being counted is in no figure (product.md, "Basis"); figures without a
name need no yes (R-449, R-450).
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from enum import StrEnum

from caseworker.aggregates.table import UNKNOWN, Dimension, Path, Record
from caseworker.consent.standing import standing, standing_no
from caseworker.model.case import Case
from caseworker.model.consent import Consent, Purpose, Withdrawal
from caseworker.model.ids import PersonId
from caseworker.model.partial_date import PartialDate
from caseworker.model.person import Person, Sex
from caseworker.model.referral import Referral, ReferralState
from caseworker.model.review import Closure
from caseworker.model.values import Answer
from caseworker.ports import Reads, before, present, since

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
    CLOSED = "case closed"
    """Everybody whose case was closed in the period."""
    REFERRED = "referred"
    """Everybody referred in the period, by the last referral."""


class Facet(StrEnum):
    """By what a population is counted; the name of a dimension."""

    AGE = "age"
    SEX = "sex"
    NATIONALITY = "nationality"
    MONTH = "month"
    RISK = "risk"
    REASON = "reason"
    ANSWER = "answer"


_OF_EVERYBODY = (Facet.AGE, Facet.SEX, Facet.NATIONALITY)
FACETS: dict[Population, tuple[Facet, ...]] = {
    Population.REGISTERED: (*_OF_EVERYBODY, Facet.MONTH),
    Population.WITH_OPEN_CASE: (*_OF_EVERYBODY, Facet.RISK),
    Population.CLOSED: (*_OF_EVERYBODY, Facet.MONTH, Facet.REASON),
    Population.REFERRED: (*_OF_EVERYBODY, Facet.MONTH, Facet.ANSWER),
}
"""By what each population can be counted. Facts of protection are class 3 and not among them."""


@dataclass(frozen=True)
class Scope:
    """Who is counted, and in which days, both included."""

    population: Population
    first_day: date
    last_day: date


def dimension(facet: Facet) -> Dimension:
    """Return the dimension of *facet*, with what is broader than its categories."""
    return Dimension(facet.value, _PATHS.get(facet, lambda value: (value,)))


def records(reads: Reads, scope: Scope, now: datetime) -> list[Record]:
    """Return a row of words for each person of *scope*; *now* carries the zone of the centre."""
    span = _Span(scope, now)
    counted = _COUNTED[scope.population](reads, span)
    refused = said_no(reads)
    people = {
        key: (born, sex, nationalities)
        for key, born, sex, nationalities in reads.fields(
            Person, ("id", "date_of_birth", "sex", "nationalities")
        )
    }
    rows: list[Record] = []
    for key, more in counted.items():
        if key in refused or key not in people:
            continue
        born, sex, nationalities = people[key]
        rows.append(
            {
                Facet.AGE.value: age_band(born, scope.last_day),
                Facet.SEX.value: _sex(sex),
                Facet.NATIONALITY.value: nationalities[0] if nationalities else UNKNOWN,
                **more,
            }
        )
    return rows


def said_no(reads: Reads) -> frozenset[PersonId]:
    """Return who said no to being counted, or took back everything and said no yes since."""
    today = reads.now().date()
    asked = reads.fields(Consent, ("person_id",), purpose=Purpose.FIGURES, answer=Answer.NO)
    ended = reads.fields(Withdrawal, ("person_id",), purpose=Purpose.FIGURES)
    everything = {key for (key,) in reads.fields(Withdrawal, ("person_id",), everything=True)}
    maybe = {key for (key,) in (*asked, *ended)} | everything
    return frozenset(
        key
        for key in maybe
        if standing_no(reads, key, Purpose.FIGURES) is not None
        or (key in everything and not standing(reads, key, Purpose.FIGURES, today=today))
    )


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


class _Span:
    """The moments of a scope, in the zone of the centre."""

    def __init__(self, scope: Scope, now: datetime) -> None:
        self.zone = now.tzinfo
        self.begin = datetime.combine(scope.first_day, time(), now.tzinfo)
        self.end = datetime.combine(scope.last_day + timedelta(days=1), time(), now.tzinfo)

    def month(self, at: datetime) -> str:
        """Return the month of *at* as "2026-11"."""
        return at.astimezone(self.zone).strftime("%Y-%m")


_Counted = dict[PersonId, dict[str, str]]


def _registered(reads: Reads, span: _Span) -> _Counted:
    found = reads.fields(
        Person, ("id", "registered_at"), since("registered_at", span.begin),
        before("registered_at", span.end),
    )  # fmt: skip
    return {key: {Facet.MONTH.value: span.month(at)} for key, at in found}


def _with_open_case(reads: Reads, span: _Span) -> _Counted:
    found = reads.fields(Case, ("person_id", "risk", "closed_at"), before("opened_at", span.end))
    return {
        key: {Facet.RISK.value: risk.level.value}
        for key, risk, closed in found
        if closed is None or closed >= span.end
    }


def _closed(reads: Reads, span: _Span) -> _Counted:
    people = dict(reads.fields(Case, ("id", "person_id")))
    found = reads.fields(
        Closure, ("case_id", "closed_at", "reason"), since("closed_at", span.begin),
        before("closed_at", span.end),
    )  # fmt: skip
    return {
        people[case]: {Facet.MONTH.value: span.month(at), Facet.REASON.value: reason.value}
        for case, at, reason in sorted(found, key=lambda row: row[1])
        if case in people
    }


def _referred(reads: Reads, span: _Span) -> _Counted:
    found = reads.fields(
        Referral, ("person_id", "sent_at", "state"), present("sent_at"),
        since("sent_at", span.begin), before("sent_at", span.end),
    )  # fmt: skip
    gone = [row for row in found if row[2] is not ReferralState.RECALLED]
    return {
        key: {Facet.MONTH.value: span.month(at), Facet.ANSWER.value: state.value}
        for key, at, state in sorted(gone, key=lambda row: row[1])
    }


_COUNTED: dict[Population, Callable[[Reads, _Span], _Counted]] = {
    Population.REGISTERED: _registered,
    Population.WITH_OPEN_CASE: _with_open_case,
    Population.CLOSED: _closed,
    Population.REFERRED: _referred,
}


def _sex(sex: Sex) -> str:
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


_PATHS: dict[Facet, Callable[[str], Path]] = {Facet.AGE: age_path, Facet.MONTH: _month_path}
