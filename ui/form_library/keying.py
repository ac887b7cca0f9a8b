"""Keying a paper form back in: Enter goes from answer to answer, a digit chooses."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication, QComboBox, QPlainTextEdit, QWidget

from ui.form.form_filling import FormFilling
from ui.form.question_view import QuestionView

_ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)
_ONE, _SEVERAL = frozenset({"select_one"}), frozenset({"select_multiple"})


class Keying(QObject):
    """Listens to the keys while it is on; every other key goes where it went."""

    def __init__(self, filling: FormFilling, at_the_end: Callable[[], None]) -> None:
        super().__init__(filling)
        self._filling, self._at_the_end = filling, at_the_end
        self._on = False

    def turn(self, *, on: bool) -> None:
        """Listen from now on, or no more."""
        application = QApplication.instance()
        if application is None or on is self._on:
            return
        self._on = on
        if on:
            application.installEventFilter(self)
            self._go_to(self._asked(), None)
        else:
            application.removeEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Take Enter and digits in questions of the form."""
        if event.type() != QEvent.Type.KeyPress or not isinstance(event, QKeyEvent):
            return False
        if not isinstance(watched, QWidget) or not self._filling.form.isAncestorOf(watched):
            return False
        here = self._filling.form.path_with_keyboard()
        if here is None or watched is not QApplication.focusWidget():
            return False
        if event.key() in _ENTER and self._goes_on(watched, event):
            self._go_to(self._asked(), here)
            return True
        return self._chooses(self._filling.form.questions[here], event)

    def _goes_on(self, watched: QWidget, event: QKeyEvent) -> bool:
        """Return whether Enter leaves: in a paragraph it makes a line, with Ctrl it leaves."""
        if isinstance(watched, QPlainTextEdit):
            return bool(event.modifiers() & Qt.KeyboardModifier.ControlModifier)
        return not (isinstance(watched, QComboBox) and watched.view().isVisible())

    def _asked(self) -> list[str]:
        """Return the paths of questions that can be answered now, in order."""
        entry = self._filling.entry
        return [
            path
            for path, view in self._filling.form.questions.items()
            if view.control is not None and entry.relevant(path) and not entry.readonly(path)
        ]

    def _go_to(self, asked: list[str], here: str | None) -> None:
        place = asked.index(here) + 1 if here in asked else 0
        if place < len(asked):
            self._filling.form.go_to(asked[place])
        else:
            self._at_the_end()

    def _chooses(self, view: QuestionView, event: QKeyEvent) -> bool:
        """Choose the answer whose place the digit names; a second time takes one of several out."""
        entry, digit = self._filling.entry, event.text()
        kind = entry.question(view.path).kind
        if kind not in _ONE | _SEVERAL or not digit.isdecimal() or digit == "0":
            return False
        choices = [choice.value for choice in entry.choices(view.path)]
        place = int(digit) - 1
        if place >= len(choices) or view.control is None:
            return False
        chosen = choices[place]
        if kind in _SEVERAL:
            known = entry.value(view.path).split()
            now = [each for each in choices if (each in known) is not (each == chosen)]
            chosen = " ".join(now)
        view.control.show_answer(chosen)
        view.control.tell()
        return True
