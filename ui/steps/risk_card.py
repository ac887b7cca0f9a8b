"""How soon must somebody look again: judged by a person, with a reason (R-424)."""

from __future__ import annotations

from caseworker.model.case import Case
from caseworker.model.ids import CaseId
from caseworker.model.values import Risk, RiskLevel
from caseworker.ports import UnitOfWork
from caseworker.steps.assessment import judge_risk
from ui import words
from ui.drafts import WordsKeeper
from ui.language import _
from ui.shell import Shell
from ui.widgets.button import secondary
from ui.widgets.field import Field
from ui.widgets.flow import Flow
from ui.widgets.label import section
from ui.widgets.panel import Card
from ui.widgets.segments import Segments
from ui.widgets.text_input import TextField

_LEVELS = (RiskLevel.LOW, RiskLevel.MEDIUM, RiskLevel.HIGH)


class RiskCard(Card):
    """A level and its reason are one value: neither is kept alone."""

    def __init__(self, shell: Shell, case_id: CaseId) -> None:
        super().__init__()
        self._shell, self._case_id = shell, case_id
        self.setObjectName("risk-card")
        risk = shell.desk.ask(lambda reads: reads.get(Case, case_id).risk)
        self.level = Segments(
            [(level.value, words.called(level)) for level in _LEVELS],
            name="risk-level",
            label=_("How soon must somebody look again"),
            value=risk.level.value,
            equal=3,
        )
        self.reason = TextField(risk.reason, name="risk-reason")
        self._reason = Field(_("Why"), self.reason, _("In neutral words"))
        self.keep = secondary(_("Keep"), name="keep-risk", small=True)
        self.keep.clicked.connect(self._keep)
        self.reason.returnPressed.connect(self._keep)
        self.setFocusProxy(self.level.segments[0])
        for widget in (
            section(_("How soon must somebody look again")),
            self.level,
            self._reason,
            Flow(self.keep),
        ):
            self.content.addWidget(widget)
        self._typed = WordsKeeper(self, shell.desk, case_id, "risk")

    def _keep(self) -> None:
        level, reason = self.level.value(), self.reason.text().strip()
        if level is None:
            return
        if not reason:
            self._reason.set_error(_("A reason helps whoever looks next."))
            return
        self._reason.clear_error()
        risk = Risk(RiskLevel(level), reason)

        def keep(work: UnitOfWork) -> None:
            judge_risk(work, self._case_id, risk)

        def kept(_nothing: None) -> None:
            self._typed.discard()
            self._shell.say(_("Kept"))

        self._shell.desk.write(self, keep, kept)
