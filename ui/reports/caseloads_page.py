"""Who carries how many cases, and the way to hand some or all of them on."""

from __future__ import annotations

from typing import ClassVar

from PySide6.QtWidgets import QWidget

from caseworker.model.case import Case
from caseworker.model.entity import Entity
from caseworker.model.review import FollowUp
from caseworker.model.staff import User
from caseworker.supervision.caseloads import Caseload, caseloads
from ui import words
from ui.language import _, ngettext, text
from ui.reports.load_bar import LoadBar
from ui.screen import Screen
from ui.shell import Shell
from ui.theme.tokens import Tone
from ui.widgets.chip import Chip
from ui.widgets.row_list import OpenRow, RowList
from ui.window.navigation import Destination, Place


class CaseloadsPage(Screen):
    """The heaviest first; whoever has left stands before all."""

    watches: ClassVar[tuple[type[Entity], ...]] = (Case, FollowUp, User)

    def __init__(self, shell: Shell) -> None:
        super().__init__(shell, _("Caseloads"), " ", name="caseloads-page")
        self.reload()

    def reload(self) -> None:
        """Show what everybody carries."""
        now = self.desk.now()
        self.look_beside(lambda reads: caseloads(reads, now), self._show)

    def _show(self, loads: tuple[Caseload, ...]) -> None:
        limit = text().number(loads[0].limit) if loads else ""
        self.head.say(
            _("Caseloads"),
            _("The centre's limit is {limit} open cases for each caseworker.", limit=limit),
        )
        self.clear()
        rows = RowList()
        most = max((load.open_cases for load in loads), default=0)
        rows.add(*(self._row(load, most) for load in loads))
        self.add(rows)

    def _row(self, load: Caseload, most: int) -> OpenRow:
        chips: list[QWidget] = []
        if load.left:
            chips.append(Chip(_("Works here no longer"), Tone.WARN, "user"))
        elif load.over:
            over = ngettext("{count} over the limit", "{count} over the limit", load.over)
            chips.append(Chip(over, Tone.WARN, "folder-simple"))
        row = OpenRow(
            load.name,
            words.joined(
                _carried(load),
                ngettext("{count} of high risk", "{count} of high risk", load.high_risk)
                if load.high_risk
                else "",
                ngettext("{count} follow-up late", "{count} follow-ups late", load.late)
                if load.late
                else "",
            ),
            name=f"load-{load.user_id}",
            chips=chips,
            below=() if load.left else (LoadBar(load.open_cases, load.limit, most),),
        )
        row.clicked.connect(
            lambda: self.shell.go(Destination(Place.REPORTS, str(load.user_id), "caseload"))
        )
        return row


def _carried(load: Caseload) -> str:
    if load.left:
        return ngettext("{count} open case", "{count} open cases", load.open_cases)
    return ngettext(
        "{count} open case, limit {limit}",
        "{count} open cases, limit {limit}",
        load.open_cases,
        limit=text().number(load.limit),
    )
