"""Step 3, case planning: goals of hers, who does what by when, agreed together (R-221 to R-232)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from caseworker.answers import Answers, fill, keep_free
from caseworker.findings import Finding, Findings, gap, pass_gate, stops
from caseworker.model.case import Step
from caseworker.model.consent import Evidence
from caseworker.model.directory import Provider
from caseworker.model.ids import CaseId, ObjectiveId, PlanId, ProviderId, UserId
from caseworker.model.plan import (
    AgreedAction,
    AgreedObjective,
    CasePlan,
    DeliveryMode,
    Objective,
    PlanAgreement,
    PlannedAction,
)
from caseworker.model.staff import User
from caseworker.model.values import Money, Term
from caseworker.permissions import Act, require
from caseworker.ports import Reads, UnitOfWork, missing
from caseworker.steps.starting import started
from caseworker.text import N_


@dataclass(frozen=True, kw_only=True)
class Goal:
    """What a goal says; everything can be changed until the plan is agreed, and after."""

    title: str
    own_words: str = ""
    own_words_declined: bool = False
    measure: str = ""
    mode: DeliveryMode = DeliveryMode.DIRECT
    review_on: date | None = None


@dataclass(frozen=True, kw_only=True)
class ToDo:
    """Something that somebody does by a day."""

    what: str
    responsible_user: UserId | None = None
    responsible_provider: ProviderId | None = None
    responsible_other: str = ""
    due: date | None = None
    term: Term = Term.SHORT
    cost: Money | None = None


def plan_of(reads: Reads, case_id: CaseId) -> CasePlan | None:
    """Return the plan of a case, or None before it is begun."""
    found = reads.matching(CasePlan, case_id=case_id, limit=1)
    return found[0] if found else None


def begin(work: UnitOfWork, case_id: CaseId) -> CasePlan:
    """Return the plan of a case, begun now where there is none."""
    require(work.actor, Act.WORK_ON_CASE)
    plan = plan_of(work, case_id)
    if plan is None:
        started(work, case_id, Step.PLANNING)
        plan = CasePlan(id=PlanId(work.new_id()), case_id=case_id, begun_on=work.now().date())
        work.add(plan)
    return plan


def keep(work: UnitOfWork, case_id: CaseId, answers: Answers) -> CasePlan:
    """Keep how the work goes on as a whole: monitoring, feedback, data, who tells whom."""
    plan = begin(work, case_id)
    fill(plan, answers.of("case_plan"))
    keep_free(work, plan.id, answers)
    return plan


def objectives(reads: Reads, plan_id: PlanId) -> list[Objective]:
    """Return the goals of a plan in her order."""
    return reads.matching(
        Objective, missing("removed_at"), plan_id=plan_id, order_by=("position", "id")
    )


def actions(reads: Reads, objective_id: ObjectiveId) -> list[PlannedAction]:
    """Return what is to be done for a goal."""
    return reads.matching(PlannedAction, missing("removed_at"), objective_id=objective_id)


def add_goal(work: UnitOfWork, case_id: CaseId, goal: Goal) -> Objective:
    """Add a goal at the end of the plan."""
    plan = begin(work, case_id)
    objective = Objective(
        id=ObjectiveId(work.new_id()),
        plan_id=plan.id,
        position=len(objectives(work, plan.id)) + 1,
        **vars(goal),
    )
    work.add(objective)
    return objective


def change_goal(work: UnitOfWork, objective_id: ObjectiveId, goal: Goal) -> None:
    """Change what a goal says. Agreed versions stay as they were agreed."""
    require(work.actor, Act.WORK_ON_CASE)
    objective = work.get(Objective, objective_id)
    for name, value in vars(goal).items():
        setattr(objective, name, value)


def remove_goal(work: UnitOfWork, objective_id: ObjectiveId) -> None:
    """Take a goal out of the plan; it can be put back."""
    require(work.actor, Act.WORK_ON_CASE)
    work.get(Objective, objective_id).removed_at = work.now()


def put_goal_back(work: UnitOfWork, objective_id: ObjectiveId) -> None:
    """Undo `remove_goal`."""
    require(work.actor, Act.WORK_ON_CASE)
    work.get(Objective, objective_id).removed_at = None


def add_action(work: UnitOfWork, objective_id: ObjectiveId, to_do: ToDo) -> PlannedAction:
    """Add something to be done for a goal."""
    require(work.actor, Act.WORK_ON_CASE)
    action = PlannedAction(id=work.new_id(), objective_id=objective_id, **vars(to_do))
    work.add(action)
    return action


def agree(work: UnitOfWork, case_id: CaseId, evidence: Evidence | None) -> PlanAgreement:
    """Keep the plan as it was read together and agreed: a version that never changes (R-232).

    Raises:
        GateClosed: a goal is missing.
    """
    plan = begin(work, case_id)
    pass_gate(tuple(_content_findings(work, plan)))
    agreed_before = work.count(PlanAgreement, plan_id=plan.id)
    plan.version = agreed_before + 1
    agreement = PlanAgreement(
        id=work.new_id(),
        plan_id=plan.id,
        version=plan.version,
        objectives=agreed_objectives(work, plan.id),
        agreed_at=work.now(),
        agreed_with=work.actor.user_id,
        read_together=True,
        evidence=evidence,
    )
    work.add(agreement)
    work.rely_on(plan, *objectives(work, plan.id))
    work.record("plan agreed", case_id)
    return agreement


def agreed_objectives(reads: Reads, plan_id: PlanId) -> tuple[AgreedObjective, ...]:
    """Return the goals of a plan as they stand now, the way an agreed version keeps them."""
    return tuple(
        AgreedObjective(
            title=objective.title,
            own_words=objective.own_words,
            measure=objective.measure,
            review_on=objective.review_on,
            actions=tuple(
                AgreedAction(what=action.what, who=who(reads, action), due=action.due)
                for action in actions(reads, objective.id)
            ),
        )
        for objective in objectives(reads, plan_id)
    )


def who(reads: Reads, action: PlannedAction) -> str:
    """Return in words who does an action: herself, a colleague by code, or a provider."""
    user = reads.find(User, action.responsible_user)
    provider = reads.find(Provider, action.responsible_provider)
    return action.responsible_other or (
        user.staff_code if user else provider.name if provider else ""
    )


def latest_agreement(reads: Reads, plan_id: PlanId) -> PlanAgreement | None:
    """Return the newest agreed version, or None."""
    found = reads.matching(PlanAgreement, plan_id=plan_id, order_by="-version", limit=1)
    return found[0] if found else None


def changed_since_agreed(reads: Reads, plan_id: PlanId) -> bool:
    """Return whether the goals differ from the version agreed last."""
    agreement = latest_agreement(reads, plan_id)
    return agreement is None or agreement.objectives != agreed_objectives(reads, plan_id)


def findings(reads: Reads, case_id: CaseId) -> Findings:
    """Return what is missing before the plan can be carried out."""
    plan = plan_of(reads, case_id)
    if plan is None:
        return (_NO_GOAL,)
    found = _content_findings(reads, plan)
    if found != [_NO_GOAL] and changed_since_agreed(reads, plan.id):
        what, why = (
            N_("The plan is not agreed as it stands"),
            N_("Read it together. It is the person's plan."),
        )
        found.append(stops("plan-not-agreed", what, why, "R-223", answer="agreement"))
    return tuple(found)


_NO_GOAL = stops(
    "no-goal",
    N_("No goal yet"),
    N_("A plan begins with one thing that the person wants to reach."),
    "R-221",
    answer="objective",
)


def _content_findings(reads: Reads, plan: CasePlan) -> list[Finding]:
    goals = objectives(reads, plan.id)
    if not goals:
        return [_NO_GOAL]
    return [found for goal in goals for found in goal_findings(goal, actions(reads, goal.id))]


def goal_findings(goal: Objective, to_do: list[PlannedAction]) -> list[Finding]:
    """Return the gaps of one goal; `subject` is its id."""
    found = []
    if not goal.own_words.strip() and not goal.own_words_declined:
        what, why = (
            N_("Own words are missing"),
            N_("One sentence as the person says it keeps the plan theirs."),
        )
        found.append(("own-words-missing", what, why, "R-223", "objective.own_words"))
    if goal.review_on is None:
        what, why = (
            N_("Day to look at it again is missing"),
            N_("Without a day, nobody is reminded."),
        )
        found.append(("review-day-missing", what, why, "R-226", "objective.review_on"))
    if not goal.measure.strip():
        what, why = (
            N_("What shows that it is reached is missing"),
            N_("Both should see when this goal is reached."),
        )
        found.append(("measure-missing", what, why, "R-221", "objective.measure"))
    if not to_do:
        what, why = (
            N_("Nothing to do yet"),
            N_("A goal needs a first step, by somebody, by a day."),
        )
        found.append(("no-action", what, why, "R-224", "action"))
    if any(not _has_somebody(action) or action.due is None for action in to_do):
        what, why = (
            N_("Who does it by when is missing"),
            N_("What nobody is to do by a day is not done."),
        )
        found.append(("who-or-when-missing", what, why, "R-225", "action"))
    return [
        gap(code, what, why, requirement, answer=answer, subject=goal.id)
        for code, what, why, requirement, answer in found
    ]


def _has_somebody(action: PlannedAction) -> bool:
    return bool(
        action.responsible_user or action.responsible_provider or action.responsible_other.strip()
    )
