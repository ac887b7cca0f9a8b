"""Enter presses what has the keyboard, as Space does: outside a dialog, Qt leaves it to chance."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from tests.screens.at_work import Begin
from tests.screens.conftest import Show
from ui.widgets.button import secondary
from ui.widgets.row_list import OpenRow


@pytest.mark.parametrize("key", [Qt.Key.Key_Return, Qt.Key.Key_Enter])
def test_a_button_and_a_row_are_pressed_once_also_where_the_key_is_held(
    show: Show, key: Qt.Key
) -> None:
    for button in (secondary("Keep", name="keep"), OpenRow("Selam T.", name="selam")):
        pressed: list[str] = []
        button.clicked.connect(lambda _on=False, pressed=pressed: pressed.append("pressed"))
        show(button)
        button.setFocus()
        QTest.keyClick(button, key)
        held = QKeyEvent(QEvent.Type.KeyPress, key, Qt.KeyboardModifier.NoModifier, "\r", True)
        QApplication.sendEvent(button, held)
        QTest.keyClick(button, key, Qt.KeyboardModifier.ControlModifier)
        assert pressed == ["pressed"]


def test_one_goes_on_in_the_window_by_enter_alone(begin: Begin) -> None:
    work = begin()
    for way in ("navigate-reports", "export-figures", "back-to-month", "monthly-report"):
        work.widget(way).setFocus()
        work.press_key(Qt.Key.Key_Return)
    assert work.find("what-is-needed") or work.find("report-month")
