"""The week: what is late first, then day by day; kept, missed or moved, each with undo."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime, timedelta
from typing import ClassVar

from PySide6.QtWidgets import QWidget

from caseworker.documents.blocks import Document
from caseworker.documents.lists import week_list
from caseworker.model.entity import Entity
from caseworker.model.review import FollowUp, FollowUpState
from caseworker.model.supervision import Absence
from caseworker.ports import Reads, UnitOfWork
from caseworker.steps.review import close_follow_up, move_follow_up, undo_follow_up
from caseworker.supervision.absence import Away, who_is_away
from caseworker.text import Text, isolate
from caseworker.views.calendar import FEW, Day, Look, Looks, Week, monday_of, week
from ui import words
from ui.calendar.look_row import LookActs, look_row
from ui.calendar.moving import moved
from ui.calendar.standing_in import standing_in
from ui.documents.list_paper import print_act
from ui.language import _, ngettext, text
from ui.reports.absence_sheet import AbsenceSheet
from ui.screen import Screen
from ui.shell import Shell
from ui.today.safe_contact_sheet import show_safe_contact
from ui.widgets.button import ghost, quiet, secondary
from ui.widgets.chip import FilterChip
from ui.widgets.flow import Flow
from ui.widgets.row_list import RowList
from ui.widgets.section import SectionHead
from ui.window.navigation import Destination, Place

MORE = 100
"""So many more follow-ups of a list come at a click: a page of thousands would not scroll well."""

LATE = date.min
"""Stands for the late ones where lists are named by their day."""


class CalendarPage(Screen):
    """Seven days from Monday. Supervisors can look at the whole team."""

    watches: ClassVar[tuple[type[Entity], ...]] = (Absence, FollowUp)

    def __init__(self, shell: Shell) -> None:
        self._before = quiet(_("Week before"), name="week-before")
        self._this = secondary(_("This week"), name="this-week", icon="calendar-blank")
        self._after = quiet(_("Week after"), name="week-after")
        self.monday = monday_of(shell.desk.now().date())
        self.whole_team = False
        self._most: dict[date, int] = {}
        away = quiet(_("I am away"), name="i-am-away")
        away.clicked.connect(lambda: AbsenceSheet(shell).open())
        acts = (away, print_act(shell, self._paper), self._before, self._this, self._after)
        super().__init__(shell, _("Calendar"), " ", *acts, name="calendar")
        self._before.clicked.connect(lambda: self._turn(-7))
        self._after.clicked.connect(lambda: self._turn(7))
        self._this.clicked.connect(self._turn_to_now)
        self._acts = LookActs(self)
        self._acts.kept.connect(lambda look: self._close(look, FollowUpState.KEPT))
        self._acts.missed.connect(lambda look: self._close(look, FollowUpState.MISSED))
        self._acts.moved.connect(self._move)
        self._acts.contact_asked.connect(
            lambda look: show_safe_contact(shell, look.case_id, look.person)
        )
        self._acts.case_opened.connect(
            lambda look: shell.go(Destination(Place.CASE, str(look.case_id), "review"))
        )
        self.reload()

    def reload(self) -> None:
        """Show the week as it stands."""
        now, monday, team = self.desk.now(), self.monday, self.whole_team
        most, most_late = dict(self._most), self._most.get(LATE, FEW)

        def seen(reads: Reads) -> tuple[Week, tuple[Away, ...]]:
            shown = week(reads, now, monday, whole_team=team, most_late=most_late, most=most)
            return shown, who_is_away(reads, now.date())

        self.look_beside(seen, lambda answer: self._show(*answer, now))

    def _show(self, shown: Week, away: tuple[Away, ...], now: datetime) -> None:
        self.head.say(_("Calendar"), self._sentence(shown))
        self.clear()
        if shown.may_see_team:
            chip = FilterChip(_("Whole team"), name="whole-team", checked=self.whole_team)
            chip.toggled.connect(self._look_at_team)
            self.add(Flow(chip))
        for widget in (*standing_in(self, away), *self._late(shown, now), *self._days(shown, now)):
            self.add(widget)

    def _paper(self, reads: Reads, language: Text) -> Document:
        now, monday, team = self.desk.now(), self.monday, self.whole_team
        return week_list(reads, now, monday, language, whole_team=team)

    def _sentence(self, shown: Week) -> str:
        first, last = self.monday, self.monday + timedelta(days=6)
        span = words.span(first, last)
        count = sum(day.looks.in_all for day in shown.days)
        overdue = shown.late.in_all
        held = ngettext("{count} follow-up", "{count} follow-ups", count)
        late = ngettext("{count} is late", "{count} are late", overdue) if overdue else ""
        return words.joined(span, held, late)

    def _late(self, shown: Week, now: datetime) -> list[QWidget]:
        if not shown.late.in_all:
            return []
        head = SectionHead(_("Late"), text().number(shown.late.in_all))
        return [head, *self._rows(shown.late, now, LATE)]

    def _rows(self, looks: Looks, now: datetime, day: date) -> list[QWidget]:
        """Return the first rows of *day*, and the way to more."""
        rows = RowList()
        rows.add(*(look_row(look, now, self._acts, with_day=day == LATE) for look in looks.first))
        left = looks.in_all - len(looks.first)
        if not left:
            return [rows]
        coming = min(left, MORE)
        more = ghost(ngettext("Show {count} more", "Show {count} more", coming), name=f"more-{day}")
        more.clicked.connect(lambda: self._show_more(day))
        return [rows, Flow(more)]

    def _show_more(self, day: date) -> None:
        self._most[day] = self._most.get(day, FEW) + MORE
        self.reload()

    def _days(self, shown: Week, now: datetime) -> list[QWidget]:
        widgets: list[QWidget] = []
        for day in shown.days:
            if day.looks.in_all or day.day.weekday() < 5 or day.day == now.date():
                widgets += self._day(day, now)
        return widgets

    def _day(self, day: Day, now: datetime) -> list[QWidget]:
        named = words.long_day(day.day)
        heading = _("Today, {day}", day=named) if day.day == now.date() else named
        count = text().number(day.looks.in_all) if day.looks.in_all else _("Nothing is planned")
        head = SectionHead(heading[:1].upper() + heading[1:], count)
        if not day.looks.in_all:
            return [head]
        return [head, *self._rows(day.looks, now, day.day)]

    def _turn(self, days: int) -> None:
        self._most.clear()
        self.monday += timedelta(days=days)
        self.reload()

    def _turn_to_now(self) -> None:
        self.monday = monday_of(self.desk.now().date())
        self.reload()

    def _look_at_team(self, whole_team: bool) -> None:
        self.whole_team = whole_team
        self.reload()

    # What became of it

    def _close(self, look: Look, state: FollowUpState) -> None:
        def act(work: UnitOfWork) -> None:
            close_follow_up(work, look.id, state)

        name = isolate(look.person) if look.person else _("Name hidden")
        kept = state is FollowUpState.KEPT
        said = _("{name}: took place", name=name) if kept else _("{name}: missed", name=name)
        self._write(act, said, lambda: self._take_back(look))

    def _take_back(self, look: Look) -> None:
        def act(work: UnitOfWork) -> None:
            undo_follow_up(work, look.id)

        self._write(act, "", None)

    def _move(self, look: Look, to: date) -> None:
        due_at = moved(look.due_at, to, self.desk.now())

        def act(work: UnitOfWork) -> None:
            move_follow_up(work, look.id, due_at)

        self._write(act, _("Moved to {day}", day=words.long_day(to)), lambda: self._put_back(look))

    def _put_back(self, look: Look) -> None:
        def act(work: UnitOfWork) -> None:
            move_follow_up(work, look.id, look.due_at)

        self._write(act, "", None)

    def _write(
        self, act: Callable[[UnitOfWork], None], said: str, undo: Callable[[], None] | None
    ) -> None:
        def told(_nothing: None) -> None:
            if said:
                self.shell.say(said, undo)

        self.desk.write(self, act, told)
