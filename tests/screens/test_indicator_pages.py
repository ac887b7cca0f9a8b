"""Indicators in the real window: read, changed, added, left out, and sent out as tables."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from caseworker.model.case import Case
from caseworker.model.indicator import CentreIndicator
from caseworker.model.person import Person
from caseworker.ports import UnitOfWork
from tests.screens.at_work import MENUS, AtWork
from ui.documents.document_page import DocumentPage
from ui.reports.figures_page import FiguresPage
from ui.reports.indicator_page import IndicatorPage
from ui.window.navigation import Place


@pytest.fixture
def work(qtbot: QtBot, tmp_path: Path) -> Iterator[AtWork]:
    at_work = AtWork(qtbot, tmp_path)
    yield at_work
    at_work.close()


def kept(work: AtWork) -> list[CentreIndicator]:
    return work.office.ask(lambda reads: reads.matching(CentreIndicator))


def choose(work: AtWork, name: str, words: str) -> None:
    """Search a list by typing, and take what is found."""
    line = work.widget(f"{name}-words")
    line.setFocus()
    QTest.keyClicks(line, words)
    QTest.keyClick(line, Qt.Key.Key_Return)
    work.settle()


def test_the_list_opens_an_indicator_by_the_keyboard(work: AtWork) -> None:
    work.selam()
    work.go(Place.REPORTS)
    work.press("indicators")
    table = work.widget("indicators-table")
    table.setFocus()
    QTest.keyClick(table, Qt.Key.Key_Down)
    QTest.keyClick(table, Qt.Key.Key_Return)
    work.settle()
    assert isinstance(work.session.page, IndicatorPage)


def test_a_target_is_changed_and_a_wrong_one_is_told(work: AtWork) -> None:
    work.go(Place.REPORTS, "on time", "indicator")
    assert work.sees("Follow-ups on time")
    work.widget("indicator-target").clear()  # type: ignore[attr-defined]  # a TextField
    work.write("indicator-target", "soon")
    work.press("keep-indicator")
    assert work.sees("Write a whole number, or nothing.")
    assert kept(work) == []
    work.widget("indicator-target").clear()  # type: ignore[attr-defined]  # as above
    work.write("indicator-target", "75")
    work.press("keep-indicator")
    assert [each.target for each in kept(work)] == [75]


@MENUS
def test_one_of_our_own_is_added_and_left_out(work: AtWork) -> None:
    work.go(Place.REPORTS, part="indicators")
    work.press("add-indicator")
    work.write("indicator-name", "Help in all")
    work.press("keep-indicator")
    assert work.sees("Name or definition is missing")
    work.write("indicator-definition", "Every time help was given")
    work.press("keep-indicator")
    assert work.sees("What is counted is not chosen yet")
    choose(work, "indicator-counts", "Times help was given")
    work.press("keep-indicator")
    assert work.sees("Help in all")
    (own,) = kept(work)
    assert own.counts == "help given"
    work.press("leave-out")
    work.go(Place.REPORTS, part="indicators")
    work.press(f"left-{own.key}")
    work.write("indicator-definition", "Of all: ")
    work.press("keep-indicator")
    (own,) = kept(work)
    assert own.name == "Help in all", "nothing is written into it that nobody sees"
    assert own.definition == "Of all: Every time help was given"


def test_what_may_go_out_goes_as_a_protected_table(work: AtWork) -> None:
    work.selam()
    work.go(Place.REPORTS, "caseload", "indicator")
    work.press("send-indicator")
    assert isinstance(work.session.page, FiguresPage)
    work.go(Place.REPORTS, "high risk", "indicator")
    assert work.sees("Class 3: not public; goes out on a data access request only")
    work.press("send-indicator")
    assert work.sees("They go out on a data access request only.")
    work.go(Place.REPORTS, "incidents", "indicator")
    assert not work.find("send-indicator")


def test_the_months_of_an_indicator_leave_or_it_is_said_why_they_stay(work: AtWork) -> None:
    work.selam()
    work.go(Place.REPORTS, "referrals", "indicator")
    assert work.sees("It leaves as people, each once, month by month.")
    work.press("months-send")
    assert work.widget("population").property("currentText") == "People referred, each once"
    assert work.widget("facet-month").property("checked")
    for key, why in (
        ("caseload", "Its months stay here: who is counted in one"),
        ("incidents", "It is about protection and stays here."),
        ("nights", "It stays here: it does not count people"),
    ):
        work.go(Place.REPORTS, key, "indicator")
        assert work.sees(why)
        assert not work.find("months-send")


@pytest.mark.requirement("R-217", "R-455")
def test_the_needs_of_the_month_are_read_as_a_chart_and_as_its_table(work: AtWork) -> None:
    case = work.selam()

    def need(unit: UnitOfWork) -> None:
        person = unit.get(Person, unit.get(Case, case).person_id)
        person.immediate_needs = ("food", "safety")

    work.does(need)
    work.go(Place.REPORTS, "needed at once", "indicator")
    assert work.sees("This month and last")
    said = work.widget("parts").accessibleDescription()
    assert "Food: This month: 1" in said, "whoever does not see the chart hears it"
    work.press("parts-table")
    assert work.sees("Food")
    assert work.sees("A safer place")
    assert work.sees("October: 0 (not public)")
    assert work.sees("Each leaves by itself")
    work.press("parts-send")
    assert isinstance(work.session.page, FiguresPage)
    assert work.widget("population").property("currentText") == "People registered"
    assert work.widget("facet-needed_food").property("checked")


def test_where_needs_stay_the_page_says_why(work: AtWork) -> None:
    work.selam()
    for key, why in (
        ("needed at once", "The whole stays here; each need leaves by itself."),
        ("needs", "It stays here: of the few who are assessed in a month"),
        ("urgent needs", "It is about protection and stays here."),
    ):
        work.go(Place.REPORTS, key, "indicator")
        assert work.sees(why)
        assert not work.find("parts-send"), "nobody is of a kind yet"


def test_the_definitions_print_without_a_figure(work: AtWork) -> None:
    work.go(Place.REPORTS, part="indicators")
    work.press("print-indicators")
    assert isinstance(work.session.page, DocumentPage)
