"""Small acts of forms: each mark that can be set is kept as it was set."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from caseworker.centre.settings import the_centre
from caseworker.model.directory import Agreement, Provider, ProviderKind, Service
from caseworker.model.ids import ProviderId
from caseworker.model.review import FollowUp
from caseworker.model.staff import Role
from caseworker.ports import UnitOfWork
from tests.screens.at_work import AtWork
from ui.window.navigation import Place


@pytest.fixture
def work(qtbot: QtBot, tmp_path: Path) -> Iterator[AtWork]:
    at_work = AtWork(qtbot, tmp_path, frozenset(Role))
    yield at_work
    at_work.close()


def provider(unit: UnitOfWork) -> ProviderId:
    made = Provider(id=ProviderId(unit.new_id()), name="Lighthouse", kind=ProviderKind.ORGANISATION)
    unit.add(made)
    return made.id


def test_what_is_true_of_a_service_is_kept(work: AtWork) -> None:
    lighthouse = work.does(provider)
    work.go(Place.DIRECTORY, lighthouse, "service")
    work.write("service-name", "Advice")
    before = work.widget("service-free").property("checked")
    for mark in ("by-appointment", "women-only", "undocumented", "free"):
        work.press(f"service-{mark}")
    work.press("keep-service")
    (kept,) = work.office.ask(lambda reads: reads.matching(Service))
    assert (kept.by_appointment, kept.women_only, kept.accepts_undocumented) == (True, True, True)
    assert kept.free is not before


def test_a_provider_of_and_for_migrants_is_marked_so(work: AtWork) -> None:
    work.go(Place.DIRECTORY, part="new")
    work.write("provider-name", "Open Door")
    work.write("provider-phone", "+000 12")
    work.press("provider-by-and-for")
    work.press("keep-provider")
    (kept,) = work.office.ask(lambda reads: reads.matching(Provider))
    assert kept.by_and_for


def test_a_provider_is_taken_out_after_it_was_asked(work: AtWork) -> None:
    lighthouse = work.does(provider)
    work.go(Place.DIRECTORY, lighthouse)
    work.press("take-out-provider")
    work.press("take-out-back")

    def removed() -> bool:
        return work.office.ask(lambda reads: reads.get(Provider, lighthouse)).removed_at is not None

    assert not removed()
    work.press("take-out-provider")
    work.press("take-out-act")
    assert removed()
    assert not work.sees("Lighthouse")


def test_an_agreement_that_is_left_is_not_kept(work: AtWork) -> None:
    lighthouse = work.does(provider)
    work.go(Place.DIRECTORY, lighthouse)
    work.press("new-agreement")
    work.press("leave-agreement")
    assert not work.find("keep-agreement")
    assert work.office.ask(lambda reads: reads.count(Agreement)) == 0


def test_the_rules_of_the_centre_are_turned_round(work: AtWork) -> None:
    def rules() -> tuple[bool, bool, bool]:
        centre = work.office.ask(the_centre)
        return centre.closure_needs_approval, centre.plan_needs_look, centre.sole_worker

    before = rules()
    work.go(Place.CENTRE)
    for name in ("centre-approval", "centre-plans", "centre-alone"):
        work.press(name)
    work.press("keep-centre")
    assert rules() == tuple(not each for each in before)


def test_a_look_is_planned_and_says_how_to_reach_her(work: AtWork) -> None:
    case_id = work.selam()
    work.go(Place.CASE, case_id, "review")
    work.press("plan-look")
    assert work.sees("Choose a day, or write it like 2.12.2026.")
    work.write("look-what", "See the school")
    work.press("look-day-in-7")
    work.press("plan-look")
    (look,) = work.office.ask(lambda reads: reads.matching(FollowUp))
    assert look.what == "See the school"
    work.press(f"reach-{look.id}")
    assert work.sees("+000 21")
