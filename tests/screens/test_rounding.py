"""The choice between exact and rounded figures, from the table to the file."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import openpyxl
import pytest
from pytestqt.qtbot import QtBot

from caseworker.aggregates.going_out import history
from caseworker.documents.blocks import Grid
from tests.screens.at_work import AtWork
from tests.screens.test_reports import OneFile, many
from ui.documents.document_page import DocumentPage
from ui.outside import Outside
from ui.window.navigation import Place


@pytest.fixture
def work(qtbot: QtBot, tmp_path: Path) -> Iterator[AtWork]:
    at_work = AtWork(qtbot, tmp_path, outside=Outside(files=OneFile(tmp_path / "figures")))
    yield at_work
    at_work.close()


def test_figures_are_exact_until_rounding_is_chosen_and_say_how_far_off_they_are(
    work: AtWork, tmp_path: Path
) -> None:
    many(work)
    work.go(Place.REPORTS)
    work.press("export-figures")
    assert work.sees("With all that went out before, nobody can work one out.")
    assert not work.sees("Rounded to")
    work.press("rounding-10")
    assert work.sees("Rounded to 10: each figure is off by up to 5, here by")
    work.press("send-figures")
    assert work.sees("rounded to 10")
    assert not work.find("figures-format-json"), "what others add up is exact"
    work.write("figures-recipient", "Ministry")
    work.press("going-out-act")
    assert work.sees("The figures are written")
    figures, told = openpyxl.load_workbook(tmp_path / "figures.xlsx").worksheets
    counts = [cell for row in figures.iter_rows(values_only=True) for cell in row]
    assert [each for each in counts if isinstance(each, int) and each]
    assert not [each for each in counts if isinstance(each, int) and each % 10]
    assert any("Rounded to 10" in str(cell.value) for row in told.iter_rows() for cell in row)
    assert [each.rounded_to for each in work.office.ask(history)] == [10]


def test_the_monthly_report_can_be_rounded(work: AtWork) -> None:
    many(work)
    work.go(Place.REPORTS)
    work.press("monthly-report")
    work.press("report-month-this month")
    assert work.sees("People registered")
    work.press("report-rounding-5")
    assert work.sees("Rounded to 5")
    work.press("send-report")
    work.write("report-recipient", "Ministry")
    work.press("report-sheet-act")
    page = work.session.page
    assert isinstance(page, DocumentPage)
    work.qtbot.waitUntil(lambda: bool(page.pdf))
    cells = [cell for block in page.document.blocks if isinstance(block, Grid)
             for row in block.rows for cell in row[1:]]  # fmt: skip
    assert not [each for each in cells if each.isdecimal() and int(each) % 5]
    assert {each.rounded_to for each in work.office.ask(history)} == {5}
