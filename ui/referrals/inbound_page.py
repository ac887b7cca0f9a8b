"""One referral to us: who sends whom and why, our answer, meeting the person, telling back."""

from __future__ import annotations

from collections.abc import Callable
from typing import ClassVar

from PySide6.QtWidgets import QWidget

from caseworker.documents.inbound_answer import inbound_answer
from caseworker.model.arrival import Arrival
from caseworker.model.consent import Consent, Withdrawal
from caseworker.model.entity import Entity
from caseworker.model.ids import InboundReferralId
from caseworker.model.inbound_referral import ForgettingAsked, InboundReferral, InboundState
from caseworker.ports import UnitOfWork
from caseworker.referral import forgetting
from caseworker.text import isolate
from caseworker.views.inbound_referrals import InboundPage as Shown
from caseworker.views.inbound_referrals import inbound_page
from ui import words
from ui.language import _
from ui.referrals.direction import INBOX
from ui.referrals.inbound_cards import InboundAnswerCard, MeetingCard, TellingBackCard
from ui.referrals.inbox_page import TONES
from ui.screen import Screen
from ui.shell import Shell
from ui.theme.tokens import Tone
from ui.widgets.button import quiet, secondary
from ui.widgets.chip import Chip
from ui.widgets.columns import TwoColumns
from ui.widgets.fact import Fact
from ui.widgets.finding import Findings
from ui.widgets.flow import Flow
from ui.widgets.label import section
from ui.widgets.notice import Notice
from ui.widgets.panel import Card
from ui.widgets.timeline import Happening, Timeline
from ui.window.navigation import Destination, Place


