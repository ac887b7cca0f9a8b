"""Every kind of question by keyboard and mouse: what is typed, stored and told back."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QColor, QImage, QKeyEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QPlainTextEdit, QWidget
from pytestqt.qtbot import QtBot

from forms import FormEntry
from tests.screens.conftest import Dress, Show
from tests.screens.every_kind import entry
from ui.form.form_view import FormView
from ui.form.surroundings import Surroundings

Open = Callable[[], FormView]


def picture(name: str) -> QImage | None:
    if name != "smile.png":
        return None
    image = QImage(60, 60, QImage.Format.Format_RGB32)
    image.fill(QColor("#0E6266"))
    return image


@pytest.fixture
def opened(show: Show) -> FormView:
    form = FormView(entry(), name="every-kind", surroundings=Surroundings(picture))
    show(form, 900, 2400)
    return form


def named(form: QWidget, name: str) -> QWidget:
    found = form.findChild(QWidget, name)
    assert found is not None, name
    return found


def write(form: QWidget, name: str, words: str) -> None:
    field = named(form, name)
    field.setFocus()
    QTest.keyClick(field, Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
    # QTest knows the keys of a Latin keyboard only.
    for letter in words:
        for kind in (QEvent.Type.KeyPress, QEvent.Type.KeyRelease):
            event = QKeyEvent(kind, 0, Qt.KeyboardModifier.NoModifier, letter)
            QApplication.sendEvent(field, event)


def press(form: QWidget, name: str) -> None:
    QTest.mouseClick(named(form, name), Qt.MouseButton.LeftButton)
    QApplication.processEvents()


def words_on(form: QWidget) -> str:
    return "\n".join(label.text() for label in form.findChildren(QLabel) if label.isVisible())


TYPED = (
    ("words", "typed/words", " Hello ", "Hello"),
    ("story", "typed/story", "One", "One"),
    ("whole", "typed/whole", "١٢", "12"),
    ("weight", "typed/weight", "3,5", "3.5"),
    ("weight", "typed/weight", "-2.25", "-2.25"),
    ("code", "typed/code", "4006381333931", "4006381333931"),
    ("day", "time/day", "2.12.2026", "2026-12-02"),
    ("day", "time/day", "2026-02-28", "2026-02-28"),
    ("year", "time/year", "1994", "1994-01-01"),
    ("month", "time/month", "5.1994", "1994-05-01"),
    ("born", "time/born", "about 1994", "1994~"),
    ("born", "time/born", "vers 1994", "1994~"),
    ("born", "time/born", "hacia 5.1994", "1994-05~"),
    ("born", "time/born", "نحو ١٩٩٤", "1994~"),
    ("born", "time/born", "17/5/1994", "1994-05-17"),
    ("clock", "time/clock", "930", "930"),
    ("clock", "time/clock", "0930", "09:30"),
    ("clock", "time/clock", "9.30", "09:30"),
    ("share", "chosen/share", "65", "65"),
)


@pytest.mark.parametrize(("name", "path", "typed", "stored"), TYPED)
def test_what_is_typed_is_stored_as_the_form_needs_it(
    opened: FormView, name: str, path: str, typed: str, stored: str
) -> None:
    write(opened, name, typed)
    assert opened.entry.value(f"/data/{path}") == stored


ODD = (
    ("whole", "typed/whole", "3.5", "Write a whole number"),
    ("weight", "typed/weight", "heavy", "Write a number"),
    ("day", "time/day", "31.2.2026", "Write the day like"),
    ("year", "time/year", "94", "Write a year"),
    ("month", "time/month", "13.1994", "Write month and year"),
    ("born", "time/born", "long ago", "Write what is known"),
    ("clock", "time/clock", "25:00", "Write the time like"),
    ("share", "chosen/share", "101", "Write a number from 0 to 100"),
    ("place", "place", "north", "Write degrees"),
)


@pytest.mark.parametrize(("name", "path", "typed", "helps"), ODD)
def test_what_is_no_answer_stays_as_typed_and_is_told(
    opened: FormView, name: str, path: str, typed: str, helps: str
) -> None:
    opened.entry.set("/data/typed/whole", "1")
    write(opened, name, typed)
    assert opened.entry.value(f"/data/{path}") == typed
    assert opened.show_findings()
    assert helps in words_on(opened)
    write(opened, name, "")
    QTest.keyClick(named(opened, name), Qt.Key.Key_Backspace)
    assert helps not in words_on(opened)


def test_a_day_is_told_back_in_words(opened: FormView) -> None:
    write(opened, "day", "2.12.2026")
    assert "Wednesday 2 December 2026" in words_on(opened)


def test_a_moment_carries_the_zone_of_the_laptop(opened: FormView) -> None:
    write(opened, "moment", "2.12.2026")
    write(opened, "moment-time", "14:30")
    stored = opened.entry.value("/data/time/moment")
    assert stored.startswith("2026-12-02T14:30:00.000")
    resumed = FormView(FormEntry(opened.entry.form, opened.entry.answers()), name="again")
    assert named(resumed, "moment").property("text") == "2.12.2026"
    assert named(resumed, "moment-time").property("text") == "14:30"


def test_choices_in_every_shape(opened: FormView) -> None:
    press(opened, "agrees-yes")
    press(opened, "likert-fair")
    press(opened, "face-smile")
    press(opened, "several-a")
    press(opened, "several-c")
    press(opened, "pain-7")
    press(opened, "water-no")
    press(opened, "known")
    value = opened.entry.value
    assert value("/data/chosen/agrees") == "yes"
    assert value("/data/chosen/likert") == "fair"
    assert value("/data/chosen/face") == "smile"
    assert value("/data/chosen/several") == "a c"
    assert value("/data/chosen/pain") == "7"
    assert value("/data/table/water") == "no"
    assert value("/data/typed/known") == "OK"


def test_folded_lists_are_worked_by_keys(opened: FormView) -> None:
    folded = named(opened, "folded")
    folded.setFocus()
    QTest.keyClick(folded, Qt.Key.Key_Down)
    assert opened.entry.value("/data/chosen/folded") == "a"


def test_another_answer_than_those_offered_is_asked_in_words(opened: FormView) -> None:
    assert not opened.entry.relevant("/data/chosen/other_other")
    press(opened, "other-other")
    write(opened, "other_other", "Perhaps")
    assert opened.entry.value("/data/chosen/other_other") == "Perhaps"


def test_an_order_is_given_by_mouse_and_by_keys(opened: FormView) -> None:
    assert opened.entry.value("/data/chosen/order") == ""
    press(opened, "order-bad-up")
    assert opened.entry.value("/data/chosen/order") == "good bad fair"
    here = QApplication.focusWidget()
    assert here is not None
    QTest.keyClick(here, Qt.Key.Key_Up, Qt.KeyboardModifier.AltModifier)
    assert opened.entry.value("/data/chosen/order") == "bad good fair"


def test_a_place_is_kept_no_finer_than_a_village(opened: FormView) -> None:
    write(opened, "place", "36.79345")
    write(opened, "place-longitude", "10.18123")
    assert opened.entry.value("/data/place") == "36.79 10.18 0 1100"


def test_how_to_ask_stands_folded_and_marks_are_not_read_out(opened: FormView) -> None:
    assert "Ask slowly." not in words_on(opened)
    press(opened, "words-guidance")
    assert "Ask slowly." in words_on(opened)
    assert "In your words" in words_on(opened)
    assert "A note with marks" in words_on(opened)


def test_a_new_line_of_a_repeat_takes_the_keyboard(opened: FormView, qtbot: QtBot) -> None:
    write(opened, "children", "2")
    press(opened, "add-child")
    qtbot.waitUntil(lambda: opened.entry.count("/data/child") == 2)
    here = QApplication.focusWidget()
    assert here is not None
    QTest.keyClicks(here, "Robel")
    assert opened.entry.value("/data/child[2]/name") == "Robel"


def test_the_language_changes_at_any_moment_and_keeps_what_is_typed(
    opened: FormView, dress: Dress
) -> None:
    write(opened, "words", "Hello")
    opened.show_language("Arabic (ar)")
    assert "كلمات" in words_on(opened)
    assert opened.layoutDirection() == Qt.LayoutDirection.RightToLeft
    assert named(opened, "words").property("text") == "Hello"
    opened.show_language("English (en)")
    assert opened.layoutDirection() == Qt.LayoutDirection.LeftToRight


def test_an_unknown_look_falls_back(show: Show) -> None:
    form = FormView(entry(), name="plain")
    show(form, 900, 2400)
    assert named(form, "face-smile").isVisible(), "without its picture the words stand alone"
    area = named(form, "story")
    assert isinstance(area, QPlainTextEdit)
