"""All referrals: not sent yet, waiting for an answer, answered; what is late says by how much."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import ClassVar

from caseworker.documents.blocks import Document
from caseworker.documents.lists import referral_list
from caseworker.model.consent import Disclosure, Withdrawal
from caseworker.model.entity import Entity
from caseworker.model.inbound_referral import InboundReferral
from caseworker.model.referral import Priority, Referral, ReferralState
from caseworker.ports import Reads
from caseworker.text import Text
from caseworker.views.inbound_referrals import how_many_wait
from caseworker.views.referrals import BOX_NAMES, Box, ReferralRow, how_many, referrals
from ui import words
from ui.documents.list_paper import print_act
from ui.language import _, ngettext, text
from ui.referrals.direction import direction
from ui.screen import Screen
from ui.shell import Shell
from ui.theme.tokens import Tone
from ui.widgets.button import secondary
from ui.widgets.chip import Chip, FilterChip
from ui.widgets.empty_state import EmptyState
from ui.widgets.flow import Flow
from ui.widgets.long_list import HowFar, LongList
from ui.widgets.panel import Card
from ui.widgets.row_list import OpenRow
from ui.widgets.segments import Segments
from ui.window.navigation import Destination, Place

TONES = {
    ReferralState.PREPARED: (Tone.QUIET, "note-pencil"),
    ReferralState.SENT: (Tone.QUIET, "paper-plane-tilt"),
    ReferralState.RECEIVED: (Tone.QUIET, "tray"),
    ReferralState.ACCEPTED: (Tone.OK, "check"),
    ReferralState.DECLINED: (Tone.BAD, "x"),
    ReferralState.PROVIDED: (Tone.OK, "check-circle"),
    ReferralState.CANCELLED: (Tone.QUIET, "minus"),
    ReferralState.RECALLED: (Tone.WARN, "arrow-counter-clockwise"),
}


@dataclass(frozen=True)
class _Seen:
    """What the page shows of the box that is open, and how much is in the others."""

    counts: Mapping[Box, int]
    rows: tuple[ReferralRow, ...]
    inbound: int


class ReferralsPage(Screen):
    """Four boxes; the one that waits for answers opens first."""

    watches: ClassVar[tuple[type[Entity], ...]] = (
        Referral,
        Withdrawal,
        Disclosure,
        InboundReferral,
    )

    def __init__(self, shell: Shell) -> None:
        find = secondary(_("Find help for a need"), name="find-help", icon="map-trifold")
        find.clicked.connect(lambda: shell.go(Destination(Place.DIRECTORY)))
        self.box = Box.WAITING
        self.only_mine = False
        self._how_far = HowFar()
        super().__init__(
            shell, _("Referrals"), " ", print_act(shell, self._paper), find, name="referrals"
        )
        self.reload()

    def reload(self) -> None:
        """Show the box that is open as it stands."""
        box, mine, today = self.box, self.only_mine, self.desk.now().date()

        def seen(reads: Reads) -> _Seen:
            counts, rows = how_many(reads, mine=mine), referrals(reads, box, today, mine=mine)
            return _Seen(counts, tuple(rows), how_many_wait(reads))

        self.look_beside(seen, lambda shown: self._show(shown, mine=mine))

    def _show(self, shown: _Seen, *, mine: bool) -> None:
        counts, rows = shown.counts, shown.rows
        late = sum(bool(row.days_late) for row in rows)
        self.head.say(_("Referrals"), _sentence(counts[Box.WAITING], late, self.box))
        self.clear()
        options = [(box.name, f"{_(BOX_NAMES[box])} {text().number(counts[box])}") for box in Box]
        boxes = Segments(
            options, name="box", label=_("Which referrals"), value=self.box.name, equal=0
        )
        boxes.chosen.connect(self._open_box)
        own = FilterChip(_("Only mine"), name="only-mine", checked=mine)
        own.toggled.connect(self._filter)
        self.add(Flow(direction(self.shell, "", shown.inbound), gap=16))
        self.add(Flow(boxes, own, gap=16))
        if not rows:
            self.add(self._nothing())
            return
        self.add(LongList(rows, self._row, self._how_far))

    def _paper(self, reads: Reads, language: Text) -> Document:
        return referral_list(reads, self.box, self.desk.now().date(), language, mine=self.only_mine)

    def _open_box(self, key: str) -> None:
        self.box = Box[key]
        self._how_far = HowFar()
        self.reload()

    def _filter(self, mine: bool) -> None:
        self.only_mine = mine
        self.reload()

    def _row(self, _place: int, row: ReferralRow) -> OpenRow:
        now = self.desk.now()
        chips = [Chip(words.called(row.state), *TONES[row.state])]
        if row.priority is not Priority.NORMAL:
            chips.append(Chip(words.called(row.priority), Tone.WARN, "warning-circle"))
        if row.to_recall:
            chips.append(Chip(_("Yes taken back: tell them"), Tone.WARN, "hand"))
        late = [Chip(words.late(row.days_late), Tone.WARN, "clock")] if row.days_late else []
        opened = OpenRow(
            row.provider,
            words.joined(row.person or _("Name hidden"), row.need, words.when(row.since, now)),
            name=f"referral-{row.id}",
            icon="paper-plane-tilt",
            chips=chips,
            after=late,
        )
        opened.clicked.connect(lambda: self.shell.go(Destination(Place.REFERRALS, str(row.id))))
        return opened

    def _nothing(self) -> Card:
        card = Card()
        heading = {
            Box.TO_SEND: _("Nothing waits to be sent"),
            Box.WAITING: _("All referrals are answered"),
            Box.ANSWERED: _("No answer has come yet"),
            Box.ALL: _("No referral yet"),
        }[self.box]
        sentence = _("A referral starts in a case, or in the directory.")
        card.content.addWidget(EmptyState("paper-plane-tilt", heading, sentence))
        return card


def _sentence(waiting: int, late: int, box: Box) -> str:
    if not waiting:
        return _("All are answered")
    said = ngettext("{count} waits for an answer", "{count} wait for an answer", waiting)
    behind = ngettext("{count} is late", "{count} are late", late) if late else ""
    return words.joined(said, behind if box is Box.WAITING else "")
