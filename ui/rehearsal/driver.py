"""Hands and eyes for a window: find by object name, click, type, wait, look.

What a hand does counts as one action, so that journeys can be measured in actions.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QCoreApplication, QEvent, QPoint, QPointF, Qt, QTimer
from PySide6.QtGui import QEnterEvent, QKeyEvent, QMouseEvent
from PySide6.QtWidgets import QAbstractButton, QApplication, QScrollArea, QWidget

from ui.desk import Desk
from ui.widgets.select import Select
from ui.work_session import WorkSession

PATIENCE = 20.0
"""Seconds until a window that does not answer is given up."""

LONG_WAIT = 1000
"""Milliseconds: timers beyond it (a toast that goes away) are not waited for."""


class NotShown(LookupError):
    """Nothing of this name is visible; the message lists what is."""


class Hands:
    """Work one window the way a person does."""

    def __init__(self, window: QWidget, desk: Desk) -> None:
        self.window, self._desk = window, desk
        self.actions = 0
        """Clicks and fields filled so far."""

    def settle(self) -> None:
        """Wait until nothing is under way and all that was asked for is drawn."""
        self.wait(lambda: self._desk.idle)
        for _ in range(3):
            QCoreApplication.processEvents()
            QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)

    def rest(self) -> None:
        """Settle, and let what waits a moment after typing (search, drafts) come about."""
        self.settle()
        self.wait(lambda: not any(_soon(timer) for timer in self.window.findChildren(QTimer)))
        self.settle()

    def wait(self, until: Callable[[], bool]) -> None:
        """Let the window work until *until* holds.

        Raises:
            TimeoutError: it does not within `PATIENCE`.
        """
        end = time.monotonic() + PATIENCE
        QCoreApplication.processEvents()
        while not until():
            if time.monotonic() > end:
                raise TimeoutError
            QCoreApplication.processEvents()
            time.sleep(0.002)

    def shown(self, name: str) -> bool:
        """Return whether a widget of this name is visible."""
        return bool(self._visible(name))

    def find(self, name: str) -> QWidget:
        """Return the visible widget called *name*.

        Raises:
            NotShown: there is none.
        """
        found = self._visible(name)
        if not found:
            raise NotShown(f"{name} is not among {', '.join(self.names())}")
        return found[0]

    def names(self) -> list[str]:
        """Return the names of all that is visible and named."""
        every = self.window.findChildren(QWidget)
        return sorted({each.objectName() for each in every if each.isVisible()} - {""})

    def click(self, name: str) -> None:
        """Click the middle of the widget called *name*, scrolled into sight.

        What is not there yet is waited for, as a person would: lists are asked beside the window.
        """
        if not self.shown(name):
            self.settle()
        widget = self.find(name)
        self._into_sight(widget)
        at = _place_to_click(widget)
        for kind in (QEvent.Type.MouseButtonPress, QEvent.Type.MouseButtonRelease):
            _mouse(kind, widget, at)
        self.actions += 1
        self.settle()

    def type(self, name: str, words: str) -> None:
        """Type *words* into the field called *name*."""
        widget = self.find(name)
        self._into_sight(widget)
        widget.setFocus(Qt.FocusReason.OtherFocusReason)
        for letter in words:
            self.press(widget, letter)
        self.actions += 1
        self.settle()

    def clear(self, name: str) -> None:
        """Empty the field called *name*, as somebody does who selects all and deletes it."""
        field = self.find(name)
        self._into_sight(field)
        field.setFocus(Qt.FocusReason.OtherFocusReason)
        self.press(field, "", Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
        self.press(field, "", Qt.Key.Key_Delete)

    def choose(self, name: str, key: str) -> None:
        """Choose the answer *key* in the select called *name*, by the arrow keys.

        Raises:
            NotShown: it has no such answer.
        """
        box = self.find(name)
        if not isinstance(box, Select):
            raise NotShown(name)
        self._into_sight(box)
        box.setFocus(Qt.FocusReason.OtherFocusReason)
        for _ in range(box.count()):
            if box.value() == key:
                break
            self.press(box, "", Qt.Key.Key_Down)
        if box.value() != key:
            raise NotShown(f"{name} has no {key}")
        self.actions += 1
        self.settle()

    def press(
        self,
        widget: QWidget,
        letter: str,
        key: int = 0,
        held: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier,
    ) -> None:
        """Press and release one key over *widget*."""
        for kind in (QEvent.Type.KeyPress, QEvent.Type.KeyRelease):
            event = QKeyEvent(kind, key, held, letter)
            QApplication.sendEvent(widget, event)

    def draw(self, name: str) -> None:
        """Draw a line across the pad called *name*, as a signature is drawn."""
        pad = self.find(name)
        self._into_sight(pad)
        wide, tall = pad.width(), pad.height()
        points = [QPoint(wide * step // 12, tall * (3 + step % 3) // 8) for step in range(1, 12)]
        _mouse(QEvent.Type.MouseButtonPress, pad, points[0])
        for point in points[1:]:
            _mouse(QEvent.Type.MouseMove, pad, point)
        _mouse(QEvent.Type.MouseButtonRelease, pad, points[-1])
        self.actions += 1
        self.settle()

    def put_toast_away(self) -> None:
        """Let the words about the last act go, as they do by themselves after a while."""
        for toast in self._visible("toast"):
            toast.hide()

    def picture(self, path: Path) -> None:
        """Save what the window shows."""
        self.rest()
        path.parent.mkdir(parents=True, exist_ok=True)
        self.window.grab().save(str(path))

    def _visible(self, name: str) -> list[QWidget]:
        found = self.window.findChildren(QWidget, name)
        return [each for each in found if each.isVisible()]

    def _into_sight(self, widget: QWidget) -> None:
        parent = widget.parentWidget()
        while parent is not None:
            if isinstance(parent, QScrollArea):
                parent.ensureWidgetVisible(widget)
            parent = parent.parentWidget()
        QCoreApplication.processEvents()


class Driver(Hands):
    """Hands before the window of somebody at work."""

    def __init__(self, session: WorkSession) -> None:
        super().__init__(session.window, session.desk)
        self.session = session


def _place_to_click(widget: QWidget) -> QPoint:
    """Return the middle; a check box answers at its mark, wherever that is."""
    middle = widget.rect().center()
    if isinstance(widget, QAbstractButton) and not widget.hitButton(middle):
        edge = 12 if widget.layoutDirection() is Qt.LayoutDirection.LeftToRight else -12
        return QPoint(edge % widget.width(), middle.y())
    return middle


def _soon(timer: QTimer) -> bool:
    return timer.isActive() and timer.isSingleShot() and timer.interval() < LONG_WAIT


def _mouse(kind: QEvent.Type, widget: QWidget, at: QPoint) -> None:
    place = QPointF(at)
    everywhere = QPointF(widget.mapToGlobal(at))
    if kind is QEvent.Type.MouseButtonPress:
        QApplication.sendEvent(widget, QEnterEvent(place, place, everywhere))
    up = kind is QEvent.Type.MouseButtonRelease
    button = Qt.MouseButton.NoButton if kind is QEvent.Type.MouseMove else Qt.MouseButton.LeftButton
    held = Qt.MouseButton.NoButton if up else Qt.MouseButton.LeftButton
    event = QMouseEvent(kind, place, everywhere, button, held, Qt.KeyboardModifier.NoModifier)
    QApplication.sendEvent(widget, event)
