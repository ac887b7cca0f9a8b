"""One referral that has gone: what went along, on what it stood, and what came back."""

from __future__ import annotations

from collections.abc import Callable
from typing import ClassVar
from uuid import UUID

from PySide6.QtWidgets import QWidget

from caseworker.documents.referral_form import contact_slip, referral_form
from caseworker.model.consent import Basis, Consent, Disclosure, Withdrawal
from caseworker.model.entity import Entity
from caseworker.model.ids import ReferralId
from caseworker.model.referral import Referral, ReferralState
from caseworker.ports import UnitOfWork
from caseworker.referral.gate import YES_ON_ITS_WAY
from caseworker.referral.life_cycle import Answered, answered, keep_feedback, take_back_answer
from caseworker.referral.recall import provider_told
from caseworker.text import isolate
from caseworker.views.referrals import ReferralPage as Shown
from caseworker.views.referrals import referral_page
from ui import words
from ui.language import _
from ui.referrals.answer_card import AnswerCard, FeedbackCard
from ui.referrals.basis_card import yes_words
from ui.referrals.items_card import left_out, named
from ui.referrals.referrals_page import TONES
from ui.referrals.taking_back import take_back
from ui.screen import Screen
from ui.shell import Shell
from ui.theme.tokens import Tone
from ui.widgets.button import quiet, secondary
from ui.widgets.chip import Chip
from ui.widgets.columns import TwoColumns
from ui.widgets.fact import Fact
from ui.widgets.flow import Flow
from ui.widgets.label import section, small
from ui.widgets.notice import Notice
from ui.widgets.panel import Card
from ui.widgets.timeline import Happening, Timeline
from ui.window.navigation import Destination, Place

_GOES_OUT = frozenset(
    {ReferralState.SENT, ReferralState.RECEIVED, ReferralState.ACCEPTED, ReferralState.PROVIDED}
)


