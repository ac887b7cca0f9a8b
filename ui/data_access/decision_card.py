"""The data protection officer decides a data access request: weighed, reasoned, with an end."""

from __future__ import annotations

from dataclasses import dataclass

from caseworker.data_access.deciding import DataAccessDecision, decide, decision_findings
from caseworker.errors import GateClosed, KnownError
from caseworker.model.data_access import Risk, Wanted
from caseworker.model.rights import Outcome
from caseworker.ports import UnitOfWork
from caseworker.views.data_access import DataAccess
from ui import words
from ui.drafts import DraftKeeper
from ui.language import _
from ui.screen import Screen
from ui.widgets.button import primary
from ui.widgets.choice_list import ChoiceList
from ui.widgets.day_field import DayField
from ui.widgets.field import Field
from ui.widgets.finding import Findings
from ui.widgets.flow import Flow
from ui.widgets.label import body, section
from ui.widgets.panel import Card
from ui.widgets.segments import Segments
from ui.widgets.stack import show_if
from ui.widgets.text_input import TextArea

DRAFT = "data-access-decision"


@dataclass(frozen=True)
class DecisionDraft:
    """What was chosen and typed."""

    outcome: str = ""
    reason: str = ""
    weighed: str = ""
    risks: tuple[str, ...] = ()
    until: str = ""


class DecisionCard(Card):
    """Nothing is chosen beforehand; for names and lists only a refusal passes."""

    def __init__(self, screen: Screen, shown: DataAccess) -> None:
        super().__init__(spacing=12)
        self.setObjectName("decision-card")
        self._screen, self._shown, self._desk = screen, shown, screen.desk
        self._keeper = DraftKeeper(self, self._desk, shown.id, DRAFT, self._state)
        earlier = self._keeper.load(DecisionDraft) or DecisionDraft()
        self.outcome = Segments(
            [(each.value, words.called(each)) for each in Outcome],
            name="data-access-outcome",
            label=_("Your answer"),
            value=earlier.outcome or None,
            equal=3,
        )
        self.follows = body("")
        self.risks = ChoiceList(
            [(each.value, words.called(each)) for each in Risk],
            name="data-access-risk",
            label=_("What it may bring about"),
        )
        self.risks.set_values(earlier.risks)
        self.weighed = TextArea(earlier.weighed, name="data-access-weighed", lines=2)
        self.until = DayField(
            None, self._desk.now().date(), name="data-access-until", label=_("Until when")
        )
        self.until.field.setText(earlier.until)
        self.reason = TextArea(earlier.reason, name="data-access-reason", lines=2)
        self.findings = Findings(name="data-access-findings")
        self.give = primary(_("Give this answer"), name="decide-data-access")
        self._lay_out()
        self.outcome.chosen.connect(self._changed)
        self.risks.changed.connect(self._changed)
        self.until.changed.connect(self._keeper.touch)
        for area in (self.weighed, self.reason):
            area.textChanged.connect(self._keeper.touch)
        self.give.clicked.connect(self._give)
        self._say()

    def _lay_out(self) -> None:
        self._risks = Field(_("What it may bring about"), self.risks)
        self._weighed = Field(
            _("What you weighed"),
            self.weighed,
            _("Why the use is worth the danger, to whom it goes, what protects the people."),
        )
        self._until = Field(_("Until when it may go out"), self.until, _("Within a year."))
        hint = _("Whoever asks reads it. Say nothing about anybody.")
        for widget in (
            section(_("Your answer")),
            self.outcome,
            self.follows,
            self._risks,
            self._weighed,
            self._until,
            Field(_("Reason"), self.reason, hint),
            self.findings,
            Flow(self.give),
        ):
            self.content.addWidget(widget)

    def _state(self) -> DecisionDraft:
        return DecisionDraft(
            self.outcome.value() or "",
            self.reason.toPlainText(),
            self.weighed.toPlainText(),
            self.risks.values(),
            self.until.field.text(),
        )

    def _changed(self, _chosen: object) -> None:
        self._keeper.touch()
        self.findings.show_findings(())
        self._say()

    def _say(self) -> None:
        """Say what follows from the answer chosen, and ask what it needs."""
        chosen = self.outcome.value()
        outcome = Outcome(chosen) if chosen else None
        gives = outcome in {Outcome.GRANTED, Outcome.PARTLY}
        figures = self._shown.wanted is Wanted.PROTECTION_FIGURES
        for field in (self._risks, self._weighed, self._until):
            show_if(field, gives and figures)
        show_if(self.follows, outcome is not None)
        if outcome is None:
            return
        self.follows.setText(
            _("Nothing goes out. The paper says why, and how it can be done properly.")
            if outcome is Outcome.REFUSED
            else _("Supervisors can send these figures to this office until that day, protected as"
                   " all others are.")
            if figures
            else _("Names and lists never go out together. Choose refused.")
        )  # fmt: skip

    def _decision(self) -> DataAccessDecision:
        chosen = self.outcome.value()
        return DataAccessDecision(
            outcome=Outcome(chosen) if chosen else None,
            reason=self.reason.toPlainText().strip(),
            risks=frozenset(Risk(key) for key in self.risks.values()),
            weighed=self.weighed.toPlainText().strip(),
            valid_until=self.until.day(),
        )

    def _give(self) -> None:
        decision, request_id = self._decision(), self._shown.id
        self._keeper.keep_now()
        found = self._desk.ask(lambda reads: decision_findings(reads, request_id, decision))
        self.findings.show_findings([words.finding_words(each) for each in found])

        def act(work: UnitOfWork) -> None:
            decide(work, request_id, decision)

        self._desk.write(self._screen, act, self._given, self._refused)

    def _given(self, _nothing: None) -> None:
        self._desk.discard_draft(self._shown.id, DRAFT)
        self._screen.shell.say(_("The answer is kept. Print it for whoever asks."))

    def _refused(self, error: KnownError) -> None:
        if not isinstance(error, GateClosed):
            self._desk.failed.emit(error)
