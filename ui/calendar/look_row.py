"""One follow-up: who, what, where, how to reach her safely, and what became of it."""

from __future__ import annotations

from datetime import date, datetime

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtWidgets import QMenu, QWidget

from caseworker.model.review import FollowUpState
from caseworker.views.calendar import Look
from ui import words
from ui.calendar.moving import days_to_move
from ui.language import _, text
from ui.theme.fonts import Role
from ui.theme.theme import theme
from ui.theme.tokens import Tone
from ui.widgets.button import Button, quiet, secondary
from ui.widgets.chip import Chip
from ui.widgets.row_list import Row

_TONES = {
    FollowUpState.KEPT: (Tone.OK, "check"),
    FollowUpState.MISSED: (Tone.WARN, "minus"),
    FollowUpState.CANCELLED: (Tone.QUIET, "x"),
}


class LookActs(QObject):
    """What can be done with a follow-up of the calendar."""

    kept = Signal(object)
    missed = Signal(object)
    moved = Signal(object, date)
    contact_asked = Signal(object)
    case_opened = Signal(object)


def look_row(look: Look, now: datetime, acts: LookActs, *, with_day: bool) -> Row:
    """Return the row of *look*; *with_day* where the list is not of one day."""
    due = look.due_at.astimezone(now.tzinfo)
    chips = []
    if look.days_late:
        chips.append(Chip(words.late(look.days_late), Tone.WARN, "clock"))
    if look.state in _TONES:
        chips.append(Chip(words.called(look.state), *_TONES[look.state]))
    when = words.day(due.date()) if with_day else ""
    return Row(
        look.person or _("Name hidden"),
        words.joined(when, look.what, look.place, look.caseworker),
        lead=text().clock(due),
        chips=chips,
        acts=_buttons(look, now, acts),
    ).known_as(str(look.id))


def _buttons(look: Look, now: datetime, acts: LookActs) -> list[QWidget]:
    contact = quiet(_("Safe contact"), name=f"contact-{look.id}", icon="phone", small=True)
    contact.setAccessibleName(_("Safe contact of {name}", name=look.person))
    contact.clicked.connect(lambda: acts.contact_asked.emit(look))
    case = quiet(_("Case"), name=f"case-{look.id}", icon="folder-simple", small=True)
    case.setAccessibleName(_("Case of {name}", name=look.person))
    case.clicked.connect(lambda: acts.case_opened.emit(look))
    if look.state is not FollowUpState.PLANNED:
        return [contact, case]
    move = quiet(_("Move"), name=f"move-{look.id}", icon="calendar-plus", small=True)
    move.setAccessibleName(_("Move: {name}, {what}", name=look.person, what=look.what))
    move.clicked.connect(lambda: open_days(move, look, now.date(), acts))
    shown: list[QWidget] = [contact, case, move]
    if look.due_at.astimezone(now.tzinfo).date() <= now.date():
        missed = secondary(_("Missed"), name=f"missed-{look.id}", small=True)
        missed.clicked.connect(lambda: acts.missed.emit(look))
        kept = secondary(_("Took place"), name=f"kept-{look.id}", small=True)
        kept.clicked.connect(lambda: acts.kept.emit(look))
        shown += [missed, kept]
    return shown


def open_days(button: Button, look: Look, today: date, acts: LookActs) -> None:
    """Offer the days to which *look* can be moved."""
    menu = QMenu(button)
    menu.setObjectName("days")
    menu.setAccessibleName(_("Move to"))
    menu.setFont(theme().font(Role.BODY))
    for day in days_to_move(today):
        action = menu.addAction(text().day(day, "EEEE d MMMM"))
        action.setObjectName(f"day-{day}")
        action.triggered.connect(lambda _on=False, day=day: acts.moved.emit(look, day))
    menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    menu.popup(button.mapToGlobal(button.rect().bottomLeft()))
