from __future__ import annotations

from dataclasses import fields
from datetime import date, timedelta

import pytest

from caseworker.directory.entries import (
    ProviderEntry,
    ServiceEntry,
    add_service,
    change_provider,
    check,
    sign_agreement,
    take_out,
)
from caseworker.directory.matching import Fit, Wanted, Wish, months_since
from caseworker.directory.printed_list import printed_list
from caseworker.documents.blocks import Facts
from caseworker.errors import InvalidValue, NotAllowed
from caseworker.model.directory import AgreementKind, ProviderKind, Service, ServiceArea
from caseworker.model.entity import Entity
from caseworker.model.ids import ProviderId
from caseworker.model.person import Sex
from caseworker.model.staff import Role
from caseworker.text import Text
from caseworker.views.directory import provider_page
from tests.directory.entries import ENGLISH, WEDNESDAY, enter, found, names, weekdays
from tests.twin import TwinOffice, actor


@pytest.fixture
def office() -> TwinOffice:
    return TwinOffice(clock=lambda: WEDNESDAY)


@pytest.mark.requirement("R-253")
def test_a_wish_moves_a_service_down_and_hides_none(office: TwinOffice) -> None:
    office.perform(enter("Far and right", languages=("ti",), distance_km="9"))
    office.perform(enter("Near and silent", languages=("en",), distance_km="0.5"))
    fits = found(office, Wanted(language="ti"))
    assert names(fits) == ["Far and right", "Near and silent"]
    assert [fit.missed for fit in fits] == [frozenset(), frozenset({Wish.LANGUAGE})]


def test_among_equals_the_nearer_one_comes_first_and_the_unknown_last(office: TwinOffice) -> None:
    office.perform(enter("Unknown"))
    office.perform(enter("Ten", distance_km="10"))
    office.perform(enter("Two", distance_km="2,5"))
    assert names(found(office)) == ["Two", "Ten", "Unknown"]


@pytest.mark.requirement("R-161", "R-263")
def test_what_nobody_checked_for_three_months_says_so_and_comes_later(office: TwinOffice) -> None:
    today = WEDNESDAY.date()
    office.perform(enter("Old", distance_km="1", checked=today - timedelta(days=91)))
    office.perform(enter("Fresh", distance_km="5", checked=today - timedelta(days=90)))
    fits = found(office)
    assert [(fit.provider, fit.stale) for fit in fits] == [("Fresh", False), ("Old", True)]


@pytest.mark.requirement("R-161")
def test_checking_makes_it_fresh_again_and_keeps_how(office: TwinOffice) -> None:
    (_provider, service), _ = office.perform(enter("Old", checked=date(2026, 1, 1)))
    office.perform(lambda work: check(work, service, "by telephone"))
    (fit,) = found(office)
    assert (fit.stale, fit.last_checked, fit.checked_how) == (
        False,
        WEDNESDAY.date(),
        "by telephone",
    )


@pytest.mark.parametrize(
    ("since", "months"),
    [(date(2026, 6, 18), 5), (date(2026, 6, 19), 4), (date(2025, 11, 18), 12)],
)
def test_months_are_whole_months(since: date, months: int) -> None:
    assert months_since(since, WEDNESDAY.date()) == months


@pytest.mark.requirement("R-173", "R-175", "R-176")
def test_each_wish_is_told_apart(office: TwinOffice) -> None:
    office.perform(
        enter(
            "All",
            languages=("ti",),
            women_staff="Thursdays",
            childcare="A corner",
            agreement=True,
            hours=weekdays("09:00", "17:00"),
        )
    )
    office.perform(enter("None", papers_asked="A card"))
    wanted = Wanted(
        language="ti", woman=True, childcare=True, agreement=True, open_now=True, no_papers=True
    )
    best, worst = found(office, wanted)
    assert best.missed == frozenset()
    assert worst.missed == {
        Wish.LANGUAGE,
        Wish.WOMAN,
        Wish.CHILDCARE,
        Wish.AGREEMENT,
        Wish.OPEN_NOW,
        Wish.NO_PAPERS,
    }


def test_who_helps_people_without_papers_asks_for_none(office: TwinOffice) -> None:
    office.perform(enter("Open", papers_asked="A card if there is one", accepts_undocumented=True))
    (fit,) = found(office, Wanted(no_papers=True))
    assert fit.no_papers
    assert not fit.missed


@pytest.mark.parametrize(("age", "suits"), [(11, False), (12, True), (17, True), (18, False)])
def test_an_age_beyond_the_bounds_is_missed(office: TwinOffice, age: int, suits: bool) -> None:
    office.perform(enter("Youth", min_age=12, max_age=17))
    (fit,) = found(office, Wanted(age=age))
    assert (Wish.AGE not in fit.missed) is suits


def test_a_service_for_women_is_missed_by_a_man_alone(office: TwinOffice) -> None:
    office.perform(enter("Women", women_only=True))
    assert Wish.SEX in found(office, Wanted(sex=Sex.MALE))[0].missed
    assert not found(office, Wanted(sex=Sex.FEMALE))[0].missed
    assert not found(office, Wanted(sex=Sex.NOT_ASKED))[0].missed


def test_words_match_the_start_of_words_in_the_language_of_the_screen(office: TwinOffice) -> None:
    office.perform(enter("Port Maren", area=ServiceArea.LEGAL))
    office.perform(enter("Clinic", area=ServiceArea.HEALTH))
    assert names(found(office, Wanted(words="leg adv"))) == ["Port Maren"]
    assert names(found(office, Wanted(words="mar"))) == ["Port Maren"]
    assert names(found(office, Wanted(words="aren"))) == []
    assert names(found(office, Wanted(words="health"), text=Text("fr"))) == ["Clinic"]


