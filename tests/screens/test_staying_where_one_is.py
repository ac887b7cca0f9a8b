"""Lists that change while somebody reads them: she stays on her row, and nothing holds her up."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from datetime import timedelta
from pathlib import Path
from typing import TypeVar

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QScrollArea, QWidget
from pytestqt.qtbot import QtBot

from caseworker.model.case import Case
from caseworker.model.ids import CaseId
from caseworker.model.incident import Incident, IncidentKind
from caseworker.model.person import Person
from caseworker.ports import Reads, UnitOfWork
from tests.screens.at_work import AtWork
from ui.desk import Desk
from ui.widgets.long_list import AT_ONCE
from ui.window.navigation import Destination, Place

T = TypeVar("T")


@pytest.fixture
def work(qtbot: QtBot, tmp_path: Path) -> Iterator[AtWork]:
    at_work = AtWork(qtbot, tmp_path)
    yield at_work
    at_work.close()


def waits(work: AtWork, count: int, *, days: int = 0) -> list[CaseId]:
    """Let *count* cases wait for a caseworker, opened *days* ago; return them, oldest first."""
    selam = work.office.ask(lambda reads: reads.matching(Person, limit=1))

    def act(unit: UnitOfWork) -> list[CaseId]:
        made = []
        for number in range(count):
            case = Case(
                id=CaseId(unit.new_id()),
                number=f"7QK-{days}-{number}",
                person_id=selam[0].id,
                opened_at=unit.now() - timedelta(days=days, minutes=count - number),
                opened_by=unit.actor.user_id,
            )
            unit.add(case)
            made.append(case.id)
        return made

    return work.does(act)


def scroll_of(work: AtWork, name: str) -> QScrollArea:
    area = work.widget(f"{name}-scroll")
    assert isinstance(area, QScrollArea)
    return area


def down(area: QScrollArea, widget: QWidget) -> int:
    """Return how far down in what is seen of *area* a widget lies."""
    return widget.mapTo(area.viewport(), QPoint()).y()


def test_the_row_chosen_and_the_part_in_view_stay_where_others_write(work: AtWork) -> None:
    work.selam()
    waits(work, 12)
    work.go(Place.REPORTS, part="queue")
    area = scroll_of(work, "queue")
    area.verticalScrollBar().setValue(400)
    chosen = work.widget("hand-on-9")
    chosen.setFocus()
    before = down(area, chosen)
    waits(work, 2, days=3)
    now = QApplication.focusWidget()
    assert now is not None
    assert now.objectName() == "hand-on-11", "two that wait longer came in above"
    assert abs(down(area, now) - before) <= 2


def test_of_a_row_that_went_the_next_has_the_keyboard(work: AtWork) -> None:
    work.selam()
    cases = waits(work, 4)
    work.go(Place.REPORTS, part="queue")
    work.widget("waiting-1").setFocus()

    def taken(unit: UnitOfWork) -> None:
        unit.get(Case, cases[1]).assigned_to = unit.actor.user_id

    work.does(taken)
    now = QApplication.focusWidget()
    assert now is work.widget("waiting-1"), "the third is the second now"
    assert not work.find("waiting-3")


@pytest.mark.parametrize("by_mouse", [True, False])
def test_a_press_that_has_begun_is_not_lost_where_others_write(
    work: AtWork, *, by_mouse: bool
) -> None:
    work.selam()
    waits(work, 3)
    work.go(Place.REPORTS, part="queue")
    pressed = work.widget("hand-on-1")
    if by_mouse:
        QTest.mousePress(pressed, Qt.MouseButton.LeftButton)
    else:
        pressed.setFocus()
        QTest.keyPress(pressed, Qt.Key.Key_Space)
    waits(work, 1, days=3)
    assert pressed.isVisible()
    if by_mouse:
        QTest.mouseRelease(pressed, Qt.MouseButton.LeftButton)
    else:
        QTest.keyRelease(pressed, Qt.Key.Key_Space)
    work.settle()
    assert work.find("hand-on-sheet")
    work.qtbot.waitUntil(lambda: bool(work.find("waiting-3")))


def test_more_of_a_long_list_comes_at_a_press_and_stays(work: AtWork) -> None:
    work.selam()
    waits(work, AT_ONCE + 3)
    work.go(Place.REPORTS, part="queue")
    assert work.find(f"waiting-{AT_ONCE - 1}")
    assert not work.find(f"waiting-{AT_ONCE}")
    work.widget("more-rows").setFocus()
    work.press("more-rows")
    assert work.find(f"waiting-{AT_ONCE + 2}")
    assert not work.find("more-rows")
    assert QApplication.focusWidget() is work.widget(f"waiting-{AT_ONCE}")
    waits(work, 1)
    assert work.find(f"waiting-{AT_ONCE + 3}"), "what was opened stays open"


def test_what_is_typed_stays_under_the_keyboard(work: AtWork) -> None:
    work.selam()

    def act(unit: UnitOfWork) -> None:
        unit.add(
            Incident(
                id=unit.new_id(),
                kind=IncidentKind.SAFETY,
                noticed_at=unit.now(),
                noticed_by=unit.actor.user_id,
            )
        )

    work.does(act)
    work.go(Place.INCIDENTS)
    (end,) = [name for name in work.names() if name.startswith("end-") and name != "end-card"]
    work.press(end)
    work.write("incident-outcome", "She is safe")
    work.does(act)
    here = QApplication.focusWidget()
    assert here is work.widget("incident-outcome")
    assert here.property("text") == "She is safe"


LISTS = (
    Destination(Place.TODAY),
    Destination(Place.PEOPLE),
    Destination(Place.CASES),
    Destination(Place.CALENDAR),
    Destination(Place.REFERRALS),
    Destination(Place.DIRECTORY),
    Destination(Place.INCIDENTS),
    Destination(Place.REPORTS),
    Destination(Place.REPORTS, part="queue"),
    Destination(Place.REPORTS, part="caseloads"),
    Destination(Place.REPORTS, part="quality"),
    Destination(Place.REPORTS, "5:20", "sample"),
)


@pytest.mark.parametrize("place", LISTS, ids=lambda place: f"{place.place.value} {place.part}")
def test_no_list_asks_the_store_in_the_thread_of_the_window(
    work: AtWork, place: Destination, monkeypatch: pytest.MonkeyPatch
) -> None:
    work.selam()
    asked: list[str] = []
    ask = Desk.ask

    def noting(desk: Desk, question: Callable[[Reads], T]) -> T:
        if threading.current_thread() is threading.main_thread():
            asked.append(repr(question))
        return ask(desk, question)

    work.session.go(place)
    work.settle()
    monkeypatch.setattr(Desk, "ask", noting)
    work.session.page.reload()
    work.settle()
    assert not asked
