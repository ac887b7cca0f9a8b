"""Approvals that do not cover what stands there now, because another laptop wrote meanwhile."""

from __future__ import annotations

from caseworker.consent.withdrawal import to_recall
from caseworker.model.case import Case
from caseworker.model.consent import Disclosure, Withdrawal
from caseworker.model.ids import CaseId
from caseworker.model.review import ApprovalState, Closure, Transfer, TransferState
from caseworker.people.duplicates.standing import second_records
from caseworker.people.restricted import hidden_cases, hidden_people, without
from caseworker.ports import Reads, missing
from caseworker.steps import closure, transfer
from caseworker.sync.reliance import Standing

MOST_LOOKED_AT = 50
"""The newest are looked at: older ones were queued when the change arrived."""


def closure_is_older(reads: Reads, case_id: CaseId) -> bool:
    """Return whether the closure of a case was approved on an older version."""
    known = closure.current(reads, case_id)
    return known is not None and _is_older(reads, known)


def transfer_is_older(reads: Reads, case_id: CaseId) -> bool:
    """Return whether the handover of a case was accepted on an older version."""
    known = transfer.current(reads, case_id)
    return (
        known is not None
        and known.state is TransferState.ACCEPTED
        and reads.standing(known) is Standing.CHANGED_SINCE
    )


def older_closures(reads: Reads) -> list[Closure]:
    """Return closures that were approved on an older version, the newest decision first."""
    approved = reads.matching(
        Closure,
        missing("reopened_at"),
        *without("case_id", hidden_cases(reads)),
        approval=ApprovalState.APPROVED,
        order_by="-decided_at",
        limit=MOST_LOOKED_AT,
    )
    return [each for each in approved if _is_older(reads, each)]


def older_transfers(reads: Reads) -> list[Transfer]:
    """Return handovers that the actor accepted on an older version."""
    accepted = reads.matching(
        Transfer,
        *without("case_id", hidden_cases(reads)),
        state=TransferState.ACCEPTED,
        receiving_user=reads.actor.user_id,
        order_by="-answered_at",
        limit=MOST_LOOKED_AT,
    )
    return [each for each in accepted if reads.standing(each) is Standing.CHANGED_SINCE]


def recalls(reads: Reads) -> list[Disclosure]:
    """Return what went out with the actor's cases on a yes that has ended, and is not recalled.

    A no that she said in another record of hers may be no withdrawal: nothing stood there to take
    back (R-208).
    """
    hidden = hidden_people(reads)
    withdrawn = reads.matching(
        Withdrawal,
        *without("person_id", hidden),
        order_by="-withdrawn_at",
        limit=MOST_LOOKED_AT,
    )
    mine = {case.person_id for case in reads.matching(Case, assigned_to=reads.actor.user_id)}
    joined = second_records(reads)
    in_several = (mine & {*joined, *joined.values()}) - hidden
    said_no = [each.person_id for each in withdrawn if each.person_id in mine]
    people = dict.fromkeys([*said_no, *sorted(in_several)])
    return [each for person in people for each in to_recall(reads, person)]


def _is_older(reads: Reads, known: Closure) -> bool:
    return (
        known.approval is ApprovalState.APPROVED
        and known.reopened_at is None
        and reads.standing(known) is Standing.CHANGED_SINCE
    )
