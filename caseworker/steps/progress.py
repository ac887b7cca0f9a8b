"""Where the steps of a case stand: started, finished through their gates, opened again."""

from __future__ import annotations

from collections.abc import Callable

from caseworker.findings import Findings, pass_gate
from caseworker.model.case import Case, Step, StepProgress, StepState
from caseworker.model.ids import CaseId
from caseworker.permissions import Act, require
from caseworker.ports import Reads, UnitOfWork
from caseworker.steps import assessment, closure, identification, implementation, planning, review
from caseworker.steps.starting import note, started

Rule = Callable[[Reads, CaseId], Findings]

RULES: dict[Step, Rule] = {
    Step.IDENTIFICATION: identification.findings,
    Step.ASSESSMENT: assessment.findings,
    Step.PLANNING: planning.findings,
    Step.IMPLEMENTATION: implementation.findings,
    Step.REVIEW: review.findings,
    Step.CLOSURE: closure.findings,
}
"""What each step's gate looks at."""


def progress(reads: Reads, case_id: CaseId) -> dict[Step, StepProgress]:
    """Return the newest word on each step that was ever started."""
    history = reads.matching(StepProgress, case_id=case_id, order_by=("since", "id"))
    return {entry.step: entry for entry in history}


def step_findings(reads: Reads, case_id: CaseId, step: Step) -> Findings:
    """Return what is missing in one step of a case."""
    return RULES[step](reads, case_id)


def start(work: UnitOfWork, case_id: CaseId, step: Step) -> None:
    """Keep that work on *step* began, unless it already had."""
    require(work.actor, Act.WORK_ON_CASE)
    started(work, case_id, step)


def finish(work: UnitOfWork, case_id: CaseId, step: Step) -> Findings:
    """Finish *step* and start the next; return the gaps that stay visible.

    Raises:
        GateClosed: something that stops is still missing.
    """
    require(work.actor, Act.WORK_ON_CASE)
    work.get(Case, case_id)
    gaps = pass_gate(step_findings(work, case_id, step))
    note(work, case_id, step, StepState.DONE)
    following = _after(step)
    if following is not None:
        start(work, case_id, following)
    return gaps


def reopen(work: UnitOfWork, case_id: CaseId, step: Step, why: str) -> None:
    """Open a finished step again; the history keeps that it was done (R-205)."""
    require(work.actor, Act.WORK_ON_CASE)
    note(work, case_id, step, StepState.OPENED_AGAIN, why)


def _after(step: Step) -> Step | None:
    """Return the step that begins by itself; closure only ever begins by a decision."""
    order = list(Step)
    following = order[order.index(step) + 1 :]
    return following[0] if following and following[0] is not Step.CLOSURE else None
