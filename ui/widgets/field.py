"""A question: label above, answer, hint below, and a sentence that helps where it is wrong."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from ui.theme.fonts import Role
from ui.theme.theme import follow, theme
from ui.theme.tokens import Ink
from ui.widgets.icon import Icon
from ui.widgets.label import Label, small, small_strong
from ui.widgets.text_input import set_wrong


class Help(QWidget):
    """An icon and a sentence below an answer: why it is wrong, or why a button is off."""

    def __init__(self, icon: str, ink: Ink, *, weighty: bool) -> None:
        super().__init__()
        across = QHBoxLayout(self)
        across.setContentsMargins(1, 0, 0, 0)
        across.setSpacing(theme().space(7))
        across.addWidget(Icon(icon, 14, ink), 0, Qt.AlignmentFlag.AlignVCenter)
        self.label = small_strong("", ink) if weighty else small("", ink)
        across.addWidget(self.label, 1)
        self.hide()

    def say(self, sentence: str) -> None:
        """Show *sentence*; nothing is shown for an empty one."""
        self.label.setText(sentence)
        self.setVisible(bool(sentence))


class Field(QWidget):
    """Wraps the widget that takes the answer, `control`.

    The label becomes the control's accessible name; hint and error its description.
    """

    def __init__(self, label: str, control: QWidget, hint: str = "") -> None:
        super().__init__()
        self.control = control
        self._hint_text = hint
        self.label = Label(label, Role.STRONG)
        self.label.setBuddy(control)
        self._hint = small(hint)
        if not hint:
            self._hint.hide()
        self._error = Help("warning-circle", Ink.BAD, weighty=True)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.addWidget(self.label)
        self._column.addWidget(control)
        self._column.addWidget(self._hint)
        self._column.addWidget(self._error)
        control.setAccessibleName(label)
        control.setAccessibleDescription(hint)
        self.setFocusProxy(control)
        follow(self._dress)

    def _dress(self) -> None:
        self._column.setSpacing(theme().space(5))

    @property
    def error(self) -> str:
        """The sentence shown below a wrong answer; empty where nothing is wrong."""
        return self._error.label.text() if self.control.property("wrong") else ""

    def set_error(self, sentence: str) -> None:
        """Say what would help; an empty sentence says that all is well."""
        set_wrong(self.control, bool(sentence))
        self._error.say(sentence)
        self._hint.setVisible(bool(self._hint_text) and not sentence)
        self.control.setAccessibleDescription(sentence or self._hint_text)

    def clear_error(self) -> None:
        """Say that all is well."""
        self.set_error("")

    def set_hint(self, hint: str) -> None:
        """Change the hint."""
        self._hint_text = hint
        self._hint.setText(hint)
        self._hint.setVisible(bool(hint) and not self.error)
        self.control.setAccessibleDescription(self.error or hint)
