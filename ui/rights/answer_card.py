"""The data protection officer's answer: granted, partly or refused, and what follows from each."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from caseworker.errors import GateClosed, KnownError
from caseworker.model.ids import ConsentId
from caseworker.model.rights import Outcome, RequestKind
from caseworker.ports import UnitOfWork
from caseworker.rights.answering import Decision, answer
from caseworker.rights.answering import findings as findings_of
from caseworker.views.wish import Wish
from ui import words
from ui.drafts import DraftKeeper
from ui.language import _
from ui.rights.words import FOLLOWS, PARTLY, REFUSED
from ui.screen import Screen
from ui.widgets.button import primary
from ui.widgets.choice_list import ChoiceList
from ui.widgets.field import Field
from ui.widgets.finding import Findings
from ui.widgets.flow import Flow
from ui.widgets.label import body, section
from ui.widgets.panel import Card
from ui.widgets.segments import Segments
from ui.widgets.text_input import TextArea, TextField

DRAFT = "answer-to-wish"


@dataclass(frozen=True)
class AnswerDraft:
    """What was chosen and typed."""

    outcome: str = ""
    reason: str = ""
    verified: str = ""
    uses: tuple[str, ...] = ()


class AnswerCard(Card):
    """Nothing is chosen beforehand; what follows is said before it happens."""

    def __init__(self, screen: Screen, shown: Wish) -> None:
        super().__init__(spacing=12)
        self.setObjectName("answer-card")
        self._screen, self._shown, self._desk = screen, shown, screen.desk
        self._keeper = DraftKeeper(self, self._desk, shown.id, DRAFT, self._state)
        earlier = self._keeper.load(AnswerDraft) or AnswerDraft()
        self.outcome = Segments(
            [(each.value, words.called(each)) for each in Outcome],
            name="outcome",
            label=_("Your answer"),
            value=earlier.outcome or None,
            equal=3,
        )
        self.follows = body("")
        self.follows.setObjectName("what-follows")
        self.verified = TextField(earlier.verified, name="verified")
        self.reason = TextArea(earlier.reason, name="answer-reason", lines=2)
        self.uses = ChoiceList(
            [(str(each.id), _use(each.purpose_text or words.called(each.purpose), each.recipient))
             for each in shown.uses],
            name="use",
            label=_("Which use stops"),
        )  # fmt: skip
        self.uses.set_values(earlier.uses)
        self.findings = Findings(name="answer-findings")
        self.give = primary(_("Give this answer"), name="give-answer")
        self._lay_out()
        self.outcome.chosen.connect(self._changed)
        self.uses.changed.connect(self._changed)
        self.verified.textEdited.connect(self._keeper.touch)
        self.reason.textChanged.connect(self._keeper.touch)
        self.give.clicked.connect(self._give)
        self._say()

    def _lay_out(self) -> None:
        self.content.addWidget(section(_("Your answer")))
        self.content.addWidget(self.outcome)
        self.content.addWidget(self.follows)
        self._uses = Field(_("Which use stops"), self.uses)
        if self._shown.uses:
            self.content.addWidget(self._uses)
        hint = _("Who was seen, which paper, what the person says. No names of others.")
        if self._shown.needs_verifying:
            self.content.addWidget(Field(_("How you made sure who asks"), self.verified, hint))
        reason = _("In words that the person understands and can contest.")
        self.content.addWidget(Field(_("Reason"), self.reason, reason))
        self.content.addWidget(self.findings)
        self.content.addWidget(Flow(self.give))

    def _state(self) -> AnswerDraft:
        return AnswerDraft(
            self.outcome.value() or "",
            self.reason.toPlainText(),
            self.verified.text(),
            self.uses.values(),
        )

    def _changed(self, _chosen: object) -> None:
        self._keeper.touch()
        self.findings.show_findings(())
        self._say()

    def _say(self) -> None:
        """Say what follows from the answer chosen, and what to think of before."""
        chosen = self.outcome.value()
        self.follows.setText(_follows(self._shown.kind, Outcome(chosen)) if chosen else "")
        self.follows.setVisible(bool(chosen))
        self._uses.setVisible(bool(self._shown.uses) and chosen != Outcome.REFUSED.value)

    def _decision(self) -> Decision:
        chosen = self.outcome.value()
        outcome = Outcome(chosen) if chosen else None
        uses = () if outcome is Outcome.REFUSED else self.uses.values()
        return Decision(
            outcome=outcome,
            reason=self.reason.toPlainText().strip(),
            verified=self.verified.text().strip(),
            uses=tuple(ConsentId(UUID(key)) for key in uses),
        )

    def _give(self) -> None:
        decision, request_id = self._decision(), self._shown.id
        self._keeper.keep_now()
        found = self._desk.ask(lambda reads: findings_of(reads, request_id, decision))
        self.findings.show_findings([words.finding_words(each) for each in found])

        def act(work: UnitOfWork) -> None:
            answer(work, request_id, decision)

        self._desk.write(self._screen, act, self._given, self._refused)

    def _given(self, _nothing: None) -> None:
        self._desk.discard_draft(self._shown.id, DRAFT)
        self._screen.shell.say(_("The answer is kept. Now it is told."))

    def _refused(self, error: KnownError) -> None:
        if not isinstance(error, GateClosed):
            self._desk.failed.emit(error)


def _follows(kind: RequestKind, outcome: Outcome) -> str:
    if outcome is Outcome.REFUSED:
        return _(REFUSED)
    said = _(FOLLOWS[kind])
    return f"{said} {_(PARTLY)}" if outcome is Outcome.PARTLY else said


def _use(purpose: str, recipient: str) -> str:
    return words.joined(purpose, recipient)
