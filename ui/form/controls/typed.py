"""Answers that are typed: words, paragraphs, numbers, codes of a barcode."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt

from forms import Question
from ui.form.controls.control import Control
from ui.language import _
from ui.reading import read_number
from ui.widgets.text_input import TextArea, TextField

Read = Callable[[str], str | None]
"""Returns words as a form stores them, or None where they are no answer of the kind."""


def line(question: Question) -> Control:
    """Return a line of words; unknown kinds of question become one too."""
    field = TextField(name=question.name, label=question.label)
    field.setReadOnly(question.readonly)
    if "numbers" in question.appearance:
        field.setInputMethodHints(Qt.InputMethodHint.ImhDigitsOnly)
    control = Control(field, lambda: field.text().strip(), field.setText)
    field.textEdited.connect(control.tell)
    return control


def paragraph(question: Question) -> Control:
    """Return a paragraph."""
    area = TextArea(name=question.name, label=question.label)
    area.setReadOnly(question.readonly)
    control = Control(area, area.toPlainText, area.setPlainText)
    area.textChanged.connect(control.tell)
    return control


def number(question: Question) -> Control:
    """Return a whole or a decimal number, typed in the digits of any script."""
    whole = question.kind == "integer"
    helps = _("Write a whole number, such as 12.") if whole else _("Write a number, such as 12.5.")
    control = read_line(question, lambda words: read_number(words, whole=whole), helps)
    control.widget.setInputMethodHints(Qt.InputMethodHint.ImhFormattedNumbersOnly)
    return control


def read_line(
    question: Question,
    read: Read,
    helps: str,
    *,
    example: str = "",
    said: Callable[[str], str] = str,
) -> Control:
    """Return a line that is read; *said* is how a stored answer is written in it.

    What cannot be read is kept in the form as it was typed, and *helps* says what would be.
    """
    field = TextField(name=question.name, label=question.label, example=example)
    field.setReadOnly(question.readonly)

    def answer() -> str:
        words = field.text().strip()
        return (read(words) or words) if words else ""

    def odd() -> str:
        words = field.text().strip()
        return helps if words and read(words) is None else ""

    control = Control(field, answer, lambda text: field.setText(said(text)), odd)
    field.textEdited.connect(control.tell)
    return control
