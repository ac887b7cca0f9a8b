"""Questions with choices: side by side, as rows, as pictures, or folded into a list."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtGui import QImage

from forms import Choice, Question
from ui.form.controls.control import Control
from ui.form.controls.pictures import PictureList
from ui.form.several import Several
from ui.language import _
from ui.reception.spoken import country_options, language_options
from ui.widgets.choice_list import CheckRow, ChoiceList, RadioList
from ui.widgets.ranking import Ranking
from ui.widgets.segments import Segments
from ui.widgets.select import Select

FEW = 5
"""So many short choices stand side by side."""
MANY = 8
"""More choices than this fold into a list that can be searched."""
_SHORT = 18
_ACKNOWLEDGED = "OK"
_SEARCHED = frozenset({"search", "autocomplete"})
_EVEN = frozenset({"likert", "list-nolabel"})
"""A scale, or a row of a table: every answer as wide as the others."""
_ALONE = frozenset({"none", "not_asked", "prefers_not_to_say"})
"""Choices that exclude all others."""


def one(
    question: Question, choices: Sequence[Choice], picture: Callable[[str], QImage | None]
) -> Control:
    """Return a choice of one."""
    options = [(choice.value, choice.label) for choice in choices]
    widget: Segments | RadioList | Select | PictureList
    if any(choice.image for choice in choices):
        widget = PictureList(choices, picture, name=question.name, label=question.label)
    elif _folds(question, options):
        widget = Select(
            options,
            name=question.name,
            label=question.label,
            unanswered=_("Not answered"),
            searchable=len(options) > MANY or bool(question.appearance & _SEARCHED),
        )
    elif _side_by_side(question, options):
        equal = len(options) if question.appearance & _EVEN else 2
        widget = Segments(options, name=question.name, label=question.label, equal=equal)
    else:
        widget = RadioList(options, name=question.name, label=question.label)
    control = Control(widget, lambda: widget.value() or "", widget.set_value)
    widget.chosen.connect(control.tell)
    return control


def several(question: Question, choices: Sequence[Choice]) -> Control:
    """Return a choice of several; "none" and its like stand alone."""
    options = [(choice.value, choice.label) for choice in choices]
    if len(options) > 3 * MANY or question.appearance & (_SEARCHED | {"minimal"}):
        return picker(question, options, one_only=False)
    alone = _ALONE & {key for key, _label in options}
    rows = ChoiceList(options, name=question.name, label=question.label, alone=alone)
    control = Control(
        rows, lambda: " ".join(rows.values()), lambda text: rows.set_values(text.split())
    )
    rows.changed.connect(control.tell)
    return control


def ranked(question: Question, choices: Sequence[Choice]) -> Control:
    """Return choices to be put in order."""
    options = [(choice.value, choice.label) for choice in choices]
    ranking = Ranking(options, name=question.name, label=question.label)
    control = Control(
        ranking, lambda: " ".join(ranking.values()), lambda text: ranking.set_values(text.split())
    )
    ranking.changed.connect(control.tell)
    return control


def country(question: Question) -> Control:
    """Return one country, or several."""
    return picker(question, country_options(), one_only="several" not in question.appearance)


def language(question: Question) -> Control:
    """Return one language, or several."""
    return picker(question, language_options(), one_only="several" not in question.appearance)


def acknowledged(question: Question) -> Control:
    """Return a sentence to acknowledge."""
    row = CheckRow(question.label, name=question.name, checked=question.value == _ACKNOWLEDGED)
    control = Control(
        row,
        lambda: _ACKNOWLEDGED if row.isChecked() else "",
        lambda text: row.setChecked(text == _ACKNOWLEDGED),
    )
    row.clicked.connect(control.tell)
    return control


def picker(question: Question, options: Sequence[tuple[str, str]], *, one_only: bool) -> Control:
    """Return a long list: search, choose, and the chosen stand as chips."""
    several_ = Several(options, name=question.name, label=question.label, one=one_only)
    control = Control(
        several_,
        lambda: " ".join(several_.values()),
        lambda text: several_.set_values(text.split()),
    )
    several_.changed.connect(control.tell)
    return control


def _folds(question: Question, options: Sequence[tuple[str, str]]) -> bool:
    folded = question.appearance & ({"minimal"} | _SEARCHED)
    return bool(folded) or (len(options) > MANY and not question.appearance & _EVEN)


def _side_by_side(question: Question, options: Sequence[tuple[str, str]]) -> bool:
    if question.appearance & _EVEN:
        return True
    return len(options) <= FEW and all(len(label) <= _SHORT for _key, label in options)
