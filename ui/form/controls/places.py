"""A place on the map: typed, and kept no finer than a village, so that it leads nobody to a door.

A point is stored as XForms has it: latitude, longitude, altitude, accuracy in metres.
"""

from __future__ import annotations

from PySide6.QtWidgets import QVBoxLayout, QWidget

from forms import Question
from ui.form.controls.control import Control
from ui.language import _
from ui.reading import read_number
from ui.widgets.label import small
from ui.widgets.stack import Line
from ui.widgets.text_input import TextField

COARSE = 2
"""Decimals of a degree: about a kilometre."""
FINE = 5
"""Where the form asks for the exact place, by the appearance `exact`: about a metre."""
_METRES = {COARSE: 1100, FINE: 5}
_MOST = (90, 180)


def point(question: Question) -> Control:
    """Return latitude and longitude, in degrees."""
    decimals = FINE if "exact" in question.appearance else COARSE
    fields = (
        TextField(name=question.name, label=_("Latitude"), example=_("Latitude, such as 36.79")),
        TextField(
            name=f"{question.name}-longitude",
            label=_("Longitude"),
            example=_("Longitude, such as 10.18"),
        ),
    )
    for field in fields:
        field.setReadOnly(question.readonly)

    def read() -> list[float] | None:
        numbers = [read_number(field.text(), whole=False) for field in fields]
        known = [float(number) for number in numbers if number is not None]
        inside = all(abs(number) <= most for number, most in zip(known, _MOST, strict=False))
        return known if len(known) == len(fields) and inside else None

    def answer() -> str:
        typed = [field.text().strip() for field in fields]
        if not any(typed):
            return ""
        known = read()
        if known is None:
            return " ".join(filter(None, typed))
        degrees = " ".join(f"{number:.{decimals}f}" for number in known)
        return f"{degrees} 0 {_METRES[decimals]}"

    def show(stored: str) -> None:
        parts = [*stored.split(), "", ""]
        for field, part in zip(fields, parts[:2], strict=True):
            field.setText(part)

    def odd() -> str:
        helps = _("Write degrees with a point, such as 36.79 and 10.18.")
        return helps if answer() and read() is None else ""

    control = Control(_with_reason(Line(*fields), decimals), answer, show, odd)
    control.setFocusProxy(fields[0])
    for field in fields:
        field.textEdited.connect(control.tell)
    return control


def _with_reason(line: QWidget, decimals: int) -> QWidget:
    around = QWidget()
    column = QVBoxLayout(around)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(2)
    column.addWidget(line)
    if decimals == COARSE:
        column.addWidget(small(_("Kept to about a kilometre: no door can be found by it.")))
    return around