class ReferralPage(Screen):
    """What left cannot be rewritten; answers can be taken back until the next one."""

    watches: ClassVar[tuple[type[Entity], ...]] = (Referral, Consent, Withdrawal, Disclosure)

    def __init__(self, shell: Shell, referral_id: ReferralId) -> None:
        self._case = quiet(_("Open the case"), name="open-case", icon="folder-simple")
        self._slip = secondary(_("Contact slip"), name="contact-slip", icon="paper-plane-tilt")
        self._form = secondary(_("Show the form"), name="show-form", icon="printer")
        self._not_gone = quiet(_("It did not go"), name="did-not-go")
        super().__init__(
            shell,
            " ",
            " ",
            self._not_gone,
            self._case,
            self._slip,
            self._form,
            name="referral",
        )
        self._id = referral_id
        self._shown = self._ask()
        self._form.clicked.connect(self._show_form)
        self._not_gone.clicked.connect(self._take_back)
        self._slip.clicked.connect(self._show_slip)
        self._case.clicked.connect(
            lambda: shell.go(Destination(Place.CASE, str(self._shown.case_id)))
        )
        self._show(self._shown)

    def reload(self) -> None:
        """Show the referral as it stands; what is typed stays where nothing of it changed."""
        shown = self._ask()
        if shown != self._shown:
            self._shown = shown
            self._show(shown)

    def _ask(self) -> Shown:
        referral_id, today = self._id, self.desk.now().date()
        return self.desk.ask(lambda reads: referral_page(reads, referral_id, today))

    def _show(self, shown: Shown) -> None:
        self.head.say(
            shown.provider,
            words.joined(
                _("For {name}", name=isolate(shown.person) if shown.person else _("Name hidden")),
                _("Case {number}", number=isolate(shown.case_number)),
                shown.service,
            ),
        )
        self._form.setVisible(shown.state in _GOES_OUT and not shown.waits_for_the_yes)
        self._not_gone.setVisible(shown.state is ReferralState.SENT)
        self.clear()
        if shown.waits_for_the_yes:
            heading, sentence = map(_, YES_ON_ITS_WAY)
            self.add(Notice(Tone.WARN, "warning-circle", heading, sentence))
        for widget in self._recalls(shown):
            self.add(widget)
        columns = TwoColumns(gap=24, spacing=12)
        answer = AnswerCard(self.desk, shown)
        answer.answered.connect(self._answer)
        feedback = FeedbackCard(self.desk, shown)
        feedback.kept.connect(self._keep_feedback)
        for widget in (self._state(shown), answer, feedback):
            columns.main.addWidget(widget)
        columns.side.addWidget(self._what_went(shown))
        columns.side.addWidget(self._time(shown))
        self.add(columns)

    def _state(self, shown: Shown) -> Card:
        chips: list[QWidget] = [Chip(words.called(shown.state), *TONES[shown.state])]
        if shown.days_late:
            chips.append(Chip(words.late(shown.days_late), Tone.WARN, "clock"))
        if shown.priority.value != "normal":
            chips.append(Chip(words.called(shown.priority), Tone.WARN, "warning-circle"))
        card = Card()
        card.content.addWidget(Flow(*chips))
        card.content.addWidget(section(shown.need))
        if shown.goal:
            card.content.addWidget(Fact("pen-nib", _("For the goal"), shown.goal))
        if shown.answer_due and shown.state in {ReferralState.SENT, ReferralState.RECEIVED}:
            due = _("An answer is hoped for by {day}", day=words.long_day(shown.answer_due))
            card.content.addWidget(small(due))
        return card

    def _what_went(self, shown: Shown) -> Card:
        card = Card(spacing=10)
        card.content.addWidget(section(_("What went along")))
        facts = [
            Fact("paper-plane-tilt", _("Went along"), named(shown.data_items)),
            Fact("lock-simple", _("Stayed here"), named(left_out(shown.data_items))),
            Fact("scales", _("Basis"), _basis(shown)),
        ]
        if shown.restrictions:
            facts.append(Fact("hand", _("What the provider must not do"), shown.restrictions))
        if shown.accompanied:
            facts.append(Fact("users", _("On the way"), _("Somebody from here goes along")))
        for fact in facts:
            card.content.addWidget(fact)
        return card

    def _time(self, shown: Shown) -> Timeline:
        now = self.desk.now()
        lines = []
        if shown.answered_at is not None:
            lines.append(
                Happening("tray", words.called(shown.state), words.when(shown.answered_at, now))
            )
        if shown.sent_at is not None:
            when = words.joined(words.when(shown.sent_at, now), _(shown.sent_how))
            lines.append(Happening("paper-plane-tilt", _("Sent"), when))
        prepared = words.joined(words.when(shown.prepared_at, now), shown.prepared_by)
        lines.append(Happening("note-pencil", _("Prepared"), prepared))
        return Timeline(lines, name="referral-time")

    def _recalls(self, shown: Shown) -> list[QWidget]:
        notices: list[QWidget] = []
        for disclosure_id in shown.recalls:
            told = secondary(_("They were told"), name="provider-told", small=True)
            told.clicked.connect(lambda _on=False, each=disclosure_id: self._provider_told(each))
            notices.append(
                Notice(
                    Tone.WARN,
                    "hand",
                    _("The yes was taken back after this went out"),
                    _(
                        "Ask the provider to delete it and to stop. Think first whether telling"
                        " them is safe."
                    ),
                    (told,),
                )
            )
        return notices

    def _provider_told(self, disclosure_id: UUID) -> None:
        self._write(
            lambda work: provider_told(work, disclosure_id), _("Kept: the provider was told")
        )

    def _take_back(self) -> None:
        take_back(self.shell, self._id)

    def _answer(self, state: ReferralState, said: str) -> None:
        shown, referral_id = self._shown, self._id
        before = Answered(state=shown.state, answered_at=shown.answered_at, answer=shown.answer)

        def act(work: UnitOfWork) -> None:
            answered(work, referral_id, state, said)

        def undo() -> None:
            self._write(lambda work: take_back_answer(work, referral_id, before), "")

        self._write(act, words.called(state), undo)

    def _keep_feedback(self, helped: bool | None, said: str, outcome: str) -> None:
        referral_id = self._id

        def act(work: UnitOfWork) -> None:
            keep_feedback(work, referral_id, helped=helped, words=said, outcome=outcome)

        self._write(act, _("The feedback is kept"))

    def _write(
        self, act: Callable[[UnitOfWork], None], said: str, undo: Callable[[], None] | None = None
    ) -> None:
        def told(_nothing: None) -> None:
            if said:
                self.shell.say(said, undo)

        self.desk.write(self, act, told)

    def _show_form(self) -> None:
        referral_id = self._id
        self.shell.show_document(
            lambda reads, language: referral_form(reads, referral_id, language), referral_id
        )

    def _show_slip(self) -> None:
        shown = self._shown
        self.shell.show_document(
            lambda reads, language: contact_slip(
                reads, shown.provider_id, shown.service_id, language
            ),
            spoken=shown.languages,
        )


def _basis(shown: Shown) -> str:
    if shown.consent is not None:
        return _("A yes of {yes}", yes=yes_words(shown.consent))
    if shown.waits_for_the_yes:
        return _("A yes that has not arrived on this laptop")
    if shown.basis is Basis.CONSENT:
        return _("None yet")
    return words.joined(words.called(shown.basis), shown.basis_reason)
