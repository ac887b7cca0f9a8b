"""One question on screen: label, control, hint, and the sentence that helps where it is wrong."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from forms import Choice, FormEntry, Question
from forms.plain_words import plain
from ui.form.controls.control import Control
from ui.form.surroundings import Surroundings
from ui.language import _
from ui.widgets.button import quiet
from ui.widgets.field import Field
from ui.widgets.label import small
from ui.widgets.stack import Column, clear


@dataclass(frozen=True)
class Standing:
    """How far a question is."""

    asked: bool = False
    answered: bool = False
    missing: bool = False
    """Whether an answer is missing, or the one that is there is wrong."""


class QuestionView(QWidget):
    """Shows a question as it stands; `answered` tells path and text."""

    answered = Signal(str, str)

    def __init__(
        self, question: Question, choices: Sequence[Choice], surroundings: Surroundings
    ) -> None:
        super().__init__()
        self.path = question.path
        self.standing = Standing()
        self._surroundings = surroundings
        self._choices: tuple[Choice, ...] = ()
        self.label = ""
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
        choices = entry.choices(self.path) if question.kind in CHOOSES else ()
        if tuple(choices) != self._choices or question.label != self.label:
            clear(self._column)
            self._build(question, choices)
        elif self.control is not None:
            self.control.show_answer(question.value)
        self.setVisible(question.relevant)
        if not question.relevant or (entry.constraint_valid(self.path) and not self.odd()):
            self.say_wrong("")
        self.look_how_it_stands(entry)

    def look_how_it_stands(self, entry: FormEntry) -> None:
        """Note in `standing` how far the question is in *entry*."""
        asked = self.control is not None and entry.relevant(self.path)
        self.standing = Standing(
            asked=asked,
            answered=asked and bool(entry.value(self.path)),
            missing=asked and (bool(self.odd()) or not entry.valid(self.path)),
        )

    def odd(self) -> str:
        """Return a sentence that helps where what is typed is no answer of this kind, or ""."""
        return self.control.odd() if self.control is not None else ""

    def say_wrong(self, sentence: str) -> None:
        """Say what would help; an empty sentence says that all is well."""
        if self.field is not None and self.field.error != sentence:
            self.field.set_error(sentence)

    def _build(self, question: Question, choices: Sequence[Choice]) -> None:
        self._choices, self.label = tuple(choices), question.label
        self.goes_on = "quick" in question.appearance and question.kind in _AT_ONCE
        self._short = question.kind in _SHORT and not question.appearance & {"country", "language"}
        for medium in self._surroundings.media_of(question):
            self._column.addWidget(medium)
        if "label" in question.appearance and question.kind in CHOOSES:
            return  # the head of a table: each row says its choices itself
        if question.kind == "note":
            self._column.addWidget(small(plain(question.label)))
            return
        self.control = self._surroundings.control(question, choices)
        self.control.answered.connect(lambda text: self.answered.emit(self.path, text))
        if question.kind == "acknowledge":
            self._column.addWidget(self.control)
        else:
            label = plain(question.label) or question.name
            self.field = Field(label, self.control, plain(question.hint))
            self.control.widget.setAccessibleName(label)
            self._column.addWidget(self.field)
        if plain(question.guidance):
            self._column.addWidget(_guidance(question))


def _guidance(question: Question) -> QWidget:
    """Return the words for whoever asks, folded: they are not read out."""
    words = small(plain(question.guidance))
    words.hide()
    more = quiet(_("How to ask this"), name=f"{question.name}-guidance", small=True)
    more.clicked.connect(lambda: words.setVisible(words.isHidden()))
    return Column(more, words, gap=2)


CHOOSES = frozenset({"select_one", "select_multiple", "rank"})
"""Kinds of question that have choices."""
_AT_ONCE = frozenset({"select_one", "acknowledge"})
"""Kinds that one press answers."""
_SHORT = frozenset({"text", "integer", "decimal", "date", "time", "barcode"})
