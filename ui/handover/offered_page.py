"""A case that another centre hands over: read, then accepted or declined with a reason."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from uuid import UUID

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QWidget
from shiboken6 import isValid

from caseworker.errors import GateClosed, KnownError
from caseworker.handover.folder import write_handover
from caseworker.handover.handover_file import Refused, read_file
from caseworker.handover.looking import FoundHandover
from caseworker.handover.receiving import Taking, accept, decline, findings, sealed_answer
from caseworker.model.handover import ReceivedHandover
from caseworker.model.ids import CaseId, PersonId, UserId
from caseworker.model.values import RiskLevel
from caseworker.ports import Reads, UnitOfWork
from caseworker.text import isolate
from caseworker.views.offered_case import OfferedCase, offered_case
from ui import words
from ui.drafts import WordsKeeper
from ui.handover.offered_parts import (
    AlikeCard,
    plan_card,
    prepare_card,
    safety_card,
    what_comes_card,
)
from ui.handover.words import refused
from ui.language import _
from ui.screen import Screen
from ui.shell import Shell
from ui.theme.tokens import Tone
from ui.widgets.button import primary, quiet, secondary
from ui.widgets.chip import Chip
from ui.widgets.columns import TwoColumns
from ui.widgets.field import Field
from ui.widgets.flow import Flow
from ui.widgets.label import section, small
from ui.widgets.notice import Notice
from ui.widgets.panel import Card
from ui.widgets.select import Select
from ui.widgets.sheet import Sheet
from ui.widgets.text_input import TextArea
from ui.window.navigation import Destination, Place

DRAFT = "decision on a handover"


class OfferedPage(Screen):
    """It lies over the page of the centres. Nothing of it is kept before somebody accepts."""

    def __init__(self, shell: Shell, found: FoundHandover, shown: OfferedCase, place: Path) -> None:
        super().__init__(
            shell,
            _("{centre} hands over a case", centre=isolate(shown.centre)),
            words.joined(
                words.named(shown.called or shown.name),
                words.born(shown.date_of_birth),
                words.languages(shown.languages[:2]),
            ),
            name="offered-case",
        )
        self._found, self._shown, self._place = found, shown, place
        self._may_be: PersonId | None = None
        columns = TwoColumns(gap=24, spacing=12)
        for notice in _newer(shown):
            columns.main.addWidget(notice)
        columns.main.addWidget(safety_card(shown))
        prepare = prepare_card(shown)
        if prepare is not None:
            columns.main.addWidget(prepare)
        columns.main.addWidget(plan_card(shown))
        if shown.alike:
            alike = AlikeCard(shown.alike)
            alike.chosen.connect(self._choose_alike)
            columns.main.addWidget(alike)
        columns.side.addWidget(self._who(shown))
        columns.side.addWidget(what_comes_card(shown))
        columns.side.addWidget(self._decision(shown))
        self.add(columns)

    @classmethod
    def opened(cls, shell: Shell, found: FoundHandover, place: Path) -> OfferedPage | None:
        """Return the page, the look audited first; None where it cannot be read, which is said."""
        desk, opened = shell.desk, found.opened
        if desk.ask(lambda reads: findings(reads, found.body.handover)):
            # Since the stick was looked at: its list still stands on the page below.
            shell.say(_("This handover was answered before, here or at another laptop."))
            return None
        try:
            shown = desk.ask(lambda reads: offered_case(reads, found.body, opened.card_id))
        except Refused as why:
            shell.say(refused(why.result))
            return None
        desk.saw(found.body.handover, "handover", restricted=True)
        return cls(shell, found, shown, place)

    @staticmethod
    def write_answer(shell: Shell, owner: QWidget, received_id: UUID) -> None:
        """Write the answer to a handover to a stick that is asked for."""
        place = shell.outside.files.folder(owner.window(), _("The stick, or a shared folder"))
        if place is not None:
            _write(shell, owner, received_id, place)

    def _who(self, shown: OfferedCase) -> Card:
        card = Card(spacing=10)
        belongs = _("Our own organisation") if shown.ours else _("A partner")
        card.content.addWidget(section(_("Who sends it")))
        card.content.addWidget(Flow(Chip(_("Card compared"), Tone.OK, "shield-check")))
        card.content.addWidget(small(words.joined(isolate(shown.centre), belongs)))
        if shown.ask:
            card.content.addWidget(small(_("Ask there: {who}", who=isolate(shown.ask))))
        number = _("Their case number: {number}", number=isolate(shown.their_number))
        written = _("Written on {day}", day=words.long_day(shown.written_at))
        card.content.addWidget(small(words.joined(number, written)))
        if shown.risk.level is not RiskLevel.NOT_JUDGED:
            card.content.addWidget(small(words.risk(shown.risk.level, shown.risk.reason)))
        return card

    def _decision(self, shown: OfferedCase) -> Card:
        self.taker = Select(
            [(str(key), name) for key, name in shown.takers],
            name="case-taker",
            label=_("Who goes on with the work"),
            unanswered=_("Nobody yet"),
        )
        self.reason = TextArea(name="decline-reason", lines=2)
        self._reason = Field(
            _("If you decline: why"), self.reason, _("The other centre reads these words.")
        )
        yes = primary(_("Accept the case"), name="accept-handover")
        yes.clicked.connect(self._ask)
        no = secondary(_("Decline"), name="decline-handover")
        no.clicked.connect(self._decline)
        later = quiet(_("Decide later"), name="decide-later")
        later.clicked.connect(self.shell.back)
        self._yes, self._no = yes, no
        card = Card(spacing=12)
        for widget in (
            section(_("Your decision")),
            Field(_("Who goes on with the work"), self.taker),
            Flow(yes),
            self._reason,
            Flow(later, no, gap=12),
        ):
            card.content.addWidget(widget)
        WordsKeeper(card, self.desk, self._found.body.handover, DRAFT)
        return card

    def _choose_alike(self, key: str) -> None:
        self._may_be = PersonId(UUID(key)) if key else None

    def _ask(self) -> None:
        shown = self._shown
        sheet = Sheet(_("Take over this case"), _("Take it over"), name="take-over")
        sheet.say(_("From now on this centre answers for it: {name}", name=words.named(shown.name)))
        sheet.say(_("The answer goes back to {centre}, sealed, on the same stick.",
                    centre=isolate(shown.centre)))  # fmt: skip
        if not shown.ours:
            sheet.say(
                _("Ask for a yes to a record at the first meeting: the earlier one was to them."),
                second=True,
            )
        sheet.agreed.connect(self._accept)
        self.shell.open_sheet(sheet)

    def _accept(self) -> None:
        body, card_id = self._found.body, self._found.opened.card_id
        taker = self.taker.value()
        taking = Taking(assigned_to=UserId(UUID(taker)) if taker else None, may_be=self._may_be)
        self._decide(lambda work: accept(work, body, card_id, taking).id, self._accepted)

    def _accepted(self, case_id: UUID) -> None:
        place, shell = self._place, self.shell
        received = self.desk.ask(lambda reads: _answer_to(reads, CaseId(case_id)))
        shell.go(Destination(Place.CASE, str(case_id)))
        _write(shell, shell.desk, received, place)

    def _decline(self) -> None:
        body, card_id = self._found.body, self._found.opened.card_id
        why = self.reason.toPlainText().strip()
        self._reason.clear_error()
        if not why:
            self._reason.set_error(_("Say why, so that they know how to go on."))
            self.reason.setFocus()
            return
        self._decide(lambda work: decline(work, body, card_id, why).id, self._declined)

    def _declined(self, received_id: UUID) -> None:
        place, shell = self._place, self.shell
        shell.back()
        _write(shell, shell.desk, received_id, place)

    def _decide(self, act: Callable[[UnitOfWork], UUID], then: Callable[[UUID], None]) -> None:
        self._yes.turn_off(_("One moment."))
        self._no.turn_off(_("One moment."))

        def tried(work: UnitOfWork) -> UUID | str:
            try:
                return act(work)
            except Refused as why:
                return why.result

        desk, handover_id = self.desk, self._found.body.handover

        def done(answer: UUID | str) -> None:
            desk.discard_draft(handover_id, DRAFT)
            if isinstance(answer, str):
                self.shell.back()
                self.shell.say(refused(answer))
            else:
                then(answer)

        self.desk.write(self.shell.desk, tried, done, self._failed)

    def _failed(self, error: KnownError) -> None:
        if isValid(self):
            self._yes.turn_on()
            self._no.turn_on()
        if isinstance(error, GateClosed):
            self.shell.say(_("This handover was answered before, here or at another laptop."))
        else:
            self.desk.failed.emit(error)


def _answer_to(reads: Reads, case_id: CaseId) -> UUID:
    (received,) = reads.matching(ReceivedHandover, case_id=case_id)
    return received.id


def _write(shell: Shell, owner: QObject, received_id: UUID, place: Path) -> None:
    """Write the answer; where the stick is gone, it can be written again from the page."""
    desk = shell.desk

    def answer(reads: Reads) -> bytes:
        return sealed_answer(reads, reads.get(ReceivedHandover, received_id))

    try:
        file = desk.ask(answer)
    except Refused as why:
        shell.say(refused(why.result))
        return
    desk.work(
        owner,
        lambda: write_handover(place, read_file(file).file_id, file),
        lambda _nothing: shell.say(_("The answer lies on the stick. Carry it back.")),
    )


def _newer(shown: OfferedCase) -> list[Notice]:
    notices = []
    if shown.further:
        notices.append(
            Notice(
                Tone.WARN,
                "warning-circle",
                _("A newer version wrote more than this one can show"),
                _("It is kept beside the record, and shown once this laptop is up to date."),
            )
        )
    if shown.left_out:
        notices.append(
            Notice(
                Tone.WARN,
                "warning-circle",
                _("Something in it may not travel, and is not taken in"),
                _("Notes for staff, settings or people of the staff. Tell the other centre."),
            )
        )
    return notices
