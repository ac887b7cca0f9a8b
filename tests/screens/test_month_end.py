"""A supervisor's month end: from the queue to the report on paper, and figures a week later."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import openpyxl
import pytest
from pytestqt.qtbot import QtBot

from caseworker.aggregates.going_out import history
from caseworker.model.ids import PersonId
from caseworker.model.partial_date import PartialDate
from caseworker.model.person import Person, Sex
from caseworker.model.supervision import PlanLook
from caseworker.ports import UnitOfWork
from tests.screens.at_work import AtWork
from tests.screens.test_reports import OneFile, agreed_by, many
from ui.documents.document_page import DocumentPage
from ui.outside import Outside
from ui.window.navigation import Place


@pytest.fixture
def work(qtbot: QtBot, tmp_path: Path) -> Iterator[AtWork]:
    at_work = AtWork(qtbot, tmp_path, outside=Outside(files=OneFile(tmp_path / "figures")))
    yield at_work
    at_work.close()


def newcomer(unit: UnitOfWork) -> None:
    unit.add(
        Person(
            id=PersonId(unit.new_id()),
            given_name="Newcomer",
            date_of_birth=PartialDate("1955"),
            sex=Sex.FEMALE,
            registered_at=unit.now(),
            registered_by=unit.actor.user_id,
        )
    )


def sent(work: AtWork, file: Path, recipient: str) -> dict[str, int]:
    """Send the figures offered to *recipient*; return what counts stand where in the file."""
    work.go(Place.REPORTS)
    work.press("export-figures")
    assert work.sees("With all that went out before, nobody can work one out.")
    work.press("send-figures")
    work.write("figures-recipient", recipient)
    work.press("going-out-act")
    assert work.sees("The figures are written")
    table = openpyxl.load_workbook(file).worksheets[0]
    cells = (cell for row in table.iter_rows() for cell in row)
    return {each.coordinate: each.value for each in cells if isinstance(each.value, int)}


def test_from_the_queue_to_the_signed_report(work: AtWork) -> None:
    many(work)
    agreed_by(work, work.selam(), work.colleague("Bo Li"))
    work.go(Place.REPORTS)
    assert work.sees("Review queue, 1")
    work.press("review-queue")
    work.press("waiting-0")
    work.press("plan-look-agrees")
    (look,) = work.office.ask(lambda reads: reads.matching(PlanLook))
    assert look.agrees
    work.go(Place.REPORTS, part="queue")
    assert work.sees("Nothing waits for you")
    work.go(Place.REPORTS)
    work.press("monthly-report")
    assert work.sees("nobody in these days")
    work.press("report-month-this month")
    assert work.sees("People registered")
    work.write("stood-out", "More families than in October")
    work.go(Place.TODAY)
    work.go(Place.REPORTS, part="report")
    assert work.widget("stood-out").toPlainText() == "More families than in October"  # type: ignore[attr-defined]  # a TextArea
    work.press("report-month-this month")
    work.press("send-report")
    assert work.sees("Say who gets it, so that anybody can ask for it later.")
    work.write("report-recipient", "Ministry")
    work.press("report-sheet-act")
    page = work.session.page
    assert isinstance(page, DocumentPage)
    work.qtbot.waitUntil(lambda: bool(page.pdf))
    told = repr(page.document.blocks)
    assert "More families than in October" in told
    assert "Signature(label='For the centre'" in told
    assert {each.recipient for each in work.office.ask(history)} == {"Ministry"}


def test_figures_a_week_later_give_no_newcomer_away(work: AtWork, tmp_path: Path) -> None:
    many(work)
    file = tmp_path / "figures.xlsx"
    first = sent(work, file, "Ministry")
    work.moment += timedelta(days=7)
    work.does(newcomer)
    second = sent(work, file, "Ministry")
    both = first.keys() & second.keys()
    assert both, "there is something to compare"
    assert all(abs(second[cell] - first[cell]) not in {1, 2, 3, 4} for cell in both)
