"""A supervisor's look at a plan that was agreed. The work goes on meanwhile; help never waits.

The plan is the person's: what a supervisor says is advice to the caseworker, and a new version is
read together again (R-232).
"""

from __future__ import annotations

from uuid import UUID

from caseworker.centre.settings import the_centre
from caseworker.errors import NotAllowed
from caseworker.findings import pass_gate, stops
from caseworker.model.case import Case
from caseworker.model.ids import CaseId
from caseworker.model.plan import CasePlan, PlanAgreement
from caseworker.model.supervision import PlanLook
from caseworker.people.restricted import hidden_cases
from caseworker.permissions import Act, require
from caseworker.ports import Reads, UnitOfWork, missing, one_of
from caseworker.text import N_


def waiting(reads: Reads) -> list[tuple[CasePlan, PlanAgreement]]:
    """Return the plans of open cases whose newest version no supervisor has looked at.

    Empty where the centre asks for no such look.
    """
    if not the_centre(reads).plan_needs_look:
        return []
    running = {key for (key,) in reads.fields(Case, ("id",), missing("closed_at"))} - hidden_cases(
        reads
    )
    newest: dict[UUID, PlanAgreement] = {}
    for agreement in reads.matching(PlanAgreement, order_by=("version", "id")):
        newest[agreement.plan_id] = agreement
    looked = {key for (key,) in reads.fields(PlanLook, ("agreement_id",))}
    plans = reads.matching(CasePlan, one_of("id", newest))
    return [
        (plan, newest[plan.id])
        for plan in plans
        if plan.case_id in running and newest[plan.id].id not in looked
    ]


def last_look(reads: Reads, agreement_id: UUID) -> PlanLook | None:
    """Return what a supervisor said last of a version, or None."""
    found = reads.matching(
        PlanLook, agreement_id=agreement_id, order_by=("-looked_at", "-id"), limit=1
    )
    return found[0] if found else None


def look(work: UnitOfWork, agreement_id: UUID, *, agrees: bool, comment: str = "") -> PlanLook:
    """Keep what a supervisor says of a version of a plan.

    Raises:
        NotAllowed: the role does not cover it, or she agreed the plan herself.
        GateClosed: she sends it back without a word on what is still to be thought of.
    """
    require(work.actor, Act.APPROVE)
    agreement = work.get(PlanAgreement, agreement_id)
    if agreement.agreed_with == work.actor.user_id:
        raise NotAllowed(act=Act.APPROVE.value)
    if not agrees and not comment.strip():
        what, why = (
            N_("What to think of again is missing"),
            N_("A plan that comes back without a word helps nobody."),
        )
        pass_gate((stops("comment-missing", what, why, answer="comment"),))
    case_id: CaseId = work.get(CasePlan, agreement.plan_id).case_id
    said = PlanLook(
        id=work.new_id(),
        agreement_id=agreement_id,
        case_id=case_id,
        looked_at=work.now(),
        looked_by=work.actor.user_id,
        agrees=agrees,
        comment=comment,
    )
    work.add(said)
    work.rely_on(agreement)
    work.record("plan looked at", case_id)
    return said
