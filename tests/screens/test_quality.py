"""Quality of the work in the real window: gaps open their cases, a sample is drawn."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from tests.screens.at_work import AtWork
from ui.cases.case_page import CasePage
from ui.form_library.filling_page import FillingPage
from ui.window.navigation import Place


@pytest.fixture
def work(qtbot: QtBot, tmp_path: Path) -> Iterator[AtWork]:
    at_work = AtWork(qtbot, tmp_path)
    yield at_work
    at_work.close()


def test_a_gap_opens_its_cases_and_a_case_opens(work: AtWork) -> None:
    case_id = work.selam()
    work.go(Place.REPORTS)
    work.press("quality-way")
    assert work.sees("The risk is not judged")
    work.press("gap-risk")
    assert work.sees("Selam T.")
    work.press(f"case-{case_id}")
    assert isinstance(work.session.page, CasePage)


def test_a_sample_is_drawn_for_the_time_there_is(work: AtWork) -> None:
    work.selam()
    work.go(Place.REPORTS, part="quality")
    work.widget("sample-hours").setFocus()
    work.widget("sample-hours").clear()  # type: ignore[attr-defined]  # a TextField
    work.settle()
    assert work.sees("Whole numbers above zero.")
    work.write("sample-hours", "1")
    work.press("draw-sample")
    assert work.sees("Selam T.")
    assert work.sees("Whom to ask, Q4 2026")


@pytest.mark.requirement("R-384")
def test_the_survey_is_one_click_from_the_sample_which_says_how_many_answered(
    work: AtWork,
) -> None:
    work.selam()
    work.go(Place.REPORTS, "1:20", "sample")
    assert work.sees("0 surveys were filled in this quarter.")
    work.press("fill-survey")
    page = work.session.page
    assert isinstance(page, FillingPage)
    work.press("keep-filling")
    work.go(Place.REPORTS, "1:20", "sample")
    assert work.sees("1 survey was filled in this quarter.")


def test_a_talk_after_an_incident_is_noted_beside_the_queue(work: AtWork) -> None:
    work.colleague("Binta Sow")
    work.go(Place.REPORTS, part="queue")
    assert work.sees("Care for the team")
    assert work.sees("Course in data protection is missing")
