"""Days and times: whole, partial or about; typed in the usual ways, told back in words."""

from __future__ import annotations

from datetime import datetime

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QVBoxLayout, QWidget

from forms import Question
from ui.form.controls.control import Control
from ui.form.controls.typed import read_line
from ui.language import _, text
from ui.reading import read_clock, read_day, read_partial_day
from ui.widgets.label import small
from ui.widgets.stack import Line
from ui.widgets.text_input import TextField

FIRST = "01"
"""Day and month of a date of which a form asks the year, or year and month, alone."""


def day(question: Question) -> Control:
    """Return a day; by appearance a month or a year alone."""
    if "year" in question.appearance:
        helps = _("Write a year, such as 1994.")
        return read_line(question, _year, helps, example="1994", said=_year_of)
    if "month-year" in question.appearance:
        helps = _("Write month and year, such as 5.1994.")
        return read_line(question, _month, helps, example=_("month.year"), said=_month_of)
    helps = _("Write the day like 2.12.2026.")
    control = read_line(question, _day, helps, example=_("day.month.year"), said=_day_of)
    return _told_back(control)


def partial_day(question: Question) -> Control:
    """Return a day as far as it is known: a year alone, or "about" it."""
    helps = _("Write what is known: 1994, 5.1994, 17.5.1994 or about 1994.")

    def read(words: str) -> str | None:
        known = read_partial_day(words)
        return known.edtf if known is not None else None

    return read_line(question, read, helps, example=_("1994, 5.1994 or about 1994"))


def clock(question: Question) -> Control:
    """Return a time of day."""
    helps = _("Write the time like 14:30.")
    return read_line(question, _clock, helps, example="14:30", said=lambda stored: stored[:5])


def moment(question: Question) -> Control:
    """Return a day and a time of day; stored with the zone of this laptop."""
    on = TextField(name=question.name, label=question.label, example=_("day.month.year"))
    at = TextField(name=f"{question.name}-time", label=_("Time"), example="14:30")
    for field in (on, at):
        field.setReadOnly(question.readonly)

    def answer() -> str:
        if not on.text().strip() and not at.text().strip():
            return ""
        day_, clock_ = read_day(on.text()), read_clock(at.text())
        if day_ is None or clock_ is None:
            return f"{on.text()} {at.text()}".strip()
        return datetime.combine(day_, clock_).astimezone().isoformat(timespec="milliseconds")

    def show(stored: str) -> None:
        try:
            local = datetime.fromisoformat(stored).astimezone()
        except ValueError:
            words, _space, rest = stored.partition(" ")
            on.setText(words)
            at.setText(rest)
            return
        on.setText(_day_of(local.date().isoformat()))
        at.setText(local.strftime("%H:%M"))

    def odd() -> str:
        if not answer():
            return ""
        whole = read_day(on.text()) and read_clock(at.text()) is not None
        return "" if whole else _("Write day and time like 2.12.2026 and 14:30.")

    both = Line(on, at)
    both.setFocusProxy(on)
    control = Control(both, answer, show, odd)
    for field in (on, at):
        field.textEdited.connect(control.tell)
    return control


def _told_back(control: Control) -> Control:
    """Say the day in words below what is typed, so that 2.12 and 12.2 are not mixed up."""
    words = small("")
    words.hide()
    around = QWidget()
    column = QVBoxLayout(around)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(2)
    column.addWidget(control.widget)
    column.addWidget(words)
    around.setFocusProxy(control.widget)
    layout = control.layout()
    if layout is not None:
        layout.addWidget(around)

    def say(*_changed: object) -> None:
        read = read_day(control.answer())
        words.setText(text().day(read, "EEEE d MMMM y") if read else "")
        words.setVisible(read is not None)

    field = control.widget
    if isinstance(field, TextField):
        field.textChanged.connect(say)
        field.setInputMethodHints(Qt.InputMethodHint.ImhDate)
    return control


def _day(words: str) -> str | None:
    read = read_day(words)
    return read.isoformat() if read else None


def _day_of(stored: str) -> str:
    read = read_day(stored)
    return f"{read.day}.{read.month}.{read.year}" if read else stored


def _year(words: str) -> str | None:
    known = read_partial_day(words)
    whole = known is not None and len(known.edtf) == 4
    return f"{known.edtf}-{FIRST}-{FIRST}" if known is not None and whole else None


def _year_of(stored: str) -> str:
    return stored[:4] if read_partial_day(stored) else stored


def _month(words: str) -> str | None:
    known = read_partial_day(words)
    whole = known is not None and len(known.edtf) == 7
    return f"{known.edtf}-{FIRST}" if known is not None and whole else None


def _month_of(stored: str) -> str:
    known = read_partial_day(stored)
    return f"{known.earliest.month}.{known.earliest.year}" if known else stored


def _clock(words: str) -> str | None:
    read = read_clock(words)
    return read.strftime("%H:%M") if read is not None else None
