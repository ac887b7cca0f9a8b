"""Somebody who fills a form by the keyboard alone: Tab, Space, arrows, and what is typed.

Whatever cannot be reached or answered so makes the test fail with the question's path.
"""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QComboBox, QWidget

from forms import FormEntry, Question
from ui.form.form_view import FormView
from ui.rehearsal.driver import Driver

MOST_KEYS = 4000
"""A form that asks for more is not worked by the keyboard."""
WORDS = {
    "fr": "Une réponse à elle, en été",
    "ar": "جواب من كلماتها",
}
SHORT = {"fr": "É", "ar": "ع"}
COUNTRY = {"fr": "Érythrée", "ar": "إريتريا"}
LANGUAGE = {"fr": "tigrigna", "ar": "التغرينية"}
_TYPED = {"integer": "2", "decimal": "2", "date": "3.2.2024", "time": "14:30"}


class Keyboard:
    """Walks one form in the reading order."""

    def __init__(self, hand: Driver, language: str) -> None:
        self._hand, self._language = hand, language
        self.keys = 0
        """How many keys were pressed."""

    def fill(self, form: Callable[[], FormView], *, until: str) -> dict[str, str]:
        """Answer all that is asked, from the first question to the button called *until*.

        Return the answers by path.
        """
        tried: set[str] = set()
        while (here := _focused()).objectName() != until or not here.isEnabled():
            assert self.keys < MOST_KEYS, f"the keyboard does not leave {here.objectName()}"
            path = form().path_with_keyboard()
            if here.objectName() == "part-after":
                self._press(Qt.Key.Key_Space)
                continue
            if path is not None and path not in tried:
                tried.add(path)
                self._answer(form().entry, path)
            self._press(Qt.Key.Key_Tab)
        self._hand.rest()
        return {path: value for path, value in form().entry.answers().items() if value}

    def go_to(self, name: str) -> None:
        """Tab until the widget called *name* has the keyboard."""
        for _key in range(MOST_KEYS):
            if _focused().objectName() == name:
                return
            self._press(Qt.Key.Key_Tab)
        raise AssertionError(f"{name} cannot be reached by Tab")

    def press_space(self) -> None:
        """Do what the button under the keyboard does."""
        self._press(Qt.Key.Key_Space)
        self._hand.settle()

    def _answer(self, entry: FormEntry, path: str) -> None:
        question = entry.question(path)
        if question.readonly or (question.value and question.kind != "select_multiple"):
            return
        match question.kind:
            case "select_one" | "acknowledge" | "range":
                self._choose()
            case "select_multiple":
                self._choose()
                self._press(Qt.Key.Key_Tab)
                self._choose()
            case _:
                self._type(self._words(question))
        assert entry.value(path), (
            f"{path} ({question.kind}) cannot be answered by keys at {_focused().objectName()}"
        )
        if not entry.constraint_valid(path):
            self._press(Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
            self._type("3.2.2031" if question.kind == "date" else SHORT[self._language])
        assert entry.constraint_valid(path), f"{path}: {entry.value(path)}"

    def _choose(self) -> None:
        folded = isinstance(_focused(), QComboBox)
        self._press(Qt.Key.Key_Down if folded else Qt.Key.Key_Space)

    def _words(self, question: Question) -> str:
        if "country" in question.appearance:
            return COUNTRY[self._language] + "\n"
        if "language" in question.appearance:
            return LANGUAGE[self._language] + "\n"
        if "partial-date" in question.appearance:
            return "1994"
        return _TYPED.get(question.kind, WORDS[self._language])

    def _type(self, words: str) -> None:
        for letter in words:
            key = Qt.Key.Key_Return if letter == "\n" else Qt.Key.Key_unknown
            self._hand.press(_focused(), "\r" if letter == "\n" else letter, key)
            self.keys += 1
        QApplication.processEvents()

    def _press(
        self, key: Qt.Key, modifier: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier
    ) -> None:
        QTest.keyClick(_focused(), key, modifier)
        self.keys += 1
        QApplication.processEvents()


def _focused() -> QWidget:
    here = QApplication.focusWidget()
    assert here is not None, "nothing has the keyboard"
    return here
