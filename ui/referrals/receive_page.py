"""Writing down that a partner refers somebody: who, why, and what they say of a yes."""

from __future__ import annotations

from dataclasses import replace
from typing import Any
from uuid import UUID

from caseworker.model.ids import InboundReferralId, ProviderId
from caseworker.model.inbound_referral import CameBy, SaidConsent
from caseworker.model.referral import Priority
from caseworker.ports import UnitOfWork
from caseworker.referral.inbound import Received, receive
from caseworker.views.inbound_referrals import partners
from ui import words
from ui.drafts import DraftKeeper
from ui.language import _
from ui.referrals.direction import INBOX
from ui.screen import Screen
from ui.shell import Shell
from ui.widgets.button import primary, quiet
from ui.widgets.columns import TwoColumns
from ui.widgets.field import Field
from ui.widgets.label import section, small
from ui.widgets.panel import Card
from ui.widgets.segments import Segments
from ui.widgets.select import Select
from ui.widgets.text_input import TextArea, TextField
from ui.window.navigation import Destination, Place

DRAFT = "inbound-referral"
_NO_ENTRY = "none"


class ReceivePage(Screen):
    """It asks no more than the partner must say; what happened to the person is not among it."""

    def __init__(self, shell: Shell) -> None:
        super().__init__(
            shell,
            _("A partner refers somebody"),
            _("Ask little: the person tells us what they want to tell."),
            name="receive-referral-page",
        )
        self._keeper = DraftKeeper(
            self, self.desk, self.desk.actor.user_id, DRAFT, lambda: self.state
        )
        self.state = self._keeper.load(Received) or Received()
        columns = TwoColumns(gap=24, spacing=12)
        columns.main.addWidget(self._who())
        columns.main.addWidget(self._why())
        columns.side.addWidget(self._yes())
        columns.side.addWidget(self._person())
        self.add(columns)
        keep = primary(_("Keep the referral"), name="keep-inbound")
        keep.clicked.connect(self._keep)
        leave = quiet(_("Back"), name="leave-inbound")
        leave.clicked.connect(shell.back)
        self.action_row.start.add(leave)
        self.action_row.end.add(keep)

    def _who(self) -> Card:
        entries = self.desk.ask(partners)
        self.partner = Select(
            [(_NO_ENTRY, _("Not in the directory")), *((str(key), name) for key, name in entries)],
            name="inbound-partner",
            label=_("Who refers"),
            searchable=True,
        )
        self.partner.set_value(str(self.state.provider_id or _NO_ENTRY))
        self.partner.chosen.connect(
            lambda key: self._change(
                provider_id=None if key == _NO_ENTRY else ProviderId(UUID(key))
            )
        )
        self.referred_by = self._line("referred_by", "inbound-referred-by")
        self._by = Field(
            _("Who, in words"), self.referred_by, _("An organisation, or the colleague there")
        )
        came = Segments(
            [(each.value, words.called(each)) for each in CameBy],
            name="inbound-came-by",
            label=_("How it came"),
            value=self.state.came_by.value,
            equal=0,
        )
        came.chosen.connect(lambda key: self._change(came_by=CameBy(key)))
        reply = self._line("reply_to", "inbound-reply-to")
        return _card(
            section(_("Who refers")),
            Field(_("Who refers"), self.partner),
            self._by,
            Field(_("How it came"), came),
            Field(_("How our answer reaches them"), reply),
        )

    def _why(self) -> Card:
        self.need = TextArea(self.state.need, name="inbound-need", lines=2)
        self.need.textChanged.connect(lambda: self._change(need=self.need.toPlainText()))
        self._need = Field(
            _("What help is asked for"), self.need, _("One sentence, in neutral words.")
        )
        fast = Segments(
            [(each.value, words.called(each)) for each in reversed(Priority)],
            name="inbound-priority",
            label=_("How fast"),
            value=self.state.priority.value,
        )
        fast.chosen.connect(lambda key: self._change(priority=Priority(key)))
        return _card(section(_("Why")), self._need, Field(_("How fast"), fast))

    def _yes(self) -> Card:
        said = Segments(
            [(each.value, words.called(each)) for each in SaidConsent],
            name="inbound-consent",
            label=_("What the partner says of a yes"),
            value=self.state.consent_said.value,
            equal=0,
        )
        said.chosen.connect(lambda key: self._change(consent_said=SaidConsent(key)))
        covers = self._line("consent_words", "inbound-consent-words")
        return _card(
            section(_("What the partner says of a yes")),
            small(_("It lets us meet the person. A record needs a yes that is said to us.")),
            said,
            Field(_("What it covers"), covers, _("For example: name and need, to this centre")),
        )

    def _person(self) -> Card:
        return _card(
            section(_("The person")),
            Field(
                _("What the partner calls them"),
                self._line("their_reference", "inbound-reference"),
                _("A number of theirs is enough. It can stay empty."),
            ),
            Field(
                _("How to reach them safely"),
                self._line("how_to_reach", "inbound-reach"),
                _("As the partner says. Ask the person again when you meet."),
            ),
        )

    def _line(self, part: str, name: str) -> TextField:
        field = TextField(getattr(self.state, part), name=name)
        field.textEdited.connect(lambda said: self._change(**{part: said}))
        return field

    def _change(self, **parts: Any) -> None:
        self.state = replace(self.state, **parts)
        self._keeper.touch()

    def _keep(self) -> None:
        received = self.state
        self._by.clear_error()
        self._need.clear_error()
        if received.provider_id is None and not received.referred_by.strip():
            self._by.set_error(_("Say who refers, or choose an entry above."))
            self.referred_by.setFocus()
            return
        if not received.need.strip():
            self._need.set_error(_("A few words are enough."))
            self.need.setFocus()
            return

        def act(work: UnitOfWork) -> InboundReferralId:
            return receive(work, received).id

        def kept(key: InboundReferralId) -> None:
            self._keeper.discard()
            self.shell.go(Destination(Place.REFERRALS, str(key), INBOX))
            self.shell.say(_("The referral is kept. It waits for our answer."))

        self.desk.write(self, act, kept)


def _card(*widgets: Any) -> Card:
    card = Card(spacing=12)
    for widget in widgets:
        card.content.addWidget(widget)
    return card
