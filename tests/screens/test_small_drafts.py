"""What is typed into a small form stands there again, until it is kept."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from caseworker.centre.settings import the_centre
from caseworker.model.arrival import Screening
from caseworker.model.case import ProtocolKind, ProtocolRun
from caseworker.model.directory import Provider
from caseworker.model.person import Person
from caseworker.model.plan import Objective
from caseworker.notes.protocols import open_protocol
from caseworker.reception.check_in import AtTheGate, arrive
from tests.screens.at_work import AtWork
from ui.window.navigation import Place


@pytest.fixture
def work(qtbot: QtBot, tmp_path: Path) -> Iterator[AtWork]:
    at_work = AtWork(qtbot, tmp_path)
    yield at_work
    at_work.close()


def said(work: AtWork, name: str) -> str:
    widget = work.widget(name)
    return str(widget.property("text") or widget.property("plainText") or "")


def test_a_goal_begun_is_there_again_until_it_is_kept(work: AtWork) -> None:
    case_id = str(work.selam())
    work.go(Place.CASE, case_id, "planning")
    work.press("add-goal")
    work.write("goal-title", "A place to stay")
    work.write("goal-own-words", "A door I can close")
    work.go(Place.TODAY)
    work.go(Place.CASE, case_id, "planning")
    work.press("add-goal")
    assert said(work, "goal-title") == "A place to stay"
    assert said(work, "goal-own-words") == "A door I can close"
    work.press("keep-goal")
    (goal,) = work.office.ask(lambda reads: reads.matching(Objective))
    assert goal.own_words == "A door I can close"
    work.press("add-goal")
    assert said(work, "goal-title") == ""


def test_a_provider_begun_is_there_again_until_it_is_kept(work: AtWork) -> None:
    work.go(Place.DIRECTORY, part="new")
    work.write("provider-name", "Harbour clinic")
    work.write("provider-description", "First aid")
    work.go(Place.TODAY)
    work.go(Place.DIRECTORY, part="new")
    assert said(work, "provider-name") == "Harbour clinic"
    work.press("keep-provider")
    (provider,) = work.office.ask(lambda reads: reads.matching(Provider))
    assert (provider.name, provider.short_description) == ("Harbour clinic", "First aid")
    work.go(Place.DIRECTORY, part="new")
    assert said(work, "provider-name") == ""


def test_a_safe_way_begun_is_there_again(work: AtWork) -> None:
    work.selam()
    person = str(work.office.ask(lambda reads: reads.matching(Person)[0].id))
    work.go(Place.PERSON, person)
    work.press("add-way")
    work.write("way-address", "0612")
    work.go(Place.TODAY)
    work.go(Place.PERSON, person)
    work.press("add-way")
    assert said(work, "way-address") == "0612"
    work.press("keep-way")
    work.press("add-way")
    assert said(work, "way-address") == ""


def _person(work: AtWork) -> str:
    return str(work.office.ask(lambda reads: reads.matching(Person)[0].id))


def _private(work: AtWork, case: str) -> None:
    work.go(Place.CASE, case, "assessment")
    work.press("desk-view-toggle")


def _wish(work: AtWork, _case: str) -> None:
    work.go(Place.PERSON, _person(work))
    work.press("request-erasure")


def _restriction(work: AtWork, _case: str) -> None:
    work.go(Place.RIGHTS, _person(work), "seen by")


@pytest.mark.parametrize(
    ("open_it", "field"),
    [
        (_private, "risk-reason"),
        (_wish, "request-words"),
        (_restriction, "restriction-reason"),
    ],
    ids=["risk", "wish", "restriction"],
)
def test_reasons_and_wishes_begun_are_there_again(
    work: AtWork, open_it: Callable[[AtWork, str], None], field: str
) -> None:
    case_id = str(work.selam())
    open_it(work, case_id)
    work.write(field, "Half a sentence")
    if work.find("request-back"):
        work.press("request-back")
    work.go(Place.TODAY)
    open_it(work, case_id)
    assert said(work, field) == "Half a sentence"


def test_ticking_an_act_keeps_what_was_being_written(work: AtWork) -> None:
    case_id = work.selam()
    work.does(lambda unit: open_protocol(unit, case_id, ProtocolKind.MISSING_CHILD).id)
    work.go(Place.CASE, case_id, "assessment")
    work.write("protocol-outcome", "Found at the fountain")
    first = next(name for name in work.names() if name.startswith("protocol-act-"))
    work.press(first)
    assert said(work, "protocol-outcome") == "Found at the fountain"
    work.press("end-protocol")
    (run,) = work.office.ask(lambda reads: reads.matching(ProtocolRun))
    assert run.outcome == "Found at the fountain"
    assert not work.office.drafts.all()


def test_the_note_on_eligibility_stays_when_it_is_looked_at_again(work: AtWork) -> None:
    arrival = work.does(lambda unit: arrive(unit, AtTheGate()).id)
    work.go(Place.RECEPTION, arrival, "eligibility")
    work.write("eligibility-reason", "Sent by the")
    work.go(Place.TODAY)
    work.go(Place.RECEPTION, arrival, "eligibility")
    assert said(work, "eligibility-reason") == "Sent by the"
    work.write("eligibility-reason", " harbour")
    work.press("keep-eligibility")
    work.go(Place.RECEPTION, arrival, "eligibility")
    assert said(work, "eligibility-reason") == "Sent by the harbour"
    work.press("keep-eligibility")
    (screening,) = work.office.ask(lambda reads: reads.matching(Screening))
    assert screening.reason == "Sent by the harbour"


def test_a_bed_half_written_is_there_again_until_somebody_is_checked_in(work: AtWork) -> None:
    arrival = work.does(lambda unit: arrive(unit, AtTheGate(described_as="A man")))
    work.go(Place.RECEPTION, arrival.id, "check-in")
    work.write("bed", "Room 4, b")
    work.go(Place.TODAY)
    work.go(Place.RECEPTION, arrival.id, "check-in")
    assert said(work, "bed") == "Room 4, b"
    work.press("check-in")
    work.go(Place.RECEPTION, arrival.id, "check-in")
    assert said(work, "bed") == "Room 4, b", "now it is the bed of this number"


def test_settings_of_the_centre_half_written_are_there_again(work: AtWork) -> None:
    work.go(Place.CENTRE)
    work.write("centre-criteria", "Arrived by sea")
    work.go(Place.TODAY)
    work.go(Place.CENTRE)
    assert said(work, "centre-criteria") == "Arrived by sea"
    work.press("keep-centre")
    assert work.office.ask(the_centre).eligibility_criteria == ("Arrived by sea",)
