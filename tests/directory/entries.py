"""What the tests of the directory share: a small town of providers."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from typing import Any

from caseworker.directory.entries import (
    ProviderEntry,
    ServiceEntry,
    add_provider,
    add_service,
    sign_agreement,
)
from caseworker.directory.matching import Fit, Wanted, fitting
from caseworker.model.directory import AgreementKind, OpeningHours, ProviderKind, ServiceArea
from caseworker.model.ids import ProviderId, ServiceId
from caseworker.ports import UnitOfWork
from caseworker.text import Text
from tests.twin import TwinOffice

WEDNESDAY = datetime(2026, 11, 18, 9, 10, tzinfo=UTC)
ENGLISH = Text("en")

Ids = tuple[ProviderId, ServiceId]


def weekdays(opens: str, closes: str, *days: int) -> tuple[OpeningHours, ...]:
    return tuple(OpeningHours(day, opens, closes) for day in days or range(5))


def enter(
    name: str,
    *,
    kind: ProviderKind = ProviderKind.ORGANISATION,
    confidential: bool = False,
    agreement: bool = False,
    checked: date | None = None,
    **service: Any,
) -> Callable[[UnitOfWork], Ids]:
    """Return an act that enters a provider with one service."""

    def act(work: UnitOfWork) -> Ids:
        provider = add_provider(
            work,
            ProviderEntry(name=name, kind=kind, confidential=confidential, phone="+000 555"),
        )
        values = {"name": "Advice", "area": ServiceArea.LEGAL, **service}
        made = add_service(work, provider.id, ServiceEntry(**values))
        if checked is not None:
            made.last_checked = checked
        if agreement:
            sign_agreement(
                work,
                provider.id,
                AgreementKind.DATA_SHARING,
                signed_on=work.now().date() - timedelta(days=30),
            )
        return provider.id, made.id

    return act


def found(
    office: TwinOffice,
    wanted: Wanted | None = None,
    now: datetime = WEDNESDAY,
    text: Text = ENGLISH,
) -> tuple[Fit, ...]:
    return office.ask(lambda reads: fitting(reads, wanted or Wanted(), now, text)).fits


def names(fits: tuple[Fit, ...]) -> list[str]:
    return [fit.provider for fit in fits]
