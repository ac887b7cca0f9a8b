"""Step 6, closure: an end that was prepared, with a door left open (R-237 to R-243)."""

from __future__ import annotations

from dataclasses import dataclass

from caseworker.answers import Answers, keep_free, made
from caseworker.centre.settings import the_centre
from caseworker.errors import NotAllowed, NothingToUndo
from caseworker.findings import Findings, gap, pass_gate, stops
from caseworker.model.case import Case, CaseStatus, Step, StepState
from caseworker.model.ids import CaseId
from caseworker.model.review import ApprovalState, Closure, ClosureReason
from caseworker.permissions import Act, require
from caseworker.ports import Reads, UnitOfWork
from caseworker.steps.starting import note, started
from caseworker.text import N_

# She cannot be prepared for what comes next, nor asked, where she is gone.
_NOT_WITH_HER = frozenset({ClosureReason.DECEASED, ClosureReason.LOST_CONTACT})


@dataclass(frozen=True, kw_only=True)
class Ending:
    """Why and how the work ends."""

    reason: ClosureReason
    explanation: str = ""
    transition: str = ""
    unmet_needs: str = ""
    no_unmet_needs: bool = False
    told_how_to_return: bool = False
    feedback_asked: bool = False


def prepare(work: UnitOfWork, case_id: CaseId, ending: Ending) -> Closure:
    """Keep how the work is to end; nothing is closed yet."""
    require(work.actor, Act.WORK_ON_CASE)
    closure = under_way(work, case_id)
    if closure is None:
        return begin(work, case_id, ending)
    for name, value in vars(ending).items():
        setattr(closure, name, value)
    closure.prepared_by = work.actor.user_id
    closure.approval = ApprovalState.NOT_ASKED
    return closure


def begin(work: UnitOfWork, case_id: CaseId, ending: Ending) -> Closure:
    """Begin an end, for a use case that has asked who may; one under way stays as it is."""
    closure = under_way(work, case_id)
    if closure is None:
        started(work, case_id, Step.CLOSURE)
        closure = Closure(
            id=work.new_id(),
            case_id=case_id,
            prepared_at=work.now(),
            prepared_by=work.actor.user_id,
            **vars(ending),
        )
        work.add(closure)
    return closure


def keep(work: UnitOfWork, case_id: CaseId, answers: Answers) -> Closure:
    """Keep the answers of the closure form; nothing is closed yet."""
    closure = prepare(work, case_id, made(Ending, answers.of("closure")))
    keep_free(work, closure.id, answers)
    return closure


def current(reads: Reads, case_id: CaseId) -> Closure | None:
    """Return the newest closure of a case, prepared or done, or None."""
    found = reads.matching(Closure, case_id=case_id, order_by=("-prepared_at", "-id"), limit=1)
    return found[0] if found else None


def under_way(reads: Reads, case_id: CaseId) -> Closure | None:
    """Return the closure that is being prepared, or None."""
    closure = current(reads, case_id)
    return closure if closure is not None and closure.closed_at is None else None


def ask_approval(work: UnitOfWork, case_id: CaseId) -> Closure:
    """Ask for approval, or close at once where the centre asks for none.

    Where one person works alone, the case closes "pending review".

    Raises:
        GateClosed: reason, preparation or unmet needs are missing.
    """
    require(work.actor, Act.WORK_ON_CASE)
    pass_gate(content_findings(work, case_id))
    closure = _prepared(work, case_id)
    centre = the_centre(work)
    if not centre.closure_needs_approval:
        _close(work, closure)
    elif centre.sole_worker:
        closure.approval = ApprovalState.PENDING_REVIEW
        _close(work, closure)
    else:
        closure.approval = ApprovalState.ASKED
    return closure


def take_back_asking(work: UnitOfWork, case_id: CaseId) -> Closure:
    """Ask no longer: nobody has decided yet, and the closure is prepared as before.

    Raises:
        NothingToUndo: a supervisor has decided, or was never asked.
    """
    require(work.actor, Act.WORK_ON_CASE)
    closure = _prepared(work, case_id)
    if closure.approval is not ApprovalState.ASKED:
        raise NothingToUndo
    closure.approval = ApprovalState.NOT_ASKED
    return closure


def approve(work: UnitOfWork, case_id: CaseId, comment: str = "") -> Closure:
    """Approve a closure and close the case. Nobody approves what she prepared herself.

    A case that one who works alone has closed was only waiting for this look, and stays closed.

    Raises:
        NotAllowed: the role does not cover it, the actor prepared it, or nobody asked.
    """
    closure = _decide(work, case_id, ApprovalState.APPROVED, comment)
    if closure.closed_at is None:
        _close(work, closure)
    work.rely_on(closure)
    return closure


