"""The meetings of the team: the next one made of what waits, and the minutes of the others."""

from __future__ import annotations

from typing import ClassVar

from PySide6.QtWidgets import QWidget

from caseworker.model.entity import Entity
from caseworker.model.ids import TeamMeetingId
from caseworker.model.team_meeting import AgendaItem, TeamMeeting
from caseworker.ports import Reads, UnitOfWork
from caseworker.supervision.team_meetings import agenda, meetings, prepare_meeting
from ui import words
from ui.language import _, ngettext
from ui.screen import Screen
from ui.shell import Shell
from ui.theme.tokens import Tone
from ui.widgets.button import primary
from ui.widgets.chip import Chip
from ui.widgets.empty_state import EmptyState
from ui.widgets.panel import Card
from ui.widgets.row_list import OpenRow, RowList
from ui.window.navigation import Destination, Place

PART = "meeting"
_MOST = 60


class MeetingsPage(Screen):
    """One press prepares an agenda; nothing on it has to be typed."""

    watches: ClassVar[tuple[type[Entity], ...]] = (TeamMeeting, AgendaItem)

    def __init__(self, shell: Shell) -> None:
        prepare = primary(_("Prepare a meeting"), name="prepare-meeting", icon="calendar-plus")
        super().__init__(
            shell,
            _("Case review meetings"),
            _("The agenda is made of what waits; what is decided becomes a follow-up."),
            prepare,
            name="meetings",
        )
        prepare.clicked.connect(self._prepare)
        self.reload()

    def reload(self) -> None:
        """Show the meetings, the newest first."""
        self.clear()
        found = self.desk.ask(_lines)
        if not found:
            card = Card()
            sentence = _("Prepare one, and look through its agenda.")
            card.content.addWidget(EmptyState("users", _("No meeting yet"), sentence))
            self.add(card)
            return
        rows = RowList()
        rows.add(*(self._row(meeting, count) for meeting, count in found))
        self.add(rows)

    def _row(self, meeting: TeamMeeting, count: int) -> OpenRow:
        over = meeting.finished_at is not None
        chips: list[QWidget] = [
            Chip(_("Minutes kept"), Tone.OK, "check")
            if over
            else Chip(_("To be held"), Tone.CHOSEN, "calendar-blank")
        ]
        row = OpenRow(
            words.long_day(meeting.held_on),
            ngettext("{count} item", "{count} items", count),
            name=f"meeting-{meeting.id}",
            icon="users",
            after=chips,
        )
        row.clicked.connect(lambda: self._open(meeting.id))
        return row

    def _open(self, meeting_id: TeamMeetingId) -> None:
        self.shell.go(Destination(Place.REPORTS, str(meeting_id), PART))

    def _prepare(self) -> None:
        now = self.desk.now()

        def act(work: UnitOfWork) -> TeamMeetingId:
            return prepare_meeting(work, now.date(), now).id

        self.desk.write(self, act, self._open)


def _lines(reads: Reads) -> list[tuple[TeamMeeting, int]]:
    return [(each, len(agenda(reads, each.id))) for each in meetings(reads, _MOST)]
