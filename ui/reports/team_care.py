"""Care for the team, beside the queue: talks after incidents, and courses that are missing."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from PySide6.QtWidgets import QWidget

from caseworker.ports import UnitOfWork
from caseworker.supervision.team_care import CourseDue, TalkDue, note_talk
from ui import words
from ui.language import _, text
from ui.screen import Screen
from ui.theme.tokens import Tone
from ui.widgets.button import quiet
from ui.widgets.chip import Chip
from ui.widgets.row_list import Row, RowList
from ui.widgets.section import SectionHead


def team_care(
    screen: Screen, now: datetime, talks: Sequence[TalkDue], courses: Sequence[CourseDue]
) -> list[QWidget]:
    """Return the *talks* and *courses* that are due to colleagues, or nothing."""
    if not (talks or courses):
        return []
    rows = RowList()
    rows.add(*(_talk(screen, place, each, now) for place, each in enumerate(talks)))
    rows.add(*(Row(each.name, _("Course in data protection is missing")) for each in courses))
    return [SectionHead(_("Care for the team"), text().number(len(talks) + len(courses))), rows]


def _talk(screen: Screen, place: int, talk: TalkDue, now: datetime) -> Row:
    talked = quiet(_("We talked"), name=f"talked-{place}", small=True)
    talked.setAccessibleName(_("We talked: {name}", name=talk.name))

    def act(work: UnitOfWork) -> None:
        note_talk(work, talk.incident_id, talk.user_id)

    talked.clicked.connect(lambda: screen.desk.write(screen, act))
    chips = [Chip(words.late(talk.days_late), Tone.WARN, "clock")] if talk.days_late else []
    since = _("Talk after an incident, {when}", when=words.when(talk.since, now))
    return Row(talk.name, since, chips=chips, acts=(talked,))