def approve_again(work: UnitOfWork, case_id: CaseId) -> Closure:
    """Approve a closure as it stands now, where it was approved on an older version.

    Raises:
        NotAllowed: the role does not cover it, or the actor prepared it.
        NothingToUndo: it is not approved.
    """
    require(work.actor, Act.APPROVE)
    closure = current(work, case_id)
    if closure is None or closure.approval is not ApprovalState.APPROVED:
        raise NothingToUndo
    if closure.prepared_by == work.actor.user_id:
        raise NotAllowed(act=Act.APPROVE.value)
    closure.decided_at = work.now()
    closure.decided_by = work.actor.user_id
    work.rely_on(closure)
    work.record("closure approved again", case_id)
    return closure


def send_back(work: UnitOfWork, case_id: CaseId, comment: str) -> Closure:
    """Send a closure back with what is still to be done.

    Raises:
        NotAllowed: the role does not cover it, the actor prepared it, nobody asked, or the case
            is closed already: it is opened again instead.
    """
    if _prepared(work, case_id).closed_at is not None:
        raise NotAllowed(act=Act.APPROVE.value)
    return _decide(work, case_id, ApprovalState.SENT_BACK, comment)


def reopen_case(work: UnitOfWork, case_id: CaseId, why: str) -> Case:
    """Open a closed case again; it keeps its number and all of its history."""
    require(work.actor, Act.WORK_ON_CASE)
    case = work.get(Case, case_id)
    closure = current(work, case_id)
    if closure is not None:
        closure.reopened_at = work.now()
        closure.reopened_by = work.actor.user_id
        closure.reopened_why = why
    case.status = CaseStatus.OPEN
    case.closed_at = None
    note(work, case_id, Step.CLOSURE, StepState.OPENED_AGAIN, why)
    work.record("case reopened", case_id)
    return case


def findings(reads: Reads, case_id: CaseId) -> Findings:
    """Return what is missing before the case can close, its approval included."""
    found = content_findings(reads, case_id)
    closure = current(reads, case_id)
    if closure is None or closure.closed_at is not None:
        return found
    waits = closure.approval not in {ApprovalState.APPROVED, ApprovalState.PENDING_REVIEW}
    if the_centre(reads).closure_needs_approval and waits:
        what, why = (
            N_("A supervisor has not agreed yet"),
            N_("A second pair of eyes looks at every closure, never the own."),
        )
        return (*found, stops("approval-missing", what, why, answer="approval"))
    return found


def content_findings(reads: Reads, case_id: CaseId) -> Findings:
    """Return what is missing in how the closure was prepared (R-242, R-243)."""
    closure = current(reads, case_id)
    if closure is None or closure.reopened_at is not None:
        what, why = (
            N_("Why the work ends is missing"),
            N_("Choose the reason together where that is possible."),
        )
        return (stops("reason-missing", what, why, "R-237", answer="closure.reason"),)
    found = []
    with_her = closure.reason not in _NOT_WITH_HER
    if with_her and not closure.transition.strip():
        what, why = (
            N_("How the person was prepared is missing"),
            N_("Nobody is left alone with what comes next."),
        )
        found.append(stops("transition-missing", what, why, "R-242", answer="closure.transition"))
    if not closure.unmet_needs.strip() and not closure.no_unmet_needs:
        what, why = (
            N_("Needs that stay open are missing"),
            N_("Write them down, or say that there are none."),
        )
        found.append(stops("unmet-needs-missing", what, why, "R-243", answer="closure.unmet_needs"))
    if with_her and not closure.told_how_to_return:
        what, why = (
            N_("How to come back was not told"),
            N_("The door stays open. Say how to find it."),
        )
        found.append(gap("return-not-told", what, why, answer="closure.told_how_to_return"))
    if with_her and not closure.feedback_asked:
        what, why = (
            N_("What the person thinks of the work was not asked"),
            N_("The centre learns from it. Nobody has to answer."),
        )
        found.append(gap("feedback-not-asked", what, why, "R-405", answer="closure.feedback"))
    return tuple(found)


def _prepared(work: UnitOfWork, case_id: CaseId) -> Closure:
    closure = current(work, case_id)
    if closure is None:
        raise NotAllowed(act=Act.WORK_ON_CASE.value)
    return closure


def _decide(work: UnitOfWork, case_id: CaseId, decision: ApprovalState, comment: str) -> Closure:
    require(work.actor, Act.APPROVE)
    closure = _prepared(work, case_id)
    waits = closure.approval in {ApprovalState.ASKED, ApprovalState.PENDING_REVIEW}
    if closure.prepared_by == work.actor.user_id or not waits:
        raise NotAllowed(act=Act.APPROVE.value)
    closure.approval = decision
    closure.decided_at = work.now()
    closure.decided_by = work.actor.user_id
    closure.decision_comment = comment
    work.record(f"closure {decision.value}", case_id)
    return closure


def _close(work: UnitOfWork, closure: Closure) -> None:
    case = work.get(Case, closure.case_id)
    case.status = CaseStatus.CLOSED
    case.closed_at = closure.closed_at = work.now()
    note(work, case.id, Step.CLOSURE, StepState.DONE)
    work.record("case closed", case.id)
