"""The one observable state of a consent talk; every card reads it and changes it through here."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from PySide6.QtCore import QObject, Signal

from caseworker.model.values import Answer
from ui.consent.state import GuardianState, InterpreterState, LineState, TalkState


class TalkModel(QObject):
    """Holds a `TalkState` and tells when it changed."""

    changed = Signal()

    def __init__(self, state: TalkState, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.state = state

    def change(self, **values: Any) -> None:
        """Replace the named parts of the state."""
        self.become(replace(self.state, **values))

    def tell(self) -> None:
        """Tell that something beside the state changed: the file that was chosen."""
        self.changed.emit()

    def change_interpreter(self, **values: Any) -> None:
        """Replace the named facts of the interpreter."""
        self.change(interpreter=replace(self.state.interpreter or InterpreterState(), **values))

    def change_guardian(self, **values: Any) -> None:
        """Replace the named facts of whoever speaks for the child."""
        self.change(guardian=replace(self.state.guardian or GuardianState(), **values))

    def answer(self, place: int, answer: Answer) -> None:
        """Change the answer of one line."""
        self.become(self.state.with_answer(place, answer))

    def add_line(self, line: LineState) -> None:
        """Ask one thing more."""
        self.become(self.state.with_line(line))

    def become(self, state: TalkState) -> None:
        """Go on from *state*; nothing is told where nothing changed."""
        if state != self.state:
            self.state = state
            self.changed.emit()
