"""Step 6 on screen: the end, prepared and approved, or the handover to somebody else."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import ClassVar

from PySide6.QtWidgets import QWidget

from caseworker.answers import free_answers
from caseworker.documents.closure_summary import closure_summary
from caseworker.findings import Finding
from caseworker.model.case import CaseStatus, Step
from caseworker.model.entity import Entity
from caseworker.model.ids import UserId
from caseworker.model.review import ApprovalState, Closure
from caseworker.permissions import Act, may
from caseworker.ports import Reads, UnitOfWork
from caseworker.steps import closure
from caseworker.views.approvals import closure_is_older
from ui.drafts import WordsKeeper
from ui.language import _, text
from ui.shell import Making
from ui.steps.form_card import FormCard, FormCardSpec, Kept
from ui.steps.step_view import StepView
from ui.theme.tokens import Tone
from ui.widgets.button import ghost, secondary
from ui.widgets.field import Field
from ui.widgets.finding import FindingAct
from ui.widgets.flow import Flow
from ui.widgets.label import section, small
from ui.widgets.notice import Notice
from ui.widgets.panel import Card
from ui.widgets.text_input import TextField


@dataclass(frozen=True)
class _Standing:
    approval: ApprovalState
    prepared_by: UserId
    closed: bool
    comment: str


class ClosurePage(StepView):
    """A second pair of eyes looks at every closure, never the own."""

    step: ClassVar[Step] = Step.CLOSURE
    paper_for_the_person = True
    watches: ClassVar[tuple[type[Entity], ...]] = (Closure,)

    def heading(self) -> str:
        """Return the heading of the step."""
        return _("The end of the work, prepared together")

    def finish_words(self) -> str:
        """Return what ends the step."""
        return _("Close the case")

    def document(self) -> Making | None:
        """Return how the closure is printed, once it is prepared."""
        if self.desk.ask(lambda reads: closure.current(reads, self.case_id) is None):
            return None
        return lambda reads, language: closure_summary(reads, self.case_id, language)

    def more_acts(self) -> Sequence[QWidget]:
        """Return the way to hand the case over instead."""
        self._hand_over = ghost(_("Hand over instead"), name="hand-over")
        self._hand_over.clicked.connect(self.window_of_case.open_transfer)
        return (self._hand_over,)

    def build(self) -> None:
        """Show the closure form, and the decision where it is asked."""
        self.form = FormCard(
            self.shell,
            FormCardSpec(
                form="closure",
                title=_("Why and how the work ends"),
                subject=self.case_id,
                load=self._load,
                keep=lambda work, answers: closure.keep(work, self.case_id, answers),
                said=_("Kept. Nothing is closed yet."),
            ),
        )
        self._not_yet = ghost(_("Ask no longer"), name="ask-no-longer", small=True)
        self._not_yet.clicked.connect(self._ask_no_longer)
        self._notice = Notice(Tone.CHOSEN, "check-square", " ", " ", (self._not_yet,))
        self.older = self._older_notice()
        self.decision = self._decision_card()
        self.again = self._reopen_card()
        for widget in (self._notice, self.older, self.again, self.form, self.decision):
            self.body.addWidget(widget)

    def refresh(self) -> None:
        """Show how far the closure is."""
        standing = self.desk.ask(self._standing)
        closed = self.window_of_case.shown.status is not CaseStatus.OPEN
        self._notice.hide()
        self._not_yet.hide()
        self.decision.hide()
        self.older.setVisible(self.desk.ask(lambda reads: closure_is_older(reads, self.case_id)))
        own_closure = standing is not None and standing.prepared_by == self.desk.actor.user_id
        self._approve_again.setVisible(may(self.desk.actor, Act.APPROVE) and not own_closure)
        self.again.setVisible(closed and standing is not None)
        self.form.setVisible(not closed)
        if standing is not None and standing.approval is ApprovalState.ASKED:
            self._say(_("A supervisor is asked"), _("The case stays open until then."))
            self._not_yet.setVisible(may(self.desk.actor, Act.WORK_ON_CASE))
            own = standing.prepared_by == self.desk.actor.user_id
            self.decision.setVisible(may(self.desk.actor, Act.APPROVE) and not own)
        elif standing is not None and standing.approval is ApprovalState.PENDING_REVIEW:
            self._say(_("Closed by one who works alone"), _("A supervisor looks afterwards."))
            own = standing.prepared_by == self.desk.actor.user_id
            self.decision.setVisible(may(self.desk.actor, Act.APPROVE) and not own)
        elif standing is not None and standing.approval is ApprovalState.SENT_BACK:
            self._say(_("Sent back"), standing.comment)
        afterwards = standing is not None and standing.closed
        self._agree.setText(
            _("Looked at: it stays closed") if afterwards else _("Agree: close the case")
        )
        self._send_back.setVisible(not afterwards)
        super().refresh()
        asked = standing is not None and standing.approval is ApprovalState.ASKED
        self._finish.setVisible(not closed and not asked)
        self._again.hide()
        self._hand_over.setVisible(not closed)

    def finish(self) -> None:
        """Ask for approval, or close at once where the centre asks for none."""

        def end(work: UnitOfWork) -> bool:
            return closure.ask_approval(work, self.case_id).closed_at is not None

        self.desk.write(self, end, self._asked, self._refused)

    def is_shown(self, finding: Finding) -> bool:
        """Leave the approval to the notice."""
        return finding.code != "approval-missing"

    def mends(self, finding: Finding) -> FindingAct | None:
        """Offer the form."""
        return FindingAct("form", text().within("act", "Open"))

    def mend(self, finding: Finding, key: str) -> None:
        """Open the form."""
        self.form.unfold()
        self.form.setFocus()

    def _asked(self, closed: bool) -> None:
        if closed:
            self.shell.say(_("The case is closed"))
        else:
            self.shell.say(_("A supervisor is asked"), self._ask_no_longer)

    def _ask_no_longer(self) -> None:
        case_id, desk = self.case_id, self.desk
        # The toast outlives this page.
        desk.write(
            desk,
            lambda work: closure.take_back_asking(work, case_id),
            lambda _kept: self.shell.say(_("Nobody is asked. The case stays open.")),
        )

    def _say(self, heading: str, sentence: str) -> None:
        if self._notice.heading is not None:
            self._notice.heading.setText(heading)
        self._notice.sentence.setText(sentence)
        self._notice.sentence.setVisible(bool(sentence))
        self._notice.show()

    def _older_notice(self) -> Notice:
        self._approve_again = secondary(_("Agree again"), name="approve-closure-again", small=True)
        self._approve_again.clicked.connect(
            lambda: self.desk.write(
                self,
                lambda work: closure.approve_again(work, self.case_id),
                lambda _kept: self.shell.say(_("Agreed to as it stands now")),
            )
        )
        notice = Notice(
            Tone.WARN,
            "warning-circle",
            _("Approved on an older version"),
            _(
                "Another laptop changed the closure at the same time. Read it as it stands now, and"
                " agree again, or open the case again."
            ),
            (self._approve_again,),
        )
        notice.setObjectName("closure-older")
        return notice

    def _decision_card(self) -> Card:
        self.comment = TextField(name="closure-comment")
        self._comment = Field(_("What you want to say"), self.comment)
        self._agree = secondary(_("Agree: close the case"), name="approve-closure")
        self._agree.clicked.connect(lambda: self._decide(agree=True))
        self._send_back = secondary(_("Send back"), name="send-back-closure")
        self._send_back.clicked.connect(lambda: self._decide(agree=False))
        card = Card()
        card.setObjectName("closure-decision")
        for widget in (
            section(_("Your decision")),
            self._comment,
            Flow(self._send_back, self._agree, gap=12),
        ):
            card.content.addWidget(widget)
        self._typed = WordsKeeper(card, self.desk, self.case_id, "closure decision")
        return card

    def _decide(self, *, agree: bool) -> None:
        said = self.comment.text().strip()
        if not agree and not said:
            self._comment.set_error(_("Say what is still to be done."))
            return

        def decide(work: UnitOfWork) -> None:
            if agree:
                closure.approve(work, self.case_id, said)
            else:
                closure.send_back(work, self.case_id, said)

        words = _("The case is closed") if agree else _("Sent back")

        def decided(_nothing: None) -> None:
            self._typed.discard()
            self.shell.say(words)

        self.desk.write(self, decide, decided)

    def _reopen_card(self) -> Card:
        why = TextField(name="reopen-why")
        field = Field(_("Why is it opened again?"), why)
        act = secondary(_("Open the case again"), name="reopen-case")

        def reopen() -> None:
            reason = why.text().strip()
            if not reason:
                field.set_error(_("A few words are enough."))
                return

            def again(work: UnitOfWork) -> None:
                closure.reopen_case(work, self.case_id, reason)

            def opened(_nothing: None) -> None:
                typed.discard()
                self.shell.say(_("The case is open again"))

            self.desk.write(self, again, opened)

        typed = WordsKeeper(field, self.desk, self.case_id, "reopening")
        act.clicked.connect(reopen)
        card = Card()
        for widget in (
            section(_("This case is closed")),
            small(_("It can be opened again; its number and history stay.")),
            field,
            Flow(act),
        ):
            card.content.addWidget(widget)
        return card

    def _standing(self, reads: Reads) -> _Standing | None:
        known = closure.current(reads, self.case_id)
        if known is None or known.reopened_at is not None:
            return None
        return _Standing(
            known.approval, known.prepared_by, known.closed_at is not None, known.decision_comment
        )

    def _load(self, reads: Reads) -> Kept:
        known = closure.current(reads, self.case_id)
        if known is None or known.closed_at is not None:
            return Kept()
        return Kept({"closure": known}, free=free_answers(reads, known.id, "closure"))
