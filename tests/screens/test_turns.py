"""Pages are made in turns: what is seen first comes first, and a press waits for nothing."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QObject, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QWidget
from pytestqt.qtbot import QtBot
from shiboken6 import delete

from tests.screens.at_work import AtWork
from ui.form.form_view import FormView
from ui.form.question_view import QuestionView
from ui.turns import all_made, soon
from ui.window.navigation import Destination, Place


@pytest.fixture
def work(qtbot: QtBot, tmp_path: Path) -> Iterator[AtWork]:
    at_work = AtWork(qtbot, tmp_path)
    yield at_work
    at_work.close()


def wait_for_all(qtbot: QtBot) -> None:
    qtbot.waitUntil(all_made)


def test_parts_come_in_their_order_and_what_goes_on_comes_first(qtbot: QtBot) -> None:
    made: list[str] = []
    owner = QObject()

    def form() -> None:
        made.append("form")
        soon(owner, lambda: made.append("rest of the form"), first=True)

    soon(owner, form)
    soon(owner, lambda: made.append("what stands below"))
    assert not made
    wait_for_all(qtbot)
    assert made == ["form", "rest of the form", "what stands below"]


def test_a_page_that_is_gone_gets_no_more_parts(qtbot: QtBot) -> None:
    made: list[str] = []
    gone, there = QObject(), QObject()
    soon(gone, lambda: made.append("gone"))
    soon(there, lambda: made.append("there"))
    delete(gone)
    wait_for_all(qtbot)
    assert made == ["there"]


def test_a_part_that_fails_keeps_no_other_from_coming(qtbot: QtBot) -> None:
    made: list[str] = []
    owner = QObject()

    def fail() -> None:
        raise ZeroDivisionError

    with qtbot.captureExceptions() as raised:
        soon(owner, fail)
        soon(owner, lambda: made.append("other"))
        wait_for_all(qtbot)
    assert [kind for kind, *_rest in raised] == [ZeroDivisionError]
    assert made == ["other"]


def test_what_is_typed_meanwhile_comes_between_two_parts(qtbot: QtBot) -> None:
    field = QLineEdit()
    qtbot.addWidget(field)
    seen: list[str] = []
    for _part in range(3):
        soon(field, lambda: seen.append(field.text()))
    while len(seen) < 3:
        QTest.keyClicks(field, "a")
        QApplication.processEvents()
    assert seen[0] != seen[-1]


def test_a_press_on_a_page_that_is_still_made_is_taken(work: AtWork) -> None:
    case_id = work.selam()
    work.session.go(Destination(Place.CASE, str(case_id), "identification"))
    assert not work.find("step-identification")
    QTest.mouseClick(work.widget("write-note"), Qt.MouseButton.LeftButton)
    work.settle()
    assert QApplication.focusWidget() is work.widget("note-observed"), "the keyboard stays there"
    assert work.find("step-identification")
    assert work.find("timeline")


def test_another_step_asked_for_meanwhile_is_the_one_that_comes(work: AtWork) -> None:
    case_id = work.selam()
    work.session.go(Destination(Place.CASE, str(case_id), "identification"))
    QTest.mouseClick(work.widget("steps-review"), Qt.MouseButton.LeftButton)
    work.settle()
    assert work.find("step-review")
    assert not work.find("step-identification")


def test_what_stands_below_a_form_comes_once_the_form_is_there(work: AtWork) -> None:
    case_id = work.selam()
    work.session.go(Destination(Place.CASE, str(case_id), "identification"))
    work.qtbot.waitUntil(lambda: bool(work.find("identification-form")))
    form = work.widget("identification-form")
    assert isinstance(form, FormView)
    made = len(form.questions)
    assert not work.find("finish-step")
    work.settle()
    assert work.find("finish-step")
    assert made < len(form.questions)
    assert _top(work.widget("keep-identification")) > _top(form)
    assert _top(work.widget("finish-step")) > _top(work.widget("keep-identification"))


def test_whoever_needs_a_question_sooner_has_it_at_once(work: AtWork) -> None:
    case_id = work.selam()
    work.session.go(Destination(Place.CASE, str(case_id), "identification"))
    work.qtbot.waitUntil(lambda: bool(work.find("identification-form")))
    form = work.widget("identification-form")
    assert isinstance(form, FormView)
    last = form.entry.questions()[-1].path
    assert last not in form.questions
    form.problems()
    assert last in form.questions
    work.settle()
    assert len(form.findChildren(QuestionView)) == len(form.questions), "each once"


def _top(widget: QWidget) -> int:
    return widget.mapToGlobal(widget.rect().topLeft()).y()
