"""The plan of a case as its step shows it: goals with their actions and gaps."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from caseworker.centre.settings import the_centre
from caseworker.findings import Findings
from caseworker.model.directory import Provider
from caseworker.model.ids import CaseId, ObjectiveId, ReferralId, UserId
from caseworker.model.plan import Objective, ObjectiveState, PlanAgreement, PlannedAction
from caseworker.model.referral import Referral, ReferralState
from caseworker.ports import Reads, is_not
from caseworker.steps import planning
from caseworker.supervision import plans
from caseworker.views.names import colleague


@dataclass(frozen=True)
class ActionLine:
    """Something to be done for a goal."""

    id: UUID
    what: str
    who: str
    due: date | None
    done_on: date | None


@dataclass(frozen=True)
class GoalReferral:
    """A referral that serves a goal, and what became of it."""

    id: ReferralId
    provider: str
    state: ReferralState


@dataclass(frozen=True)
class GoalLine:
    """A goal, with what is missing in it."""

    id: ObjectiveId
    goal: planning.Goal
    state: ObjectiveState
    actions: tuple[ActionLine, ...]
    referrals: tuple[GoalReferral, ...]
    """The newest first; those put aside left out."""
    findings: Findings

    @property
    def done(self) -> int:
        """How many of its actions are done."""
        return sum(action.done_on is not None for action in self.actions)

    @property
    def who(self) -> tuple[str, ...]:
        """Who does something for it, each once."""
        return tuple(dict.fromkeys(action.who for action in self.actions if action.who))


@dataclass(frozen=True, kw_only=True)
class LookLine:
    """A supervisor's look at the version agreed last."""

    agreement: UUID
    agreed_with: UserId
    agrees: bool | None = None
    """None while nobody has looked."""
    comment: str = ""
    by: str = ""


@dataclass(frozen=True)
class PlanShown:
    """A plan as it stands."""

    goals: tuple[GoalLine, ...]
    version: int
    agreed_at: datetime | None
    changed: bool
    """Whether it differs from the version agreed last."""
    look: LookLine | None = None
    """What a supervisor said of the version agreed last, or that she is to say it."""


def plan_shown(reads: Reads, case_id: CaseId) -> PlanShown:
    """Return the plan of a case; an empty one before it is begun."""
    plan = planning.plan_of(reads, case_id)
    if plan is None:
        return PlanShown((), 0, None, changed=True)
    agreement = planning.latest_agreement(reads, plan.id)
    return PlanShown(
        goals=tuple(_goal(reads, goal) for goal in planning.objectives(reads, plan.id)),
        version=agreement.version if agreement else 0,
        agreed_at=agreement.agreed_at if agreement else None,
        changed=planning.changed_since_agreed(reads, plan.id),
        look=_look(reads, agreement) if agreement else None,
    )


def _look(reads: Reads, agreement: PlanAgreement) -> LookLine | None:
    said = plans.last_look(reads, agreement.id)
    if said is None and not the_centre(reads).plan_needs_look:
        return None
    return LookLine(
        agreement=agreement.id,
        agreed_with=agreement.agreed_with,
        agrees=said.agrees if said else None,
        comment=said.comment if said else "",
        by=colleague(reads, said.looked_by) if said else "",
    )


def _goal(reads: Reads, objective: Objective) -> GoalLine:
    to_do = planning.actions(reads, objective.id)
    return GoalLine(
        id=objective.id,
        goal=planning.Goal(
            title=objective.title,
            own_words=objective.own_words,
            own_words_declined=objective.own_words_declined,
            measure=objective.measure,
            mode=objective.mode,
            review_on=objective.review_on,
        ),
        state=objective.state,
        actions=tuple(_action(reads, action) for action in to_do),
        referrals=tuple(_referrals(reads, objective.id)),
        findings=tuple(planning.goal_findings(objective, to_do)),
    )


def _referrals(reads: Reads, objective_id: ObjectiveId) -> Iterator[GoalReferral]:
    made = reads.matching(
        Referral,
        is_not("state", ReferralState.CANCELLED),
        objective_id=objective_id,
        order_by=("-prepared_at", "-id"),
    )
    for referral in made:
        provider = reads.find(Provider, referral.provider_id)
        yield GoalReferral(referral.id, provider.name if provider else "", referral.state)


def _action(reads: Reads, action: PlannedAction) -> ActionLine:
    provider = reads.find(Provider, action.responsible_provider)
    who = (
        action.responsible_other
        or colleague(reads, action.responsible_user)
        or (provider.name if provider else "")
    )
    return ActionLine(action.id, action.what, who, action.due, action.done_on)
