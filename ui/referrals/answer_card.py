"""What came back: received, accepted, declined, help was given; and whether it helped."""

from __future__ import annotations

from PySide6.QtCore import Signal

from caseworker.model.referral import ReferralState
from caseworker.referral.life_cycle import can_become
from caseworker.views.referrals import ReferralPage
from ui import words
from ui.desk import Desk
from ui.drafts import WordsKeeper
from ui.language import _
from ui.widgets.button import secondary
from ui.widgets.field import Field
from ui.widgets.flow import Flow
from ui.widgets.label import section, small
from ui.widgets.panel import Card
from ui.widgets.segments import Segments
from ui.widgets.text_input import TextArea, TextField

_ORDER = (
    ReferralState.RECEIVED,
    ReferralState.ACCEPTED,
    ReferralState.PROVIDED,
    ReferralState.DECLINED,
    ReferralState.CANCELLED,
)
_HELPED = {"yes": True, "no": False, "not asked": None}


class AnswerCard(Card):
    """One button for each answer that can still come."""

    answered = Signal(object, str)
    """The state the answer brings, and the provider's words."""

    def __init__(self, desk: Desk, shown: ReferralPage) -> None:
        super().__init__()
        self.setObjectName("answer-card")
        self.content.addWidget(section(_("What came back")))
        if shown.answer:
            self.content.addWidget(small(shown.answer))
        possible = [state for state in _ORDER if state in can_become(shown.state)]
        if not possible:
            self.content.addWidget(small(_said(shown.state)))
            return
        self.said = TextField(name="answer-words")
        acts = []
        for state in possible:
            act = secondary(_act(state), name=f"answer-{state.value}", small=True)
            act.clicked.connect(
                lambda _on=False, state=state: self.answered.emit(state, self.said.text().strip())
            )
            acts.append(act)
        self.content.addWidget(
            Field(_("In the provider's words"), self.said, _("First appointment, or why not"))
        )
        self.content.addWidget(Flow(*acts, gap=8))
        typed = WordsKeeper(self, desk, shown.id, "answer")
        self.answered.connect(typed.discard)


class FeedbackCard(Card):
    """Whether it helped, in the words of whom it was for."""

    kept = Signal(object, str, str)
    """Whether it helped (None where not asked), the words, and what came of it."""

    def __init__(self, desk: Desk, shown: ReferralPage) -> None:
        super().__init__(spacing=10)
        self.setObjectName("feedback-card")
        now = next(key for key, value in _HELPED.items() if value is shown.helped)
        self.helped = Segments(
            [("yes", _("Yes")), ("no", _("No")), ("not asked", _("Not asked"))],
            name="helped",
            label=_("Did it help?"),
            value=now,
            equal=2,
        )
        self.said = TextArea(shown.her_feedback, name="feedback-words", lines=2)
        self.outcome = TextField(shown.outcome, name="feedback-outcome")
        keep = secondary(_("Keep the feedback"), name="keep-feedback", small=True)
        keep.clicked.connect(self._keep)
        for widget in (
            section(_("Did it help?")),
            self.helped,
            Field(_("In the person's words"), self.said),
            Field(_("What came of it"), self.outcome),
            Flow(keep),
        ):
            self.content.addWidget(widget)
        typed = WordsKeeper(self, desk, shown.id, "feedback")
        self.kept.connect(typed.discard)

    def _keep(self) -> None:
        helped = _HELPED[self.helped.value() or "not asked"]
        self.kept.emit(helped, self.said.toPlainText().strip(), self.outcome.text().strip())


def _act(state: ReferralState) -> str:
    return {
        ReferralState.RECEIVED: _("They have received it"),
        ReferralState.ACCEPTED: _("They accept"),
        ReferralState.PROVIDED: _("Help was given"),
        ReferralState.DECLINED: _("They decline"),
        ReferralState.CANCELLED: _("No longer needed"),
    }[state]


def _said(state: ReferralState) -> str:
    if state is ReferralState.DECLINED:
        return _("They decline. Look for another way in the directory.")
    return words.called(state)
