"""Answers of a form leave only after somebody said to whom and what for, and agreed."""

from __future__ import annotations

import io
from collections.abc import Iterator
from pathlib import Path

import openpyxl
import pytest
from pytestqt.qtbot import QtBot

from caseworker.answers import collect
from caseworker.form_library.filling import keep_filled
from caseworker.form_library.installing import install
from caseworker.form_library.versions import form_in_use
from caseworker.model.audit import AuditEvent
from caseworker.model.staff import Role
from forms import FormEntry
from tests.form_library.centre_with_form import INTERVIEW, answered, source
from tests.screens.at_work import AtWork
from tests.screens.chosen import ChosenFiles
from ui.outside import Outside
from ui.window.navigation import Place


@pytest.fixture
def files() -> ChosenFiles:
    return ChosenFiles()


@pytest.fixture
def at_work(qtbot: QtBot, tmp_path: Path, files: ChosenFiles) -> Iterator[AtWork]:
    work = AtWork(qtbot, tmp_path, frozenset(Role), outside=Outside(files=files))
    yield work
    work.close()


def fill(at_work: AtWork) -> None:
    """Keep one interview, as a colleague would."""
    usable = at_work.office.ask(lambda reads: form_in_use(reads, INTERVIEW))
    answers = collect(answered(FormEntry(usable.definition, files=usable.files)))
    case = at_work.selam()
    at_work.does(lambda work: keep_filled(work, case, answers).id)


def test_answers_leave_only_after_the_sheet(
    at_work: AtWork, tmp_path: Path, files: ChosenFiles
) -> None:
    at_work.does(lambda work: install(work, source()).id)
    at_work.go(Place.FORMS, INTERVIEW, "1")
    assert not at_work.widget("export-answers").isEnabled()
    assert at_work.sees("Nothing is filled in yet that may leave.")
    fill(at_work)
    target = tmp_path / "answers.xlsx"
    files.saves = target
    at_work.go(Place.FORMS, INTERVIEW, "1")
    at_work.press("export-answers")
    at_work.press("leave-export")
    at_work.press("export-answers")
    at_work.press("export-now")
    assert at_work.sees("Say who gets it, so that anybody can ask for it later.")
    assert not at_work.find("export-sheet")
    at_work.write("export-recipient", "The regional office")
    at_work.write("export-purpose", "The yearly report")
    at_work.press("export-now")
    assert at_work.sees("To: The regional office")
    assert not target.exists()
    at_work.press("export-sheet-act")
    book = openpyxl.load_workbook(io.BytesIO(target.read_bytes()))
    assert book.sheetnames == ["Arrival interview", "child", "wish"]
    assert b"Sela" not in target.read_bytes()
    events = at_work.office.ask(lambda r: r.matching(AuditEvent, action="answers exported"))
    assert all("The regional office" in event.detail for event in events)


def test_a_folder_that_cannot_be_written_is_said(
    at_work: AtWork, tmp_path: Path, files: ChosenFiles
) -> None:
    at_work.does(lambda work: install(work, source()).id)
    files.saves = tmp_path / "gone" / "answers.xlsx"
    at_work.go(Place.FORMS, INTERVIEW, "export:1")
    at_work.write("export-recipient", "The regional office")
    at_work.write("export-purpose", "The yearly report")
    at_work.press("export-now")
    at_work.press("export-sheet-act")
    assert at_work.sees("The file could not be written there.")
