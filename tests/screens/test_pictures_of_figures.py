"""Charts that go out as pictures: through the same gate, with their words, nothing more."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtGui import QImage
from pytestqt.qtbot import QtBot

from caseworker.aggregates.going_out import history, prepare
from caseworker.aggregates.populations import Facet, Population, Scope
from caseworker.text import LANGUAGES, Text
from tests.screens.at_work import AtWork
from tests.screens.test_reports import OneFile, many
from ui.outside import Outside
from ui.reports.table_picture import table_picture
from ui.window.navigation import Place


@pytest.fixture
def work(qtbot: QtBot, tmp_path: Path) -> Iterator[AtWork]:
    made = AtWork(qtbot, tmp_path / "centre", outside=Outside(files=OneFile(tmp_path / "figures")))
    many(made)
    yield made
    made.close()


def picture(content: bytes) -> QImage:
    image = QImage.fromData(content)
    assert image.width() > 1200
    assert image.height() > 300
    return image


@pytest.mark.requirement("R-449", "R-450")
def test_a_chart_goes_out_as_a_picture_and_is_remembered(work: AtWork, tmp_path: Path) -> None:
    work.go(Place.REPORTS)
    work.press("export-figures")
    work.press("send-figures")
    work.write("figures-recipient", "Regional office")
    work.press("figures-format-png")
    work.press("going-out-act")
    assert work.sees("The figures are written")
    image = picture((tmp_path / "figures.png").read_bytes())
    assert "Women and girls" in image.text("Description")
    assert len(work.office.ask(history)) == 1


def test_the_charts_of_the_month_go_out_as_pictures(work: AtWork, tmp_path: Path) -> None:
    work.go(Place.REPORTS, part="report")
    work.press("report-month-this month")
    work.press("send-report")
    work.write("report-recipient", "Ministry")
    work.press("report-kind-png")
    work.press("report-sheet-act")
    written = sorted(path.name for path in tmp_path.glob("figures-*.png"))
    assert written == ["figures-1.png", "figures-2.png"], "nobody was referred, no case closed"
    for name in written:
        picture((tmp_path / name).read_bytes())
    assert {each.recipient for each in work.office.ask(history)} == {"Ministry"}


def test_what_has_no_chart_is_offered_no_picture(work: AtWork) -> None:
    work.go(Place.REPORTS, part="figures")
    work.press("facet-nationality")
    work.press("send-figures")
    assert work.find("figures-format-xlsx")
    assert not work.find("figures-format-png")


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_picture_speaks_every_language(work: AtWork, language: str) -> None:
    now = work.session.desk.now()
    scope = Scope(Population.WITH_OPEN_CASE, now.date(), now.date())
    table = work.office.ask(lambda reads: prepare(reads, scope, (Facet.AGE, Facet.SEX), now))
    image = picture(table_picture(table, "Harbour Gate", Text(language)))
    assert image.text("Title") == Text(language)("People with an open case")
