"""Transfer on screen: a handover plan, a receiver, an answer; consent where it is a partner."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import ClassVar
from uuid import UUID

from PySide6.QtWidgets import QWidget
from shiboken6 import isValid

from caseworker.answers import Answers, free_answers
from caseworker.documents.handover_plan import handover_plan
from caseworker.errors import GateClosed, KnownError
from caseworker.findings import Finding, Findings, stopping
from caseworker.handover import sending
from caseworker.model.case import Case, Step, StepState
from caseworker.model.directory import Provider
from caseworker.model.entity import Entity
from caseworker.model.handover import SentHandover
from caseworker.model.ids import CardId, ProviderId, UserId
from caseworker.model.review import Transfer, TransferKind, TransferState
from caseworker.model.staff import Role, User
from caseworker.ports import Reads, UnitOfWork, missing
from caseworker.steps import transfer
from caseworker.views.approvals import transfer_is_older
from caseworker.views.handovers import (
    ReceivingCentre,
    receiving_centre,
    receiving_centres,
    went_out,
)
from ui import words
from ui.drafts import WordsKeeper
from ui.handover.leaving import leaving_sheet, send_to_stick
from ui.handover.sending_part import SendingPart
from ui.handover.went_out_part import WentOutPart
from ui.language import _, text
from ui.shell import Making
from ui.steps.form_card import FormCard, FormCardSpec, Kept
from ui.steps.step_view import StepView
from ui.theme.tokens import Tone
from ui.widgets.button import ghost, secondary
from ui.widgets.field import Field
from ui.widgets.finding import FindingAct
from ui.widgets.flow import Flow
from ui.widgets.label import section
from ui.widgets.notice import Notice
from ui.widgets.panel import Card
from ui.widgets.select import Select
from ui.widgets.sheet import Sheet
from ui.widgets.text_input import TextField
from ui.window.navigation import Destination, Place


@dataclass(frozen=True)
class _Standing:
    state: TransferState
    kind: TransferKind
    receiver: UserId | None
    receiver_name: str
    answer: str
    card: ReceivingCentre | None
    """The card of the centre, where it goes in a sealed file."""


class TransferPage(StepView):
    """Prepared, offered, answered. A colleague answers for herself."""

    step: ClassVar[Step] = Step.CLOSURE
    watches: ClassVar[tuple[type[Entity], ...]] = (Transfer, Case, SentHandover)

    def heading(self) -> str:
        """Return the heading of the handover."""
        return _("Handover: the work goes on with somebody else")

    def finish_words(self) -> str:
        """Return what offers the case."""
        return _("Offer the case")

    def document(self) -> Making | None:
        """Return how the handover plan is printed, once it is prepared."""
        if self.desk.ask(lambda reads: transfer.current(reads, self.case_id) is None):
            return None
        return lambda reads, language: handover_plan(reads, self.case_id, language)

    def more_acts(self) -> Sequence[QWidget]:
        """Return the way back to the closure."""
        back = ghost(_("Back to closure"), name="back-to-closure")
        back.clicked.connect(lambda: self.window_of_case.open_step(Step.CLOSURE.name.lower()))
        return (back,)

    def build(self) -> None:
        """Show who can receive the case, the handover form, and the answer."""
        colleagues, providers, centres = self.desk.ask(self._receivers)
        self.colleague = Select(
            colleagues, name="receiving-user", label=_("Colleague"), unanswered=_("Nobody chosen")
        )
        self.provider = Select(
            providers,
            name="receiving-provider",
            label=_("Partner"),
            unanswered=_("Nobody chosen"),
            searchable=True,
        )
        self.centre = Select(
            centres, name="receiving-centre-card", label=_("Centre"), unanswered=_("Nobody chosen")
        )
        card = Card()
        card.content.addWidget(section(_("Who goes on with the work")))
        card.content.addWidget(Field(_("A colleague"), self.colleague))
        card.content.addWidget(Field(_("Or another centre, in a sealed file"), self.centre,
                                     self._centres_hint(centres)))  # fmt: skip
        card.content.addWidget(Field(_("Or a partner, only with a yes"), self.provider))
        self._chosen = card
        self.form = FormCard(
            self.shell,
            FormCardSpec(
                form="transfer",
                title=_("Handover plan"),
                sentence=_("Nobody should have to tell everything again"),
                subject=self.case_id,
                load=self._load,
                keep=self._keep_form,
                said=_("Kept. Nothing is handed over yet."),
            ),
        )
        self._notice = Notice(Tone.CHOSEN, "handshake", " ", " ")
        self.went_out = WentOutPart()
        self.went_out.did_not_leave.connect(self._take_back)
        self.went_out.answer_wanted.connect(lambda: self.shell.go(Destination(Place.CENTRES)))
        self.went_out.told.connect(self._centre_told)
        self.sending = SendingPart(self.shell, self.case_id)
        self.sending.changed.connect(self.refresh)
        self.older = self._older_notice()
        self.answer = self._answer_card()
        for widget in (
            self.went_out, self._notice, self.older, self.answer, card, self.form, self.sending
        ):  # fmt: skip
            self.body.addWidget(widget)
        self._receiver = transfer.Receiver()
        self.colleague.chosen.connect(self._choose_colleague)
        self.provider.chosen.connect(self._choose_provider)
        self.centre.chosen.connect(self._choose_centre)
        known = self.desk.ask(lambda reads: transfer.current(reads, self.case_id))
        if known is not None and known.state is TransferState.PREPARED and known.receiving_card:
            self.centre.set_value(str(known.receiving_card))
            self._receiver = transfer.Receiver(card_id=known.receiving_card)

    def refresh(self) -> None:
        """Show how far the handover is."""
        standing = self.desk.ask(self._standing)
        offered = standing is not None and standing.state is TransferState.OFFERED
        by_card = standing is not None and standing.card is not None
        self.went_out.show_state(self.desk.ask(lambda reads: went_out(reads, self.case_id)))
        self.sending.show_for(standing.card if standing and not offered else None)
        self._notice.setVisible(
            standing is not None and standing.state is not TransferState.PREPARED and not by_card
        )
        self.older.setVisible(self.desk.ask(lambda reads: transfer_is_older(reads, self.case_id)))
        received = standing is not None and standing.receiver == self.desk.actor.user_id
        self._accept_again.setVisible(received)
        self.answer.setVisible(offered and not by_card and self._may_answer(standing))
        self._chosen.setVisible(not offered)
        self.form.setVisible(not offered)
        if standing is not None and self._notice.heading is not None:
            self._notice.heading.setText(words.called(standing.state))
            self._notice.sentence.setText(words.joined(standing.receiver_name, standing.answer))
        super().refresh()
        self._finish.setText(_("Send the case") if by_card else self.finish_words())
        if offered:
            self._finish.hide()

    def show_private(self, shown: bool) -> None:
        """Fold or unfold the words of notes that may go along."""
        self.sending.show_private(shown)

    def mends(self, finding: Finding) -> FindingAct | None:
        """Offer the form, or the person's page for the yes."""
        if finding.answer == "card":
            return FindingAct("centres", _("Other centres"), "handshake")
        if finding.answer in {"consent", "data_items"}:
            return FindingAct("person", _("Ask the person"), "hand")
        return FindingAct("form", text().within("act", "Open"))

    def mend(self, finding: Finding, key: str) -> None:
        """Open the form, or the person's page."""
        if key == "centres":
            self.shell.go(Destination(Place.CENTRES))
            return
        if key == "person" and self.sending.isVisible():
            self.sending.ask()
            return
        if key == "person":
            person = str(self.window_of_case.shown.person_id)
            self.shell.go(Destination(Place.PERSON, person))
            return
        self.form.unfold()
        self.form.setFocus()

    def finish(self) -> None:
        """Offer the case; to a partner only after a look at what goes along."""
        standing = self.desk.ask(self._standing)
        if standing is not None and standing.card is not None:
            self._preview(standing.card)
            return
        if standing is None or standing.kind is not TransferKind.PARTNER:
            self._offer()
            return
        sheet = Sheet(_("Before the case goes to a partner"), _("Hand it over"), name="handover")
        sheet.say(_("To: {who}", who=standing.receiver_name))
        sheet.say(_("With it: record, plan and needs, as agreed."))
        sheet.say(_("Not with it: notes for staff, and what others said."), second=True)
        sheet.agreed.connect(self._offer)
        self.shell.open_sheet(sheet)

    def _ask(self, reads: Reads) -> tuple[StepState, Findings]:
        going = self.sending.state.going()
        return StepState.STARTED, sending.findings(reads, self.case_id, going)

    def _preview(self, card: ReceivingCentre) -> None:
        """Say to whom it goes, with what and without what, before anything is written."""
        if stopping(self._found):
            self._no(GateClosed(self._found))
            return
        sheet = leaving_sheet(card, self.sending.state.going())
        sheet.agreed.connect(self._choose_stick)
        self.shell.open_sheet(sheet)

    def _choose_stick(self) -> None:
        place = self.shell.outside.files.folder(self.window(), _("The stick, or a shared folder"))
        if place is not None:
            going = self.sending.state.going()
            send_to_stick(self.shell, self.case_id, going, place, self._not_sent)

    def _not_sent(self, error: KnownError) -> None:
        if isValid(self):
            self._no(error)
        else:
            self.desk.failed.emit(error)

    def _take_back(self) -> None:
        self.desk.write(self, lambda work: sending.take_back(work, self.case_id))

    def _centre_told(self, disclosure_id: UUID) -> None:
        self.desk.write(
            self,
            lambda work: sending.centre_told(work, disclosure_id),
            lambda _nothing: self.shell.say(_("Kept: the centre was told")),
        )

    def _centres_hint(self, centres: list[tuple[str, str]]) -> str:
        return "" if centres else _("None yet: exchange cards on the page “Other centres”.")

    def _offer(self) -> None:
        def offer(work: UnitOfWork) -> None:
            transfer.offer(work, self.case_id)

        self.desk.write(self, offer, lambda _n: self.shell.say(_("The case is offered")), self._no)

    def _no(self, error: KnownError) -> None:
        if isinstance(error, GateClosed):
            self.refresh()
            self.shell.say(_("Something is still missing. It is marked."))
        else:
            self.desk.failed.emit(error)

    def _keep_form(self, work: UnitOfWork, answers: Answers) -> object:
        return transfer.keep(work, self.case_id, answers, self._receiver)

    def _choose_colleague(self, key: str) -> None:
        self.provider.set_value(None)
        self.centre.set_value(None)
        self._receiver = transfer.Receiver(user_id=UserId(UUID(key)))

    def _choose_provider(self, key: str) -> None:
        self.colleague.set_value(None)
        self.centre.set_value(None)
        self._receiver = transfer.Receiver(provider_id=ProviderId(UUID(key)))

    def _choose_centre(self, key: str) -> None:
        self.colleague.set_value(None)
        self.provider.set_value(None)
        self._receiver = transfer.Receiver(card_id=CardId(UUID(key)))

    def _older_notice(self) -> Notice:
        self._accept_again = secondary(
            _("I have read it as it stands now"), name="accept-transfer-again", small=True
        )
        self._accept_again.clicked.connect(
            lambda: self.desk.write(self, lambda work: transfer.accept_again(work, self.case_id))
        )
        notice = Notice(
            Tone.WARN,
            "warning-circle",
            _("Accepted on an older version"),
            _("Another laptop changed the plan at the same time. Read it as it stands now."),
            (self._accept_again,),
        )
        notice.setObjectName("transfer-older")
        return notice

    def _answer_card(self) -> Card:
        self.said = TextField(name="transfer-words")
        accept = secondary(_("Accept"), name="accept-transfer")
        accept.clicked.connect(lambda: self._answer(accepted=True))
        decline = secondary(_("Decline"), name="decline-transfer")
        decline.clicked.connect(lambda: self._answer(accepted=False))
        card = Card()
        card.setObjectName("transfer-answer")
        for widget in (
            section(_("The answer")),
            Field(_("In a few words"), self.said),
            Flow(decline, accept, gap=12),
        ):
            card.content.addWidget(widget)
        self._typed = WordsKeeper(card, self.desk, self.case_id, "transfer answer")
        return card

    def _answer(self, *, accepted: bool) -> None:
        said = self.said.text().strip()

        def keep(work: UnitOfWork) -> None:
            transfer.answer(work, self.case_id, accepted=accepted, words=said)

        def kept(_nothing: None) -> None:
            self._typed.discard()
            self.shell.say(_("The answer is kept"))

        self.desk.write(self, keep, kept)

    def _may_answer(self, standing: _Standing | None) -> bool:
        if standing is None:
            return False
        between = standing.kind is TransferKind.COLLEAGUE
        return not between or standing.receiver == self.desk.actor.user_id

    def _standing(self, reads: Reads) -> _Standing | None:
        known = transfer.current(reads, self.case_id)
        if known is None:
            return None
        user = reads.find(User, known.receiving_user)
        provider = reads.find(Provider, known.receiving_provider)
        name = user.name if user else provider.name if provider else known.receiving_centre
        card = receiving_centre(reads, known.receiving_card)
        return _Standing(known.state, known.kind, known.receiving_user, name, known.answer, card)

    def _load(self, reads: Reads) -> Kept:
        known = transfer.current(reads, self.case_id)
        if known is None or known.state is not TransferState.PREPARED:
            return Kept()
        return Kept({"transfer": known}, free=free_answers(reads, known.id, "transfer"))

    def _receivers(self, reads: Reads) -> tuple[list[tuple[str, str]], ...]:
        users = reads.matching(User, missing("removed_at"), order_by="name")
        takes = {Role.CASEWORKER, Role.SUPERVISOR}
        colleagues = [
            (str(user.id), user.name)
            for user in users
            if user.roles & takes and user.id != reads.actor.user_id
        ]
        providers = reads.matching(Provider, missing("removed_at"), order_by="name")
        centres = [(str(each.card_id), each.name) for each in receiving_centres(reads)]
        return colleagues, [(str(each.id), each.name) for each in providers], centres
