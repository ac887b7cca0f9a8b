"""What is done with a referral to us: answer it, meet the person, tell the partner."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

from caseworker.errors import GateClosed, KnownError
from caseworker.findings import Findings as FoundFindings
from caseworker.model.ids import ArrivalId, PersonId
from caseworker.model.inbound_referral import InboundState
from caseworker.model.person import Channel
from caseworker.ports import UnitOfWork
from caseworker.referral import inbound
from caseworker.text import N_, isolate
from caseworker.views.inbound_referrals import InboundPage as Shown
from caseworker.views.inbound_referrals import KnownPerson, known_people
from ui import words
from ui.drafts import WordsKeeper
from ui.language import _
from ui.widgets.button import ghost, primary, secondary
from ui.widgets.field import Field
from ui.widgets.finding import Findings
from ui.widgets.flow import Flow
from ui.widgets.label import body, section, small
from ui.widgets.panel import Card
from ui.widgets.row_list import Row
from ui.widgets.segments import Segments
from ui.widgets.stack import Column, clear
from ui.widgets.text_input import TextField
from ui.window.navigation import Destination, Place

if TYPE_CHECKING:
    from ui.referrals.inbound_page import InboundPage

_CHANNELS = (Channel.PHONE, Channel.EMAIL, Channel.MESSAGE, Channel.IN_PERSON)
TOLD = N_("Told the partner")
"""How feedback goes, as the disclosure keeps it."""


class InboundAnswerCard(Card):
    """Yes or no, and why; then that it reached the partner."""

    def __init__(self, page: InboundPage, shown: Shown) -> None:
        super().__init__(spacing=10)
        self.setObjectName("inbound-answer-card")
        self._page, self._shown = page, shown
        self.content.addWidget(section(_("Our answer")))
        for widget in self._parts():
            self.content.addWidget(widget)

    def _parts(self) -> list[QWidget]:
        shown = self._shown
        if shown.state is InboundState.RECEIVED:
            return self._answering()
        if shown.answer_sent_at is not None:
            return [body(_("It went back to the partner."))]
        self._channel = Segments(
            [(each.value, words.called(each)) for each in _CHANNELS],
            name="inbound-sent-channel",
            label=_("How it goes back"),
            value=Channel.PHONE.value,
            equal=0,
        )
        sent = primary(_("Our answer went back"), name="answer-sent")
        sent.clicked.connect(self._sent)
        said = small(_("Say yes or no and why, and nothing about the person."))
        return [said, Field(_("How it goes back"), self._channel), Flow(sent)]

    def _answering(self) -> list[QWidget]:
        self.reason = TextField(name="decline-reason")
        self._reason = Field(
            _("Why it is declined"), self.reason, _("In words that the partner may read")
        )
        accept = primary(_("We accept"), name="accept-inbound")
        accept.clicked.connect(self._accept)
        decline = secondary(_("We decline"), name="decline-inbound")
        decline.clicked.connect(self._decline)
        self._typed = WordsKeeper(self, self._page.desk, self._shown.id, "decline")
        return [self._reason, Flow(accept, decline, gap=12)]

    def _accept(self) -> None:
        key = self._shown.id

        def act(work: UnitOfWork) -> None:
            inbound.accept(work, key)

        self._page.write(act, _("Accepted"), self._undoing())

    def _decline(self) -> None:
        key, reason = self._shown.id, self.reason.text().strip()
        if not reason:
            self._reason.set_error(_("A few words are enough."))
            self.reason.setFocus()
            return
        self._typed.discard()

        def act(work: UnitOfWork) -> None:
            inbound.decline(work, key, reason)

        self._page.write(act, _("Declined"), self._undoing())

    def _undoing(self) -> Callable[[], None]:
        """Return what takes the answer back; this card is gone by then."""
        key, desk = self._shown.id, self._page.desk

        def back(work: UnitOfWork) -> None:
            inbound.take_back_answer(work, key)

        return lambda: desk.write(desk, back)

    def _sent(self) -> None:
        key = self._shown.id
        channel = Channel(self._channel.value() or Channel.PHONE.value)

        def act(work: UnitOfWork) -> None:
            inbound.answer_sent(work, key, channel)

        self._page.write(act, _("Kept: our answer went back"))


class MeetingCard(Card):
    """A number at the desk, as for everybody who comes; or somebody whom we know."""

    def __init__(self, page: InboundPage, shown: Shown) -> None:
        super().__init__(spacing=10)
        self.setObjectName("meeting-card")
        self._page, self._shown, self._desk = page, shown, page.desk
        self.content.addWidget(section(_("Meeting the person")))
        for widget in self._parts():
            self.content.addWidget(widget)

    def _parts(self) -> list[QWidget]:
        shown = self._shown
        if shown.person_id is not None:
            there = secondary(_("Open the record"), name="open-referred", icon="user", small=True)
            place = Destination(Place.PERSON, str(shown.person_id))
            there.clicked.connect(lambda: self._page.shell.go(place))
            return [body(isolate(words.named(shown.person))), Flow(there)]
        if shown.arrival_id is not None:
            there = secondary(_("Go on at the desk"), name="open-arrival", small=True)
            place = Destination(Place.RECEPTION, str(shown.arrival_id))
            there.clicked.connect(lambda: self._page.shell.go(place))
            number = isolate(shown.arrival_number)
            return [body(_("Number {number} at the desk", number=number)), Flow(there)]
        meet = primary(_("They are here: give a number"), name="meet-referred")
        meet.clicked.connect(self._meet)
        self.search = TextField(name="known-person", example=_("Name of somebody we know"))
        self.search.textChanged.connect(self._look)
        self._hits = Column(gap=4)
        return [
            small(_("Nothing of what the partner wrote goes into a record by itself.")),
            Flow(meet),
            Field(_("Or they have a record here already"), self.search),
            self._hits,
        ]

    def _meet(self) -> None:
        key = self._shown.id

        def act(work: UnitOfWork) -> ArrivalId:
            return inbound.meet(work, key).id

        def met(arrival: ArrivalId) -> None:
            self._page.shell.go(Destination(Place.RECEPTION, str(arrival)))

        self._desk.write(self._page, act, met)

    def _look(self, typed: str) -> None:
        clear(self._hits.box)
        for hit in self._desk.ask(lambda reads: known_people(reads, typed)):
            self._hits.box.addWidget(self._hit(hit))

    def _hit(self, hit: KnownPerson) -> Row:
        choose = ghost(_("It is this person"), name=f"known-{hit.id}", small=True)
        choose.setAccessibleName(_("It is {name}", name=hit.name))
        choose.clicked.connect(lambda: self._is(hit.id))
        return Row(hit.name, hit.detail, acts=(choose,))

    def _is(self, person_id: PersonId) -> None:
        key = self._shown.id

        def act(work: UnitOfWork) -> None:
            inbound.is_somebody_known(work, key, person_id)

        self._page.write(act, _("Kept: it is somebody we know"))


class TellingBackCard(Card):
    """How it went on goes to the partner only with a yes of the person."""

    def __init__(self, page: InboundPage, shown: Shown) -> None:
        super().__init__(spacing=10)
        self.setObjectName("telling-back-card")
        self._page, self._shown = page, shown
        self.content.addWidget(section(_("Telling the partner how it went on")))
        if shown.feedback:
            self.content.addWidget(body(shown.feedback))
        self.findings = Findings(name="telling-back-findings")
        self.content.addWidget(self.findings)
        if shown.feedback_findings:
            self._show(shown.feedback_findings)
            return
        self.said = TextField(name="inbound-feedback")
        self._said = Field(_("What they are told"), self.said, _("No more than the person agreed."))
        keep = secondary(_("They were told"), name="keep-inbound-feedback", small=True)
        keep.clicked.connect(self._keep)
        self.content.addWidget(self._said)
        self.content.addWidget(Flow(keep))
        self._typed = WordsKeeper(self, page.desk, shown.id, "told back")

    def _keep(self) -> None:
        key, said = self._shown.id, self.said.text().strip()
        if not said:
            self._said.set_error(_("A few words are enough."))
            return

        def act(work: UnitOfWork) -> None:
            inbound.give_feedback(work, key, said, TOLD)

        def kept(_nothing: None) -> None:
            self._typed.discard()
            self._page.shell.say(_("Kept: the partner was told"))

        self._page.desk.write(self._page, act, kept, self._refused)

    def _refused(self, error: KnownError) -> None:
        if isinstance(error, GateClosed):
            self._show(error.findings)
        else:
            self._page.desk.failed.emit(error)

    def _show(self, found: FoundFindings) -> None:
        self.findings.show_findings([words.finding_words(each) for each in found])
