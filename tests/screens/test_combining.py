"""Several centres, corrections and the list of what went out, in the real window."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import openpyxl
import pytest
from pytestqt.qtbot import QtBot

from caseworker.aggregates.combining import as_contribution
from caseworker.aggregates.going_out import Prepared, history, prepare
from caseworker.aggregates.populations import Facet, Population, Scope
from caseworker.model.ids import PersonId
from caseworker.model.partial_date import PartialDate
from caseworker.model.person import Person, Sex
from caseworker.ports import UnitOfWork
from tests.screens.at_work import AtWork
from tests.screens.chosen import ChosenFiles
from ui.documents.document_page import DocumentPage
from ui.outside import Outside
from ui.window.navigation import Place


@pytest.fixture
def files() -> ChosenFiles:
    return ChosenFiles()


@pytest.fixture
def work(qtbot: QtBot, tmp_path: Path, files: ChosenFiles) -> Iterator[AtWork]:
    at_work = AtWork(qtbot, tmp_path, outside=Outside(files=files))
    yield at_work
    at_work.close()


def people(work: AtWork, count: int) -> None:
    def act(unit: UnitOfWork) -> None:
        for number in range(count):
            unit.add(
                Person(
                    id=PersonId(unit.new_id()),
                    given_name=f"Person {number}",
                    date_of_birth=PartialDate("1990"),
                    sex=Sex.FEMALE if number % 2 else Sex.MALE,
                    registered_at=unit.now(),
                    registered_by=unit.actor.user_id,
                )
            )

    work.does(act)


def registered(work: AtWork) -> Prepared:
    today = work.moment.date()
    scope = Scope(Population.REGISTERED, today.replace(day=1), today)
    return work.office.ask(lambda reads: prepare(reads, scope, (Facet.SEX,), work.moment))


def test_two_centres_are_added_up_and_sent_as_a_paper(
    work: AtWork, files: ChosenFiles, tmp_path: Path
) -> None:
    people(work, 30)
    work.go(Place.REPORTS, part="combine")
    for name in ("North", "South"):
        place = tmp_path / f"{name}.json"
        place.write_bytes(as_contribution(registered(work), name))
        files.opens = place
        work.press("add-contribution")
    assert work.sees("North")
    assert work.sees("Each centre")
    assert "North" in work.widget("sites").accessibleDescription()
    work.press("send-combined")
    work.write("figures-recipient", "Region")
    work.press("figures-format-pdf")
    work.press("going-out-act")
    assert isinstance(work.session.page, DocumentPage)
    assert work.office.ask(history) == []


def test_a_file_that_is_none_is_told(work: AtWork, files: ChosenFiles, tmp_path: Path) -> None:
    work.go(Place.REPORTS, part="combine")
    place = tmp_path / "holiday.json"
    place.write_bytes(b"{}")
    files.opens = place
    work.press("add-contribution")
    assert work.sees("no file of figures")


def test_figures_are_corrected_and_the_list_is_saved(
    work: AtWork, files: ChosenFiles, tmp_path: Path
) -> None:
    people(work, 30)
    work.go(Place.REPORTS, "registered:sex", "figures")
    work.press("send-figures")
    work.write("figures-recipient", "Ministry")
    work.press("figures-format-pdf")
    work.press("going-out-act")
    work.press("close-document")
    (sent,) = work.office.ask(history)
    work.press(f"correct-{sent.id}")
    work.press("send-figures")
    work.write("figures-recipient", "Ministry")
    work.press("figures-format-pdf")
    work.press("going-out-act")
    work.press("close-document")
    assert [each.corrects for each in work.office.ask(history)] == [sent.id, None]
    place = tmp_path / "list.xlsx"
    files.saves = place
    work.press("save-history")
    assert openpyxl.load_workbook(place).worksheets[0].max_row == 3


@pytest.mark.requirement("R-449")
def test_a_second_export_a_week_later_does_not_tell_the_two_who_came(work: AtWork) -> None:
    people(work, 30)
    before = _sent_and_read(work)
    assert before[("Total",)] == "30"
    work.moment += timedelta(days=7)
    people(work, 2)
    after = _sent_and_read(work)
    for cell, count in after.items():
        if count != "hidden" and before[cell] != "hidden":
            assert not 1 <= abs(int(count) - int(before[cell])) <= 4, cell
    assert after[("Total",)] == "hidden", "the difference would be two"
    assert len(work.office.ask(history)) == 2


def _sent_and_read(work: AtWork) -> dict[tuple[str, ...], str]:
    """Send the people registered by sex as a paper, and return what the table on screen showed."""
    work.go(Place.REPORTS, "registered:sex", "figures")
    table = work.widget("figures-table")
    model = table.model()  # type: ignore[attr-defined]  # a Table
    columns = model.columnCount()
    rows = [
        [str(model.index(row, column).data()) for column in range(columns)]
        for row in range(model.rowCount())
    ]
    work.press("send-figures")
    work.write("figures-recipient", "Ministry")
    work.press("figures-format-pdf")
    work.press("going-out-act")
    work.press("close-document")
    return {tuple(row[:-1]): row[-1] for row in rows}
