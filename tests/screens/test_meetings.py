"""A case review meeting in the real window: prepared by one press, decided, its minutes printed."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from caseworker.model.case import Case
from caseworker.model.team_meeting import AgendaItem, TeamMeeting
from caseworker.ports import UnitOfWork
from tests.screens.at_work import AtWork
from ui.documents.document_page import DocumentPage
from ui.window.navigation import Place


@pytest.fixture
def work(qtbot: QtBot, tmp_path: Path) -> Iterator[AtWork]:
    at_work = AtWork(qtbot, tmp_path)
    yield at_work
    at_work.close()


def test_a_meeting_from_agenda_to_minutes(work: AtWork) -> None:
    case_id = work.selam()

    def leave_alone(unit: UnitOfWork) -> None:
        unit.get(Case, case_id).assigned_to = None

    work.does(leave_alone)
    work.go(Place.REPORTS, part="meetings")
    work.press("prepare-meeting")
    assert work.sees("Selam T.")
    assert work.sees("Without a caseworker")
    work.press("decide-0")
    work.write("decision-words", "Amina takes it")
    work.press("decision-act")
    assert work.sees("Amina takes it")
    work.write("new-topic", "The desk in the holidays")
    work.press("add-topic")
    assert work.sees("The desk in the holidays")
    work.press("leave-out-1")
    assert not work.sees("The desk in the holidays")
    work.press("finish-meeting")
    (meeting,) = work.office.ask(lambda reads: reads.matching(TeamMeeting))
    assert meeting.finished_at is not None
    assert not work.find("decide-0")
    work.press("print-meeting")
    assert isinstance(work.session.page, DocumentPage)


def test_what_was_typed_about_a_decision_comes_back(work: AtWork) -> None:
    case_id = work.selam()

    def leave_alone(unit: UnitOfWork) -> None:
        unit.get(Case, case_id).assigned_to = None

    work.does(leave_alone)
    work.go(Place.REPORTS, part="meetings")
    work.press("prepare-meeting")
    work.press("decide-0")
    work.write("decision-words", "Half a decis")
    work.press("decision-back")
    work.press("decide-0")
    assert work.widget("decision-words").property("plainText") == "Half a decis"
    assert not work.office.ask(lambda reads: reads.matching(AgendaItem))[0].decision
