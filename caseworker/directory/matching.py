"""Which services fit a need, best first, with every reason in words."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from caseworker.directory.entries import agreement_in_force
from caseworker.model.directory import Provider, Service, ServiceArea
from caseworker.model.ids import ProviderId
from caseworker.ports import Reads, missing

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


@dataclass(frozen=True, kw_only=True)
class Fit:
    """A service that fits, with what is true of it and what is not."""

    service: Service
    provider: Provider
    speaks: bool
    woman: bool
    childcare: bool
    no_papers: bool
    agreement_until: date | None
    agreement: bool
    open_now: bool
    open_until: str
    opens_next: str
    stale: bool

    def misses(self, wanted: Wanted) -> int:
        """Return how many of the things wanted are not true of it."""
        pairs = (
            (wanted.language, self.speaks),
            (wanted.woman, self.woman),
            (wanted.childcare, self.childcare),
            (wanted.agreement, self.agreement),
            (wanted.open_now, self.open_now),
            (wanted.no_papers, self.no_papers),
        )
        return sum(bool(asked) and not true for asked, true in pairs)


def fitting(reads: Reads, wanted: Wanted, now: datetime) -> list[Fit]:
    """Return the services that match words and area; those that miss least come first.

    A wish never hides a service: it moves it down, and the screen says what it misses.
    *now* carries the zone of the centre, for opening hours.
    """
    services = reads.matching(Service, missing("removed_at"), order_by=("name", "id"))
    if wanted.area is not None:
        services = [service for service in services if service.area is wanted.area]
    fits = [_fit(reads, service, wanted, now) for service in services]
    fits = [fit for fit in fits if _has_words(fit, wanted.words)]
    return sorted(fits, key=lambda fit: (fit.misses(wanted), fit.stale, _distance(fit.service)))


def _fit(reads: Reads, service: Service, wanted: Wanted, now: datetime) -> Fit:
    today = now.date()
    agreement = agreement_in_force(reads, ProviderId(service.provider_id), today)
    open_until = opening(service, now)
    return Fit(
        service=service,
        provider=reads.get(Provider, service.provider_id),
        speaks=wanted.language in service.languages,
        woman=bool(service.women_staff) or service.women_only,
        childcare=bool(service.childcare),
        no_papers=service.accepts_undocumented or not service.papers_asked,
        agreement=agreement is not None,
        agreement_until=agreement.valid_until if agreement else None,
        open_now=bool(open_until),
        open_until=open_until,
        opens_next="" if open_until else next_opening(service, now),
        stale=is_stale(service, today),
    )


def is_stale(service: Service, today: date) -> bool:
    """Return whether nobody has made sure of the entry for too long (R-161, R-263)."""
    return service.last_checked is None or today - service.last_checked > STALE_AFTER


def opening(service: Service, now: datetime) -> str:
    """Return until when ("17:00") the service is open at *now*, or an empty text."""
    clock = f"{now:%H:%M}"
    today = [hours for hours in service.hours if hours.weekday == now.weekday()]
    return next((hours.closes for hours in today if hours.opens <= clock < hours.closes), "")


def next_opening(service: Service, now: datetime) -> str:
    """Return the weekday (0 for Monday) and time of the next opening as "2 09:00", or nothing."""
    clock = f"{now:%H:%M}"
    for ahead in range(8):
        weekday = (now.weekday() + ahead) % 7
        for hours in sorted(service.hours, key=lambda one: one.opens):
            if hours.weekday == weekday and (ahead > 0 or hours.opens > clock):
                return f"{weekday} {hours.opens}"
    return ""


def _has_words(fit: Fit, words: str) -> bool:
    where = " ".join(
        (fit.service.name, fit.service.area.value, fit.service.description, fit.provider.name)
    ).casefold()
    return all(word in where for word in words.casefold().split())


def _distance(service: Service) -> float:
    try:
        return float(service.distance_km)
    except ValueError:
        return float("inf")
