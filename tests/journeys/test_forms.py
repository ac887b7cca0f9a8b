"""A form of the centre: installed by the administrator, keyed in on a case, exported, re-read."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path

import openpyxl
import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QPlainTextEdit

from caseworker.form_library.filling import Filled, entry_of_filled, read_filled
from caseworker.form_library.submission import read_submission
from caseworker.model.audit import AuditEvent
from caseworker.model.form import FilledForm, InstalledForm
from caseworker.reception.check_in import AtTheGate
from forms import FormEntry
from tests.form_library.arrival_interview import MEDIA, workbook
from tests.form_library.centre_with_form import INTERVIEW
from tests.journeys.centre import AMINA, JOSEPHINE, Centre
from tests.journeys.leaks import Leaks
from ui.rehearsal import desk_work
from ui.rehearsal.driver import Driver
from ui.window.navigation import Place

ADMINISTRATOR = "Tomas"
ANSWERS = ("Sela", "1", "1", "2", "2", "7", "13", "1")
"""Called, sex, region, town, route, weeks, means, children."""
CHILD = ("Zebulonika", "7", "1", "A Tremolite kite")
HOPE = "A quiet Xylophone room"


def key_in(hand: Driver, *answers: str) -> None:
    """Type each answer where the keyboard is, and go on with Enter: nothing else is touched."""
    for answer in answers:
        here = QApplication.focusWidget()
        assert here is not None
        for letter in answer:
            hand.press(here, letter)
        go_on = Qt.Key.Key_Return
        if isinstance(here, QPlainTextEdit):
            QTest.keyClick(here, go_on, Qt.KeyboardModifier.ControlModifier)
        else:
            hand.press(here, "\r", go_on)
        hand.settle()


def install(centre: Centre, folder: Path) -> InstalledForm:
    """The administrator chooses the spreadsheet and the files it asks for, and installs it."""
    files = {"interview.xlsx": workbook(), **MEDIA}
    for name, content in files.items():
        (folder / name).write_bytes(content)
    hand = centre.unlock(ADMINISTRATOR)
    centre.go(Place.FORMS)
    hand.click("install-form")
    centre.files.opens = folder / "interview.xlsx"
    hand.click("choose-form")
    for name in MEDIA:
        centre.files.opens = folder / name
        hand.click(f"choose-{name}")
    hand.click("install-now")
    return centre.one(InstalledForm)


def fill(centre: Centre) -> Filled:
    """Amina receives somebody, opens the case, and keys the form in; return it as it is read."""
    hand = centre.unlock(AMINA)
    arrived = AtTheGate(described_as="Woman, about 30", language="ti")
    centre.registers(desk_work.Name("Quixotina", "Mbuyizanga", "1994"), arrived)
    hand.click("open-case")
    hand.click("fill-in-form")
    hand.click(f"fill-{INTERVIEW}")
    hand.click("key-in")
    key_in(hand, *ANSWERS, *CHILD, HOPE)
    assert QApplication.focusWidget() is hand.find("keep-filling")
    hand.click("keep-filling")
    filled = centre.one(FilledForm, subject=centre.case_of("Quixotina").id)
    hand.click(f"filled-{filled.id}")
    hand.click("print-filled")
    assert hand.shown("document-page-1")
    return centre.office.ask(lambda reads: read_filled(reads, filled.id))


def export(centre: Centre, layout: str, to: Path) -> bytes:
    """The supervisor exports the answers in *layout*; return the file, which is gone again."""
    hand = centre.unlock(JOSEPHINE)
    centre.files.saves = to
    centre.go(Place.FORMS)
    hand.click(f"form-{INTERVIEW}-1")
    hand.click("export-answers")
    hand.type("export-recipient", "The regional office")
    hand.type("export-purpose", "The yearly report")
    hand.click(f"export-layout-{layout}")
    hand.click("export-now")
    assert not to.exists()
    hand.click("export-sheet-act")
    content = to.read_bytes()
    # What left was meant to leave; nothing else may show it.
    to.unlink()
    return content


@pytest.mark.requirement("R-286")
def test_from_the_spreadsheet_to_the_answers(centre: Centre, leaks: Leaks, tmp_path: Path) -> None:
    form = install(centre, tmp_path)
    assert (form.identifier, form.version) == (INTERVIEW, "1")

    read = fill(centre)
    entry = entry_of_filled(read)
    assert entry.value("/data/journey/town") == "sandbay"
    assert entry.value("/data/child[1]/wish[1]/wished") == CHILD[3]
    assert centre.person("Quixotina").called == "Sela"

    book = export(centre, "workbook", tmp_path / "answers.xlsx")
    sheets = openpyxl.load_workbook(io.BytesIO(book)).sheetnames
    assert sheets == ["Arrival interview", "child", "wish"]
    content = export(centre, "submissions", tmp_path / "answers.zip")
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        submission = archive.read(archive.namelist()[0])
    assert b"Quixotina" not in submission
    assert b"Sela" not in submission
    again = read_submission(submission, read.usable.definition, lambda: "one")
    assert again.problems == ()
    back = FormEntry(read.usable.definition, again.answers, files=read.usable.files)
    for path in ("/data/hope", "/data/journey/town", "/data/child[1]/child_name"):
        assert back.value(path) == entry.value(path)
    assert back.value("/data/children") == "1"
    subjects = {event.subject for event in centre.all(AuditEvent, action="answers exported")}
    assert subjects >= {centre.case_of("Quixotina").id, form.id}

    centre.lock()
    leaks.none_of("Quixotina", "Mbuyizanga", "Zebulonika", "Tremolite", "Xylophone")


def test_two_people_write_the_same_form_and_neither_sees_the_others_words(
    centre: Centre, leaks: Leaks
) -> None:
    hand = centre.hand
    arrived = AtTheGate(described_as="Woman, about 30", language="ti")
    centre.registers(desk_work.Name("Quixotina", "Mbuyizanga", "1994"), arrived)
    hand.click("open-case")
    case = centre.case_of("Quixotina").id

    def writes(name: str, words: str, before: str) -> None:
        """Unlock, find what was typed before, type on, and lock as the lid closes."""
        hand = centre.unlock(name)
        centre.go(Place.FORMS, case, "fill:solutions")
        if not before:
            hand.click("part-after")
        field = hand.find("hopes")
        assert QApplication.focusWidget() is field, "the first question, or where she stopped"
        assert isinstance(field, QPlainTextEdit)
        assert field.toPlainText() == before
        hand.type("hopes", words)
        hand.rest()
        centre.lock()

    writes(AMINA, "Aquamarine", "")
    writes(JOSEPHINE, "Beryl", "")
    writes(AMINA, " and more", "Aquamarine")
    writes(JOSEPHINE, " too", "Beryl")
    centre.unlock(AMINA)
    assert not centre.all(FilledForm), "nothing is kept before somebody keeps it"
    centre.lock()
    leaks.none_of("Aquamarine", "Beryl", "Quixotina")
