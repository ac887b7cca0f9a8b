"""Which view shows which step."""

from __future__ import annotations

from caseworker.model.case import Step
from ui.steps.assessment_page import AssessmentPage
from ui.steps.closure_page import ClosurePage
from ui.steps.identification_page import IdentificationPage
from ui.steps.implementation_page import ImplementationPage
from ui.steps.planning_page import PlanningPage
from ui.steps.review_page import ReviewPage
from ui.steps.step_view import CaseWindow, StepView
from ui.steps.transfer_page import TransferPage

VIEWS: dict[Step, type[StepView]] = {
    Step.IDENTIFICATION: IdentificationPage,
    Step.ASSESSMENT: AssessmentPage,
    Step.PLANNING: PlanningPage,
    Step.IMPLEMENTATION: ImplementationPage,
    Step.REVIEW: ReviewPage,
    Step.CLOSURE: ClosurePage,
}


def build_step(window: CaseWindow, step: Step, *, transfer: bool) -> StepView:
    """Return the view of *step*, or of the transfer of the case."""
    view = TransferPage if transfer else VIEWS[step]
    return view(window)
