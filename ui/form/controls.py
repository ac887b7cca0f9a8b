"""The widget for each kind of question. All speak the text that a form stores."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from forms import Choice, Question
from ui.form.several import Several
from ui.language import _
from ui.reception.spoken import country_options, language_options
from ui.widgets.choice_list import CheckRow, ChoiceList, RadioList
from ui.widgets.segments import Segments
from ui.widgets.select import Select
from ui.widgets.text_input import TextArea, TextField

FEW = 5
"""So many short choices stand side by side."""
MANY = 8
"""More choices than this fold into a list that can be searched."""
_SHORT = 18
_LONG_KINDS = frozenset({"multiline"})
_ACKNOWLEDGED = "OK"


class Control(QWidget):
    """What every kind of answer has in common: text in, text out, and a fact in between."""

    answered = Signal(str)
    """The text of the answer, when the person changes it."""

    def __init__(self, widget: QWidget, read: Callable[[], str], write: Callable[[str], None]):
        super().__init__()
        self.widget = widget
        self._read, self._write = read, write
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(widget)
        self.setFocusProxy(widget)

    def answer(self) -> str:
        """Return the answer as the form stores it."""
        return self._read()

    def show_answer(self, text: str) -> None:
        """Show *text* without telling anybody."""
        if self.answer() != text:
            self._write(text)

    def tell(self, *_what: object) -> None:
        """Tell what is answered now."""
        self.answered.emit(self.answer())


def control_for(question: Question, choices: Sequence[Choice]) -> Control:
    """Return the control for *question*, showing its answer; unknown kinds become a text."""
    name = question.name
    if question.kind == "acknowledge":
        return _acknowledge(question)
    if question.kind == "select_one":
        control = _select_one(question, choices)
    elif question.kind in {"select_multiple", "rank"}:
        control = _select_multiple(question, choices)
    elif "country" in question.appearance:
        control = _picker(question, country_options())
    elif "language" in question.appearance:
        control = _picker(question, language_options())
    elif question.kind in _LONG_KINDS:
        area = TextArea(name=name, label=question.label)
        control = Control(area, area.toPlainText, area.setPlainText)
        area.textChanged.connect(control.tell)
    else:
        field = TextField(name=name, label=question.label, example=_example(question))
        control = Control(field, lambda: field.text().strip(), field.setText)
        field.textEdited.connect(control.tell)
    control.show_answer(question.value)
    return control


def _example(question: Question) -> str:
    if question.kind == "date":
        return _("Year-month-day, such as 2026-03-31")
    if question.kind == "time":
        return _("Hours and minutes, such as 14:30")
    return ""


def _acknowledge(question: Question) -> Control:
    row = CheckRow(question.label, name=question.name, checked=question.value == _ACKNOWLEDGED)
    control = Control(
        row,
        lambda: _ACKNOWLEDGED if row.isChecked() else "",
        lambda text: row.setChecked(text == _ACKNOWLEDGED),
    )
    row.clicked.connect(control.tell)
    return control


def _select_one(question: Question, choices: Sequence[Choice]) -> Control:
    options = [(choice.value, choice.label) for choice in choices]
    side_by_side = len(options) <= FEW and all(len(label) <= _SHORT for _key, label in options)
    widget: Segments | RadioList | Select
    if side_by_side and "minimal" not in question.appearance:
        widget = Segments(options, name=question.name, label=question.label, equal=2)
    elif len(options) <= MANY and "minimal" not in question.appearance:
        widget = RadioList(options, name=question.name, label=question.label)
    else:
        widget = Select(
            options,
            name=question.name,
            label=question.label,
            unanswered=_("Not answered"),
            searchable=len(options) > MANY,
        )
    control = Control(widget, lambda: widget.value() or "", widget.set_value)
    widget.chosen.connect(control.tell)
    return control


def _select_multiple(question: Question, choices: Sequence[Choice]) -> Control:
    options = [(choice.value, choice.label) for choice in choices]
    alone = frozenset({"none", "not_asked", "prefers_not_to_say"}) & {key for key, _ in options}
    rows = ChoiceList(options, name=question.name, label=question.label, alone=alone)
    control = Control(
        rows, lambda: " ".join(rows.values()), lambda text: rows.set_values(text.split())
    )
    rows.changed.connect(control.tell)
    return control


def _picker(question: Question, options: list[tuple[str, str]]) -> Control:
    picker = Several(
        options,
        name=question.name,
        label=question.label,
        one="several" not in question.appearance,
    )
    control = Control(
        picker, lambda: " ".join(picker.values()), lambda text: picker.set_values(text.split())
    )
    picker.changed.connect(control.tell)
    return control
