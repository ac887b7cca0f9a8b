"""Papers speak the language of whom they are for, whatever the window speaks (R-271)."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from caseworker.model.case import Case
from caseworker.model.person import Person
from caseworker.ports import UnitOfWork
from tests.screens.at_work import AtWork
from ui.documents.document_page import DocumentPage
from ui.window.navigation import Place


@pytest.fixture
def work(qtbot: QtBot, tmp_path: Path) -> Iterator[AtWork]:
    at_work = AtWork(qtbot, tmp_path)
    yield at_work
    at_work.close()


def paper(work: AtWork) -> DocumentPage:
    page = work.session.page
    assert isinstance(page, DocumentPage)
    work.qtbot.waitUntil(lambda: bool(page.pdf))
    return page


def speaks(work: AtWork, *languages: str) -> None:
    case_id = work.selam()

    def act(unit: UnitOfWork) -> None:
        person = unit.get(Person, unit.get(Case, case_id).person_id)
        person.languages = languages

    work.does(act)
    work.go(Place.CASE, case_id, "planning")
    work.press("print-step")


@pytest.mark.requirement("R-271")
def test_her_plan_opens_in_the_first_of_her_languages_that_papers_exist_in(work: AtWork) -> None:
    speaks(work, "ti", "ar", "fr")
    page = paper(work)
    assert page.document.language == "ar"
    assert page.document.title != "My plan"
    assert work.sees("My plan")  # the words around the paper are those of the window


def test_another_language_sets_the_paper_anew(work: AtWork) -> None:
    speaks(work, "ti")
    page = paper(work)
    assert page.document.language == "en"
    english = page.pdf
    work.press("paper-language-es")
    work.qtbot.waitUntil(lambda: page.pdf != english)
    assert page.document.language == "es"
    assert work.find("print-document")[0].isEnabled()


def test_only_the_language_chosen_last_is_shown(work: AtWork) -> None:
    speaks(work, "ti")
    page = paper(work)
    english = page.pdf
    page.languages.set_value("es")
    page.languages.chosen.emit("es")
    page.languages.set_value("fr")
    page.languages.chosen.emit("fr")
    assert not work.find("print-document")[0].isEnabled()
    work.qtbot.waitUntil(lambda: page.pdf != english)
    work.settle()
    assert page.document.language == "fr"


def test_a_list_opens_in_the_language_of_the_window(work: AtWork) -> None:
    work.selam()
    work.go(Place.CASES)
    work.press("print-list")
    assert paper(work).document.language == "en"
