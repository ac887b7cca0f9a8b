from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPushButton
from pytestqt.qtbot import QtBot

from tests.screens.conftest import Dress, Show
from ui.widgets.counter import Counter


def press(qtbot: QtBot, counter: Counter, name: str) -> None:
    button = counter.findChild(QPushButton, name)
    assert button is not None
    qtbot.mouseClick(button, Qt.MouseButton.LeftButton)


def test_people_are_counted_by_mouse_keys_and_digits(qtbot: QtBot, show: Show) -> None:
    counter = Counter(name="people", label="People", least=1)
    show(counter)
    press(qtbot, counter, "people-fewer")
    assert counter.value() == 1
    press(qtbot, counter, "people-more")
    assert (counter.value(), counter.field.text()) == (2, "2")
    qtbot.keyClick(counter.field, Qt.Key.Key_Up)
    assert counter.value() == 3
    counter.field.selectAll()
    qtbot.keyClicks(counter.field, "1x45")
    assert counter.value() == 14
    counter.field.clear()
    assert counter.value() == 1


def test_digits_of_the_language_count(qtbot: QtBot, show: Show, dress: Dress) -> None:
    dress(language="ar")
    counter = Counter(name="people", label="People")
    show(counter)
    press(qtbot, counter, "people-more")
    assert (counter.value(), counter.field.text()) == (1, "١")
    counter.field.selectAll()
    qtbot.keyClicks(counter.field, "12")
    assert counter.value() == 12
