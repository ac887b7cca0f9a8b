"""Tab walks the window as one reads it, and comes round to where it began."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from tests.screens.at_work import AtWork
from ui.window.navigation import Place


@pytest.fixture
def work(qtbot: QtBot, tmp_path: Path) -> Iterator[AtWork]:
    at_work = AtWork(qtbot, tmp_path)
    yield at_work
    at_work.close()


def tabbed(work: AtWork, key: Qt.Key = Qt.Key.Key_Tab) -> list[QWidget]:
    """Return where the keyboard stops, until it comes to a place again."""
    stops: list[QWidget] = []
    while True:
        QTest.keyClick(QApplication.focusWidget() or work.window, key)
        here = QApplication.focusWidget()
        if here is None or here in stops:
            return stops
        stops.append(here)


def test_a_case_is_walked_from_its_head_through_the_steps_to_what_happened(work: AtWork) -> None:
    work.go(Place.CASE, str(work.selam()))
    names = [stop.objectName() for stop in tabbed(work)]
    heard = ["write-note", "steps-identification", "desk-view-toggle", "guidance", "all-happenings"]
    order = [names.index(name) for name in heard]
    assert order == sorted(order)
    back = [stop.objectName() for stop in tabbed(work, Qt.Key.Key_Backtab)]
    assert set(back) == set(names)


@pytest.mark.parametrize("place", [Place.TODAY, Place.RECEPTION, Place.PEOPLE, Place.DIRECTORY])
def test_every_stop_lies_below_or_beside_the_one_before(work: AtWork, place: Place) -> None:
    work.go(place)
    page = work.session.page
    inside = [stop for stop in tabbed(work) if page.isAncestorOf(stop)]
    assert inside
    before = inside[0]
    for stop in inside[1:]:
        corner, earlier = (each.mapTo(page, QPoint(0, 0)) for each in (stop, before))
        assert corner.y() > earlier.y() - 8 or corner.x() > earlier.x(), stop.objectName()
        before = stop


def test_nothing_is_chosen_where_what_had_the_keyboard_goes_away(work: AtWork) -> None:
    work.go(Place.CASE, str(work.selam()))
    toggle = work.widget("desk-view-toggle")
    toggle.setFocus()
    toggle.hide()
    here = QApplication.focusWidget()
    assert here is not None
    assert here.objectName() == "window_body"
