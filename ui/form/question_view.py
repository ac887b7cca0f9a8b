"""One question on screen: label, control, hint, and the sentence that helps where it is wrong."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from forms import Choice, FormEntry, Question
from ui.form.controls import Control, control_for
from ui.widgets.field import Field
from ui.widgets.label import small
from ui.widgets.stack import clear


class QuestionView(QWidget):
    """Shows a question as it stands; `answered` tells path and text."""

    answered = Signal(str, str)

    def __init__(self, question: Question, choices: Sequence[Choice]) -> None:
        super().__init__()
        self.path = question.path
        self._choices: tuple[Choice, ...] = ()
        self._label = ""
        self.field: Field | None = None
        self.control: Control | None = None
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._build(question, choices)
        if not question.relevant:
            self.hide()

    @property
    def short(self) -> bool:
        """Whether two such questions stand side by side."""
        return self._short

    def refresh(self, entry: FormEntry) -> None:
        """Show the question as it stands in *entry*."""
        question = entry.question(self.path)
        choices = entry.choices(self.path) if question.kind in _CHOOSES else ()
        if tuple(choices) != self._choices or question.label != self._label:
            clear(self._column)
            self._build(question, choices)
        elif self.control is not None:
            self.control.show_answer(question.value)
        self.setVisible(question.relevant)
        if not question.relevant or entry.constraint_valid(self.path):
            self.say_wrong("")

    def say_wrong(self, sentence: str) -> None:
        """Say what would help; an empty sentence says that all is well."""
        if self.field is not None and self.field.error != sentence:
            self.field.set_error(sentence)

    def _build(self, question: Question, choices: Sequence[Choice]) -> None:
        self._choices, self._label = tuple(choices), question.label
        self._short = question.kind in _SHORT and not question.appearance & {"country", "language"}
        if question.kind == "note":
            self._column.addWidget(small(question.label))
            return
        self.control = control_for(question, choices)
        self.control.setDisabled(question.readonly)
        self.control.answered.connect(lambda text: self.answered.emit(self.path, text))
        if question.kind == "acknowledge":
            self._column.addWidget(self.control)
            return
        self.field = Field(question.label, self.control, question.hint)
        self.control.widget.setAccessibleName(question.label)
        self._column.addWidget(self.field)


_SHORT = frozenset({"text", "integer", "decimal", "date", "time", "date_time"})
_CHOOSES = frozenset({"select_one", "select_multiple", "rank"})
