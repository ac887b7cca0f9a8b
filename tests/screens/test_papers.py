"""Papers of a case: attached, seen from memory, taken out with a reason; and what goes wrong."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QSettings, Qt, QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QFileDialog, QLabel, QLineEdit, QScrollArea, QWidget
from pytestqt.qtbot import QtBot

from caseworker.consent.asking import keep_answers
from caseworker.consent.talk import Asked
from caseworker.consent.withdrawal import Scope, withdraw
from caseworker.demo import talks
from caseworker.model.audit import AuditEvent
from caseworker.model.case import Case
from caseworker.model.consent import Attachment, Purpose
from caseworker.model.ids import CaseId, PersonId
from caseworker.model.paper import Paper, PaperKind
from caseworker.model.values import Answer
from caseworker.ports import UnitOfWork
from tests.evidence import samples
from tests.screens.at_work import AtWork
from tests.screens.chosen import ChosenFiles
from ui.documents.printing import MOST_PIXELS
from ui.files import DialogFiles
from ui.outside import Outside
from ui.window.navigation import Place


@pytest.fixture
def files() -> ChosenFiles:
    return ChosenFiles()


@pytest.fixture
def work(qtbot: QtBot, tmp_path: Path, files: ChosenFiles) -> Iterator[AtWork]:
    at_work = AtWork(qtbot, tmp_path / "centre", outside=Outside(files=files))
    yield at_work
    at_work.close()


def agreed(work: AtWork) -> CaseId:
    """Enter Selam with a yes to a record, and open her case."""
    case_id = work.selam()

    def say_yes(unit: UnitOfWork) -> None:
        line = Asked(purpose=Purpose.RECORD, answer=Answer.YES)
        person_id = unit.get(Case, case_id).person_id
        keep_answers(unit, (line,), talks.talk(unit, "ti", talks.spoken), person_id=person_id)

    work.does(say_yes)
    work.go(Place.CASE, case_id)
    return case_id


def person_of(work: AtWork, case_id: CaseId) -> PersonId:
    return work.office.ask(lambda reads: reads.get(Case, case_id)).person_id


def choose(work: AtWork, files: ChosenFiles, path: Path, content: bytes) -> None:
    path.write_bytes(content)
    files.opens = path
    work.press("paper-scan-attach")


def attach(work: AtWork, files: ChosenFiles, path: Path, content: bytes) -> Paper:
    """Attach a letter of May 2024 on the page that is open; return the newest paper."""
    work.press("attach-paper")
    choose(work, files, path, content)
    work.widget("paper-kind").set_value("letter")  # type: ignore[attr-defined]  # a Select
    work.write("paper-dated", "2024-05")
    work.press("keep-paper")
    return kept(work)[-1]


def kept(work: AtWork) -> list[Paper]:
    return work.office.ask(lambda reads: reads.matching(Paper))


def acts(work: AtWork) -> list[str]:
    return [event.action for event in work.office.ask(lambda reads: reads.matching(AuditEvent))]


def page(work: AtWork, number: int = 1) -> QLabel:
    found = work.widget(f"file-page-{number}")
    assert isinstance(found, QLabel)
    return found


def test_a_letter_is_attached_seen_and_taken_out(
    work: AtWork, files: ChosenFiles, tmp_path: Path
) -> None:
    case_id = agreed(work)
    paper = attach(work, files, tmp_path / "Letter to Selam.pdf", samples.pdf(pages=7))
    assert (paper.kind, paper.case_id) == (PaperKind.LETTER, case_id)
    assert paper.dated is not None
    assert paper.dated.edtf == "2024-05"
    assert not work.office.drafts.all()
    assert not work.sees("dated May 2024"), "the desk view says only that there is a paper"
    work.press("desk-view-toggle")
    assert work.sees("dated May 2024")

    work.press(f"open-paper-{paper.id}")
    assert acts(work).count("paper opened") == 1
    assert work.find("file-page-5")
    assert not work.find("file-page-6"), "few pages at a time are in memory"
    work.press("later-pages")
    assert work.find("file-page-7")
    assert not work.find("later-pages")
    work.press("close-file")

    work.press(f"take-out-{paper.id}")
    work.press("take-out-act")
    assert kept(work)[0].taken_out_at is None, "a reason is asked"
    work.press(f"take-out-{paper.id}")
    work.write("take-out-why", "Belongs to a cousin")
    work.press("take-out-act")
    assert kept(work)[0].why_taken_out == "Belongs to a cousin"
    assert not work.find(f"open-paper-{paper.id}")
    assert work.sees("Belongs to a cousin"), "that it was there stays"


def test_what_is_missing_is_said_and_what_was_typed_comes_back(
    work: AtWork, files: ChosenFiles, tmp_path: Path
) -> None:
    case_id = agreed(work)
    work.press("attach-paper")
    work.write("paper-dated", "May last year")
    work.press("keep-paper")
    for words in ("No scan is attached yet", "What sort of paper it is", "is no date"):
        assert work.sees(words)
    choose(work, files, tmp_path / "a.docx", b"PK\x03\x04" + bytes(40))
    assert work.sees("office program")
    choose(work, files, tmp_path / "a.pdf", samples.pdf(password="lake"))
    assert work.sees("This PDF does not open")
    files.opens = tmp_path / "gone.pdf"
    work.press("paper-scan-attach")
    assert not work.find("paper-scan-look")
    choose(work, files, tmp_path / "a.png", samples.png())
    assert work.sees("The original file stays where it is")
    work.qtbot.waitUntil(lambda: len(work.office.drafts.all()) == 2)

    work.go(Place.TODAY)
    work.go(Place.CASE, case_id)
    work.press("attach-paper")
    assert work.widget("paper-dated").property("text") == "May last year"
    assert work.find("paper-scan-look")
    work.press("paper-scan-remove")
    assert not work.find("paper-scan-look")
    assert (tmp_path / "a.png").is_file(), "the original is never touched"


def test_without_a_yes_to_a_record_no_paper_is_kept(
    work: AtWork, files: ChosenFiles, tmp_path: Path
) -> None:
    case_id = agreed(work)
    person_id = person_of(work, case_id)
    work.does(lambda unit: withdraw(unit, person_id, Scope(purpose=Purpose.RECORD)))
    work.press("attach-paper")
    choose(work, files, tmp_path / "a.png", samples.png())
    work.press("keep-paper")
    assert work.sees("Stops here: no yes to a record")
    assert not kept(work)


@pytest.mark.requirement("R-441")
def test_a_copy_is_explicit_and_audited(work: AtWork, files: ChosenFiles, tmp_path: Path) -> None:
    agreed(work)
    paper = attach(work, files, tmp_path / "a.jpg", samples.jpeg(300, 200))
    work.press(f"open-paper-{paper.id}")
    files.saves = tmp_path / "copy"
    work.press("save-file")
    assert not (tmp_path / "copy.jpg").exists(), "first it is said what a copy is"
    work.press("save-sheet-act")
    attachment = work.office.ask(lambda reads: reads.get(Attachment, paper.attachment_id))
    assert (tmp_path / "copy.jpg").stat().st_size == attachment.size
    assert "paper copy saved" in acts(work)

    files.saves = tmp_path / "nowhere" / "copy"
    work.press("save-file")
    work.press("save-sheet-act")
    assert work.sees("The file could not be written there.")


def test_by_keys_alone(work: AtWork, files: ChosenFiles, tmp_path: Path) -> None:
    agreed(work)
    paper = attach(work, files, tmp_path / "a.pdf", samples.pdf(pages=3))
    work.widget(f"open-paper-{paper.id}").setFocus()
    work.press_key(Qt.Key.Key_Space)
    shown = page(work)
    usual = shown.pixmap().width()
    screen = work.widget("file-page")
    work.qtbot.keyClick(screen, Qt.Key.Key_Plus, Qt.KeyboardModifier.ControlModifier)
    assert shown.pixmap().width() > usual
    work.qtbot.keyClick(screen, Qt.Key.Key_Minus, Qt.KeyboardModifier.ControlModifier)
    assert shown.pixmap().width() == usual
    scroll = work.widget("file-page-scroll")
    assert isinstance(scroll, QScrollArea)
    work.press_key(Qt.Key.Key_End)
    bottom = scroll.verticalScrollBar().value()
    assert bottom > 0
    work.press_key(Qt.Key.Key_PageUp)
    assert scroll.verticalScrollBar().value() < bottom
    work.press_key(Qt.Key.Key_F11)
    assert work.window.isFullScreen()
    work.press_key(Qt.Key.Key_Escape)
    assert not work.window.isFullScreen()
    assert work.find("file-page")
    work.press_key(Qt.Key.Key_Escape)
    assert not work.find("file-page")


@pytest.mark.parametrize("fault", ["altered", "missing", "cut"])
def test_a_lost_chunk_is_explained_and_the_record_is_safe(
    work: AtWork, files: ChosenFiles, tmp_path: Path, fault: str
) -> None:
    agreed(work)
    paper = attach(work, files, tmp_path / "a.png", samples.png())
    (chunk,) = (path for path in tmp_path.rglob("attachments/*/*") if path.is_file())
    sealed = bytearray(chunk.read_bytes())
    if fault == "missing":
        chunk.unlink()
    elif fault == "cut":
        chunk.write_bytes(sealed[:-3])
    else:
        sealed[len(sealed) // 2] ^= 1
        chunk.write_bytes(sealed)
    before = acts(work).count("paper opened")
    work.press(f"open-paper-{paper.id}")
    assert not work.find("file-page")
    assert work.sees("This file cannot be opened")
    assert work.sees("The record is safe")
    assert work.sees("Restore the last backup")
    assert acts(work).count("paper opened") == before, "nothing was seen"
    work.press("file-not-whole-back")
    assert work.find(f"open-paper-{paper.id}"), "the list stands"


def test_a_paper_of_vast_size_is_drawn_small(
    work: AtWork, files: ChosenFiles, tmp_path: Path
) -> None:
    agreed(work)
    paper = attach(work, files, tmp_path / "a.pdf", samples.pdf(size=(14_000, 14_000)))
    work.press(f"open-paper-{paper.id}")
    shown = page(work).pixmap()
    assert shown.width() * shown.height() <= MOST_PIXELS
    work.press("close-file")
    grey = samples.plain_png(6000, 6000)
    vast = attach(work, files, tmp_path / "b.png", grey)
    work.press(f"open-paper-{vast.id}")
    assert page(work).pixmap().width() < 6000


def test_papers_of_the_person_show_in_every_case(
    work: AtWork, files: ChosenFiles, tmp_path: Path
) -> None:
    case_id = agreed(work)
    work.go(Place.PERSON, person_of(work, case_id))
    paper = attach(work, files, tmp_path / "a.png", samples.png())
    assert paper.case_id is None
    assert not work.find("paper-card")
    assert work.sees("dated May 2024")
    work.go(Place.CASE, case_id)
    assert work.find(f"open-paper-{paper.id}")


@pytest.mark.qt_log_ignore("This plugin does not support", extend=True)
def test_the_dialog_leaves_no_trace_of_the_folder(qtbot: QtBot, tmp_path: Path) -> None:
    folder = tmp_path / "Selam Tesfay"
    folder.mkdir()
    scan = folder / "a.png"
    scan.write_bytes(samples.png())
    parent = QWidget()
    qtbot.addWidget(parent)
    parent.show()

    def answer() -> None:
        dialog = QApplication.activeModalWidget()
        assert isinstance(dialog, QFileDialog)
        assert dialog.testOption(QFileDialog.Option.DontUseNativeDialog)
        name = dialog.findChild(QLineEdit, "fileNameEdit")
        assert isinstance(name, QLineEdit)
        name.setText(str(scan))
        QTest.keyClick(name, Qt.Key.Key_Return)

    QTimer.singleShot(100, answer)
    assert DialogFiles().to_open(parent, "Choose a file", ("png",)) == scan
    qtbot.waitUntil(lambda: not parent.findChildren(QFileDialog))
    kept_by_qt = QSettings(QSettings.Scope.UserScope, "QtProject").childGroups()
    assert "FileDialog" not in kept_by_qt, "Qt would remember the folders"
