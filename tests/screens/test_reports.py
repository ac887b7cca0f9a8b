"""The supervisor's month, queue and caseloads, by keyboard and mouse on a real store."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from io import BytesIO
from pathlib import Path

import openpyxl
import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot
from shiboken6 import isValid

from caseworker.aggregates.going_out import history
from caseworker.centre.settings import the_centre
from caseworker.model.case import Case
from caseworker.model.ids import CaseId, FollowUpId, PersonId, UserId
from caseworker.model.partial_date import PartialDate
from caseworker.model.person import Person, Sex
from caseworker.model.review import FollowUp
from caseworker.model.staff import Role, User
from caseworker.model.supervision import Absence, PlanLook, QueueNote
from caseworker.ports import UnitOfWork
from caseworker.steps import planning
from tests.screens.at_work import MENUS, AtWork
from tests.screens.elsewhere import Elsewhere
from ui.outside import Outside
from ui.widgets.select import Select
from ui.window.navigation import Place


@pytest.fixture
def work(qtbot: QtBot, tmp_path: Path) -> Iterator[AtWork]:
    at_work = AtWork(qtbot, tmp_path)
    yield at_work
    at_work.close()


def agreed_by(work: AtWork, case_id: CaseId, whom: UserId) -> None:
    """Agree a plan as *whom* would have done it, at a centre that asks for a look."""

    def act(unit: UnitOfWork) -> None:
        the_centre(unit).plan_needs_look = True
        planning.add_goal(unit, case_id, planning.Goal(title="Find a school"))
        planning.agree(unit, case_id, None).agreed_with = whom

    work.does(act)


def choose(work: AtWork, name: str, words: str) -> None:
    """Choose by typing the first letters, as the keyboard does."""
    select = work.widget(name)
    select.setFocus()
    QTest.keyClicks(select, words)
    work.settle()


def supervisor(work: AtWork, name: str) -> UserId:
    key = work.colleague(name)

    def act(unit: UnitOfWork) -> None:
        user = unit.get(User, key)
        user.roles = user.roles | {Role.SUPERVISOR}

    work.does(act)
    return key


def test_the_month_shows_figures_charts_and_their_tables(work: AtWork) -> None:
    work.selam()
    work.go(Place.REPORTS)
    assert work.sees("Harbour Gate this month")
    assert work.sees("Open cases")
    chart = work.widget("caseload")
    assert "November 2026: open cases: 1" in chart.accessibleDescription()
    work.press("caseload-table")
    assert work.sees("November 2026")
    assert not work.find("caseload")
    work.press("caseload-table")
    assert work.find("caseload")


def test_a_chart_leaves_by_the_gate_of_figures_alone(work: AtWork) -> None:
    work.go(Place.REPORTS)
    work.press("referrals-sent-send")
    assert work.sees("Figures that go out")
    assert work.widget("population").property("currentText") == "People referred, each once"
    work.go(Place.REPORTS)
    work.press("age-and-sex-send")
    assert work.widget("population").property("currentText") == "People with an open case"
    assert work.find("send-figures")


def test_figures_follow_what_is_written(work: AtWork) -> None:
    case_id = work.selam()
    work.go(Place.REPORTS)
    assert work.sees("Nothing is late")

    def act(unit: UnitOfWork) -> None:
        unit.add(
            FollowUp(
                id=FollowUpId(unit.new_id()),
                case_id=case_id,
                due_at=unit.now() - timedelta(days=9),
                what="Call about school",
                assigned_to=unit.actor.user_id,
            )
        )

    work.does(act)
    assert work.sees("1 by more than a week")
    work.press("review-queue")
    assert work.sees("9 days late")
    assert work.sees("Call about school · Amina Karim · Risk: Not judged")


def test_a_plan_is_looked_at_from_the_queue(work: AtWork) -> None:
    case_id = work.selam()
    agreed_by(work, case_id, work.colleague("Bo Li"))
    work.go(Place.REPORTS)
    assert work.sees("Review queue, 1")
    work.press("review-queue")
    assert work.sees("A plan was agreed: look at it")
    work.press("waiting-0")
    assert work.sees("A supervisor looks at this plan")
    work.press("plan-look-back")
    assert work.sees("Say what to think of again.")
    work.write("plan-look-comment", "And the brother?")
    work.press("plan-look-back")
    (look,) = work.office.ask(lambda reads: reads.matching(PlanLook))
    assert (look.agrees, look.comment) == (False, "And the brother?")
    assert work.sees("Amina Karim asks to think of this again")
    assert not work.find("plan-look-agrees")
    work.go(Place.REPORTS, part="queue")
    assert work.sees("Nothing waits for you")


def test_nobody_is_offered_to_look_at_her_own_plan(work: AtWork) -> None:
    case_id = work.selam()
    agreed_by(work, case_id, work.office.actor.user_id)
    work.go(Place.CASE, case_id, "planning")
    assert work.sees("A supervisor looks at this plan")
    assert not work.find("plan-look-agrees")


@MENUS
def test_handing_on_with_a_word(work: AtWork) -> None:
    case_id = work.selam()
    agreed_by(work, case_id, supervisor(work, "Bo Li"))
    nadia = supervisor(work, "Nadia Rossi")
    work.go(Place.REPORTS, part="queue")
    work.press("hand-on-0")
    assert work.sees("Choose a colleague, or write a word.")
    to = work.widget("hand-on-to")
    assert isinstance(to, Select)
    offered = [to.itemText(at) for at in range(to.count())]
    assert "Bo Li" not in offered, "nobody decides on her own work"
    choose(work, "hand-on-to", "Nadia Rossi")
    work.write("hand-on-word", "You know the family")
    work.press("hand-on-sheet-act")
    (note,) = work.office.ask(lambda reads: reads.matching(QueueNote))
    assert (note.given_to, note.comment) == (nadia, "You know the family")
    assert work.sees("Nothing waits for you")
    work.press("everybody")
    assert work.sees("With Nadia Rossi")
    assert work.sees("You know the family")


@MENUS
def test_what_a_sheet_asks_is_done_though_a_colleague_wrote_meanwhile(work: AtWork) -> None:
    """The list beneath is made anew, and the button that opened the sheet is gone."""
    agreed_by(work, work.selam(), work.colleague("Bo Li"))
    work.go(Place.REPORTS, part="queue")
    pressed = work.widget("hand-on-0")
    pressed.setFocus()
    work.press("hand-on-0")
    agreed_by(work, work.selam(), work.colleague("Ciro Paz"))
    work.settle()
    assert not isValid(pressed)
    work.write("hand-on-word", "You know the family")
    work.press("hand-on-sheet-act")
    (note,) = work.office.ask(lambda reads: reads.matching(QueueNote))
    assert note.comment == "You know the family"


@MENUS
def test_a_whole_caseload_is_given_and_taken_back(work: AtWork) -> None:
    case_id = work.selam()
    bo = work.colleague("Bo Li")

    def whose() -> UserId | None:
        return work.office.ask(lambda reads: reads.get(Case, case_id).assigned_to)

    work.go(Place.REPORTS)
    work.press("caseloads")
    assert work.sees("The centre's limit is 25 open cases for each caseworker.")
    me = work.office.actor.user_id
    work.press(f"load-{me}")
    assert work.sees("Choose at least one case.")
    work.press("choose-all")
    work.press("give-cases")
    choose(work, "give-to", "Bo Li")
    work.press("give-sheet-act")
    assert whose() == bo
    assert work.sees("1 case was given")
    work.qtbot.keyClick(work.window, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    work.settle()
    assert whose() == me


def test_caseworkers_are_not_offered_the_figures_of_all(qtbot: QtBot, tmp_path: Path) -> None:
    at_work = AtWork(qtbot, tmp_path, frozenset({Role.CASEWORKER}))
    try:
        at_work.go(Place.REPORTS)
        assert not at_work.find("review-queue")
        assert not at_work.sees("this month")
    finally:
        at_work.close()


def many(work: AtWork) -> None:
    """Enter enough people for figures that can be told, and one who could be found."""
    enter(work, ("2000", Sex.MALE, 9), ("2000", Sex.FEMALE, 8), ("1955", Sex.FEMALE, 1))


def enter(work: AtWork, *groups: tuple[str, Sex, int], series: str = "") -> None:
    """Enter people with an open case each, of *groups* by birth, sex and how many they are.

    A *series* of its own tells their case numbers from those of others.
    """

    def act(unit: UnitOfWork) -> None:
        me = unit.actor.user_id
        for born, sex, count in groups:
            for number in range(count):
                person = Person(
                    id=PersonId(unit.new_id()),
                    given_name=f"Person {number}",
                    date_of_birth=PartialDate(born),
                    sex=sex,
                    registered_at=unit.now(),
                    registered_by=me,
                )
                unit.add(person)
                unit.add(
                    Case(
                        id=CaseId(unit.new_id()),
                        number=f"7QK-{series}{born}-{sex.value}-{number}",
                        person_id=person.id,
                        opened_at=unit.now(),
                        opened_by=me,
                        assigned_to=me,
                    )
                )

    work.does(act)


class OneFile:
    """Answers where a file is to lie."""

    def __init__(self, place: Path) -> None:
        self.place = place

    def to_open(self, parent: object, title: str, suffixes: tuple[str, ...]) -> Path | None:
        return None

    def folder(self, parent: object, title: str) -> Path | None:
        return None

    def to_save(self, parent: object, title: str, suffix: str) -> Path | None:
        return self.place.with_suffix(f".{suffix}")


@pytest.mark.requirement("R-449", "R-450")
def test_figures_go_out_protected_and_are_remembered(qtbot: QtBot, tmp_path: Path) -> None:
    work = AtWork(qtbot, tmp_path, outside=Outside(files=OneFile(tmp_path / "figures")))
    try:
        many(work)
        work.go(Place.REPORTS)
        work.press("export-figures")
        assert work.sees("With all that went out before, nobody can work one out.")
        assert work.sees("Nothing yet.")
        work.press("send-figures")
        assert work.sees("Say who gets it, so that anybody can ask for it later.")
        work.write("figures-recipient", "Regional office")
        work.press("going-out-act")
        assert work.sees("The figures are written")
        (kept,) = work.office.ask(history)
        assert kept.recipient == "Regional office"
        assert work.sees("What went out before")
        assert work.sees("Regional office")
        content = (tmp_path / "figures.xlsx").read_bytes()
        assert b"Person" not in content
        book = openpyxl.load_workbook(BytesIO(content))
        words = [str(cell.value) for row in book.worksheets[0].iter_rows() for cell in row]
        assert "hidden to protect" in words
        assert "1" not in words
    finally:
        work.close()


def test_other_facets_and_people_are_counted_at_a_press(work: AtWork) -> None:
    many(work)
    work.go(Place.REPORTS, part="figures")
    work.press("facet-nationality")
    assert not work.widget("facet-risk").isEnabled()
    work.press("facet-age")
    work.press("facet-sex")
    assert work.sees("counts are hidden")
    work.press("facet-nationality")
    assert work.sees("Choose by what to count.")


@MENUS
def test_going_away_and_coming_back(work: AtWork) -> None:
    supervisor(work, "Nadia Rossi")
    work.go(Place.REPORTS, part="queue")
    work.press("i-am-away")
    assert work.sees("Write the first and the last day.")
    work.press("away-until-in-7")
    assert work.sees("Choose who stands in.")
    choose(work, "covered-by", "Nadia Rossi")
    work.press("absence-act")
    assert work.sees("Nadia Rossi stands in")
    (absence,) = work.office.ask(lambda reads: reads.matching(Absence))
    assert (absence.last_day - absence.first_day).days == 7
    work.press(f"back-{absence.id}")
    assert not work.sees("Nadia Rossi stands in")


def test_a_laptop_that_stays_away_is_seen(work: AtWork, tmp_path: Path) -> None:
    stick = tmp_path / "stick"
    stick.mkdir()
    work.office.space.found()
    other = Elsewhere(work, tmp_path / "other", stick)
    other.exchange()
    other.exchange(work.office)
    work.go(Place.REPORTS, part="queue")
    assert not work.sees("Laptops not heard of for a week")
    work.moment += timedelta(days=8)
    work.go(Place.REPORTS)
    work.go(Place.REPORTS, part="queue")
    assert work.sees("Laptops not heard of for a week")
    work.press(f"quiet-{other.office.store.identity.device_code}")
    assert work.find("exchange-stick")
    other.office.close()