@pytest.mark.requirement("R-251", "R-254")
def test_an_agreement_counts_from_its_first_day_to_its_last(office: TwinOffice) -> None:
    (provider, _service), _ = office.perform(enter("Partner"))
    signed, until = date(2026, 11, 10), date(2026, 11, 18)
    office.perform(
        lambda work: sign_agreement(
            work, provider, AgreementKind.MEMORANDUM, signed_on=signed, valid_until=until
        )
    )
    (fit,) = found(office, Wanted(agreement=True))
    assert (fit.agreement, fit.agreement_until) == (True, until)
    for day in (-9, 1):
        (fit,) = found(office, Wanted(agreement=True), WEDNESDAY + timedelta(days=day))
        assert Wish.AGREEMENT in fit.missed


def test_the_agreement_that_holds_longest_is_shown(office: TwinOffice) -> None:
    (provider, _service), _ = office.perform(enter("Partner"))
    for until in (date(2027, 1, 1), None, date(2030, 1, 1)):
        office.perform(
            lambda work, until=until: sign_agreement(
                work,
                provider,
                AgreementKind.PROCEDURES,
                signed_on=date(2026, 1, 1),
                valid_until=until,
            )
        )
    (fit,) = found(office)
    assert (fit.agreement, fit.agreement_until) == (True, None)


def shelter(office: TwinOffice) -> ProviderId:
    (provider, _service), _ = office.perform(
        enter(
            "Moon house",
            confidential=True,
            area=ServiceArea.SAFETY,
            place="Hidden Lane 3",
            directions="Bus 4",
            languages=("ti",),
            women_only=True,
        )
    )
    return provider


@pytest.mark.parametrize("role", list(Role))
def test_a_confidential_shelter_is_a_name_and_a_number_for_every_role(
    office: TwinOffice, role: Role
) -> None:
    provider = shelter(office)
    office.becomes(actor(role))
    (fit,) = found(office)
    plain = Fit(
        service_id=fit.service_id,
        provider_id=provider,
        provider="Moon house",
        confidential=True,
        phone="+000 555",
        area=ServiceArea.SAFETY,
    )
    assert fit == plain
    page = office.ask(lambda reads: provider_page(reads, provider, WEDNESDAY))
    assert (page.name, page.phone, page.address, page.services) == (
        "Moon house",
        "+000 555",
        "",
        (),
    )


def test_nothing_of_a_shelter_can_be_learnt_from_its_place_in_the_list(office: TwinOffice) -> None:
    shelter(office)
    speaks = found(office, Wanted(language="ti"))[0].missed
    silent = found(office, Wanted(language="so"))[0].missed
    assert speaks == silent == {Wish.LANGUAGE}
    assert not found(office, Wanted(words="hidden"))


def test_a_shelter_keeps_no_place_even_in_the_store(office: TwinOffice) -> None:
    provider = shelter(office)
    (service,) = office.ask(lambda reads: reads.matching(Service, provider_id=provider))
    assert (service.place, service.directions, service.languages) == ("", "", ())


def test_a_provider_that_becomes_confidential_loses_its_places(office: TwinOffice) -> None:
    (provider, _service), _ = office.perform(enter("House", place="Quay 1", distance_km="1"))
    secret = ProviderEntry(
        name="House",
        kind=ProviderKind.ORGANISATION,
        confidential=True,
        phone="+000",
        address="Quay",
    )
    office.perform(lambda work: change_provider(work, provider, secret))
    (service,) = office.ask(lambda reads: reads.matching(Service, provider_id=provider))
    assert (service.place, service.distance_km) == ("", "")


def test_the_printed_list_has_no_place_of_a_shelter_and_no_name_of_anybody(
    office: TwinOffice,
) -> None:
    shelter(office)
    office.perform(enter("Port Maren", place="Quay Street", hours=weekdays("09:00", "17:00")))
    document = printed_list(found(office), "legal", WEDNESDAY.date(), ENGLISH)
    facts = [
        {fact.label: fact.value for fact in block.facts}
        for block in document.blocks
        if isinstance(block, Facts)
    ]
    hidden, open_to_all = facts
    assert list(hidden) == ["Telephone"]
    assert open_to_all["Where"] == "Quay Street"
    assert open_to_all["Open"] == "Mon to Fri 09:00 to 17:00"


def test_no_entity_leaves(office: TwinOffice) -> None:
    office.perform(enter("Port Maren"))
    (fit,) = found(office)
    assert not any(isinstance(getattr(fit, field.name), Entity) for field in fields(fit))


@pytest.mark.requirement("R-263")
def test_everybody_reads_and_only_some_write(office: TwinOffice) -> None:
    office.perform(enter("Port Maren"))
    office.becomes(actor(Role.RECEPTION))
    assert names(found(office)) == ["Port Maren"]
    with pytest.raises(NotAllowed):
        office.perform(enter("Another"))


def test_what_is_taken_out_is_not_found(office: TwinOffice) -> None:
    (provider, _service), _ = office.perform(enter("Gone"))
    office.perform(lambda work: take_out(work, provider))
    assert found(office) == ()


def test_a_provider_without_a_name_and_hours_that_run_backwards_are_refused(
    office: TwinOffice,
) -> None:
    with pytest.raises(InvalidValue):
        office.perform(enter(" "))
    (provider, _service), _ = office.perform(enter("Right"))
    wrong = ServiceEntry(name="A", area=ServiceArea.LEGAL, hours=weekdays("17:00", "09:00"))
    with pytest.raises(InvalidValue):
        office.perform(lambda work: add_service(work, provider, wrong))
