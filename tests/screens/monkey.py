"""Somebody who presses, types and goes at random, the same way again by the same seed.

By hand, longer, on a copy of the demo centre: `python -m tests.screens.monkey DEMO NAME SEED ACTS`
"""

from __future__ import annotations

import random
import time
from collections.abc import Callable

from PySide6.QtCore import QCoreApplication, QEvent, QPoint, Qt, QTimer
from PySide6.QtGui import QKeyEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QApplication,
    QComboBox,
    QDialog,
    QLineEdit,
    QMenu,
    QPlainTextEdit,
    QScrollArea,
    QWidget,
)
from shiboken6 import isValid

from ui.window.hide_screen import HideScreen
from ui.window.navigation import Destination, Place
from ui.work_session import WorkSession

_PRESSED = (HideScreen, QAbstractButton, QLineEdit, QPlainTextEdit, QComboBox, QAbstractItemView)
_KEYS = (
    Qt.Key.Key_Tab, Qt.Key.Key_Backtab, Qt.Key.Key_Escape, Qt.Key.Key_Space, Qt.Key.Key_Return,
    Qt.Key.Key_Down, Qt.Key.Key_Up, Qt.Key.Key_Left, Qt.Key.Key_Right, Qt.Key.Key_PageDown,
    Qt.Key.Key_F9,
)  # fmt: skip
_WORDS = ("Selam", "7QK", "3", "18.11.2026", "صباح", "ሰላም", "a\u2028b", "x" * 90, "0", "%", "  ")
_LEFT_ALONE = ("destroy", "lock")
"""After them there is no window to go on in."""


class Monkey:
    """Acts on the window of *session*; what it did is in `did`, the last act last."""

    def __init__(self, session: WorkSession, seed: int) -> None:
        self._session, self._window = session, session.window
        self._chance = random.Random(seed)
        self.did: list[str] = []
        # A dialog of the platform, and a menu, have a loop of their own.
        self._dismissing = QTimer(session.window)
        self._dismissing.timeout.connect(self._dismiss)
        self._dismissing.start(20)

    def act(self) -> None:
        """Do one thing, and let half of the time the window come to rest."""
        ways: tuple[tuple[int, Callable[[], None]], ...] = (
            (12, self._press), (4, self._type), (4, self._key), (2, self._go), (1, self._back),
        )  # fmt: skip
        weights = [weight for weight, _way in ways]
        self._chance.choices([way for _weight, way in ways], weights)[0]()
        if self._chance.random() < 0.5:
            self._rest()
        else:
            QCoreApplication.processEvents()
        QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)

    def _rest(self) -> None:
        end = time.monotonic() + 20
        while not self._session.desk.idle and time.monotonic() < end:
            QCoreApplication.processEvents()
            time.sleep(0.002)
        QCoreApplication.processEvents()

    def _press(self) -> None:
        widget = self._found(_PRESSED)
        if widget is None:
            return
        place = widget.rect().center()
        if isinstance(widget, QAbstractButton) and not widget.hitButton(place):
            place = QPoint(10, place.y())
        self._note("press", widget)
        double = self._chance.random() < 0.1
        act = QTest.mouseDClick if double else QTest.mouseClick
        act(widget, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, place)

    def _type(self) -> None:
        widget = self._found((QLineEdit, QPlainTextEdit))
        if widget is not None:
            widget.setFocus()
            words = self._chance.choice(_WORDS)
            self._note(f"type {words!r} into", widget)
            for letter in words:
                for kind in (QEvent.Type.KeyPress, QEvent.Type.KeyRelease):
                    if isValid(widget):
                        event = QKeyEvent(kind, 0, Qt.KeyboardModifier.NoModifier, letter)
                        QApplication.sendEvent(widget, event)

    def _key(self) -> None:
        key = self._chance.choice(_KEYS)
        widget = QApplication.focusWidget() or self._window
        self._note(key.name, widget)
        QTest.keyClick(widget, key)

    def _go(self) -> None:
        place = self._chance.choice(list(Place))
        if place not in (Place.PERSON, Place.CASE):
            self.did.append(f"go to {place}")
            self._session.go(Destination(place))

    def _back(self) -> None:
        self.did.append("back")
        self._session.back()

    def _found(self, kinds: tuple[type[QWidget], ...]) -> QWidget | None:
        """Return one of what can be seen and used now, brought into sight; None where none is."""
        every = [each for each in self._window.findChildren(QWidget) if _takes(each, kinds)]
        for widget in self._chance.sample(every, min(len(every), 8)):
            _bring_into_sight(widget)
            at = widget.mapTo(self._window, widget.rect().center())
            top = self._window.childAt(at)
            if top is not None and (top is widget or widget.isAncestorOf(top)):
                return widget
        return None

    def _note(self, act: str, widget: QWidget) -> None:
        self.did.append(f"{act} {widget.objectName() or type(widget).__name__}")

    def _dismiss(self) -> None:
        dialog = QApplication.activeModalWidget()
        if isinstance(dialog, QDialog):
            dialog.reject()
        popup = QApplication.activePopupWidget()
        if isinstance(popup, QMenu) and (actions := popup.actions()):
            self._chance.choice(actions).trigger()
        if popup is not None:
            popup.close()


def _takes(widget: QWidget, kinds: tuple[type[QWidget], ...]) -> bool:
    if not isinstance(widget, kinds) or not widget.isVisible() or not widget.isEnabled():
        return False
    return not any(word in widget.objectName() for word in _LEFT_ALONE)


def _bring_into_sight(widget: QWidget) -> None:
    parent = widget.parentWidget()
    while parent is not None:
        if isinstance(parent, QScrollArea):
            parent.ensureWidgetVisible(widget)
        parent = parent.parentWidget()
    QCoreApplication.sendPostedEvents(None, QEvent.Type.LayoutRequest)


def _by_hand(folder: str, name: str, seed: int, acts: int) -> None:
    from pathlib import Path  # noqa: PLC0415  by hand alone

    from db.store.demo_store import open_demo  # noqa: PLC0415  as above
    from db.store.verify import verify  # noqa: PLC0415  as above
    from tests.screens.chosen import ChosenFiles  # noqa: PLC0415  as above
    from ui.bootstrap import application  # noqa: PLC0415  as above
    from ui.desk import Desk  # noqa: PLC0415  as above
    from ui.outside import Outside  # noqa: PLC0415  as above
    from ui.theme.theme import apply  # noqa: PLC0415  as above

    apply(application(), motion=False)
    office = open_demo(Path(folder), name)
    session = WorkSession(Desk(office), outside=Outside(files=ChosenFiles()))
    session.window.resize(1366, 768)
    session.window.show()
    monkey = Monkey(session, seed)
    for _act in range(acts):
        monkey.act()
        print(monkey.did[-1:], flush=True)
    monkey.act()
    print(verify(office).problems)
    session.close()


if __name__ == "__main__":
    import sys

    _by_hand(sys.argv[1], sys.argv[2], int(sys.argv[3]), int(sys.argv[4]))
