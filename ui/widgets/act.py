"""A button with what belongs beside it: the key that does the same, and why it is off."""

from __future__ import annotations

from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QVBoxLayout, QWidget

from ui.theme.theme import follow, theme
from ui.theme.tokens import Ink
from ui.widgets.button import Button
from ui.widgets.field import Help
from ui.widgets.flow import Flow
from ui.widgets.key_hint import KeyHint


class ReasonNote(Help):
    """Says why *button* is off, and nothing while it is on."""

    def __init__(self, button: Button) -> None:
        super().__init__("info", Ink.TEXT2, weighty=False)
        button.reason_changed.connect(self.say)
        self.say(button.reason)


class Act(QWidget):
    """*button*, its key (`Ctrl+Enter`, also bound in the window) and its reason when off."""

    def __init__(self, button: Button, keys: str = "") -> None:
        super().__init__()
        self.button = button
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        line = Flow(button, gap=8)
        if keys:
            line.flow.add(KeyHint(keys))
            for sequence in _sequences(keys):
                shortcut = QShortcut(QKeySequence(sequence), self)
                shortcut.activated.connect(button.click)
        self._column.addWidget(line)
        self.note = ReasonNote(button)
        self._column.addWidget(self.note)
        follow(self._dress)

    def _dress(self) -> None:
        self._column.setSpacing(theme().space(6))


def _sequences(keys: str) -> tuple[str, ...]:
    """Return *keys* as Qt writes them; the Enter of the number pad is a key of its own."""
    if keys.endswith("+Enter"):
        return keys, keys.removesuffix("Enter") + "Return"
    return (keys,)
