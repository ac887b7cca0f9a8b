"""Step 2 on screen: the assessment, and the looks that belong to it."""

from __future__ import annotations

from typing import ClassVar

from PySide6.QtWidgets import QWidget

from caseworker.answers import free_answers
from caseworker.findings import Finding
from caseworker.form_access import may_open
from caseworker.model.assessment import Assessment, BestInterests, Factor, SafetyPlan
from caseworker.model.case import Step
from caseworker.model.entity import Entity
from caseworker.ports import Reads
from caseworker.steps import assessment
from forms import library
from ui.language import _, text
from ui.steps.form_card import FormCard, FormCardSpec, Kept
from ui.steps.protection_card import ProtectionCard
from ui.steps.risk_card import RiskCard
from ui.steps.step_view import StepView
from ui.theme.tokens import Ink
from ui.widgets.button import secondary
from ui.widgets.finding import FindingAct
from ui.widgets.flow import Flow
from ui.widgets.label import body, section, small
from ui.widgets.panel import Card
from ui.window.navigation import Destination, Place

_CARDS = {
    "assessment-missing": "assessment",
    "needs-missing": "assessment",
    "too-many-priorities": "assessment",
    "strengths-missing": "assessment",
    "risks-missing": "assessment",
    "protection-missing": "assessment",
    "not-read-back": "assessment",
    "safety-plan-missing": "safety_plan",
    "best-interests-missing": "best_interests",
    "childs-views-missing": "best_interests",
}
"""Which form mends which finding."""


