"""Figures of class 3 that went out on a request are remembered as if everybody had them."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import openpyxl
import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from caseworker.aggregates.going_out import history
from caseworker.aggregates.populations import Facet, Population
from caseworker.model.case import Case
from caseworker.model.person import Sex
from caseworker.model.values import Risk, RiskLevel
from caseworker.ports import UnitOfWork
from tests.screens.at_work import AtWork
from tests.screens.test_charts_leave import _granted
from tests.screens.test_reports import OneFile, enter, many
from ui.outside import Outside
from ui.reports.wanted import table_wanted
from ui.window.navigation import Place


@pytest.fixture
def work(qtbot: QtBot, tmp_path: Path) -> Iterator[AtWork]:
    at_work = AtWork(qtbot, tmp_path, outside=Outside(files=OneFile(tmp_path / "figures")))
    yield at_work
    at_work.close()


def at_risk(unit: UnitOfWork) -> None:
    for place, case in enumerate(unit.matching(Case)):
        case.risk = Risk(RiskLevel.HIGH if place % 2 else RiskLevel.LOW)


def open_cases_by(work: AtWork, *facets: Facet) -> None:
    wanted = table_wanted(Population.WITH_OPEN_CASE, facets)
    work.go(Place.REPORTS, wanted, "figures")


def totals(file: Path) -> set[object]:
    """Return what stands in the row or column of totals: the words and the counts."""
    table = openpyxl.load_workbook(file).worksheets[0]
    return {cell.value for row in table.iter_rows() for cell in row}


@pytest.mark.requirement("R-449", "R-452")
def test_a_public_table_after_one_on_request_is_protected_against_it(
    work: AtWork, tmp_path: Path
) -> None:
    many(work)
    work.does(at_risk)
    work.does(_granted)
    open_cases_by(work, Facet.SEX, Facet.RISK)
    work.press("send-figures")
    work.widget("figures-request").setFocus()
    work.press_key(Qt.Key.Key_Down)
    work.press("going-out-act")
    assert 18 in totals(tmp_path / "figures.xlsx"), "the researcher learns how many there are"
    enter(work, ("2000", Sex.FEMALE, 2), series="two-")
    open_cases_by(work, Facet.SEX)
    assert work.sees("With all that went out before, nobody can work one out.")
    work.press("send-figures")
    work.write("figures-recipient", "Regional office")
    work.press("going-out-act")
    assert not {20, 11} & totals(tmp_path / "figures.xlsx"), "two came since, told to nobody"
    on_request, public = sorted(work.office.ask(history), key=lambda each: each.published_at)
    assert (on_request.recipient, public.recipient) == ("University", "Regional office")
    work.go(Place.REPORTS, part="history")
    assert work.sees("University")
    assert not work.find("apart-0"), "each knew of the other"
