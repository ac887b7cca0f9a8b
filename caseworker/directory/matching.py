"""Which services fit a need, best first, with every reason in plain data.

No entity leaves: what a screen shows of a service is a `Fit`. A confidential shelter is a name and
a contact number, for every role, and none of its other facts moves it in the list.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum
from uuid import UUID

from caseworker.directory.hours import Opening, day_and_night, next_opening, opening
from caseworker.model.directory import Agreement, OpeningHours, Provider, Service, ServiceArea
from caseworker.model.ids import ProviderId, ServiceId
from caseworker.model.person import Sex
from caseworker.permissions import Act, require
from caseworker.ports import Reads, missing
from caseworker.text import Text
from caseworker.words import name_of

STALE_AFTER = timedelta(days=90)
"""An entry that nobody has checked for so long says so (R-161)."""


@dataclass(frozen=True, kw_only=True)
class Wanted:
    """What is looked for. Nothing chosen means nothing asked."""

    words: str = ""
    area: ServiceArea | None = None
    language: str = ""
    woman: bool = False
    childcare: bool = False
    agreement: bool = False
    open_now: bool = False
    no_papers: bool = False
    age: int | None = None
    """Years, where somebody is known for whom help is looked for."""
    sex: Sex = Sex.NOT_ASKED


class Wish(StrEnum):
    """One thing looked for, in the order in which it is told."""

    LANGUAGE = "language"
    WOMAN = "woman"
    AGREEMENT = "agreement"
    OPEN_NOW = "open now"
    CHILDCARE = "childcare"
    NO_PAPERS = "no papers"
    AGE = "age"
    SEX = "sex"


@dataclass(frozen=True, kw_only=True)
class Fit:
    """A service that fits the words, with what is true of it and which wishes it misses."""

    service_id: ServiceId
    provider_id: ProviderId
    provider: str
    confidential: bool
    phone: str
    area: ServiceArea
    service: str = ""
    description: str = ""
    place: str = ""
    distance_km: str = ""
    directions: str = ""
    languages: tuple[str, ...] = ()
    hours: tuple[OpeningHours, ...] = ()
    by_appointment: bool = False
    women_staff: str = ""
    women_only: bool = False
    by_and_for: bool = False
    childcare: str = ""
    papers_asked: str = ""
    no_papers: bool = False
    min_age: int | None = None
    max_age: int | None = None
    cost: str = ""
    free: bool = True
    agreement: bool = False
    agreement_until: date | None = None
    open_until: str = ""
    opens_next: Opening | None = None
    day_and_night: bool = False
    last_checked: date | None = None
    checked_how: str = ""
    stale: bool = False
    missed: frozenset[Wish] = frozenset()


@dataclass(frozen=True)
class Matches:
    """What fits, best first, and how many services the directory has in all."""

    fits: tuple[Fit, ...]
    in_all: int


def fitting(reads: Reads, wanted: Wanted, now: datetime, text: Text) -> Matches:
    """Return the services that match words and area; those that miss least come first.

    A wish never hides a service: it moves it down, and the screen says what it misses. *now*
    carries the zone of the centre, for opening hours; *text* is the language of the words typed.

    Raises:
        NotAllowed: never for staff; pathways and contacts are for all of them (R-263).
    """
    require(reads.actor, Act.READ_DIRECTORY)
    services = reads.matching(Service, missing("removed_at"), order_by=("name", "id"))
    providers = {each.id: each for each in reads.matching(Provider, missing("removed_at"))}
    agreements = _in_force(reads, now.date())
    shown = [service for service in services if service.provider_id in providers]
    fits = [
        fit_of(service, providers[service.provider_id], agreements.get(service.provider_id),
               wanted, now)
        for service in shown
        if wanted.area in {None, service.area}
    ]  # fmt: skip
    matched = [fit for fit in fits if _has_words(fit, wanted.words, text)]
    return Matches(tuple(sorted(matched, key=_order)), len(shown))


def fit_of(
    service: Service, provider: Provider, agreement: Agreement | None, wanted: Wanted, now: datetime
) -> Fit:
    """Return what is true of *service* at *now*, and what it misses of *wanted*."""
    if provider.confidential:
        return Fit(
            service_id=service.id,
            provider_id=provider.id,
            provider=provider.name,
            confidential=True,
            phone=provider.phone,
            area=service.area,
            missed=frozenset(_asked(wanted)),
        )
    open_until = opening(service.hours, now)
    return Fit(
        service_id=service.id,
        provider_id=provider.id,
        provider=provider.name,
        confidential=False,
        phone=provider.phone,
        area=service.area,
        service=service.name,
        description=service.description or provider.short_description,
        place=service.place or provider.address,
        distance_km=service.distance_km,
        directions=service.directions,
        languages=service.languages,
        hours=service.hours,
        by_appointment=service.by_appointment,
        women_staff=service.women_staff,
        women_only=service.women_only,
        by_and_for=provider.by_and_for,
        childcare=service.childcare,
        papers_asked=service.papers_asked,
        no_papers=service.accepts_undocumented or not service.papers_asked,
        min_age=service.min_age,
        max_age=service.max_age,
        cost=service.cost,
        free=service.free,
        agreement=agreement is not None,
        agreement_until=agreement.valid_until if agreement else None,
        open_until=open_until,
        opens_next=None if open_until else next_opening(service.hours, now),
        day_and_night=day_and_night(service.hours),
        last_checked=service.last_checked,
        checked_how=service.checked_how,
        stale=is_stale(service, now.date()),
        missed=_missed(service, agreement, wanted, now),
    )


def is_stale(service: Service, today: date) -> bool:
    """Return whether nobody has made sure of the entry for too long (R-161, R-263)."""
    return service.last_checked is None or today - service.last_checked > STALE_AFTER


def months_since(day: date, today: date) -> int:
    """Return how many whole months lie between two days."""
    months = (today.year - day.year) * 12 + today.month - day.month
    return max(months - (today.day < day.day), 0)


def _asked(wanted: Wanted) -> list[Wish]:
    pairs = (
        (Wish.LANGUAGE, wanted.language),
        (Wish.WOMAN, wanted.woman),
        (Wish.AGREEMENT, wanted.agreement),
        (Wish.OPEN_NOW, wanted.open_now),
        (Wish.CHILDCARE, wanted.childcare),
        (Wish.NO_PAPERS, wanted.no_papers),
        (Wish.AGE, wanted.age is not None),
        (Wish.SEX, wanted.sex is Sex.MALE),
    )
    return [wish for wish, asked in pairs if asked]


def _missed(
    service: Service, agreement: Agreement | None, wanted: Wanted, now: datetime
) -> frozenset[Wish]:
    true = {
        Wish.LANGUAGE: wanted.language in service.languages,
        Wish.WOMAN: bool(service.women_staff) or service.women_only,
        Wish.AGREEMENT: agreement is not None,
        Wish.OPEN_NOW: bool(opening(service.hours, now)),
        Wish.CHILDCARE: bool(service.childcare),
        Wish.NO_PAPERS: service.accepts_undocumented or not service.papers_asked,
        Wish.AGE: _suits(service, wanted.age),
        Wish.SEX: not service.women_only,
    }
    return frozenset(wish for wish in _asked(wanted) if not true[wish])


def _suits(service: Service, age: int | None) -> bool:
    if age is None:
        return True
    lowest = service.min_age if service.min_age is not None else age
    highest = service.max_age if service.max_age is not None else age
    return lowest <= age <= highest


def _in_force(reads: Reads, today: date) -> dict[UUID, Agreement]:
    """Return, for each provider, the agreement that holds longest today."""
    longest: dict[UUID, Agreement] = {}
    for agreement in reads.matching(Agreement):
        until = agreement.valid_until or date.max
        if agreement.signed_on > today or until < today:
            continue
        held = longest.get(agreement.provider_id)
        if held is None or until > (held.valid_until or date.max):
            longest[agreement.provider_id] = agreement
    return longest


def _has_words(fit: Fit, words: str, text: Text) -> bool:
    """Return whether every word typed begins a word of the entry, in either language."""
    areas = (fit.area.value, name_of(fit.area, text))
    entry = " ".join((fit.provider, fit.service, fit.description, fit.place, *areas)).casefold()
    starts = entry.replace("-", " ").replace(",", " ").split()
    return all(any(start.startswith(word) for start in starts) for word in words.casefold().split())


def _order(fit: Fit) -> tuple[int, bool, float, str]:
    """Fewest misses first, then what was checked lately, then what is near, then by name."""
    return len(fit.missed), fit.stale, _distance(fit.distance_km), fit.provider.casefold()


def _distance(kilometres: str) -> float:
    try:
        return float(kilometres.replace(",", "."))
    except ValueError:
        return float("inf")
