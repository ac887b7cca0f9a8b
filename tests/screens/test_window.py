from __future__ import annotations

from collections.abc import Callable, Sequence

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLineEdit, QPushButton
from pytestqt.qtbot import QtBot
from shiboken6 import delete

from ui.gallery.frame import window_words
from ui.gallery.today import today
from ui.widgets.page import Page
from ui.widgets.sheet import Sheet
from ui.widgets.text_input import TextField
from ui.window.main_window import MainWindow
from ui.window.navigation import Destination, History, Place
from ui.window.palette import Palette, Result
from ui.window.words import SyncWords

Dress = Callable[..., None]
CTRL = Qt.KeyboardModifier.ControlModifier


def find(query: str) -> Sequence[Result]:
    people = (
        Result("user", "Selam T.", "Case 7QK-482", Destination(Place.CASE, "selam")),
        Result("user", "Selma R.", "Arrived today", Destination(Place.PERSON, "selma")),
        Result("plus", "New arrival", "Reception", Destination(Place.RECEPTION, part="new")),
    )
    return [one for one in people if query and query.lower() in one.title.lower()]


@pytest.fixture
def window(qtbot: QtBot) -> MainWindow:
    made = MainWindow(window_words(), find)
    made.resize(1366, 768)
    made.show_page(today(), Place.TODAY)
    qtbot.addWidget(made)
    with qtbot.waitActive(made):
        made.show()
        made.activateWindow()
    return made


def press(qtbot: QtBot, window: MainWindow, keys: str) -> None:
    qtbot.keySequence(window, keys)


def test_the_title_names_nobody(window: MainWindow) -> None:
    assert window.windowTitle() == "Caseworker"


def test_nothing_has_the_keyboard_before_somebody_asks(window: MainWindow) -> None:
    focused = QApplication.focusWidget()
    assert not isinstance(focused, QPushButton | QLineEdit)


def test_the_sidebar_tells_where_one_wants_to_go(window: MainWindow, qtbot: QtBot) -> None:
    button = window.findChild(QPushButton, "navigate-cases")
    assert button is not None
    with qtbot.waitSignal(window.navigated) as told:
        qtbot.mouseClick(button, Qt.MouseButton.LeftButton)
    assert told.args == [Destination(Place.CASES)]
    window.show_page(Page("Cases", name="cases"), Place.CASES)
    assert button.isChecked()


def test_a_deeper_place_marks_its_line(window: MainWindow) -> None:
    window.show_page(Page("Selam T.", name="case"), Place.CASE)
    button = window.findChild(QPushButton, "navigate-cases")
    assert button is not None
    assert button.isChecked()


def test_the_search_key_finds_and_goes_by_keyboard_alone(window: MainWindow, qtbot: QtBot) -> None:
    press(qtbot, window, "Ctrl+K")
    field = window.header.search
    assert field.hasFocus()
    qtbot.keyClicks(field, "sel")
    palette = window.findChild(Palette)
    assert palette is not None
    assert palette.isVisible()
    qtbot.keyClick(field, Qt.Key.Key_Down)
    current = palette.current()
    assert current is not None
    assert current.title == "Selma R."
    with qtbot.waitSignal(window.navigated) as told:
        qtbot.keyClick(field, Qt.Key.Key_Return)
    assert told.args == [Destination(Place.PERSON, "selma")]
    assert palette.isHidden()
    assert field.text() == ""


def test_escape_leaves_the_search(window: MainWindow, qtbot: QtBot) -> None:
    press(qtbot, window, "Ctrl+K")
    qtbot.keyClicks(window.header.search, "zzz")
    palette = window.findChild(Palette)
    assert palette is not None
    assert palette.isVisible()
    assert palette.current() is None
    qtbot.keyClick(window.header.search, Qt.Key.Key_Escape)
    assert palette.isHidden()


