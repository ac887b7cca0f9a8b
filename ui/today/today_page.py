"""Today: arrivals waiting, follow-ups due, referrals without answer, what is for you to look at."""

from __future__ import annotations

from datetime import datetime
from typing import ClassVar

from PySide6.QtWidgets import QVBoxLayout, QWidget

from caseworker.centre.settings import the_centre
from caseworker.model.arrival import Arrival
from caseworker.model.consent import BasisUse
from caseworker.model.entity import Entity
from caseworker.model.erasure import Erasure
from caseworker.model.figures import PublishedFigures
from caseworker.model.inbound_referral import ForgettingAsked, InboundReferral
from caseworker.model.incident import Feedback
from caseworker.model.referral import Referral
from caseworker.model.review import Closure, FollowUp, Transfer
from caseworker.model.rights import PersonRequest, Restriction
from caseworker.permissions import Act, may
from caseworker.ports import Changes, Reads
from caseworker.views import today as views
from caseworker.views.conflicts import conflict_lines
from caseworker.views.decisions import Decision
from caseworker.views.held_back import held_back_lines
from caseworker.views.reception import ArrivalRow
from caseworker.views.today import DueFollowUp, OpenReferral, Today
from ui import words
from ui.language import _, ngettext, text
from ui.screen import Screen
from ui.shell import Shell
from ui.theme.tokens import Tone
from ui.today.decisions import detail_of, icon_of, place_of, title_of
from ui.today.other_laptops import apart_row, differing_row, held_back_row
from ui.today.safe_contact_sheet import show_safe_contact
from ui.widgets.button import Button, ghost, primary, quiet, secondary
from ui.widgets.chip import Chip
from ui.widgets.columns import TwoColumns
from ui.widgets.empty_state import EmptyState
from ui.widgets.notice import Notice
from ui.widgets.panel import Card
from ui.widgets.row_list import OpenRow, Row, RowList
from ui.widgets.section import SectionHead
from ui.window.navigation import Destination, Place


