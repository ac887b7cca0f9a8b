"""Courses of action that must not be left to memory: suicide risk, missing child, departure."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from caseworker.errors import NotAllowed
from caseworker.findings import Findings, gap
from caseworker.model.case import ProtocolKind, ProtocolRun
from caseworker.model.ids import CaseId
from caseworker.permissions import Act, require
from caseworker.ports import Reads, UnitOfWork, missing
from caseworker.text import N_


@dataclass(frozen=True)
class ProtocolAct:
    """One thing to do, in order."""

    code: str
    words: str


PROTOCOLS: dict[ProtocolKind, tuple[ProtocolAct, ...]] = {
    ProtocolKind.SUICIDE_RISK: (
        ProtocolAct("stay", N_("Stay, and let nobody be alone")),
        ProtocolAct("ask", N_("Ask calmly and directly about thoughts of dying")),
        ProtocolAct("means", N_("Move away together what could be used")),
        ProtocolAct("call", N_("Call the health post or the emergency number")),
        ProtocolAct("tell", N_("Tell the supervisor now")),
        ProtocolAct("plan", N_("Make or open the safety plan")),
        ProtocolAct("tomorrow", N_("Plan to look again within a day")),
    ),
    ProtocolKind.MISSING_CHILD: (
        ProtocolAct("search", N_("Look in the whole centre now, two people")),
        ProtocolAct("last-seen", N_("Note when, where and with whom the child was last seen")),
        ProtocolAct("tell", N_("Tell the supervisor now")),
        ProtocolAct("authority", N_("Tell the child protection authority and the police")),
        ProtocolAct("guardian", N_("Tell the guardian, unless the guardian may be the danger")),
        ProtocolAct("description", N_("Prepare a description; no more than the search needs")),
        ProtocolAct("back", N_("When the child is back: care first, questions later")),
    ),
    ProtocolKind.DEPARTURE_WITHOUT_NOTICE: (
        ProtocolAct("safe-way", N_("Try to reach the person, only by safe ways")),
        ProtocolAct("household", N_("Ask about the household without telling anything")),
        ProtocolAct("bed", N_("Keep the bed until tomorrow")),
        ProtocolAct("tell", N_("Tell the supervisor")),
        ProtocolAct("later", N_("Plan one more try, and what to do then")),
    ),
}
"""What is done, in order, for each protocol."""


def open_protocol(work: UnitOfWork, case_id: CaseId, kind: ProtocolKind) -> ProtocolRun:
    """Open a protocol, or return the one of this kind that is under way."""
    require(work.actor, Act.WORK_ON_CASE)
    running = [run for run in under_way(work, case_id) if run.kind is kind]
    if running:
        return running[0]
    run = ProtocolRun(
        id=work.new_id(),
        case_id=case_id,
        kind=kind,
        opened_at=work.now(),
        opened_by=work.actor.user_id,
    )
    work.add(run)
    work.record(f"protocol opened: {kind.value}", case_id)
    return run


def mark_acts(work: UnitOfWork, run_id: UUID, done: tuple[str, ...]) -> None:
    """Keep which acts are done."""
    require(work.actor, Act.WORK_ON_CASE)
    work.get(ProtocolRun, run_id).acts_done = done


def end_protocol(work: UnitOfWork, run_id: UUID, outcome: str) -> None:
    """End a protocol with what came of it.

    Raises:
        NotAllowed: it is ended without a word about what came of it.
    """
    require(work.actor, Act.WORK_ON_CASE)
    if not outcome.strip():
        raise NotAllowed(act=Act.WORK_ON_CASE.value)
    run = work.get(ProtocolRun, run_id)
    run.ended_at = work.now()
    run.ended_by = work.actor.user_id
    run.outcome = outcome


def under_way(reads: Reads, case_id: CaseId) -> list[ProtocolRun]:
    """Return the protocols of a case that are not ended."""
    return reads.matching(ProtocolRun, missing("ended_at"), case_id=case_id)


def findings(reads: Reads, case_id: CaseId) -> Findings:
    """Return the acts still to be done in protocols under way."""
    found = []
    for run in under_way(reads, case_id):
        left = [act for act in PROTOCOLS[run.kind] if act.code not in run.acts_done]
        if left:
            what, why = (
                N_("A protocol is under way: {left} acts left"),
                N_("Each act is there because it was once forgotten."),
            )
            found.append(
                gap("protocol-open", what, why, answer="protocol", subject=run.id, left=len(left))
            )
    return tuple(found)
