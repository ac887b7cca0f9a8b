"""Every area of help that the guidance names can be entered, found, and told in four languages."""

from __future__ import annotations

from datetime import timedelta

import pytest

from caseworker.directory.entries import (
    ProviderEntry,
    ServiceEntry,
    add_provider,
    add_service,
    sign_agreement,
)
from caseworker.directory.matching import Wanted
from caseworker.model.directory import AgreementKind, Provider, ProviderKind, ServiceArea
from caseworker.text import LANGUAGES, Text
from caseworker.views.directory import provider_page
from caseworker.words import name_of
from tests.directory.entries import WEDNESDAY, enter, found, names
from tests.twin import TwinOffice


@pytest.fixture
def office() -> TwinOffice:
    return TwinOffice(clock=lambda: WEDNESDAY)


AREAS = [
    pytest.param(ServiceArea.SAFETY, marks=pytest.mark.requirement("R-119")),
    pytest.param(ServiceArea.HOUSING, marks=pytest.mark.requirement("R-120")),
    pytest.param(ServiceArea.ORIENTATION, marks=pytest.mark.requirement("R-121")),
    pytest.param(ServiceArea.TRAINING, marks=pytest.mark.requirement("R-122")),
    pytest.param(ServiceArea.WORK, marks=pytest.mark.requirement("R-123")),
    pytest.param(ServiceArea.WELFARE, marks=pytest.mark.requirement("R-124")),
    pytest.param(ServiceArea.PSYCHOSOCIAL, marks=pytest.mark.requirement("R-125")),
    pytest.param(ServiceArea.PARENTING, marks=pytest.mark.requirement("R-126")),
    pytest.param(ServiceArea.GENDER_AND_SEXUALITY, marks=pytest.mark.requirement("R-190")),
]


@pytest.mark.parametrize("area", AREAS)
def test_an_area_is_found_by_itself_and_named_in_every_language(
    office: TwinOffice, area: ServiceArea
) -> None:
    other = next(each for each in ServiceArea if each is not area)
    office.perform(enter("Asked for", area=area))
    office.perform(enter("Another", area=other))
    assert names(found(office, Wanted(area=area))) == ["Asked for"]
    said = {name_of(area, Text(language)) for language in LANGUAGES}
    assert len(said) >= 3, said


@pytest.mark.requirement("R-246")
@pytest.mark.parametrize("kind", ProviderKind)
def test_providers_are_of_every_sort(office: TwinOffice, kind: ProviderKind) -> None:
    entry = ProviderEntry(name="Somebody", kind=kind, phone="555 0100")
    kept, _ = office.perform(lambda work: add_provider(work, entry).id)
    assert office.ask(lambda reads: reads.get(Provider, kept)).kind is kind


@pytest.mark.requirement("R-180")
def test_who_is_led_by_those_it_serves_and_who_is_for_women_is_seen(office: TwinOffice) -> None:
    entry = ProviderEntry(
        name="Sisters", kind=ProviderKind.MIGRANT_ORGANISATION, phone="555 0100", by_and_for=True
    )
    service = ServiceEntry(name="A table for women", area=ServiceArea.SAFETY, women_only=True)
    office.perform(lambda work: add_service(work, add_provider(work, entry).id, service).id)
    (fit,) = found(office)
    assert fit.women_only
    assert fit.by_and_for


@pytest.mark.requirement("R-261")
def test_a_lasting_agreement_with_a_clinic_is_seen_and_runs_out(office: TwinOffice) -> None:
    (provider, _service), _ = office.perform(enter("Clinic", area=ServiceArea.HEALTH))
    today = WEDNESDAY.date()
    ends = today.replace(year=today.year + 1)
    office.perform(
        lambda work: sign_agreement(
            work, provider, AgreementKind.MEMORANDUM, signed_on=today, valid_until=ends
        )
    )
    (fit,) = found(office)
    assert (fit.agreement, fit.agreement_until) == (True, ends)
    later = WEDNESDAY + timedelta(days=400)
    page = office.ask(lambda reads: provider_page(reads, provider, later))
    assert [line.kind for line in page.agreements] == [AgreementKind.MEMORANDUM]
    assert not page.services[0].agreement