class TodayPage(Screen):
    """Everything that waits, on one screen; each row is one act away from being done."""

    watches: ClassVar[tuple[type[Entity], ...]] = (
        Arrival,
        FollowUp,
        Referral,
        Closure,
        Transfer,
        BasisUse,
        PersonRequest,
        Erasure,
        InboundReferral,
        ForgettingAsked,
        Restriction,
        Feedback,
        PublishedFigures,
    )

    def __init__(self, shell: Shell) -> None:
        self._new = secondary(_("New arrival"), name="new-arrival", icon="plus")
        super().__init__(shell, " ", " ", self._new, name="today")
        self._new.clicked.connect(lambda: shell.go(Destination(Place.RECEPTION, part="new")))
        self._new.setVisible(may(self.desk.actor, Act.CHECK_IN))
        self._shown_differing = (0, 0)
        self.reload()

    def reload(self) -> None:
        """Show the day as it stands."""
        now = self.desk.now()
        self.look_beside(
            lambda reads: (views.today(reads, now), the_centre(reads).backup_days),
            lambda seen: self._show(*seen, now),
        )

    def _show(self, shown: Today, backup_days: int, now: datetime) -> None:
        self._shown_differing = (shown.differing, shown.held_back)
        self.head.say(_greeting(shown), _sentence(shown))
        self.clear()
        self._remind_of_backup(backup_days, now)
        columns = TwoColumns()
        reads_cases = may(self.desk.actor, Act.READ_CASE)
        if may(self.desk.actor, Act.CHECK_IN):
            _fill(columns.main, self._arrivals(shown))
        if reads_cases:
            _fill(columns.main, self._follow_ups(shown))
            _fill(columns.side, self._referrals(shown))
        _fill(columns.side if columns.main.count() else columns.main, self._decisions(shown))
        self.add(columns)

    def _look(self, changes: Changes) -> None:
        super()._look(changes)
        if not changes.kinds() & set(self.watches):
            # An exchange brings versions of any kind of record.
            desk = self.desk
            desk.look(self, lambda: desk.ask(_differing), self._compare)

    def _compare(self, differing: tuple[int, int]) -> None:
        if differing != self._shown_differing:
            self.reload()

    def _remind_of_backup(self, most: int, now: datetime) -> None:
        if not may(self.desk.actor, Act.BACK_UP):
            return
        days = (now - self.desk.backups.waiting_since()).days
        if not most or days < most:
            return
        act = secondary(_("Make a backup"), name="today-backup", icon="usb", small=True)
        act.clicked.connect(lambda: self.shell.go(Destination(Place.BACKUP)))
        said = ngettext(
            "No backup was made for {count} day",
            "No backup was made for {count} days",
            days,
        )
        why = _("If this laptop is lost or breaks, the work since then is lost with it.")
        self.add(Notice(Tone.WARN, "warning-circle", said, why, (act,)))

    def _arrivals(self, shown: Today) -> list[QWidget]:
        head = SectionHead(_("Arrivals waiting"), text().number(shown.arrivals_in_all))
        if not shown.arrivals:
            act = secondary(_("New arrival"), name="first-arrival", icon="plus")
            act.clicked.connect(self._new.click)
            return [
                head,
                _empty("coffee", _("Nobody waits"), _("New arrivals appear here by number."), act),
            ]
        rows = RowList()
        for place, arrival in enumerate(shown.arrivals):
            rows.add(self._arrival(arrival, shown, first=place == 0))
        return [head, rows]

    def _arrival(self, arrival: ArrivalRow, shown: Today, *, first: bool) -> Row:
        make = primary if first else secondary
        act = make(_("Check in"), name=f"check-in-{arrival.number}", small=True)
        act.setAccessibleName(_("Check in {number}", number=arrival.number))
        place = Destination(Place.RECEPTION, str(arrival.id))
        act.clicked.connect(lambda: self.shell.go(place))
        language = text().language_name(arrival.language) if arrival.language else ""
        return Row(
            arrival.described_as or _("Somebody"),
            words.joined(words.waiting(arrival.arrived_at, shown.now), language),
            lead=arrival.number,
            detail_chips=arrival_chips(arrival),
            acts=(act,),
        )

    def _follow_ups(self, shown: Today) -> list[QWidget]:
        week = ghost(_("Whole week"), name="whole-week", small=True)
        week.clicked.connect(lambda: self.shell.go(Destination(Place.CALENDAR)))
        head = SectionHead(_("Follow-ups due"), text().number(shown.follow_ups_in_all), (week,))
        if not shown.follow_ups:
            return [head, _empty("calendar-check", _("Nothing is due today"), "")]
        rows = RowList()
        rows.add(*(self._follow_up(entry, shown) for entry in shown.follow_ups))
        return [head, rows]

    def _follow_up(self, entry: DueFollowUp, shown: Today) -> OpenRow:
        contact = quiet(_("Safe contact"), name=f"contact-{entry.id}", icon="phone", small=True)
        contact.setAccessibleName(_("Safe contact of {name}", name=entry.person))
        contact.clicked.connect(lambda: show_safe_contact(self.shell, entry.case_id, entry.person))
        due = entry.due_at.astimezone(shown.now.tzinfo)
        chips = [Chip(words.late(entry.days_late), Tone.WARN, "clock")] if entry.days_late else []
        row = OpenRow(
            words.named(entry.person),
            words.joined(entry.what, entry.place),
            name=f"follow-up-{entry.id}",
            lead=text().clock(due),
            chips=chips,
            after=(contact,),
        )
        place = Destination(Place.CASE, str(entry.case_id), "review")
        row.clicked.connect(lambda: self.shell.go(place))
        return row

    def _referrals(self, shown: Today) -> list[QWidget]:
        head = SectionHead(_("Referrals without answer"), text().number(shown.referrals_in_all))
        if not shown.referrals:
            return [head, _empty("paper-plane-tilt", _("All referrals are answered"), "")]
        rows = RowList()
        rows.add(*(self._referral(referral, shown) for referral in shown.referrals))
        return [head, rows]

    def _referral(self, referral: OpenReferral, shown: Today) -> OpenRow:
        late = [Chip(words.late(referral.days_late), Tone.WARN, "clock")]
        row = OpenRow(
            referral.provider,
            words.joined(words.named(referral.person), words.days_ago(referral.sent_at, shown.now)),
            name=f"referral-{referral.id}",
            icon="paper-plane-tilt",
            after=late if referral.days_late else (),
        )
        row.clicked.connect(lambda: self.shell.go(Destination(Place.REFERRALS, str(referral.id))))
        return row

    def _decisions(self, shown: Today) -> list[QWidget]:
        others = (shown.held_back, shown.differing, shown.apart)
        waiting = len(shown.decisions) + sum(map(bool, others))
        head = SectionHead(_("For you to look at"), text().number(waiting))
        if not waiting:
            return [head, _empty("check-square", _("Nothing waits for you"), "")]
        rows = RowList()
        if shown.held_back:
            rows.add(held_back_row(self.shell, shown.held_back))
        if shown.differing:
            rows.add(differing_row(self.shell, shown.differing))
        if shown.apart:
            rows.add(apart_row(self.shell, shown.apart))
        rows.add(*(self._decision(decision) for decision in shown.decisions))
        return [head, rows]

    def _decision(self, decision: Decision) -> OpenRow:
        late = [Chip(words.late(decision.days_late), Tone.WARN, "clock")]
        row = OpenRow(
            title_of(decision),
            detail_of(decision),
            name=f"decision-{decision.subject}",
            icon=icon_of(decision),
            after=late if decision.days_late else (),
        )
        row.clicked.connect(lambda: self.shell.go(place_of(decision)))
        return row


def _differing(reads: Reads) -> tuple[int, int]:
    return len(conflict_lines(reads)), len(held_back_lines(reads))


def _fill(column: QVBoxLayout, widgets: list[QWidget]) -> None:
    for widget in widgets:
        column.addWidget(widget)


def arrival_chips(arrival: ArrivalRow) -> list[Chip]:
    """Return what is done about urgent needs: the act is named, never the condition."""
    chips = []
    if arrival.urgent_needs and (arrival.urgent_help or not arrival.someone_stays):
        words_of_help = arrival.urgent_help or _("Help comes first")
        chips.append(Chip(words_of_help, Tone.WARN, "first-aid-kit"))
    if arrival.someone_stays:
        chips.append(Chip(_("Someone stays"), Tone.WARN, "users"))
    return chips


def _greeting(shown: Today) -> str:
    first = shown.name.split()[0] if shown.name.split() else ""
    hour = shown.now.hour
    if hour < 12:
        return _("Good morning, {name}", name=first)
    if hour < 18:
        return _("Good afternoon, {name}", name=first)
    return _("Good evening, {name}", name=first)


def _sentence(shown: Today) -> str:
    today = words.long_day(shown.now.date())
    last = shown.follow_ups[-1] if shown.follow_ups else None
    if last is None or last.days_late or not last.person:
        return today
    clock = text().clock(last.due_at.astimezone(shown.now.tzinfo))
    return words.joined(today, _("your day ends with {time}, {name}", time=clock, name=last.person))


def _empty(icon: str, title: str, sentence: str, act: Button | None = None) -> Card:
    card = Card()
    card.content.addWidget(EmptyState(icon, title, sentence, act))
    return card
