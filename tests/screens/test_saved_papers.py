"""A paper leaves the store only as somebody chose, and the trail tells of it first."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from caseworker.model.audit import AuditEvent
from caseworker.model.case import Case
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


def saved(work: AtWork) -> list[tuple[str, str]]:
    """Return what the trail says of copies: whose paper, and which."""
    found = work.office.ask(lambda reads: reads.matching(AuditEvent, action="copy saved"))
    return [(str(each.subject), each.detail) for each in found]


def shown(work: AtWork) -> DocumentPage:
    page = work.session.page
    assert isinstance(page, DocumentPage)
    work.qtbot.waitUntil(lambda: bool(page.pdf))
    return page


@pytest.mark.requirement("R-441")
@pytest.mark.parametrize("paper", ["print-intake", "print-consent"])
def test_a_paper_of_a_person_is_shown_and_a_copy_is_audited(
    work: AtWork, files: ChosenFiles, tmp_path: Path, paper: str
) -> None:
    case = work.selam()
    person = work.office.ask(lambda reads: reads.get(Case, case).person_id)
    work.go(Place.PERSON, person)
    work.press(paper)
    page = shown(work)
    assert saved(work) == [], "to look is no copy"
    files.saves = tmp_path / "copy"
    work.press("save-document")
    assert work.sees("A saved copy is not encrypted.")
    assert not (tmp_path / "copy.pdf").exists()
    work.press("save-sheet-act")
    assert (tmp_path / "copy.pdf").read_bytes() == page.pdf
    assert saved(work) == [(str(person), page.document.title)]


def test_whoever_thinks_better_of_it_saves_nothing(work: AtWork, files: ChosenFiles) -> None:
    work.go(Place.PERSON, work.office.ask(lambda reads: reads.get(Case, work.selam()).person_id))
    work.press("print-intake")
    shown(work)
    work.press("save-document")
    work.press("save-sheet-act")
    assert saved(work) == [], "no place was chosen"


def test_where_nothing_can_be_written_it_is_said_and_nothing_half_is_left(
    work: AtWork, files: ChosenFiles, tmp_path: Path
) -> None:
    work.selam()
    work.go(Place.PEOPLE)
    work.press("print-list")
    shown(work)
    files.saves = tmp_path / "pulled out" / "copy"
    for act in ("save-document", "save-table"):
        work.press(act)
        work.press("save-sheet-act")
        assert work.sees("The file could not be written there.")
    assert len(saved(work)) == 2, "the trail tells of what was begun"
    assert not [each for each in tmp_path.rglob("copy*") if each.is_file()]