def test_the_hide_key_blanks_the_window_until_pressed_again(
    window: MainWindow, qtbot: QtBot
) -> None:
    field = TextField(name="note")
    page = Page("Note", name="note-page")
    page.add(field)
    window.show_page(page, Place.CASE)
    field.setFocus()
    before = window.grab().toImage()
    press(qtbot, window, "F9")
    assert window.is_hidden()
    hidden = window.grab().toImage()
    colours = {hidden.pixelColor(x, y).name() for x in range(0, 1366, 40) for y in (10, 100, 700)}
    assert len(colours) == 1
    focused = QApplication.focusWidget()
    assert focused is not None
    qtbot.keyClicks(focused, "secret")
    assert field.text() == ""
    qtbot.keyClick(focused, Qt.Key.Key_F9)
    assert not window.is_hidden()
    assert field.hasFocus()
    assert window.grab().toImage().size() == before.size()


def test_what_had_the_keyboard_may_go_while_the_window_is_blank(
    window: MainWindow, qtbot: QtBot
) -> None:
    field = TextField(name="note")
    page = Page("Note", name="note-page")
    page.add(field)
    window.show_page(page, Place.CASE)
    field.setFocus()
    press(qtbot, window, "F9")
    delete(field)
    with qtbot.captureExceptions() as raised:
        press(qtbot, window, "F9")
    assert not raised
    assert not window.is_hidden()


def test_a_click_shows_the_work_again(window: MainWindow, qtbot: QtBot) -> None:
    window.header.hide_button.click()
    assert window.is_hidden()
    cover = window.findChild(QPushButton, "hide-screen") or window.childAt(600, 400)
    assert cover is not None
    qtbot.mouseClick(cover, Qt.MouseButton.LeftButton)
    assert not window.is_hidden()


def test_lock_is_asked_by_key_and_by_button(window: MainWindow, qtbot: QtBot) -> None:
    with qtbot.waitSignal(window.lock_requested):
        press(qtbot, window, "Ctrl+L")
    with qtbot.waitSignal(window.lock_requested):
        qtbot.mouseClick(window.header.lock_button, Qt.MouseButton.LeftButton)


def test_a_toast_is_undone_by_key(window: MainWindow, qtbot: QtBot) -> None:
    toast = window.show_toast("Moved to third place")
    with qtbot.waitSignals([toast.undone, toast.closed]):
        press(qtbot, window, "Ctrl+Z")
    with qtbot.waitSignal(window.undo_requested):
        press(qtbot, window, "Ctrl+Z")


def test_a_toast_is_undone_by_mouse(window: MainWindow, qtbot: QtBot) -> None:
    toast = window.show_toast("Moved to third place")
    with qtbot.waitSignal(toast.undone):
        qtbot.mouseClick(toast.undo_button, Qt.MouseButton.LeftButton)


def test_a_toast_goes_by_itself_but_not_while_focused(window: MainWindow, qtbot: QtBot) -> None:
    toast = window.show_toast("Moved to third place")
    toast.undo_button.setFocus()
    toast.timer.setInterval(1)
    toast.timer.start()
    with qtbot.waitSignal(toast.timer.timeout):
        pass
    assert toast.isVisible()
    with qtbot.waitSignal(toast.closed):
        window.header.search.setFocus()


def test_a_new_toast_takes_the_place_of_the_old(window: MainWindow, qtbot: QtBot) -> None:
    first = window.show_toast("First")
    with qtbot.waitSignal(first.closed):
        window.show_toast("Second")


def test_a_sheet_keeps_the_keyboard_and_names_its_act(window: MainWindow, qtbot: QtBot) -> None:
    sheet = Sheet("Before it leaves this laptop", "Make the file")
    sheet.say("To: Port Maren legal aid.")
    window.show_sheet(sheet)
    assert sheet.panel.back.hasFocus()
    qtbot.keyClick(sheet.panel.back, Qt.Key.Key_Tab)
    assert sheet.panel.act.hasFocus()
    qtbot.keyClick(sheet.panel.act, Qt.Key.Key_Tab)
    assert sheet.panel.back.hasFocus()
    press(qtbot, window, "Ctrl+K")
    assert not window.header.search.hasFocus()
    with qtbot.waitSignal(sheet.agreed):
        qtbot.keyClick(sheet.panel.back, Qt.Key.Key_Return, CTRL)


