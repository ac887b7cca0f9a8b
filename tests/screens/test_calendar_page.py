from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta, timezone
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from caseworker.errors import NotAllowed
from caseworker.model.ids import CaseId, FollowUpId, UserId
from caseworker.model.review import FollowUp, FollowUpState
from caseworker.model.staff import Role
from caseworker.ports import UnitOfWork
from caseworker.steps.review import close_follow_up
from caseworker.views.calendar import FEW, monday_of, week
from tests.screens.at_work import MENUS, AtWork
from tests.twin import TwinOffice, actor
from ui.calendar.moving import days_to_move, moved
from ui.documents.document_page import DocumentPage
from ui.window.navigation import Place


@pytest.fixture
def work(qtbot: QtBot, tmp_path: Path) -> Iterator[AtWork]:
    at_work = AtWork(qtbot, tmp_path)
    yield at_work
    at_work.close()


def plan(
    work: AtWork, case_id: CaseId, days: int, what: str, whose: UserId | None = None
) -> FollowUpId:
    due = datetime(2026, 11, 18, 10, 30, tzinfo=UTC) + timedelta(days=days)

    def act(unit: UnitOfWork) -> FollowUpId:
        entry = FollowUp(
            id=FollowUpId(unit.new_id()),
            case_id=case_id,
            due_at=due,
            what=what,
            assigned_to=whose or unit.actor.user_id,
        )
        unit.add(entry)
        return entry.id

    return work.does(act)


def entry(work: AtWork, key: FollowUpId) -> FollowUp:
    return work.office.ask(lambda reads: reads.get(FollowUp, key))


@pytest.mark.requirement("R-234")
def test_late_ones_come_first_with_their_days_and_the_week_follows(work: AtWork) -> None:
    case_id = work.selam()
    plan(work, case_id, -12, "Call about school")
    plan(work, case_id, 0, "Meet about the plan")
    plan(work, case_id, 2, "Go along")
    plan(work, case_id, 9, "Next week")
    work.go(Place.CALENDAR)
    assert work.sees("12 days late")
    assert work.sees("Meet about the plan")
    assert work.sees("Go along")
    assert not work.sees("Next week")
    work.press("week-after")
    assert work.sees("Next week")
    assert work.sees("12 days late")
    work.press("this-week")
    assert work.sees("Go along")


