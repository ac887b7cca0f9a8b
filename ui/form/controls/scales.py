"""A number on a scale: pressed where the scale is short, typed where it is long."""

from __future__ import annotations

from decimal import Decimal, InvalidOperation

from forms import Question
from ui.form.controls.control import Control
from ui.form.controls.typed import read_line
from ui.language import _, text
from ui.reading import read_number
from ui.widgets.segments import Segments

MOST_STEPS = 11
"""A scale of so many steps stands side by side, such as 0 to 10."""


def scale(question: Question) -> Control:
    """Return a range from `start` to `end` by `step`; nothing is chosen beforehand."""
    start, end, step = (
        _number(question, name, usual) for name, usual in (("start", 1), ("end", 10), ("step", 1))
    )
    first, last = min(start, end), max(start, end)
    steps = int((last - first) / step) + 1 if step > 0 else 0
    if 1 < steps <= MOST_STEPS:
        return _short(question, [first + step * place for place in range(steps)])
    bounds = {"first": _said(first), "last": _said(last)}

    def read(words: str) -> str | None:
        known = read_number(words, whole=step == step.to_integral_value())
        return known if known is not None and first <= Decimal(known) <= last else None

    helps = _("Write a number from {first} to {last}.", **bounds)
    return read_line(question, read, helps, example=_("{first} to {last}", **bounds))


def _short(question: Question, numbers: list[Decimal]) -> Control:
    options = [(f"{number:f}", _said(number)) for number in numbers]
    track = Segments(options, name=question.name, label=question.label, equal=len(options))
    control = Control(track, lambda: track.value() or "", track.set_value)
    track.chosen.connect(control.tell)
    return control


def _number(question: Question, name: str, usual: int) -> Decimal:
    try:
        return Decimal(question.parameters.get(name, usual))
    except InvalidOperation:
        return Decimal(usual)


def _said(number: Decimal) -> str:
    return text().number(float(number))
