"""Enter, change, check and take out providers and services."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from caseworker.errors import InvalidValue
from caseworker.model.directory import (
    Agreement,
    AgreementKind,
    OpeningHours,
    Provider,
    ProviderKind,
    Service,
    ServiceArea,
)
from caseworker.model.ids import ProviderId, ServiceId
from caseworker.permissions import Act, require
from caseworker.ports import Reads, UnitOfWork, missing


@dataclass(frozen=True, kw_only=True)
class ProviderEntry:
    """What the directory says about a provider."""

    name: str
    kind: ProviderKind
    short_description: str = ""
    confidential: bool = False
    by_and_for: bool = False
    address: str = ""
    phone: str = ""
    email: str = ""


@dataclass(frozen=True, kw_only=True)
class ServiceEntry:
    """What the directory says about a service."""

    name: str
    area: ServiceArea
    description: str = ""
    place: str = ""
    distance_km: str = ""
    directions: str = ""
    languages: tuple[str, ...] = ()
    hours: tuple[OpeningHours, ...] = ()
    by_appointment: bool = False
    women_staff: str = ""
    women_only: bool = False
    childcare: str = ""
    papers_asked: str = ""
    accepts_undocumented: bool = False
    min_age: int | None = None
    max_age: int | None = None
    cost: str = ""
    free: bool = True


def add_provider(work: UnitOfWork, entry: ProviderEntry) -> Provider:
    """Enter a provider. A confidential shelter keeps a contact number and nothing else.

    Raises:
        NotAllowed: the role does not cover it.
        InvalidValue: it has no name, or a confidential one no number.
    """
    require(work.actor, Act.EDIT_DIRECTORY)
    _check_provider(entry)
    provider = Provider(id=ProviderId(work.new_id()), **vars(_without_place(entry)))
    work.add(provider)
    return provider


def change_provider(work: UnitOfWork, provider_id: ProviderId, entry: ProviderEntry) -> None:
    """Change what the directory says about a provider; one made confidential loses its places."""
    require(work.actor, Act.EDIT_DIRECTORY)
    _check_provider(entry)
    provider = work.get(Provider, provider_id)
    for name, value in vars(_without_place(entry)).items():
        setattr(provider, name, value)
    if entry.confidential:
        for service in work.matching(Service, provider_id=provider_id):
            _keep(service, ServiceEntry(name=service.name, area=service.area))


def add_service(work: UnitOfWork, provider_id: ProviderId, entry: ServiceEntry) -> Service:
    """Enter a service as somebody has just made sure of it.

    Raises:
        NotAllowed: the role does not cover it.
        InvalidValue: it has no name, or a stretch of its hours ends before it begins.
    """
    require(work.actor, Act.EDIT_DIRECTORY)
    _check_service(entry)
    service = Service(
        id=ServiceId(work.new_id()),
        provider_id=provider_id,
        last_checked=work.now().date(),
        checked_by=work.actor.user_id,
        **vars(_as_provider_allows(work, provider_id, entry)),
    )
    work.add(service)
    return service


def change_service(work: UnitOfWork, service_id: ServiceId, entry: ServiceEntry) -> None:
    """Change what the directory says about a service."""
    require(work.actor, Act.EDIT_DIRECTORY)
    _check_service(entry)
    service = work.get(Service, service_id)
    _keep(service, _as_provider_allows(work, service.provider_id, entry))


def check(work: UnitOfWork, service_id: ServiceId, how: str, on: date | None = None) -> None:
    """Keep that somebody made sure that the entry is still right (R-161, R-263)."""
    require(work.actor, Act.EDIT_DIRECTORY)
    service = work.get(Service, service_id)
    service.last_checked = on or work.now().date()
    service.checked_by = work.actor.user_id
    service.checked_how = how


def take_out(work: UnitOfWork, provider_id: ProviderId) -> None:
    """Take a provider and its services out of the directory; past referrals keep their names."""
    require(work.actor, Act.EDIT_DIRECTORY)
    work.get(Provider, provider_id).removed_at = work.now()
    for service in work.matching(Service, missing("removed_at"), provider_id=provider_id):
        service.removed_at = work.now()


def sign_agreement(
    work: UnitOfWork,
    provider_id: ProviderId,
    kind: AgreementKind,
    *,
    signed_on: date,
    valid_until: date | None = None,
) -> Agreement:
    """Keep an agreement with a provider (R-251, R-254, R-261).

    Raises:
        NotAllowed: the role does not cover it.
        InvalidValue: it ends before it was signed.
    """
    require(work.actor, Act.EDIT_DIRECTORY)
    if valid_until is not None and valid_until < signed_on:
        raise InvalidValue(what="valid_until")
    agreement = Agreement(
        id=work.new_id(),
        provider_id=provider_id,
        kind=kind,
        signed_on=signed_on,
        valid_until=valid_until,
    )
    work.add(agreement)
    return agreement


def agreement_in_force(reads: Reads, provider_id: ProviderId, today: date) -> Agreement | None:
    """Return the agreement that holds longest today, or None."""
    holding = [
        agreement
        for agreement in reads.matching(Agreement, provider_id=provider_id)
        if agreement.signed_on <= today
        and (agreement.valid_until is None or agreement.valid_until >= today)
    ]
    return max(holding, key=lambda one: one.valid_until or date.max, default=None)


def take_out_service(work: UnitOfWork, service_id: ServiceId) -> None:
    """Take one service out of the directory."""
    require(work.actor, Act.EDIT_DIRECTORY)
    work.get(Service, service_id).removed_at = work.now()


def _check_provider(entry: ProviderEntry) -> None:
    if not entry.name.strip():
        raise InvalidValue(what="name")
    if entry.confidential and not entry.phone.strip():
        raise InvalidValue(what="phone")


def _check_service(entry: ServiceEntry) -> None:
    if not entry.name.strip():
        raise InvalidValue(what="name")
    if any(stretch.closes <= stretch.opens for stretch in entry.hours):
        raise InvalidValue(what="hours")


def _as_provider_allows(
    work: UnitOfWork, provider_id: ProviderId, entry: ServiceEntry
) -> ServiceEntry:
    if work.get(Provider, provider_id).confidential:
        return ServiceEntry(name=entry.name, area=entry.area)
    return entry


def _keep(service: Service, entry: ServiceEntry) -> None:
    for name, value in vars(entry).items():
        setattr(service, name, value)


def _without_place(entry: ProviderEntry) -> ProviderEntry:
    if not entry.confidential:
        return entry
    return ProviderEntry(name=entry.name, kind=entry.kind, confidential=True, phone=entry.phone)
