"""Long pages made in turns: what is seen first comes first, and each row once."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from caseworker.form_library.versions import built_in_forms, installed_forms
from caseworker.model.ids import FollowUpId
from caseworker.model.review import FollowUp
from caseworker.model.staff import Role
from caseworker.ports import UnitOfWork
from tests.screens.at_work import AtWork
from ui.language import text
from ui.turns import all_made
from ui.widgets.row_list import OpenRow, Row, RowList
from ui.window.navigation import Destination, Place

MANY = 40
A_TURN = 8
"""As many rows as are made at once."""


@pytest.fixture
def work(qtbot: QtBot, tmp_path: Path) -> Iterator[AtWork]:
    at_work = AtWork(qtbot, tmp_path, frozenset(Role))
    yield at_work
    at_work.close()


def last_list(work: AtWork) -> RowList:
    return work.session.page.findChildren(RowList)[-1]


def looked_at_many(unit: UnitOfWork) -> None:
    for _each in range(MANY):
        unit.record("looked at", unit.actor.user_id)


def test_who_did_what_is_made_in_turns_and_once(work: AtWork) -> None:
    work.does(looked_at_many)
    work.session.go(Destination(Place.RIGHTS))
    work.qtbot.waitUntil(lambda: work.sees("Who did what"))
    assert A_TURN <= len(last_list(work).rows()) < MANY
    work.qtbot.waitUntil(all_made)
    work.settle()
    shown = last_list(work).rows()
    assert len(shown) >= MANY
    assert all(isinstance(row, Row) for row in shown)
    tops = [row.y() for row in shown]
    assert tops == sorted(set(tops)), "each once, from the newest to the oldest"


def test_a_look_while_they_are_made_is_not_shown_twice(work: AtWork) -> None:
    work.does(looked_at_many)
    work.session.go(Destination(Place.RIGHTS))
    work.qtbot.waitUntil(lambda: work.sees("Who did what"))
    work.does(looked_at_many)
    work.qtbot.waitUntil(all_made)
    lists = work.session.page.findChildren(RowList)
    assert [each.isVisible() for each in lists] == [True]
    assert work.words().count("Who did what") <= 2, "its words and its name"


def test_the_forms_that_came_along_are_made_in_turns_and_all_come(work: AtWork) -> None:
    there = work.office.ask(lambda reads: built_in_forms(installed_forms(reads), text()))
    work.session.go(Destination(Place.FORMS))
    assert len(last_list(work).rows()) == A_TURN
    QTest.mouseClick(work.widget("paper-consent"), Qt.MouseButton.LeftButton)
    work.settle()
    assert work.find("close-document"), "a press comes between two turns"
    work.press("close-document")
    work.qtbot.waitUntil(all_made)
    rows = last_list(work).rows()
    assert [row.objectName() for row in rows] == [
        f"form-{each.identifier}-{each.version}" for each in there
    ]


def test_the_keyboard_goes_through_forms_that_came_later(work: AtWork) -> None:
    work.go(Place.FORMS)
    work.qtbot.waitUntil(all_made)
    rows = last_list(work).rows()
    first, later = rows[A_TURN - 1], rows[A_TURN]
    first.setFocus()
    QTest.keyClick(first, Qt.Key.Key_Tab)
    assert QApplication.focusWidget() is later
    assert isinstance(later, OpenRow)
    work.press_key(Qt.Key.Key_Space)
    assert not work.find(later.objectName()), "it opened"


def test_the_next_looks_are_seen_and_the_later_ones_with_one_press(work: AtWork) -> None:
    case = work.selam()

    def plan(unit: UnitOfWork) -> None:
        for number in range(6):
            unit.add(
                FollowUp(
                    id=FollowUpId(unit.new_id()),
                    case_id=case,
                    due_at=unit.now() + timedelta(days=6 - number),
                    what=f"Look in {6 - number} days",
                    assigned_to=unit.actor.user_id,
                )
            )

    work.does(plan)
    work.go(Place.CASE, case, "review")
    assert work.sees("Look in 4 days")
    assert not work.sees("Look in 5 days")
    work.press("more-looks")
    assert work.sees("Look in 6 days")
