"""Which control a question gets. A kind or appearance that is unknown becomes a line of words."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtGui import QImage

from forms import Choice, Question
from ui.form.controls import choosing, days, places, scales, typed
from ui.form.controls.control import Control

Picture = Callable[[str], QImage | None]
"""Returns a picture of the form by its file name, or None."""

_BY_APPEARANCE: dict[str, Callable[[Question], Control]] = {
    "country": choosing.country,
    "language": choosing.language,
    "partial-date": days.partial_day,
}
_BY_KIND: dict[str, Callable[[Question], Control]] = {
    "acknowledge": choosing.acknowledged,
    "date": days.day,
    "date_time": days.moment,
    "decimal": typed.number,
    "geopoint": places.point,
    "integer": typed.number,
    "multiline": typed.paragraph,
    "range": scales.scale,
    "time": days.clock,
}


def control_for(question: Question, choices: Sequence[Choice], picture: Picture) -> Control:
    """Return the control for *question*, showing its answer."""
    control = _made(question, choices, picture)
    control.show_answer(question.value)
    return control


def _made(question: Question, choices: Sequence[Choice], picture: Picture) -> Control:
    if question.kind == "select_one":
        return choosing.one(question, choices, picture)
    if question.kind == "select_multiple":
        return choosing.several(question, choices)
    if question.kind == "rank":
        return choosing.ranked(question, choices)
    for appearance, make in _BY_APPEARANCE.items():
        if appearance in question.appearance:
            return make(question)
    return _BY_KIND.get(question.kind, typed.line)(question)
