"""What is typed is not learnt by keyboards, and what is copied does not stay on the clipboard."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QClipboard
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QPlainTextEdit, QTextEdit, QWidget
from pytestqt.qtbot import QtBot

from caseworker.memory import Exposure, MemoryOnDisk
from tests.screens.at_work import AtWork
from ui.clipboard import HINTS, OURS, ClipboardGuard
from ui.files import DialogFiles
from ui.first_run.flow import JOINING, ORDER, FirstRun
from ui.first_run.wizard import FirstRunWizard
from ui.unlock.exposure import exposure_detail, exposure_words
from ui.unlock.recover_page import RecoverPage
from ui.unlock.restore_page import RestorePage
from ui.unlock.unlock_page import UnlockPage
from ui.widgets.text_input import PassphraseField, TextArea, TextField
from ui.window.navigation import Place

HINT = Qt.InputMethodHint
Show = Callable[..., QWidget]


def inputs(window: QWidget) -> list[QWidget]:
    kinds = (QLineEdit, QPlainTextEdit, QTextEdit)
    return [each for each in window.findChildren(QWidget) if isinstance(each, kinds)]


def learning(window: QWidget) -> list[str]:
    wanted = HINT.ImhSensitiveData | HINT.ImhNoPredictiveText
    return [
        f"{type(each).__name__} {each.objectName()}"
        for each in inputs(window)
        if each.inputMethodHints() & wanted != wanted
    ]


def test_no_field_of_any_screen_is_learnt_from(qtbot: QtBot, tmp_path: Path) -> None:
    work = AtWork(qtbot, tmp_path)
    case = work.selam()
    seen = 0
    steps = ("identification", "assessment", "planning", "implementation", "review", "closure")
    places = [(place, "", "") for place in Place] + [(Place.RECEPTION, "", "new")]
    places += [(Place.CASE, case, step) for step in ("", *steps)]
    for place, subject, part in places:
        if place in {Place.PERSON, Place.CASE} and not subject:
            continue
        work.go(place, subject, part)
        seen += len(inputs(work.window))
        assert learning(work.window) == [], (place, part)
    assert seen > 40
    work.close()


def test_nor_from_any_field_before_the_work(qtbot: QtBot) -> None:
    pages: list[QWidget] = [
        UnlockPage(""),
        RecoverPage(),
        RestorePage(DialogFiles(), replaces=True),
    ]
    ways = [(ORDER, step) for step in ORDER] + [(JOINING, step) for step in JOINING]
    for order, step in ways:
        run = FirstRun(lambda: "ABCD-EFGH-JKMN-PQRS")
        run.order, run.step = order, step
        pages.append(FirstRunWizard(run, (("fr", "France"),)))
    for page in pages:
        qtbot.addWidget(page)
        assert learning(page) == []
    assert sum(len(inputs(page)) for page in pages) > 12


def test_a_passphrase_stays_secret_while_it_is_shown(qtbot: QtBot) -> None:
    field = PassphraseField(name="secret")
    qtbot.addWidget(field)
    assert field.eye is not None
    for shown in (False, True, False):
        field.eye.setChecked(shown)
        for hint in (HINT.ImhHiddenText, HINT.ImhSensitiveData, HINT.ImhNoPredictiveText):
            assert field.inputMethodHints() & hint, (shown, hint)


WHERE = """
import sys
from pathlib import Path
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication, QFileDialog, QWidget
from ui.files import DialogFiles
application = QApplication(sys.argv)
window = QWidget()

def accept():
    found = [each for each in application.topLevelWidgets() if isinstance(each, QFileDialog)]
    for dialog in found:
        dialog.setDirectory(sys.argv[1])
        dialog.accept()
    if not found:
        QTimer.singleShot(20, accept)

QTimer.singleShot(20, accept)
print(DialogFiles().folder(window, "Where"))
"""


def test_no_file_dialog_leaves_behind_where_somebody_was(tmp_path: Path) -> None:
    home, chosen = tmp_path / "home", tmp_path / "Selam Tesfay"
    home.mkdir()
    chosen.mkdir()
    asked = subprocess.run(
        [sys.executable, "-c", WHERE, str(chosen)],
        env={**os.environ, "HOME": str(home), "XDG_CONFIG_HOME": str(home / "config")},
        check=True,
        capture_output=True,
        text=True,
        timeout=60,
    )
    assert asked.stdout.strip() == str(chosen)
    left = [each for each in home.rglob("*") if each.is_file()]
    assert [each for each in left if "Selam" in each.read_text(errors="ignore")] == []


@pytest.fixture
def clipboard(qapp: QApplication) -> Iterator[QClipboard]:
    yield qapp.clipboard()
    qapp.clipboard().clear()


def copied(show: Show, field: TextField | TextArea) -> None:
    show(field)
    field.setFocus()
    field.selectAll()
    QTest.keyClick(field, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)


@pytest.mark.parametrize("kind", [TextField, TextArea])
def test_a_copy_is_kept_out_of_histories_and_forgotten(
    qtbot: QtBot, qapp: QApplication, clipboard: QClipboard, show: Show, kind: type[TextField]
) -> None:
    guard = ClipboardGuard(qapp, qapp, forget_after=0.2)
    copied(show, kind("Selam, under the stairs", name="note"))
    assert clipboard.text() == "Selam, under the stairs"
    data = clipboard.mimeData()
    assert data.hasFormat(OURS)
    assert data.data("x-kde-passwordManagerHint").data() == b"secret"
    assert set(HINTS) <= set(data.formats())
    qtbot.waitUntil(lambda: clipboard.text() == "", timeout=3000)
    guard.deleteLater()


def test_only_what_is_still_ours_is_cleared(
    qapp: QApplication, clipboard: QClipboard, show: Show
) -> None:
    guard = ClipboardGuard(qapp, qapp)
    copied(show, TextField("Selam", name="note"))
    clipboard.setText("a shopping list from another window")
    guard.forget()
    assert clipboard.text() == "a shopping list from another window"
    copied(show, TextField("Selam", name="note"))
    guard.forget()
    assert clipboard.text() == ""
    guard.deleteLater()


def test_leaving_the_program_forgets_it(
    qapp: QApplication, clipboard: QClipboard, show: Show
) -> None:
    guard = ClipboardGuard(qapp, qapp)
    copied(show, TextField("Selam", name="note"))
    qapp.aboutToQuit.emit()
    assert clipboard.text() == ""
    guard.deleteLater()


def test_a_laptop_that_writes_its_memory_down_says_so_calmly(qtbot: QtBot) -> None:
    page = UnlockPage("")
    qtbot.addWidget(page)
    page.show_exposure(exposure_words(MemoryOnDisk(Exposure.OPEN, Exposure.NONE)))
    said = [str(each.property("text") or "") for each in page.findChildren(QWidget)]
    assert any("parts of its memory" in words for words in said)
    assert "hibernate" in exposure_words(MemoryOnDisk(Exposure.OPEN, Exposure.OPEN))
    quiet = MemoryOnDisk(Exposure.UNKNOWN, Exposure.UNKNOWN)
    assert exposure_words(quiet) == ""
    assert "does not tell" in exposure_detail(quiet)
    assert exposure_words(MemoryOnDisk(Exposure.ENCRYPTED, Exposure.ENCRYPTED)) == ""
