"""Other centres: our card and theirs, what lies on a stick, what went out and what came in."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import ClassVar

from PySide6.QtWidgets import QVBoxLayout, QWidget

from caseworker.centre.settings import the_centre
from caseworker.handover.card import read_card
from caseworker.handover.cards import bring, make_card, own_card
from caseworker.handover.folder import write_card
from caseworker.handover.looking import (
    FoundCard,
    FoundHandover,
    OnStick,
    Taken,
    look_at,
    take_answers,
)
from caseworker.model.entity import Entity
from caseworker.model.handover import CentreCard, OwnCard, ReceivedHandover, SentHandover
from caseworker.permissions import Act, may
from caseworker.ports import UnitOfWork
from caseworker.text import isolate
from caseworker.views.handovers import CardLine, ReceivedLine, SentLine, centres_page
from caseworker.views.handovers import CentresPage as Shown
from ui import words
from ui.drafts import WordsKeeper
from ui.handover.offered_page import OfferedPage
from ui.handover.own_card_part import OwnCardPart
from ui.handover.words import refusals, state_of_card, unread
from ui.language import _, ngettext, text
from ui.screen import Screen
from ui.shell import Shell
from ui.theme.tokens import Tone
from ui.widgets.button import ghost, primary, secondary
from ui.widgets.chip import Chip
from ui.widgets.columns import TwoColumns
from ui.widgets.empty_state import EmptyState
from ui.widgets.notice import Notice
from ui.widgets.panel import Card
from ui.widgets.row_list import OpenRow, Row, RowList
from ui.widgets.section import SectionHead
from ui.widgets.stack import clear
from ui.window.navigation import Destination, Place

MOST_SHOWN = 100
"""Cases of one stick; the next show when these are answered."""

DRAFT = "card of this centre"


class CentresPage(Screen):
    """One button reads a stick; what it finds stands above everything else."""

    watches: ClassVar[tuple[type[Entity], ...]] = (
        CentreCard,
        OwnCard,
        SentHandover,
        ReceivedHandover,
    )

    def __init__(self, shell: Shell) -> None:
        self._read = primary(_("Look at a stick"), name="look-at-stick", icon="usb")
        super().__init__(
            shell,
            _("Other centres"),
            _("A case goes to another centre in a file that only that centre can open."),
            self._read,
            name="centres",
        )
        self._read.clicked.connect(self._choose)
        self._centre = self.desk.ask(lambda reads: the_centre(reads).id)
        self._found = QVBoxLayout()
        self._main = QVBoxLayout()
        self._side = QVBoxLayout()
        columns = TwoColumns(gap=24)
        columns.main.addLayout(self._found)
        columns.main.addLayout(self._main)
        columns.side.addLayout(self._side)
        self.add(columns)
        self.reload()

    def reload(self) -> None:
        """Show cards and cases; what was found on a stick stays above."""
        shown = self.desk.ask(centres_page)
        clear(self._main)
        clear(self._side)
        self._show_cards(shown)
        self._show_cases(shown)
        if self.desk.space.status().outreach:
            self._read.turn_off(_("Cases are handed over at the laptops that stay inside."))
            return
        own = OwnCardPart(shown.own, keeps_cards=self._keeps_cards)
        own.make_wanted.connect(self._make)
        own.write_wanted.connect(self._write_card)
        self._side.addWidget(own)
        self._typed = WordsKeeper(own, self.desk, self._centre, DRAFT)

    @property
    def _keeps_cards(self) -> bool:
        return may(self.desk.actor, Act.KEEP_CARDS)

    def _show_cards(self, shown: Shown) -> None:
        self._main.addWidget(SectionHead(_("Cards of other centres")))
        if not shown.cards:
            card = Card()
            card.content.addWidget(
                EmptyState(
                    "handshake",
                    _("No card of another centre yet"),
                    _(
                        "Exchange cards on a stick: write yours, let them write theirs, then look"
                        " at the stick here. Two people compare the numbers by telephone."
                    ),
                )
            )
            self._main.addWidget(card)
            return
        rows = RowList()
        rows.add(*(self._card_row(line) for line in shown.cards))
        self._main.addWidget(rows)

    def _card_row(self, line: CardLine) -> OpenRow:
        said, tone, icon = state_of_card(line.state)
        belongs = ""
        if line.compared_at is not None:
            belongs = _("Our own organisation") if line.ours else _("A partner")
        row = OpenRow(
            isolate(line.name),
            words.joined(belongs, line.provider),
            name=f"card-{line.id}",
            icon="buildings",
            chips=(Chip(said, tone, icon),),
        )
        place = Destination(Place.CENTRES, str(line.id))
        row.clicked.connect(lambda: self.shell.go(place))
        return row

    def _show_cases(self, shown: Shown) -> None:
        if shown.sent:
            rows = RowList()
            rows.add(*(self._sent_row(line) for line in shown.sent))
            self._main.addWidget(SectionHead(_("Cases that went out")))
            self._main.addWidget(rows)
        if shown.received:
            rows = RowList()
            rows.add(*(self._received_row(line) for line in shown.received))
            self._main.addWidget(SectionHead(_("Cases that came here")))
            self._main.addWidget(rows)

    def _sent_row(self, line: SentLine) -> OpenRow:
        now = self.desk.now()
        chip = Chip(_("Waits for an answer"), Tone.QUIET, "clock")
        if line.answered_at is not None:
            chip = _answered(accepted=bool(line.accepted))
        row = OpenRow(
            words.named(line.person),
            words.joined(_("To {centre}", centre=isolate(line.centre)), line.number,
                         words.days_ago(line.sent_at, now)),
            name=f"sent-{line.case_id}",
            icon="arrow-bend-up-right",
            chips=(chip,),
        )  # fmt: skip
        place = Destination(Place.CASE, str(line.case_id), "transfer")
        row.clicked.connect(lambda: self.shell.go(place))
        return row

    def _received_row(self, line: ReceivedLine) -> QWidget:
        chips = [_answered(accepted=line.accepted)]
        if line.answered_twice:
            chips.append(Chip(_("Answered at two laptops"), Tone.WARN, "warning-circle"))
        title = words.named(line.person) if line.accepted else _("No record was made")
        detail = words.joined(
            _("From {centre}", centre=isolate(line.centre)),
            words.when(line.answered_at, self.desk.now()),
            line.answered_by,
        )
        again = secondary(_("Write the answer again"), name=f"answer-{line.id}", small=True)
        again.clicked.connect(lambda: self._write_answer(line))
        acts = [again]
        if line.case_id is not None:
            place = Destination(Place.CASE, str(line.case_id))
            see = ghost(text().within("act", "Open"), name=f"open-received-{line.id}", small=True)
            see.clicked.connect(lambda: self.shell.go(place))
            acts.append(see)
        return Row(title, detail, icon="tray", chips=chips, acts=acts)

    # A stick

    def _choose(self) -> None:
        place = self.shell.outside.files.folder(self.window(), _("The stick, or a shared folder"))
        if place is not None:
            self.look_at(place)

    def look_at(self, place: Path) -> None:
        """Show what lies on a stick; answers are kept at once."""
        self._read.turn_off(_("The stick is being read."))
        self.desk.work(
            self,
            lambda: self.desk.ask(lambda reads: look_at(reads, place)),
            lambda found: self._looked(place, found),
            lambda error: self._stop_reading(lambda: self.desk.failed.emit(error)),
        )

    def _stop_reading(self, then: Callable[[], None]) -> None:
        self._read.turn_on()
        then()

    def _looked(self, place: Path, found: OnStick) -> None:
        if found.answers and may(self.desk.actor, Act.WORK_ON_CASE):
            self.desk.write(
                self,
                lambda work: take_answers(work, found.answers),
                lambda taken: self._show_found(place, found, taken),
                lambda error: self._stop_reading(lambda: self.desk.failed.emit(error)),
            )
        else:
            self._show_found(place, found, Taken((), 0))

    def _show_found(self, place: Path, found: OnStick, taken: Taken) -> None:
        self._read.turn_on()
        clear(self._found)
        self._found.addWidget(SectionHead(_("On this stick")))
        shown: list[QWidget] = [*_told_by_answers(taken)]
        if found.answers and not may(self.desk.actor, Act.WORK_ON_CASE):
            shown.append(
                Notice(
                    Tone.CHOSEN,
                    "tray",
                    _("An answer to a case lies there"),
                    _("A caseworker or a supervisor looks at the stick, and it is kept."),
                )
            )
        rows = RowList()
        rows.add(*(self._handover_row(place, each) for each in found.handovers[:MOST_SHOWN]))
        if self._keeps_cards:
            rows.add(*(self._found_card_row(each) for each in found.cards))
        if rows.rows():
            shown.append(rows)
        more = len(found.handovers) - MOST_SHOWN
        if more > 0:
            shown.append(
                Notice(
                    Tone.CHOSEN,
                    "tray",
                    ngettext("{count} more case lies there", "{count} more cases lie there", more),
                    _("Answer those above, then read the stick again: they come next."),
                )
            )
        untaken = " ".join(each for each in (refusals(found.refused), unread(found.left)) if each)
        if untaken:
            shown.append(Notice(Tone.WARN, "warning-circle", _("Not everything"), untaken))
        if not shown:
            shown.append(
                Notice(
                    Tone.QUIET,
                    "usb",
                    _("Nothing new for this centre"),
                    _("Neither a case nor an answer nor a card lies there."),
                )
            )
        for widget in shown:
            self._found.addWidget(widget)
        self.focus_part(self._found)

    def focus_part(self, part: QVBoxLayout) -> None:
        """Bring what was found into sight."""
        item = part.itemAt(0)
        widget = item.widget() if item is not None else None
        if widget is not None:
            self.show_part(widget)

    def _handover_row(self, place: Path, found: FoundHandover) -> QWidget:
        when = words.long_day(found.written_at)
        title = _("{centre} hands over a case", centre=isolate(found.centre))
        if found.answered_at is not None:
            said = _("Answered {day}", day=words.when(found.answered_at, self.desk.now()))
            return Row(title, words.joined(when, said), icon="tray",
                       chips=(Chip(_("Answered before"), Tone.QUIET, "check"),))  # fmt: skip
        written = _("Written on {day}", day=when)
        if not may(self.desk.actor, Act.RECEIVE_HANDOVER):
            return Row(title, words.joined(written, _("A supervisor opens it.")), icon="tray")
        name = f"open-handover-{found.body.handover}"
        row = OpenRow(title, written, name=name, icon="tray")
        row.clicked.connect(lambda: self._open(place, found))
        return row

    def _open(self, place: Path, found: FoundHandover) -> None:
        page = OfferedPage.opened(self.shell, found, place)
        if page is not None:
            self.shell.cover(page)

    def _found_card_row(self, found: FoundCard) -> Row:
        take = secondary(_("Take this card"), name="take-card", small=True)
        take.clicked.connect(lambda: self._bring(found))
        return Row(isolate(found.name), _("A card that is not here yet"), icon="buildings",
                   acts=(take,))  # fmt: skip

    def _bring(self, found: FoundCard) -> None:
        def act(work: UnitOfWork) -> str:
            return str(bring(work, found.file).id)

        self.desk.write(
            self.shell.desk,
            act,
            lambda key: self.shell.go(Destination(Place.CENTRES, key)),
        )

    # What is written

    def _make(self, ask: str) -> None:
        self.desk.write(
            self,
            lambda work: make_card(work, ask).number,
            self._made,
        )

    def _made(self, _number: int) -> None:
        self._typed.discard()
        self.shell.say(_("The card is made. Write it to a stick."))

    def _write_card(self) -> None:
        place = self.shell.outside.files.folder(self.window(), _("The stick, or a shared folder"))
        own = self.desk.ask(own_card)
        if place is None or own is None:
            return
        file = own.card
        self.desk.work(
            self,
            lambda: write_card(place, read_card(file), file),
            lambda _nothing: self.shell.say(
                _("The card lies on the stick. Read its number to them by telephone.")
            ),
        )

    def _write_answer(self, line: ReceivedLine) -> None:
        OfferedPage.write_answer(self.shell, self, line.id)


def _answered(*, accepted: bool) -> Chip:
    if accepted:
        return Chip(_("Accepted"), Tone.OK, "check")
    return Chip(_("Declined"), Tone.QUIET, "x")


def _told_by_answers(taken: Taken) -> list[Notice]:
    told = []
    for answer in taken.answers:
        centre = isolate(answer.centre)
        if answer.accepted and not answer.ended:
            told.append(
                Notice(
                    Tone.BAD,
                    "warning-circle",
                    _("{centre} took the case over, and it was sent again since", centre=centre),
                    _("Call both centres now: only one of them may go on with the work."),
                )
            )
        elif answer.accepted:
            told.append(
                Notice(Tone.OK, "check-circle", _("{centre} took the case over", centre=centre),
                       _("The work here has ended. What the centre keeps, the law and its rules say."))  # noqa: E501
            )  # fmt: skip
        else:
            told.append(
                Notice(
                    Tone.WARN,
                    "arrow-counter-clockwise",
                    _("{centre} declined the case", centre=centre),
                    _(
                        "It is open here again. Their reason: {reason}",
                        reason=isolate(answer.reason),
                    ),
                )
            )
    if taken.unknown:
        told.append(
            Notice(
                Tone.WARN,
                "warning-circle",
                ngettext(
                    "{count} answer is about a case that is not on this laptop",
                    "{count} answers are about cases that are not on this laptop",
                    taken.unknown,
                ),
                _("Exchange with the other laptops first, then look at the stick again."),
            )
        )
    return told
