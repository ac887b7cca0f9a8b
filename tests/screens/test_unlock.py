from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLineEdit, QRadioButton
from pytestqt.qtbot import QtBot

from ui.unlock.unlock_page import UnlockPage
from ui.widgets.label import Label


def opened(qtbot: QtBot, name: str = "") -> UnlockPage:
    page = UnlockPage("Harbour Gate centre", name=name)
    qtbot.addWidget(page)
    page.resize(1366, 768)
    with qtbot.waitActive(page):
        page.show()
        page.activateWindow()
    return page


def words(page: UnlockPage) -> str:
    return " ".join(label.text() for label in page.findChildren(Label) if label.isVisible())


def test_name_and_passphrase_are_told_by_keyboard_alone(qtbot: QtBot) -> None:
    page = opened(qtbot)
    assert page.name.hasFocus()
    qtbot.keyClicks(page.name, " Amina K. ")
    qtbot.keyClick(page.name, Qt.Key.Key_Return)
    assert page.passphrase.hasFocus()
    qtbot.keyClicks(page.passphrase, "four words of mine")
    with qtbot.waitSignal(page.unlock_requested) as told:
        qtbot.keyClick(page.passphrase, Qt.Key.Key_Return)
    assert told.args == ["Amina K.", "four words of mine"]


def test_after_a_short_lock_only_the_passphrase_is_asked(qtbot: QtBot) -> None:
    page = opened(qtbot, name="Amina K.")
    page.show_away(12)
    assert page.passphrase.hasFocus()
    assert "You were away for 12 minutes.\nNothing was lost." in words(page)


def test_an_empty_answer_is_asked_for_kindly(qtbot: QtBot) -> None:
    page = opened(qtbot)
    page.unlock_button.click()
    assert "Write the name you were given here." in words(page)
    assert page.name.hasFocus()
    qtbot.keyClicks(page.name, "A")
    assert "Write the name you were given here." not in words(page)


def test_an_error_is_a_sentence_and_the_passphrase_is_asked_again(qtbot: QtBot) -> None:
    page = opened(qtbot, name="Amina K.")
    qtbot.keyClicks(page.passphrase, "wrong")
    page.show_waiting()
    assert not page.unlock_button.isEnabled()
    page.show_error("That is not the passphrase of this name. Nothing was lost.")
    assert page.unlock_button.isEnabled()
    assert page.passphrase.hasFocus()
    assert page.passphrase.hasSelectedText()
    assert "That is not the passphrase of this name." in words(page)


def test_the_eye_shows_the_passphrase_until_it_is_hidden(qtbot: QtBot) -> None:
    page = opened(qtbot, name="Amina K.")
    eye = page.passphrase.eye
    assert eye is not None
    qtbot.keyClick(page.passphrase, Qt.Key.Key_Tab)
    assert eye.hasFocus()
    qtbot.keyClick(eye, Qt.Key.Key_Space)
    assert page.passphrase.echoMode() is QLineEdit.EchoMode.Normal
    assert eye.accessibleName() == "Hide the passphrase"
    page.forget()
    assert page.passphrase.echoMode() is QLineEdit.EchoMode.Password
    assert page.passphrase.text() == ""


def test_the_keyboards_language_is_said(qtbot: QtBot) -> None:
    page = opened(qtbot)
    page.show_keyboard("Arabic")
    assert "Keyboard: Arabic" in words(page)


def test_help_demo_and_language_are_told(qtbot: QtBot) -> None:
    page = opened(qtbot)
    with qtbot.waitSignal(page.forgot_requested):
        page.forgot_button.click()
    with qtbot.waitSignal(page.demo_requested):
        page.demo_button.click()
    spanish = page.findChild(QRadioButton, "language-es")
    assert spanish is not None
    with qtbot.waitSignal(page.language_chosen) as told:
        qtbot.mouseClick(spanish, Qt.MouseButton.LeftButton)
    assert told.args == ["es"]
