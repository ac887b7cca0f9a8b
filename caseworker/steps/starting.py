"""A step starts by itself with the first act in it; nobody presses a button for that."""

from __future__ import annotations

from caseworker.model.case import Step, StepProgress, StepState
from caseworker.model.ids import CaseId
from caseworker.ports import UnitOfWork


def started(work: UnitOfWork, case_id: CaseId, step: Step) -> None:
    """Keep that work on *step* began, unless it already had."""
    if not work.count(StepProgress, case_id=case_id, step=step):
        note(work, case_id, step, StepState.STARTED)


def note(work: UnitOfWork, case_id: CaseId, step: Step, state: StepState, why: str = "") -> None:
    """Keep where *step* stands from now on."""
    work.add(
        StepProgress(
            id=work.new_id(),
            case_id=case_id,
            step=step,
            state=state,
            since=work.now(),
            by=work.actor.user_id,
            why=why,
        )
    )
