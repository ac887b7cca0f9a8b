"""A record without a yes: which basis, why, and whether the person was told."""

from __future__ import annotations

from PySide6.QtCore import Signal

from caseworker.findings import Findings as Found
from caseworker.model.consent import Basis
from ui import words
from ui.language import _
from ui.reception.consent_draft import BasisState
from ui.widgets.button import quiet, secondary
from ui.widgets.choice_list import CheckRow, RadioList
from ui.widgets.field import Field
from ui.widgets.finding import Findings
from ui.widgets.flow import Flow
from ui.widgets.label import section, small
from ui.widgets.panel import Card
from ui.widgets.stack import show_if
from ui.widgets.text_input import TextArea, TextField

_BASES = (Basis.VITAL_INTERESTS, Basis.BEST_INTERESTS_OF_CHILD, Basis.LEGAL_DUTY)


class OtherBasisCard(Card):
    """Minimum data, a reason, and a supervisor's look within a day afterwards."""

    agreed = Signal(BasisState)
    dismissed = Signal()

    def __init__(self, state: BasisState) -> None:
        super().__init__()
        self.setObjectName("other-basis-card")
        self.basis = RadioList(
            [(each.name.lower(), words.called(each)) for each in _BASES],
            name="basis",
            label=_("Basis"),
        )
        self.basis.set_value(state.basis.name.lower())
        self.reason = TextArea(name="basis-reason", label=_("Why it cannot wait"))
        self.reason.setPlainText(state.reason)
        self.law = TextField(state.law, name="basis-law")
        self._law = Field(_("Which duty, as the centre wrote it"), self.law)
        show_if(self._law, state.basis is Basis.LEGAL_DUTY)
        self.told = CheckRow(_("The person was told"), name="basis-told", checked=state.person_told)
        self.why_not = TextField(state.why_not_told, name="basis-why-not")
        self.findings = Findings(name="basis-findings")
        self.go = secondary(_("Go on without a yes"), name="agree-basis")
        self.leave = quiet(_("Back"), name="leave-basis")
        self.basis.chosen.connect(
            lambda key: self._law.setVisible(Basis[key.upper()] is Basis.LEGAL_DUTY)
        )
        self.go.clicked.connect(lambda: self.agreed.emit(self.state()))
        self.leave.clicked.connect(self.dismissed)
        for widget in (
            section(_("Without a yes")),
            small(
                _("Only what is needed to help. A supervisor looks at the reason within a day."
                  " Ask as soon as it is possible.")
            ),
            self.basis,
            Field(_("Why it cannot wait"), self.reason),
            self._law,
            self.told,
            Field(_("If not told, why"), self.why_not),
            self.findings,
            Flow(self.leave, self.go, gap=12),
        ):  # fmt: skip
            self.content.addWidget(widget)

    def state(self) -> BasisState:
        """Return what is written."""
        return BasisState(
            basis=Basis[(self.basis.value() or Basis.CONSENT.name).upper()],
            reason=self.reason.toPlainText().strip(),
            law=self.law.text().strip(),
            person_told=self.told.isChecked(),
            why_not_told=self.why_not.text().strip(),
        )

    def show_findings(self, findings: Found) -> None:
        """Say what is still missing."""
        self.findings.show_findings([words.finding_words(finding) for finding in findings])
