"""Going away, on screen: who stands in, whose work is shown meanwhile, and coming back."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from caseworker.model.case import Case
from caseworker.model.ids import CaseId, FollowUpId, PersonId, UserId
from caseworker.model.person import Person
from caseworker.model.review import FollowUp
from caseworker.model.staff import Role, Training, User
from caseworker.model.supervision import Absence
from caseworker.ports import UnitOfWork
from caseworker.views.case_page import cases
from tests.screens.at_work import MENUS, AtWork, Begin
from tests.screens.elsewhere import Elsewhere
from tests.screens.test_reports import choose
from ui.window.navigation import Place

CASEWORKER = frozenset({Role.CASEWORKER})


def case_of(work: AtWork, whose: UserId) -> CaseId:
    """Enter Hiwot, whose case and follow-up of today are with a colleague."""

    def act(unit: UnitOfWork) -> CaseId:
        person = Person(
            id=PersonId(unit.new_id()),
            given_name="Hiwot",
            registered_at=unit.now(),
            registered_by=whose,
        )
        case = Case(
            id=CaseId(unit.new_id()),
            number="7QK-0009",
            person_id=person.id,
            opened_at=unit.now(),
            opened_by=whose,
            assigned_to=whose,
        )
        unit.add(person)
        unit.add(case)
        unit.add(
            FollowUp(
                id=FollowUpId(unit.new_id()),
                case_id=case.id,
                due_at=unit.now() + timedelta(hours=2),
                what="Go along to the clinic",
                assigned_to=whose,
            )
        )
        return case.id

    return work.does(act)


@MENUS
def test_a_caseworker_goes_away_and_comes_back(begin: Begin) -> None:
    work = begin(CASEWORKER)
    work.colleague("Nadia Rossi")
    work.go(Place.CALENDAR)
    work.press("i-am-away")
    assert not work.find("who-is-away")
    work.press("away-until-in-7")
    assert work.sees("Choose who stands in.")
    choose(work, "covered-by", "Nadia Rossi")
    work.press("absence-act")
    assert work.sees("Nadia Rossi stands in for you")
    (absence,) = work.office.ask(lambda reads: reads.matching(Absence))
    work.press(f"back-{absence.id}")
    assert not work.sees("Nadia Rossi stands in for you")


@MENUS
def test_the_work_of_whom_she_stands_in_for_is_hers_meanwhile(begin: Begin) -> None:
    work = begin(CASEWORKER)
    nadia = work.colleague("Nadia Rossi")
    case_of(work, nadia)
    me, today = work.office.actor.user_id, work.moment.date()
    work.go(Place.CALENDAR)
    assert not work.sees("Go along to the clinic")
    work.does(
        lambda unit: unit.add(
            Absence(id=unit.new_id(), user_id=nadia, first_day=today, last_day=today, covered_by=me)
        )
    )
    assert work.sees("You stand in for Nadia Rossi")
    assert work.sees("Go along to the clinic")
    work.go(Place.TODAY)
    assert work.sees("Go along to the clinic")
    (row,) = work.office.ask(lambda reads: cases(reads, mine=True, offset=0, limit=9))
    assert row.person == "Hiwot"
    work.moment += timedelta(days=1)
    work.go(Place.CALENDAR)
    assert not work.sees("Go along to the clinic")


@MENUS
def test_a_supervisor_writes_down_that_a_colleague_fell_ill(begin: Begin) -> None:
    work = begin(frozenset({Role.SUPERVISOR}))
    work.colleague("Nadia Rossi")
    work.colleague("Tomas Weber")
    work.go(Place.REPORTS, part="queue")
    work.press("i-am-away")
    choose(work, "who-is-away", "Nadia Rossi")
    work.press("away-until-in-7")
    choose(work, "covered-by", "Tomas Weber")
    work.press("absence-act")
    assert work.sees("Tomas Weber stands in")


@pytest.mark.procedure("health-laptops")
def test_the_page_of_laptops_says_where_nothing_about_health_lies(
    qtbot: QtBot, tmp_path: Path
) -> None:
    stick = tmp_path / "stick"
    stick.mkdir()
    work = AtWork(qtbot, tmp_path)
    work.office.space.found()
    other = Elsewhere(work, tmp_path / "other", stick)
    me = work.office.actor.user_id

    def train(unit: UnitOfWork) -> None:
        unit.get(User, me).trainings = frozenset({Training.HEALTH})

    work.does(train)
    work.office.space.align()
    work.go(Place.LAPTOPS)
    assert work.sees("It has not told yet that what is written about health is gone")
    for office in (work.office, other.office, work.office):
        other.exchange(office)
    work.go(Place.TODAY)
    work.go(Place.LAPTOPS)
    assert work.sees("Nothing about health lies on it")
    other.office.close()
    work.close()