class InboundPage(Screen):
    """What the partner wrote is theirs; what the person says is asked anew."""

    watches: ClassVar[tuple[type[Entity], ...]] = (
        InboundReferral,
        ForgettingAsked,
        Arrival,
        Consent,
        Withdrawal,
    )

    def __init__(self, shell: Shell, inbound_id: InboundReferralId) -> None:
        self._slip = secondary(_("Answer slip"), name="answer-slip", icon="printer")
        super().__init__(shell, " ", " ", self._slip, name="inbound-referral")
        self._slip.clicked.connect(self._show_slip)
        self._id = inbound_id
        self._shown = self._ask()
        self._show(self._shown)

    def reload(self) -> None:
        """Show the referral as it stands; what is typed stays where nothing of it changed."""
        shown = self._ask()
        if shown != self._shown:
            self._shown = shown
            self._show(shown)

    def _ask(self) -> Shown:
        key, today = self._id, self.desk.now().date()
        return self.desk.ask(lambda reads: inbound_page(reads, key, today))

    def _show(self, shown: Shown) -> None:
        reference = _("They call them {name}", name=isolate(shown.their_reference))
        self.head.say(
            _("From {partner}", partner=isolate(shown.who_refers)),
            words.joined(shown.referred_by, reference if shown.their_reference else ""),
        )
        self._slip.setVisible(shown.state is not InboundState.RECEIVED)
        self.clear()
        columns = TwoColumns(gap=24, spacing=12)
        for widget in self._main(shown):
            columns.main.addWidget(widget)
        columns.side.addWidget(_what_they_say(shown))
        columns.side.addWidget(self._time(shown))
        self.add(columns)

    def _main(self, shown: Shown) -> list[QWidget]:
        parts: list[QWidget] = [self._state(shown)]
        if shown.state is InboundState.RECEIVED and shown.findings:
            found = Findings(name="inbound-findings")
            found.show_findings([words.finding_words(each) for each in shown.findings])
            parts.append(found)
        parts.append(InboundAnswerCard(self, shown))
        if shown.state is InboundState.ACCEPTED:
            parts.append(MeetingCard(self, shown))
        if shown.state is not InboundState.RECEIVED:
            parts.append(TellingBackCard(self, shown))
        if shown.can_be_forgotten:
            parts.append(self._forgetting(shown))
        return parts

    def _state(self, shown: Shown) -> Card:
        chips: list[QWidget] = [Chip(words.called(shown.state), *TONES[shown.state])]
        if shown.days_late:
            chips.append(Chip(words.late(shown.days_late), Tone.WARN, "clock"))
        if shown.priority.value != "normal":
            chips.append(Chip(words.called(shown.priority), Tone.WARN, "warning-circle"))
        card = Card()
        card.content.addWidget(Flow(*chips))
        card.content.addWidget(section(shown.need))
        if shown.reason:
            card.content.addWidget(Fact("x", _("Why it is declined"), shown.reason))
        return card

    def _forgetting(self, shown: Shown) -> Notice:
        acts: list[QWidget] = []
        said = _("What the partner wrote about the person need not stay.")
        if shown.forgetting_asked_by is not None:
            erase = quiet(_("Erase what they wrote"), name="forget-inbound", small=True)
            erase.clicked.connect(self._forget)
            acts.append(erase)
            said = _(
                "{name} asks to erase it. Nothing brings it back.",
                name=isolate(shown.forgetting_asked_by),
            )
        elif shown.forgetting_asked:
            said = _(
                "You asked to erase it. It stands on Today of your colleagues, and goes once one of"
                " them erases it."
            )
            if shown.works_alone:
                said = _(
                    "You asked to erase it. Working alone is no way around it: a second caseworker"
                    " erases it, on this laptop or on another one of the centre. The administrator"
                    " can enter somebody of your organisation for it."
                )
        else:
            ask = quiet(_("Ask a colleague to erase it"), name="ask-to-forget", small=True)
            ask.clicked.connect(self._ask_to_forget)
            acts.append(ask)
        return Notice(Tone.QUIET, "trash", _("Nobody here has a record of this"), said, tuple(acts))

    def _ask_to_forget(self) -> None:
        key = self._id

        def act(work: UnitOfWork) -> None:
            forgetting.ask_to_forget(work, key)

        self.write(act, _("Asked: a colleague erases it"))

    def _forget(self) -> None:
        key = self._id

        def act(work: UnitOfWork) -> None:
            forgetting.forget(work, key)

        # By the time it is told, this page has gone with what it showed.
        shell = self.shell
        shell.go(Destination(Place.REFERRALS, part=INBOX))
        shell.desk.write(shell.desk, act, lambda _n: shell.say(_("Erased: what they wrote")))

    def _time(self, shown: Shown) -> Timeline:
        now, lines = self.desk.now(), []
        if shown.feedback_at is not None:
            when = words.when(shown.feedback_at, now)
            lines.append(Happening("chat-circle-text", _("Told how it went on"), when))
        if shown.answer_sent_at is not None:
            way = words.called(shown.answer_sent_by_way_of) if shown.answer_sent_by_way_of else ""
            when = words.joined(words.when(shown.answer_sent_at, now), shown.answer_sent_by, way)
            lines.append(Happening("paper-plane-tilt", _("Our answer went back"), when))
        if shown.answered_at is not None:
            when = words.joined(words.when(shown.answered_at, now), shown.answered_by)
            lines.append(Happening("scales", words.called(shown.state), when))
        came = words.called(shown.came_by)
        when = words.joined(words.when(shown.received_at, now), shown.received_by, came)
        lines.append(Happening("tray", _("Received"), when))
        return Timeline(lines, name="inbound-time")

    def write(
        self, act: Callable[[UnitOfWork], None], said: str, undo: Callable[[], None] | None = None
    ) -> None:
        """Keep what a card of this page did, and say so."""
        self.desk.write(self, act, lambda _n: self.shell.say(said, undo) if said else None)

    def _show_slip(self) -> None:
        key = self._id
        self.shell.show_document(lambda reads, language: inbound_answer(reads, key, language), key)


def _what_they_say(shown: Shown) -> Card:
    card = Card(spacing=10)
    card.content.addWidget(section(_("What the partner says")))
    consent = words.joined(words.called(shown.consent_said), shown.consent_words)
    for icon, label, said in (
        ("scales", _("Of a yes"), consent),
        ("phone", _("How to reach them safely"), shown.how_to_reach),
        ("paper-plane-tilt", _("How our answer reaches them"), shown.reply_to),
    ):
        if said:
            card.content.addWidget(Fact(icon, label, said))
    return card
