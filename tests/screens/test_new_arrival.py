from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from caseworker.model.arrival import Arrival, UrgentNeed
from caseworker.reception.check_in import AtTheGate, arrive
from tests.screens.at_work import AtWork
from ui.window.navigation import Place


@pytest.fixture
def work(qtbot: QtBot, tmp_path: Path) -> Iterator[AtWork]:
    at_work = AtWork(qtbot, tmp_path)
    yield at_work
    at_work.close()


def test_what_was_written_at_the_gate_is_there_again_until_the_number_is_given(
    work: AtWork,
) -> None:
    need = next(iter(UrgentNeed))
    work.go(Place.RECEPTION, part="new")
    work.write("described-as", "Woman, blue coat")
    work.press("people-more")
    work.press("children-more")
    work.press(f"urgent-need-{need.name.lower()}")
    work.write("urgent-help", "Nurse comes")
    work.press("someone-stays")
    work.go(Place.TODAY)
    work.go(Place.RECEPTION, part="new")
    assert work.widget("described-as").property("text") == "Woman, blue coat"
    work.press("give-number")
    (kept,) = work.office.ask(lambda reads: reads.matching(Arrival))
    assert (kept.described_as, kept.people, kept.children) == ("Woman, blue coat", 2, 1)
    assert need in kept.urgent_needs
    assert (kept.urgent_help, kept.someone_stays) == ("Nurse comes", True)

    work.go(Place.RECEPTION, part="new")
    assert work.widget("described-as").property("text") == ""
    assert work.widget("people").property("text") == "1"


def test_children_alone_are_people_too(work: AtWork) -> None:
    work.go(Place.RECEPTION, part="new")
    work.write("described-as", "Three boys")
    work.widget("children").setProperty("text", "")
    work.write("children", "3")
    work.press("people-fewer")
    assert work.widget("people").property("text") == "3"
    work.press("give-number")
    (kept,) = work.office.ask(lambda reads: reads.matching(Arrival))
    assert (kept.people, kept.children) == (3, 3)


@pytest.mark.requirement("R-269")
def test_what_is_done_about_urgent_needs_is_said_once(work: AtWork) -> None:
    def says_at_the_gate(need: UrgentNeed, *, stays: bool) -> None:
        seen = AtTheGate(described_as="Boy", urgent_needs=frozenset({need}), someone_stays=stays)
        work.does(lambda unit: arrive(unit, seen))
        work.go(Place.TODAY)

    says_at_the_gate(UrgentNeed.CHILD_ALONE, stays=True)
    assert work.sees("Someone stays")
    assert not work.sees("Help comes first")
    says_at_the_gate(UrgentNeed.MEDICAL, stays=False)
    assert work.sees("Help comes first")
