"""The directory on screen: for whom help is looked for, and one provider with all it offers."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from caseworker.consent.standing import standing
from caseworker.directory.entries import ProviderEntry, ServiceEntry, agreement_in_force
from caseworker.directory.matching import Fit, Wanted, fit_of
from caseworker.model.case import Case
from caseworker.model.consent import Purpose
from caseworker.model.directory import Agreement, AgreementKind, Provider, ProviderKind, Service
from caseworker.model.ids import CaseId, ProviderId, ServiceId
from caseworker.model.person import DocumentStatus, Person, Sex
from caseworker.people.restricted import require_sight
from caseworker.permissions import Act, may, require
from caseworker.ports import Reads, missing
from caseworker.views.names import shown_name


@dataclass(frozen=True, kw_only=True)
class Seeker:
    """Somebody for whom help is looked for, with the wishes that her record names."""

    case_id: CaseId
    name: str
    language: str
    wants_woman: bool
    childcare: bool
    no_papers: bool
    age: int | None
    sex: Sex


@dataclass(frozen=True, kw_only=True)
class AgreementLine:
    """An agreement with a provider."""

    kind: AgreementKind
    signed_on: date
    valid_until: date | None
    in_force: bool


@dataclass(frozen=True, kw_only=True)
class ProviderPage:
    """One provider; a confidential one has a name, a number, and nothing else."""

    id: ProviderId
    name: str
    confidential: bool
    phone: str
    kind: ProviderKind | None = None
    short_description: str = ""
    by_and_for: bool = False
    address: str = ""
    email: str = ""
    services: tuple[Fit, ...] = ()
    agreements: tuple[AgreementLine, ...] = ()
    may_edit: bool = False


def seeker(reads: Reads, case_id: CaseId) -> Seeker:
    """Return for whom help is looked for.

    Raises:
        NotAllowed: the role reads no cases, or not this one.
    """
    require(reads.actor, Act.READ_CASE)
    case = reads.get(Case, case_id)
    person = reads.get(Person, case.person_id)
    require_sight(reads, person)
    born = person.date_of_birth
    return Seeker(
        case_id=case_id,
        name=shown_name(person),
        language=person.languages[0] if person.languages else "",
        wants_woman=person.interpreter_sex is Sex.FEMALE,
        childcare=person.childcare_needed,
        no_papers=person.documents is DocumentStatus.NONE,
        age=born.youngest_age(reads.now().date()) if born else None,
        sex=person.sex,
    )


def says_yes_to(reads: Reads, case_id: CaseId, provider_id: ProviderId) -> bool:
    """Return whether a yes to sharing with this provider stands."""
    require(reads.actor, Act.READ_CASE)
    case = reads.get(Case, case_id)
    today = reads.now().date()
    return bool(
        standing(reads, case.person_id, Purpose.REFERRAL, provider_id=provider_id, today=today)
    )


def provider_page(reads: Reads, provider_id: ProviderId, now: datetime) -> ProviderPage:
    """Return one provider with its services; *now* carries the zone of the centre."""
    require(reads.actor, Act.READ_DIRECTORY)
    provider = reads.get(Provider, provider_id)
    may_edit = may(reads.actor, Act.EDIT_DIRECTORY)
    if provider.confidential:
        return ProviderPage(
            id=provider.id, name=provider.name, confidential=True, phone=provider.phone,
            may_edit=may_edit,
        )  # fmt: skip
    agreement = agreement_in_force(reads, provider_id, now.date())
    services = reads.matching(
        Service, missing("removed_at"), provider_id=provider_id, order_by=("name", "id")
    )
    return ProviderPage(
        id=provider.id,
        name=provider.name,
        confidential=False,
        phone=provider.phone,
        kind=provider.kind,
        short_description=provider.short_description,
        by_and_for=provider.by_and_for,
        address=provider.address,
        email=provider.email,
        services=tuple(fit_of(each, provider, agreement, Wanted(), now) for each in services),
        agreements=tuple(_line(each, now.date()) for each in _agreements(reads, provider_id)),
        may_edit=may_edit,
    )


def provider_entry(reads: Reads, provider_id: ProviderId) -> ProviderEntry:
    """Return what the directory says about a provider, for whoever may change it."""
    require(reads.actor, Act.EDIT_DIRECTORY)
    provider = reads.get(Provider, provider_id)
    names = ProviderEntry.__dataclass_fields__
    return ProviderEntry(**{name: getattr(provider, name) for name in names})


def service_entry(reads: Reads, service_id: ServiceId) -> tuple[ProviderId, ServiceEntry]:
    """Return what the directory says about a service, for whoever may change it."""
    require(reads.actor, Act.EDIT_DIRECTORY)
    service = reads.get(Service, service_id)
    names = ServiceEntry.__dataclass_fields__
    values = {name: getattr(service, name) for name in names}
    return ProviderId(service.provider_id), ServiceEntry(**values)


def _agreements(reads: Reads, provider_id: ProviderId) -> list[Agreement]:
    return reads.matching(Agreement, provider_id=provider_id, order_by=("-signed_on", "-id"))


def _line(agreement: Agreement, today: date) -> AgreementLine:
    until = agreement.valid_until or date.max
    return AgreementLine(
        kind=agreement.kind,
        signed_on=agreement.signed_on,
        valid_until=agreement.valid_until,
        in_force=agreement.signed_on <= today <= until,
    )
