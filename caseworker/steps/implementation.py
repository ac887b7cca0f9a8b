"""Step 4, implementation: help is given, progress is written down (R-233, R-249)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from caseworker.answers import Answers, keep_free, made
from caseworker.findings import Finding, Findings, gap, pass_gate, stops
from caseworker.model.case import Step
from caseworker.model.ids import CaseId, ObjectiveId, ServiceId
from caseworker.model.plan import (
    Objective,
    ObjectiveState,
    PlannedAction,
    ServiceDelivery,
    ServiceOutcome,
)
from caseworker.model.staff import Training
from caseworker.model.values import Money
from caseworker.permissions import Act, require
from caseworker.ports import Reads, UnitOfWork
from caseworker.steps import planning
from caseworker.steps.starting import started
from caseworker.text import N_

_COUNSELLING = "/data/counselling"


@dataclass(frozen=True, kw_only=True)
class Help:
    """Help that was given, or tried."""

    what: str
    given_on: date
    outcome: ServiceOutcome = ServiceOutcome.GIVEN
    objective_id: ObjectiveId | None = None
    service_id: ServiceId | None = None
    contingency_plan: str = ""
    progress: str = ""
    cost: Money | None = None


def write_down(work: UnitOfWork, case_id: CaseId, given: Help) -> ServiceDelivery:
    """Keep what was done, and what came of it (R-233).

    Raises:
        GateClosed: a service was not to be had and nothing says how to go on without (R-249).
    """
    require(work.actor, Act.WORK_ON_CASE)
    pass_gate(tuple(_unavailable_findings(given.outcome, given.contingency_plan)))
    started(work, case_id, Step.IMPLEMENTATION)
    delivery = ServiceDelivery(
        id=work.new_id(), case_id=case_id, given_by=work.actor.user_id, **vars(given)
    )
    work.add(delivery)
    return delivery


def keep(work: UnitOfWork, case_id: CaseId, answers: Answers) -> ServiceDelivery:
    """Keep the answers of the implementation form: one piece of help, given or tried.

    Raises:
        GateClosed: it was counselling by somebody not trained for it, or a service was not to be
            had and nothing says how to go on without.
    """
    today = {"given_on": work.now().date().isoformat()}
    texts = {name: text for name, text in answers.of("service_delivery").items() if text}
    pass_gate(counselling_findings(work, answers))
    delivery = write_down(work, case_id, made(Help, today | texts))
    keep_free(work, delivery.id, answers)
    return delivery


def counselling_findings(reads: Reads, answers: Answers) -> Findings:
    """Return what keeps counselling from being given by somebody not trained for it (R-320)."""
    trained = Training.COUNSELLING in reads.actor.trainings
    if trained or answers.free.get(_COUNSELLING) != "by_me":
        return ()
    what, why = (
        N_("Counselling one to one is for colleagues trained for it"),
        N_("Ask one of them, or refer. To listen and to stay near is help too: write that down."),
    )
    return (stops("counselling-needs-training", what, why, "R-320", answer="counselling"),)


def finish_action(work: UnitOfWork, action_id: UUID, outcome: str = "") -> None:
    """Keep that an action of the plan is done."""
    require(work.actor, Act.WORK_ON_CASE)
    action = work.get(PlannedAction, action_id)
    action.done_on = work.now().date()
    action.outcome = outcome


def undo_action(work: UnitOfWork, action_id: UUID) -> None:
    """Undo `finish_action`."""
    require(work.actor, Act.WORK_ON_CASE)
    action = work.get(PlannedAction, action_id)
    action.done_on = None
    action.outcome = ""


def judge_goal(
    work: UnitOfWork, objective_id: ObjectiveId, state: ObjectiveState, note: str = ""
) -> None:
    """Keep whether a goal is met, in her view as well as ours."""
    require(work.actor, Act.WORK_ON_CASE)
    objective = work.get(Objective, objective_id)
    objective.state = state
    objective.state_note = note


def deliveries(reads: Reads, case_id: CaseId) -> list[ServiceDelivery]:
    """Return the help given in a case, newest first."""
    return reads.matching(ServiceDelivery, case_id=case_id, order_by=("-given_on", "-id"))


def findings(reads: Reads, case_id: CaseId) -> Findings:
    """Return what is still to be done for the plan."""
    plan = planning.plan_of(reads, case_id)
    if plan is None:
        what, why = (
            N_("There is no plan yet"),
            N_("Help starts at once; the plan says what is reached with it."),
        )
        return (gap("no-plan", what, why, "R-233", answer="plan"),)
    today = reads.now().date()
    found: list[Finding] = []
    for goal in planning.objectives(reads, plan.id):
        found += _late_findings(goal, planning.actions(reads, goal.id), today)
    for delivery in deliveries(reads, case_id):
        found += _unavailable_findings(delivery.outcome, delivery.contingency_plan)
    return tuple(found)


def _late_findings(goal: Objective, to_do: list[PlannedAction], today: date) -> list[Finding]:
    late = [action for action in to_do if action.done_on is None and action.due is not None]
    late = [action for action in late if action.due is not None and action.due < today]
    if goal.state is not ObjectiveState.OPEN or not late:
        return []
    what, why = (
        N_("Something is late: {what}"),
        N_("Do it, move the day together, or find another way."),
    )
    return [
        gap("action-late", what, why, "R-233", answer="action", subject=action.id, what=action.what)
        for action in late
    ]


def _unavailable_findings(outcome: ServiceOutcome, contingency_plan: str) -> list[Finding]:
    if outcome is not ServiceOutcome.UNAVAILABLE or contingency_plan.strip():
        return []
    what, why = (
        N_("How to go on without this service is missing"),
        N_("Where a service is not to be had, both agree on another way and who speaks up for it."),
    )
    return [stops("contingency-missing", what, why, "R-249", answer="contingency_plan")]
