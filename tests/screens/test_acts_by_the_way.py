"""Small acts beside the main job: each is pressed and does what it says, many in one window."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from uuid import UUID

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from caseworker.aggregates.populations import Facet, Population
from caseworker.model.arrival import Eligibility
from caseworker.model.case import Case, Contact
from caseworker.model.data_access import DataAccessRequest, Wanted
from caseworker.model.ids import ArrivalId, PersonId
from caseworker.model.partial_date import PartialDate
from caseworker.model.person import Person, Sex
from caseworker.model.plan import Objective, PlannedAction
from caseworker.model.staff import Role, Training
from caseworker.model.team_meeting import TeamMeeting
from caseworker.ports import UnitOfWork
from caseworker.reception.check_in import AtTheGate, arrive
from caseworker.reception.screening import screen
from caseworker.steps import planning
from tests.evidence import samples
from tests.screens.at_work import AtWork
from tests.screens.chosen import ChosenFiles
from tests.screens.test_data_access import asked
from tests.screens.test_papers import agreed, attach, page
from ui.documents.document_page import DocumentPage
from ui.outside import Outside
from ui.reports.wanted import table_wanted
from ui.widgets.signature_pad import SignaturePad
from ui.window.navigation import Place


@pytest.fixture
def files() -> ChosenFiles:
    return ChosenFiles()


@pytest.fixture
def work(qtbot: QtBot, tmp_path: Path, files: ChosenFiles) -> Iterator[AtWork]:
    at_work = AtWork(qtbot, tmp_path, frozenset(Role), outside=Outside(files=files))
    yield at_work
    at_work.close()


def is_on(work: AtWork, name: str) -> bool:
    return bool(work.widget(name).property("checked"))


def arrived(unit: UnitOfWork) -> ArrivalId:
    return arrive(unit, AtTheGate(described_as="Woman, about 30")).id


def test_at_the_desk_one_stage_leads_to_the_one_that_is_missing(work: AtWork) -> None:
    arrival = work.does(arrived)
    work.go(Place.RECEPTION, arrival, "consent")
    work.press("to-eligibility")
    assert work.sees("Can this centre help")
    work.does(lambda unit: screen(unit, arrival, criteria_met=(), result=Eligibility.ELIGIBLE))
    work.go(Place.RECEPTION, arrival, "registration")
    work.press("to-consent")
    assert work.sees("In the room")
    work.press("room-interpreter-yes")
    work.write("interpreter-code", "07")
    for mark in ("signed", "child"):
        assert not is_on(work, f"interpreter-{mark}")
        work.press(f"interpreter-{mark}")
    work.press("add-purpose")
    work.write("other-purpose", "A letter to her sister")
    work.press("add-purpose")
    assert work.sees("A letter to her sister")
    work.press("form-of-consent-signature")
    drawn(work)
    assert not is_empty(work)
    work.press("clear-signature")
    assert is_empty(work)
    work.go(Place.TODAY)
    work.go(Place.RECEPTION, arrival, "consent")
    assert is_on(work, "interpreter-signed")
    assert is_on(work, "interpreter-child")
    assert work.sees("A letter to her sister")


def drawn(work: AtWork) -> None:
    pad = work.widget("signature-pad")
    work.session.page.show_part(pad)
    at = [QPoint(20, 20), QPoint(80, 50)]
    QTest.mousePress(pad, Qt.MouseButton.LeftButton, pos=at[0])
    QTest.mouseMove(pad, at[1])
    QTest.mouseRelease(pad, Qt.MouseButton.LeftButton, pos=at[1])
    work.settle()


def is_empty(work: AtWork) -> bool:
    pad = work.widget("signature-pad")
    assert isinstance(pad, SignaturePad)
    return not pad.signed


def test_what_was_done_and_what_is_not_said_in_a_plan(work: AtWork) -> None:
    case_id = work.selam()

    def plan(unit: UnitOfWork) -> UUID:
        goal = planning.add_goal(unit, case_id, planning.Goal(title="A school"))
        return planning.add_action(unit, goal.id, planning.ToDo(what="Ask the school")).id

    action = work.does(plan)

    def is_done() -> bool:
        found = work.office.ask(lambda reads: reads.get(PlannedAction, action))
        return found.done_on is not None

    work.go(Place.CASE, case_id, "implementation")
    for done in (True, False):
        work.press(f"do-{action}")
        assert is_done() is done
    work.go(Place.CASE, case_id, "planning")
    work.press("add-goal")
    work.write("goal-title", "A dentist")
    work.press("goal-declined")
    work.press("keep-goal")
    goals = work.office.ask(lambda reads: reads.matching(Objective, order_by="position"))
    assert [each.own_words_declined for each in goals] == [False, True]
    work.press("log-contact")
    work.write("contact-about", "The school place")
    work.press("contact-reached")
    work.press("keep-contact")
    (contact,) = work.office.ask(lambda reads: reads.matching(Contact))
    assert not contact.reached


def test_a_paper_is_marked_and_looked_at_closely(
    work: AtWork, files: ChosenFiles, tmp_path: Path
) -> None:
    agreed(work)
    work.press("attach-paper")
    for mark in ("staff-only", "third-party"):
        work.press(f"paper-{mark}")
    work.press("leave-paper")
    paper = attach(work, files, tmp_path / "Letter.pdf", samples.pdf(pages=6))
    work.press("desk-view-toggle")
    work.press(f"open-paper-{paper.id}")

    def width() -> int:
        return page(work).pixmap().width()

    usual = width()
    work.press("larger")
    assert width() > usual
    work.press("smaller")
    work.press("smaller")
    assert width() < usual
    work.press("later-pages")
    assert not work.find("file-page-1")
    work.press("earlier-pages")
    assert work.find("file-page-1")
    work.press("full-screen")
    assert work.window.isFullScreen()
    work.press_key(Qt.Key.Key_Escape, "close-file")
    assert not work.window.isFullScreen()
    assert work.find("file-page-1"), "the first Escape leaves the full screen alone"
    work.press_key(Qt.Key.Key_Escape, "close-file")
    assert not work.find("file-page-1")


def test_a_signed_request_is_looked_at_and_a_meeting_gone_through(
    work: AtWork, files: ChosenFiles, tmp_path: Path
) -> None:
    work.go(Place.RIGHTS)
    work.press("data-asked")
    work.press("asking-urgent")
    asked(work, Wanted.PROTECTION_FIGURES.value, "Children alone")
    files.opens = tmp_path / "signed.png"
    files.opens.write_bytes(samples.png())
    work.press("signed-scan-attach")
    work.press("form-is-signed")
    (request,) = work.office.ask(lambda reads: reads.matching(DataAccessRequest))
    assert request.urgent
    work.press("look-at-signed-form")
    assert work.find("file-page-1")
    work.press("close-file")
    case_id = work.selam()
    work.does(lambda unit: setattr(unit.get(Case, case_id), "assigned_to", None))
    work.go(Place.REPORTS, part="meetings")
    work.press("prepare-meeting")
    work.press("open-topic-0")
    assert work.sees("7QK-0001")
    work.go(Place.REPORTS, part="meetings")
    (meeting,) = work.office.ask(lambda reads: reads.matching(TeamMeeting))
    work.press(f"meeting-{meeting.id}")
    assert work.find("finish-meeting")
    work.go(Place.REPORTS, part="history")
    work.press("first-figures")
    assert work.find("send-figures")


def few_of_each_age(unit: UnitOfWork) -> None:
    for born in ("1955", "1970", "1985", "2000", "2012", "2018", "2024"):
        for sex in (Sex.FEMALE, Sex.MALE, Sex.FEMALE):
            unit.add(
                Person(
                    id=PersonId(unit.new_id()),
                    date_of_birth=PartialDate(born),
                    sex=sex,
                    registered_at=unit.now(),
                    registered_by=unit.actor.user_id,
                )
            )


def test_figures_that_hide_most_are_told_more_broadly_by_one_press(work: AtWork) -> None:
    work.does(few_of_each_age)
    facets = (Facet.AGE, Facet.SEX)
    work.go(Place.REPORTS, table_wanted(Population.REGISTERED, facets), "figures")
    assert work.sees("Most would be hidden")
    said = work.widget("broader-0").property("text")
    work.press("broader-0")
    assert is_on(work, "facet-age") + is_on(work, "facet-sex") == 1, said


def test_who_is_trained_for_health_prints_it_from_the_forms_about_somebody(work: AtWork) -> None:
    case_id = work.selam()
    object.__setattr__(work.office.actor, "trainings", frozenset({Training.HEALTH}))
    work.go(Place.FORMS, case_id, "about")
    work.press("print-health")
    assert isinstance(work.session.page, DocumentPage)
    work.press("close-document")
    assert work.find("print-health")