def test_a_sheet_shows_its_acts_whole(window: MainWindow) -> None:
    # One of these sentences ends where a scroll bar would begin.
    sentence = "What has already gone out stays known. You decide whether to recall it all now."
    for letters in range(64, len(sentence)):
        sheet = Sheet("Take back a yes", "Take it back")
        sheet.say(sentence[:letters])
        window.show_sheet(sheet)
        for _ in range(4):
            QApplication.processEvents()
        act = sheet.panel.act
        assert act.visibleRegion().boundingRect() == act.rect(), letters
        sheet.dismiss()


def test_escape_dismisses_a_sheet_and_gives_the_keyboard_back(
    window: MainWindow, qtbot: QtBot
) -> None:
    window.header.search.setFocus()
    sheet = Sheet("Before it leaves this laptop", "Make the file")
    window.show_sheet(sheet)
    with qtbot.waitSignal(sheet.dismissed):
        qtbot.keyClick(sheet.panel.back, Qt.Key.Key_Escape)
    assert window.header.search.hasFocus()


def test_hiding_works_over_a_sheet(window: MainWindow, qtbot: QtBot) -> None:
    window.show_sheet(Sheet("Before it leaves this laptop", "Make the file"))
    press(qtbot, window, "F9")
    assert window.is_hidden()
    assert window.grab().toImage().pixelColor(683, 300).name() == "#f8f6f2"


def test_the_sidebar_becomes_a_rail_from_half_as_large_again(
    window: MainWindow, qtbot: QtBot, dress: Dress
) -> None:
    assert not window.sidebar.rail
    assert window.strip.isHidden()
    dress(text_scale=1.5)
    assert window.sidebar.rail
    assert window.sidebar.width() == 96
    assert not window.strip.isHidden()
    names = [action.text() for action in window.sidebar.menu().actions()]
    assert names[:2] == ["Today", "Reception"]
    assert "Reports" in names
    button = window.sidebar.findChild(QPushButton, "navigate-people")
    assert button is not None
    assert button.toolTip() == button.text() == "People"
    dress()
    assert not window.sidebar.rail


def test_the_window_is_mirrored_right_to_left(
    window: MainWindow, qtbot: QtBot, dress: Dress
) -> None:
    left = window.sidebar.mapTo(window, window.sidebar.rect().center()).x()
    assert left < 683
    dress(language="ar")
    window.rebuild()
    QApplication.processEvents()
    right = window.sidebar.mapTo(window, window.sidebar.rect().center()).x()
    assert right > 683
    header = window.header
    assert header.search.mapTo(window, header.search.rect().center()).x() > 683
    assert header.lock_button.mapTo(window, header.lock_button.rect().center()).x() < 683


def test_the_pill_tells_the_truth_in_words(window: MainWindow) -> None:
    words = SyncWords("12 changes wait", "Last exchange with the centre Tuesday 14:10")
    assert words.line == "12 changes wait; last exchange with the centre Tuesday 14:10"
    assert window.sidebar.pill.accessibleName() == (
        "12 changes wait. Last exchange with the centre Tuesday 14:10"
    )


def test_history_goes_back_and_forward() -> None:
    history = History(Destination(Place.TODAY))
    assert not history.can_go_back
    assert history.go(Destination(Place.CASES))
    assert not history.go(Destination(Place.CASES))
    assert history.go(Destination(Place.CASE, "selam"))
    assert history.back() == Destination(Place.CASES)
    assert history.can_go_forward
    assert history.forward() == Destination(Place.CASE, "selam")
    history.back()
    history.go(Destination(Place.DIRECTORY))
    assert not history.can_go_forward
    history.forget()
    assert history.back() == Destination(Place.DIRECTORY)
