"""Referrals to us: what waits for our answer first, and how late it is."""

from __future__ import annotations

from typing import ClassVar

from caseworker.documents.blocks import Document
from caseworker.documents.lists import inbound_list
from caseworker.model.arrival import Arrival
from caseworker.model.entity import Entity
from caseworker.model.inbound_referral import InboundReferral, InboundState
from caseworker.model.referral import Priority
from caseworker.ports import Reads
from caseworker.text import Text, isolate
from caseworker.views.inbound_referrals import InboundRow, how_many_wait, inbox
from ui import words
from ui.documents.list_paper import print_act
from ui.language import _, ngettext
from ui.referrals.direction import INBOX, direction
from ui.screen import Screen
from ui.shell import Shell
from ui.theme.tokens import Tone
from ui.widgets.button import primary
from ui.widgets.chip import Chip
from ui.widgets.empty_state import EmptyState
from ui.widgets.flow import Flow
from ui.widgets.panel import Card
from ui.widgets.row_list import OpenRow, RowList
from ui.window.navigation import Destination, Place

TONES = {
    InboundState.RECEIVED: (Tone.WARN, "tray"),
    InboundState.ACCEPTED: (Tone.OK, "check"),
    InboundState.DECLINED: (Tone.QUIET, "x"),
}


class InboxPage(Screen):
    """A partner who hears nothing sends nobody again."""

    watches: ClassVar[tuple[type[Entity], ...]] = (InboundReferral, Arrival)

    def __init__(self, shell: Shell) -> None:
        new = primary(_("A partner refers somebody"), name="receive-referral", icon="plus")
        new.clicked.connect(lambda: shell.go(Destination(Place.REFERRALS, part=f"{INBOX}:new")))
        super().__init__(
            shell, _("Referrals"), " ", print_act(shell, self._paper), new, name="inbox"
        )
        self.reload()

    def reload(self) -> None:
        """Show the referrals to us as they stand."""
        today = self.desk.now().date()
        rows = self.desk.ask(lambda reads: inbox(reads, today))
        waiting = self.desk.ask(how_many_wait)
        self.head.say(
            _("Referrals"),
            ngettext(
                "{count} partner waits for our answer",
                "{count} partners wait for our answer",
                waiting,
            )
            if waiting
            else _("No partner waits for our answer"),
        )
        self.clear()
        self.add(Flow(direction(self.shell, INBOX, waiting)))
        if not rows:
            card = Card()
            sentence = _("Write down who refers somebody to us, by telephone or on paper.")
            card.content.addWidget(EmptyState("tray", _("Nobody was referred to us"), sentence))
            self.add(card)
            return
        listed = RowList()
        listed.add(*(self._row(row) for row in rows))
        self.add(listed)

    def _paper(self, reads: Reads, language: Text) -> Document:
        return inbound_list(reads, self.desk.now().date(), language)

    def _row(self, row: InboundRow) -> OpenRow:
        chips = [Chip(words.called(row.state), *TONES[row.state])]
        if row.priority is not Priority.NORMAL:
            chips.append(Chip(words.called(row.priority), Tone.WARN, "warning-circle"))
        after = [Chip(words.late(row.days_late), Tone.WARN, "clock")] if row.days_late else []
        if row.state is not InboundState.RECEIVED and not row.answer_sent:
            after.append(Chip(_("Answer not sent yet"), Tone.WARN, "paper-plane-tilt"))
        opened = OpenRow(
            row.who_refers,
            words.joined(
                isolate(row.their_reference) if row.their_reference else "",
                row.need,
                words.when(row.since, self.desk.now()),
            ),
            name=f"inbound-{row.id}",
            icon="tray",
            chips=chips,
            after=after,
        )
        place = Destination(Place.REFERRALS, str(row.id), INBOX)
        opened.clicked.connect(lambda: self.shell.go(place))
        return opened
