"""Chapter: the directory of help around Harbour Gate, in an invented town by the sea."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta

from caseworker.demo.staff import JOSEPHINE
from caseworker.demo.story import Act, Story
from caseworker.directory.entries import (
    ProviderEntry,
    ServiceEntry,
    add_provider,
    add_service,
    check,
    sign_agreement,
)
from caseworker.model.directory import AgreementKind, OpeningHours, ProviderKind, ServiceArea
from caseworker.ports import UnitOfWork

ORGANISATION, PUBLIC = ProviderKind.ORGANISATION, ProviderKind.PUBLIC_SERVICE
MIGRANTS, AUTHORITY = ProviderKind.MIGRANT_ORGANISATION, ProviderKind.AUTHORITY
PRIVATE = ProviderKind.PRIVATE


def week(days: str, opens: str, closes: str) -> tuple[OpeningHours, ...]:
    """Return the same hours on each of *days*, given as digits from 0 for Monday."""
    return tuple(OpeningHours(int(day), opens, closes) for day in days)


OFFICE = week("01234", "09:00", "17:00")
MORNINGS = week("01234", "08:30", "12:30")
ALWAYS = week("0123456", "00:00", "24:00")


@dataclass(frozen=True)
class Place:
    """A provider with its services; `agreed` counts the days until its agreement ends."""

    key: str
    name: str
    kind: ProviderKind
    short: str
    phone: str
    services: tuple[ServiceEntry, ...]
    address: str = ""
    agreed: int | None = None
    checked: int = 16
    """Days since somebody made sure of the entries."""
    by_and_for: bool = False
    confidential: bool = False


def one(
    name: str, area: ServiceArea, hours: tuple[OpeningHours, ...], speaks: str, km: str = "",
    **more: object,
) -> ServiceEntry:  # fmt: skip
    """Return a service; *speaks* holds ISO 639 codes with blanks between them."""
    given = {"languages": tuple(speaks.split()), "hours": hours, "distance_km": km, **more}
    return ServiceEntry(name=name, area=area, **given)  # type: ignore[arg-type]  # each place below is checked by its test


def tell(story: Story, places: tuple[Place, ...]) -> None:
    """Tell how Josephine entered the directory, signed agreements and checked the entries."""
    for number, place in enumerate(places):
        story.tell(
            JOSEPHINE,
            story.at(165, f"{9 + number // 50:02}:{number % 50:02}"),
            _enter(story, place),
        )
    for number, place in enumerate(places):
        at = story.at(place.checked, f"14:{number % 60:02}")
        story.tell(JOSEPHINE, at, _check(story, place))


def _enter(story: Story, place: Place) -> Act:
    def act(work: UnitOfWork) -> None:
        provider = add_provider(
            work,
            ProviderEntry(
                name=place.name,
                kind=place.kind,
                short_description=place.short,
                address=place.address,
                phone=place.phone,
                confidential=place.confidential,
                by_and_for=place.by_and_for,
            ),
        )
        story.ids[place.key] = provider.id
        for number, entry in enumerate(place.services):
            story.ids[f"{place.key} {number}"] = add_service(work, provider.id, entry).id
        if place.agreed is not None:
            today = work.now().date()
            sign_agreement(
                work,
                provider.id,
                AgreementKind.DATA_SHARING,
                signed_on=today,
                valid_until=story.now.date() + timedelta(days=place.agreed),
            )

    return act


def _check(story: Story, place: Place) -> Act:
    def act(work: UnitOfWork) -> None:
        for number in range(len(place.services)):
            check(work, story.ids[f"{place.key} {number}"], "telephone")  # type: ignore[arg-type]  # the id of a service

    return act