def test_kept_and_missed_can_be_taken_back(work: AtWork) -> None:
    key = plan(work, work.selam(), -1, "Call")
    work.go(Place.CALENDAR)
    work.press(f"kept-{key}")
    assert entry(work, key).state is FollowUpState.KEPT
    work.qtbot.keyClick(work.window, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    work.settle()
    assert entry(work, key).state is FollowUpState.PLANNED
    work.press(f"missed-{key}")
    assert entry(work, key).state is FollowUpState.MISSED
    work.press("toast-undo")
    assert entry(work, key).state is FollowUpState.PLANNED


def test_what_is_still_to_come_can_only_be_moved(work: AtWork) -> None:
    key = plan(work, work.selam(), 1, "Go along")
    work.go(Place.CALENDAR)
    assert not work.find(f"kept-{key}")
    assert work.find(f"move-{key}")


@MENUS
def test_moved_to_another_day_at_the_same_hour(work: AtWork) -> None:
    key = plan(work, work.selam(), 0, "Meet")
    work.go(Place.CALENDAR)
    work.press(f"move-{key}")
    work.choose_in_menu("day-2026-11-20")
    assert entry(work, key).due_at == datetime(2026, 11, 20, 10, 30, tzinfo=UTC)
    work.press("toast-undo")
    assert entry(work, key).due_at == datetime(2026, 11, 18, 10, 30, tzinfo=UTC)


def test_safe_contact_is_one_press_away(work: AtWork) -> None:
    key = plan(work, work.selam(), 0, "Call")
    work.go(Place.CALENDAR)
    work.press(f"contact-{key}")
    assert work.sees("How to reach Selam T. safely")
    assert work.sees("+000 21")


def test_supervisors_see_the_whole_team(work: AtWork) -> None:
    bo = work.colleague("Bo Li")
    plan(work, work.selam(), 0, "Meeting of Bo", bo)
    work.go(Place.CALENDAR)
    assert not work.sees("Meeting of Bo")
    work.press("whole-team")
    assert work.sees("Meeting of Bo · Bo Li")


def test_nobody_else_sees_the_week_of_others() -> None:
    office = TwinOffice(actor(Role.CASEWORKER))
    now = datetime(2026, 11, 18, 9, tzinfo=UTC)
    monday = monday_of(now.date())
    assert not office.ask(lambda reads: week(reads, now, monday)).may_see_team
    with pytest.raises(NotAllowed):
        office.ask(lambda reads: week(reads, now, monday, whole_team=True))
    office.becomes(actor(Role.RECEPTION))
    with pytest.raises(NotAllowed):
        office.ask(lambda reads: week(reads, now, monday))


def test_a_look_belongs_to_the_day_of_the_centre_not_of_utc() -> None:
    office = TwinOffice(actor(Role.CASEWORKER))
    east = timezone(timedelta(hours=5))
    now = datetime(2026, 11, 18, 9, tzinfo=east)

    def act(unit: UnitOfWork) -> None:
        late_evening = datetime(2026, 11, 18, 20, 0, tzinfo=UTC)
        unit.add(
            FollowUp(
                id=FollowUpId(unit.new_id()),
                case_id=CaseId(unit.new_id()),
                due_at=late_evening,
                what="Call",
                assigned_to=unit.actor.user_id,
            )
        )

    office.perform(act)
    shown = office.ask(lambda reads: week(reads, now, date(2026, 11, 16)))
    assert [day.looks.in_all for day in shown.days] == [0, 0, 0, 1, 0, 0, 0]


def test_the_hour_stays_when_the_day_moves() -> None:
    due = datetime(2026, 11, 18, 10, 30, tzinfo=UTC)
    now = datetime(2026, 11, 18, 9, tzinfo=UTC)
    days = days_to_move(now.date())
    assert days[0] == date(2026, 11, 19)
    assert days[-1] == date(2026, 12, 2)
    assert moved(due, days[-1], now) == datetime(2026, 12, 2, 10, 30, tzinfo=UTC)


def test_a_full_day_shows_its_beginning_and_the_rest_on_one_press(work: AtWork) -> None:
    case_id = work.selam()
    keys = [plan(work, case_id, 0, f"Visit {number}") for number in range(FEW + 5)]
    work.go(Place.CALENDAR)
    assert work.find(f"contact-{keys[FEW - 1]}")
    assert not work.find(f"contact-{keys[FEW]}")
    work.press("more-2026-11-18")
    assert work.find(f"contact-{keys[-1]}")


def test_hundreds_of_late_ones_are_all_counted_and_come_by_the_hundred(work: AtWork) -> None:
    case_id = work.selam()

    def act(unit: UnitOfWork) -> None:
        for number in range(150):
            unit.add(
                FollowUp(
                    id=FollowUpId(unit.new_id()),
                    case_id=case_id,
                    due_at=datetime(2026, 11, 10, 8, tzinfo=UTC) + timedelta(minutes=number),
                    what=f"Call {number}",
                    assigned_to=unit.actor.user_id,
                )
            )

    work.does(act)
    work.go(Place.CALENDAR)
    assert work.sees("150 are late")
    assert work.sees(f"Call {FEW - 1}")
    assert not work.sees(f"Call {FEW}")
    work.press("more-0001-01-01")
    assert work.sees(f"Call {FEW + 99}")
    assert not work.sees(f"Call {FEW + 100}")
    work.press("more-0001-01-01")
    assert work.sees("Call 149")


def test_what_took_place_stays_on_its_day_and_what_is_late_stands_once(work: AtWork) -> None:
    case_id = work.selam()
    plan(work, case_id, -1, "Still open")
    over = plan(work, case_id, -1, "Over")
    work.does(lambda unit: close_follow_up(unit, over, FollowUpState.KEPT))
    now = datetime(2026, 11, 18, 9, tzinfo=UTC)
    shown = work.office.ask(lambda reads: week(reads, now, monday_of(now.date())))
    assert [look.what for look in shown.late.first] == ["Still open"]
    assert [[look.what for look in day.looks.first] for day in shown.days][:3] == [[], ["Over"], []]


@pytest.mark.parametrize(
    "place", [Place.PEOPLE, Place.CASES, Place.REFERRALS, Place.CALENDAR], ids=str
)
def test_every_list_shows_as_it_will_print(work: AtWork, place: Place) -> None:
    plan(work, work.selam(), 0, "Meet")
    work.go(place)
    work.press("print-list")
    page = work.session.page
    assert isinstance(page, DocumentPage)
    work.qtbot.waitUntil(lambda: bool(page.pdf))
    assert work.find("save-table")
