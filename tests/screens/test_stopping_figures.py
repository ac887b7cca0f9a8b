"""Figures that take long: their stage is shown, and whoever waits can stop them."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from threading import Event

import pytest
from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from caseworker.aggregates.going_out import history
from caseworker.aggregates.watching import STAGES, Stage, Stopped
from tests.screens.at_work import AtWork
from tests.screens.test_reports import many
from ui.reports.run import Progress, Run
from ui.window.navigation import Place


@pytest.fixture
def work(qtbot: QtBot, tmp_path: Path) -> Iterator[AtWork]:
    made = AtWork(qtbot, tmp_path)
    many(made)
    yield made
    made.close()


def busy(work: AtWork) -> Callable[[], None]:
    """Keep the thread that counts busy, until what is returned is called."""
    free = Event()
    work.session.desk.work(work.session.page, lambda: free.wait(20), lambda _done: None)
    return free.set


def click(work: AtWork, name: str) -> None:
    """Click without waiting for what it begins."""
    QTest.mouseClick(work.widget(name), Qt.MouseButton.LeftButton)
    QCoreApplication.processEvents()


def test_figures_are_stopped_and_counted_again(work: AtWork) -> None:
    work.go(Place.REPORTS, part="figures")
    go_on = busy(work)
    click(work, "facet-nationality")
    assert work.sees("The figures are being counted.")
    click(work, "stop-run")
    go_on()
    work.settle()
    assert work.sees("Stopped. Nothing was kept.")
    assert not work.widget("send-figures").isEnabled()
    work.press("count-again")
    assert work.find("figures-table")
    assert work.office.ask(history) == []


def test_a_newer_wish_stops_the_older_one(work: AtWork) -> None:
    work.go(Place.REPORTS, part="figures")
    go_on = busy(work)
    click(work, "facet-nationality")
    (first,) = work.window.findChildren(Progress)
    click(work, "facet-nationality")
    with pytest.raises(Stopped):
        first._run(Stage.PROTECTING)
    go_on()
    work.settle()
    assert work.find("figures-table")


def test_leaving_the_page_stops_it(work: AtWork) -> None:
    work.go(Place.REPORTS, part="figures")
    go_on = busy(work)
    click(work, "facet-nationality")
    (progress,) = work.window.findChildren(Progress)
    run = progress._run
    go_on()
    work.go(Place.TODAY)
    with pytest.raises(Stopped):
        run(Stage.PROTECTING)


def test_the_month_is_stopped_and_counted_again(work: AtWork) -> None:
    work.go(Place.REPORTS, part="report")
    go_on = busy(work)
    click(work, "report-month-this month")
    click(work, "stop-run")
    go_on()
    work.settle()
    assert work.sees("Stopped. Nothing was kept.")
    work.press("count-again")
    assert work.sees("People registered")


def test_the_stage_is_shown_as_it_changes(work: AtWork, qtbot: QtBot) -> None:
    run = Run()
    progress = Progress(run)
    qtbot.addWidget(progress)
    progress.show()
    run(Stage.ATTACKING)
    (label,) = progress.findChildren(QWidget, "run-stage")
    qtbot.waitUntil(lambda: label.property("text") == STAGES[Stage.ATTACKING])