class AssessmentPage(StepView):
    """Private by nature: folded in the desk view, and unfolded with Alt+V."""

    step: ClassVar[Step] = Step.ASSESSMENT
    watches: ClassVar[tuple[type[Entity], ...]] = (
        Assessment,
        Factor,
        SafetyPlan,
        BestInterests,
    )

    def build(self) -> None:
        """Show the forms that belong to an assessment."""
        self.cards = {
            "assessment": self._assessment(),
            "vulnerability": self._vulnerability(),
            "safety_plan": self._safety_plan(),
        }
        if self.window_of_case.shown.is_child:
            self.cards["best_interests"] = self._best_interests()
        if may_open(self.desk.actor, library.access("screening_flags")):
            self.cards["screening_flags"] = self._screening()
        self.panel = self._panel()
        self.risk = RiskCard(self.shell, self.case_id)
        self.protection = ProtectionCard(self.shell, self.case_id)
        self._folded = Card()
        self._folded.content.addWidget(
            body(_("The assessment is folded, as on every case."), Ink.TEXT2)
        )
        self.body.addWidget(self._folded)
        for widget in self._private():
            self.body.addWidget(widget)
        self.show_private(False)

    def show_private(self, shown: bool) -> None:
        """Fold or unfold all forms of the step."""
        self._folded.setVisible(not shown)
        for widget in self._private():
            widget.setVisible(shown)

    def _private(self) -> list[QWidget]:
        panel = [self.panel] if self.panel is not None else []
        return [*self.cards.values(), *panel, self.risk, self.protection]

    def _panel(self) -> QWidget | None:
        """Return the way to the formal decision about a child, for those trained for it."""
        form = "best_interests_determination"
        trained = may_open(self.desk.actor, library.access(form))
        if not self.window_of_case.shown.is_child or not trained:
            return None
        go = secondary(_("Decide with a panel"), name="open-determination", small=True)
        place = Destination(Place.FORMS, str(self.case_id), f"fill:{form}")
        go.clicked.connect(lambda: self.shell.go(place))
        said = small(_("The formal decision on what is best for the child, after a look"))
        card = Card()
        card.content.addWidget(Flow(section(_("Best interests determination")), go, lead=200))
        card.content.addWidget(said)
        return card

    def finish(self) -> None:
        """Finish the assessment under way, then the step."""
        self.desk.write(
            self,
            lambda work: assessment.finish_assessment(work, self.case_id),
            lambda _found: super(AssessmentPage, self).finish(),
            self._refused,
        )

    def mends(self, finding: Finding) -> FindingAct | None:
        """Offer the form, or the judgement, that mends *finding*."""
        if finding.code == "risk-not-judged":
            return FindingAct("risk", _("Judge it"))
        if _CARDS.get(finding.code) in self.cards:
            return FindingAct("form", text().within("act", "Open"))
        return None

    def mend(self, finding: Finding, key: str) -> None:
        """Unfold what mends *finding*."""
        self.window_of_case.show_private_parts()
        if key == "risk":
            self.risk.setFocus()
        else:
            card = self.cards[_CARDS[finding.code]]
            card.unfold()
            card.setFocus()

    def _assessment(self) -> FormCard:
        return FormCard(
            self.shell,
            FormCardSpec(
                form="assessment",
                title=_("Look together"),
                sentence=_("Needs, strengths, what weighs and what carries"),
                subject=self.case_id,
                load=lambda reads: self._load_assessment(reads, "assessment"),
                keep=lambda work, answers: assessment.keep(work, self.case_id, answers),
                said=_("The assessment is kept"),
            ),
        )

    def _vulnerability(self) -> FormCard:
        """A longer look at the same assessment, level by level (R-417 to R-430)."""
        return FormCard(
            self.shell,
            FormCardSpec(
                form="vulnerability",
                title=_("What weighs and what carries"),
                sentence=_("A longer look, level by level: the same factors, seen more closely"),
                subject=self.case_id,
                load=lambda reads: self._load_assessment(reads, "vulnerability"),
                keep=lambda work, answers: assessment.keep(work, self.case_id, answers),
                said=_("The assessment is kept"),
            ),
        )

    def _load_assessment(self, reads: Reads, form: str) -> Kept:
        known = assessment.current(reads, self.case_id)
        if known is None:
            return Kept()
        return Kept(
            {"assessment": known},
            {"factor": assessment.factors(reads, known.id)},
            free_answers(reads, known.id, form),
        )

    def _safety_plan(self) -> FormCard:
        def load(reads: Reads) -> Kept:
            known = reads.matching(SafetyPlan, case_id=self.case_id, order_by="-made_on", limit=1)
            if not known:
                return Kept()
            free = free_answers(reads, known[0].id, "safety_plan")
            return Kept({"safety_plan": known[0]}, free=free)

        return FormCard(
            self.shell,
            FormCardSpec(
                form="safety_plan",
                title=_("Safety plan"),
                sentence=_("What to do, and who helps, when danger comes"),
                subject=self.case_id,
                load=load,
                keep=lambda work, answers: assessment.keep_safety_plan(work, self.case_id, answers),
                said=_("The safety plan is kept"),
            ),
        )

    def _best_interests(self) -> FormCard:
        def load(reads: Reads) -> Kept:
            known = reads.matching(
                BestInterests, case_id=self.case_id, order_by="-looked_at_on", limit=1
            )
            if not known:
                return Kept()
            free = free_answers(reads, known[0].id, "best_interests")
            return Kept({"best_interests": known[0]}, free=free)

        return FormCard(
            self.shell,
            FormCardSpec(
                form="best_interests",
                title=_("What is best for the child"),
                sentence=_("The child is heard, in words, play or pictures"),
                subject=self.case_id,
                load=load,
                keep=lambda work, answers: assessment.keep_best_interests(
                    work, self.case_id, answers
                ),
                said=_("Kept"),
            ),
        )

    def _screening(self) -> FormCard:
        return FormCard(
            self.shell,
            FormCardSpec(
                form="screening_flags",
                title=_("Look for what needs a specialist"),
                sentence=_("Only for people trained for it"),
                subject=self.case_id,
                load=lambda _reads: Kept(),
                keep=lambda work, answers: assessment.keep_screening(work, self.case_id, answers),
                said=_("Kept, for trained colleagues only"),
            ),
        )
