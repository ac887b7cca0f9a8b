"""What waits for a supervisor: decisions first, then what is late, unanswered or too much."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import ClassVar

from PySide6.QtWidgets import QWidget

from caseworker.aggregates.apart import unread
from caseworker.model.case import Case
from caseworker.model.consent import BasisUse
from caseworker.model.duplicate import Duplicate
from caseworker.model.entity import Entity
from caseworker.model.figures import PublishedFigures
from caseworker.model.incident import Incident
from caseworker.model.plan import PlanAgreement
from caseworker.model.referral import Referral
from caseworker.model.review import Closure, FollowUp, Transfer
from caseworker.model.supervision import Absence, Debriefing, PlanLook, QueueNote
from caseworker.ports import Reads
from caseworker.supervision.absence import Away, end, who_is_away
from caseworker.supervision.caseloads import Caseload, caseloads
from caseworker.supervision.overdue import (
    LateFollowUp,
    LateReferral,
    Lines,
    late_follow_ups,
    late_referrals,
)
from caseworker.supervision.queue import Waiting, Waits, queue
from caseworker.supervision.team_care import CourseDue, TalkDue, courses_due, talks_due
from caseworker.views.conflicts import conflict_lines
from caseworker.views.held_back import held_back_lines
from ui import words
from ui.language import _, ngettext, text
from ui.reports.absence_sheet import AbsenceSheet
from ui.reports.hand_on_sheet import HandOnSheet
from ui.reports.quiet_laptops import quiet_laptops
from ui.reports.team_care import team_care
from ui.reports.words import ASKS, ICONS, place_of
from ui.screen import Screen
from ui.shell import Shell
from ui.theme.tokens import Tone
from ui.today.other_laptops import apart_row, differing_row, held_back_row
from ui.widgets.button import ghost, quiet
from ui.widgets.chip import Chip, FilterChip
from ui.widgets.columns import TwoColumns
from ui.widgets.empty_state import EmptyState
from ui.widgets.flow import Flow
from ui.widgets.long_list import HowFar, LongList
from ui.widgets.panel import Card
from ui.widgets.row_list import OpenRow, Row, RowList
from ui.widgets.section import SectionHead
from ui.window.navigation import Destination, Place

FEW = 8
"""So many late ones stand beside the decisions; the whole list is one click away."""


@dataclass(frozen=True, kw_only=True)
class _Seen:
    """All that the page shows, read at one moment."""

    waiting: tuple[Waiting, ...]
    follow_ups: Lines[LateFollowUp]
    referrals: Lines[LateReferral]
    loads: tuple[Caseload, ...]
    differing: int
    held_back: int
    apart: int
    talks: tuple[TalkDue, ...]
    courses: tuple[CourseDue, ...]
    away: tuple[Away, ...]


def _seen(reads: Reads, now: datetime) -> _Seen:
    return _Seen(
        waiting=queue(reads, now),
        follow_ups=late_follow_ups(reads, now, FEW),
        referrals=late_referrals(reads, now, FEW),
        loads=caseloads(reads, now),
        differing=len(conflict_lines(reads)),
        held_back=len(held_back_lines(reads)),
        apart=unread(reads),
        talks=talks_due(reads, now),
        courses=courses_due(reads),
        away=who_is_away(reads, now.date()),
    )


class QueuePage(Screen):
    """Each row opens where it is decided; each can be handed on with a word."""

    watches: ClassVar[tuple[type[Entity], ...]] = (
        Absence, BasisUse, Case, Closure, Debriefing, Duplicate, FollowUp, Incident, PlanAgreement,
        PlanLook, PublishedFigures, QueueNote, Referral, Transfer,
    )  # fmt: skip

    def __init__(self, shell: Shell) -> None:
        away = quiet(_("Somebody is away"), name="i-am-away", icon="calendar-blank")
        away.clicked.connect(lambda: AbsenceSheet(shell).open())
        super().__init__(shell, _("What waits for you"), " ", away, name="queue")
        self._everybody = False
        self._how_far = HowFar()
        self.reload()

    def reload(self) -> None:
        """Show what waits now; it is asked for beside the window."""
        now = self.desk.now()
        self.look_beside(lambda reads: _seen(reads, now), lambda seen: self._show(seen, now))

    def _show(self, seen: _Seen, now: datetime) -> None:
        waiting = seen.waiting
        mine = [one for one in waiting if one.is_mine]
        shown = waiting if self._everybody else tuple(mine)
        late = sum(bool(one.days_late) for one in mine)
        self.head.say(
            _("What waits for you"),
            words.joined(
                ngettext("{count} to decide", "{count} to decide", len(mine)),
                ngettext("{count} is late", "{count} are late", late) if late else "",
            ),
        )
        self.clear()
        if len(mine) != len(waiting):
            chip = FilterChip(
                _("Also what others decide"), name="everybody", checked=self._everybody
            )
            chip.toggled.connect(self._look_at_all)
            self.add(Flow(chip))
        columns = TwoColumns(spacing=12)
        for widget in self._decisions(shown):
            columns.main.addWidget(widget)
        for widget in self._beside(seen, now):
            columns.side.addWidget(widget)
        self.add(columns)

    def _look_at_all(self, everybody: bool) -> None:
        self._everybody = everybody
        self.reload()

    def _decisions(self, shown: tuple[Waiting, ...]) -> list[QWidget]:
        head = SectionHead(_("To decide"), text().number(len(shown)))
        if not shown:
            card = Card()
            sentence = _("Plans, closures and looks afterwards appear here.")
            card.content.addWidget(EmptyState("check-square", _("Nothing waits for you"), sentence))
            return [head, card]
        return [head, LongList(shown, self._waiting, self._how_far)]

    def _waiting(self, place: int, one: Waiting) -> OpenRow:
        hand_on = quiet(_("Hand on"), name=f"hand-on-{place}", small=True)
        title = _(ASKS[one.kind])
        hand_on.setAccessibleName(_("Hand on: {what}, {name}", what=title, name=one.person))
        hand_on.clicked.connect(lambda: HandOnSheet(self.shell, one).open())
        chips: list[QWidget] = []
        if one.days_late:
            chips.append(Chip(words.late(one.days_late), Tone.WARN, "clock"))
        if one.given_to_name:
            chips.append(Chip(_("With {name}", name=one.given_to_name), Tone.QUIET, "user"))
        asked = _("asked by {name}", name=one.asked_by) if one.asked_by else ""
        if one.kind is Waits.WITHOUT_CASEWORKER and one.asked_by:
            asked = _("opened by {name}", name=one.asked_by)
        elif one.kind is Waits.CLOSED_AT_ONCE:
            asked = _("closed by {name}", name=one.asked_by)
        row = OpenRow(
            title,
            words.joined(words.named(one.person), asked, one.last_word),
            name=f"waiting-{place}",
            icon=ICONS[one.kind],
            chips=chips,
            after=(hand_on,),
        ).known_as(f"{one.kind.value} {one.subject}")
        row.clicked.connect(lambda: self.shell.go(place_of(one)))
        return row

    def _beside(self, seen: _Seen, now: datetime) -> list[QWidget]:
        follow_ups, referrals = seen.follow_ups, seen.referrals
        week = ghost(_("Whole week"), name="whole-week", small=True)
        week.clicked.connect(lambda: self.shell.go(Destination(Place.CALENDAR)))
        every = ghost(_("All referrals"), name="all-referrals", small=True)
        every.clicked.connect(lambda: self.shell.go(Destination(Place.REFERRALS)))
        return [
            SectionHead(_("Follow-ups late"), text().number(follow_ups.in_all), (week,)),
            _list([self._follow_up(one) for one in follow_ups.first], _("Nothing is late")),
            SectionHead(_("Referrals without answer"), text().number(referrals.in_all), (every,)),
            _list([self._referral(one) for one in referrals.first], _("None is late")),
            *self._loads(seen.loads),
            *self._other_laptops(seen.differing, seen.held_back, seen.apart),
            *quiet_laptops(self.shell, now),
            *team_care(self, now, seen.talks, seen.courses),
            *self._away(seen.away),
        ]

    def _follow_up(self, one: LateFollowUp) -> OpenRow:
        row = OpenRow(
            words.named(one.person),
            words.joined(one.what, one.caseworker, words.risk(one.risk)),
            name=f"late-{one.id}",
            after=(Chip(words.late(one.days_late), Tone.WARN, "clock"),),
        )
        row.clicked.connect(
            lambda: self.shell.go(Destination(Place.CASE, str(one.case_id), "review"))
        )
        return row

    def _referral(self, one: LateReferral) -> OpenRow:
        row = OpenRow(
            one.provider,
            words.joined(words.named(one.person), one.caseworker),
            name=f"unanswered-{one.id}",
            after=(Chip(words.late(one.days_late), Tone.WARN, "clock"),),
        )
        row.clicked.connect(lambda: self.shell.go(Destination(Place.REFERRALS, str(one.id))))
        return row

    def _loads(self, loads: tuple[Caseload, ...]) -> list[QWidget]:
        heavy = [load for load in loads if load.over or load.left]
        if not heavy:
            return []
        rows = [self._load(load) for load in heavy]
        return [SectionHead(_("Caseloads"), text().number(len(heavy))), _list(rows, "")]

    def _other_laptops(self, fields: int, held_back: int, apart: int) -> list[QWidget]:
        if not (fields or held_back or apart):
            return []
        rows = RowList()
        if held_back:
            rows.add(held_back_row(self.shell, held_back))
        if fields:
            rows.add(differing_row(self.shell, fields))
        if apart:
            rows.add(apart_row(self.shell, apart))
        count = text().number(fields + held_back + apart)
        return [SectionHead(_("From other laptops"), count), rows]

    def _away(self, away: tuple[Away, ...]) -> list[QWidget]:
        if not away:
            return []
        rows = RowList()
        for one in away:
            back = quiet(_("Back again"), name=f"back-{one.id}", small=True)
            back.setAccessibleName(_("Back again: {name}", name=one.name))
            back.clicked.connect(lambda _on=False, one=one: self._is_back(one))
            days = words.span(one.first_day, one.last_day)
            decides = _("{name} stands in", name=one.covered_by)
            rows.add(Row(one.name, words.joined(days, decides), acts=(back,)))
        return [SectionHead(_("Away"), text().number(len(away))), rows]

    def _is_back(self, one: Away) -> None:
        self.desk.write(self, lambda work: end(work, one.id))

    def _load(self, load: Caseload) -> OpenRow:
        count = ngettext("{count} open case", "{count} open cases", load.open_cases)
        about = (
            _("works here no longer")
            if load.left
            else _("the centre's limit is {limit}", limit=text().number(load.limit))
        )
        row = OpenRow(load.name, words.joined(count, about), name=f"load-{load.user_id}")
        row.clicked.connect(
            lambda: self.shell.go(Destination(Place.REPORTS, str(load.user_id), "caseload"))
        )
        return row


def _list(rows: list[OpenRow], nothing: str) -> QWidget:
    if rows:
        shown = RowList()
        shown.add(*rows)
        return shown
    card = Card()
    card.content.addWidget(EmptyState("check-circle", nothing, ""))
    return card
