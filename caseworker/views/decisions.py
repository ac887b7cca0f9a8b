"""What waits for a decision of this person, the longest waiting first."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from uuid import UUID

from caseworker.data_access.asking import unanswered_data_requests
from caseworker.handover.sending import MEDIUM
from caseworker.model.case import Case
from caseworker.model.consent import BasisUse
from caseworker.model.erasure import Erasure
from caseworker.model.ids import CaseId, PersonId, UserId
from caseworker.model.inbound_referral import InboundReferral
from caseworker.model.person import Person
from caseworker.model.review import (
    ApprovalState,
    Closure,
    Transfer,
    TransferState,
)
from caseworker.model.rights import PersonRequest
from caseworker.people.restricted import hidden_cases, hidden_people, without
from caseworker.permissions import Act, may
from caseworker.ports import Reads, missing, one_of, present
from caseworker.referral import inbound
from caseworker.referral.forgetting import to_forget
from caseworker.rights.erasing import waits_for
from caseworker.rights.wishes import days_late, unanswered
from caseworker.views.approvals import older_closures, older_transfers, recalls
from caseworker.views.feedback import open_feedback
from caseworker.views.names import colleague, person_of_case, shown_name

MOST_ROWS = 12
"""No list on Today is longer; the whole list is one click away."""


class ToLookAt(StrEnum):
    """Kinds of things that wait for a decision."""

    CLOSURE = "closure"
    TRANSFER = "transfer"
    OTHER_BASIS = "other basis"
    OLDER_CLOSURE = "closure approved on an older version"
    OLDER_TRANSFER = "handover accepted on an older version"
    RECALL = "yes that ended after it went out"
    RECALL_HANDOVER = "yes that ended after a case went out"
    RECALL_TOLD = "yes that ended after a partner heard"
    CASE_WITHOUT_CASEWORKER = "case without caseworker"
    WISH = "wish about a record"
    ANSWER_TO_TELL = "answer to tell"
    INBOUND_REFERRAL = "referral to us"
    FORGETTING = "what a partner wrote, to be erased"
    DATA_ACCESS = "data asked from outside"
    FEEDBACK = "feedback without an answer"
    ERASURE_TO_AGREE = "erasure to agree to"
    ERASURE_TO_CARRY_OUT = "erasure to carry out"


@dataclass(frozen=True)
class Decision:
    """Something that waits for this person to look at."""

    kind: ToLookAt
    subject: UUID
    person: str
    since: datetime
    asked_by: str
    days_late: int = 0


def decisions(reads: Reads, today: date) -> tuple[Decision, ...]:
    """Return what this person may decide; at most `MOST_ROWS`."""
    actor = reads.actor
    found: list[Decision] = []
    people = without("person_id", hidden_people(reads))
    cases = without("case_id", hidden_cases(reads))
    if may(actor, Act.APPROVE):
        asked = reads.matching(Closure, *cases, approval=ApprovalState.ASKED, limit=MOST_ROWS)
        found += [
            _decision(reads, ToLookAt.CLOSURE, closure.case_id, closure.prepared_at,
                      closure.prepared_by)
            for closure in asked
            if closure.prepared_by != actor.user_id
        ]  # fmt: skip
        alone = reads.matching(
            Case, missing("assigned_to"), missing("closed_at"), *people, limit=MOST_ROWS
        )
        found += [
            _decision(reads, ToLookAt.CASE_WITHOUT_CASEWORKER, case.id, case.opened_at,
                      case.opened_by)
            for case in alone
        ]  # fmt: skip
    if may(actor, Act.WORK_ON_CASE):
        offered = reads.matching(
            Transfer,
            *cases,
            state=TransferState.OFFERED,
            receiving_user=actor.user_id,
            limit=MOST_ROWS,
        )
        found += [
            _decision(reads, ToLookAt.TRANSFER, transfer.case_id, transfer.prepared_at,
                      transfer.prepared_by)
            for transfer in offered
        ]  # fmt: skip
    if may(actor, Act.REVIEW_BASIS):
        uses = reads.matching(
            BasisUse, missing("reviewed_at"), *people, order_by="review_due", limit=50
        )
        found += [
            Decision(ToLookAt.OTHER_BASIS, use.id, _person(reads, use), use.used_at,
                     colleague(reads, use.used_by))
            for use in uses
            if use.used_by != actor.user_id
        ]  # fmt: skip
    found += _after_a_merge(reads)
    found += _wishes(reads, today)
    found += _erasures(reads)
    found += _data_access(reads)
    found += _feedback(reads, today)
    if may(actor, Act.REFER):
        found += [_inbound(reads, each, today) for each in inbound.unanswered(reads)[:MOST_ROWS]]
        found += [
            Decision(ToLookAt.FORGETTING, each.inbound_id, "", each.asked_at,
                     colleague(reads, each.asked_by))
            for each in to_forget(reads)[:MOST_ROWS]
        ]  # fmt: skip
    return tuple(sorted(found, key=lambda decision: decision.since)[:MOST_ROWS])


def _after_a_merge(reads: Reads) -> list[Decision]:
    """Return what other laptops changed under a decision, and what has to be called back."""
    actor = reads.actor
    found: list[Decision] = []
    if may(actor, Act.APPROVE):
        found += [
            _decision(reads, ToLookAt.OLDER_CLOSURE, each.case_id,
                      each.decided_at or each.prepared_at, each.decided_by or each.prepared_by)
            for each in older_closures(reads)
            if each.prepared_by != actor.user_id
        ]  # fmt: skip
    if may(actor, Act.WORK_ON_CASE):
        found += [
            _decision(reads, ToLookAt.OLDER_TRANSFER, each.case_id,
                      each.answered_at or each.prepared_at, each.prepared_by)
            for each in older_transfers(reads)
        ]  # fmt: skip
    if may(actor, Act.REFER):
        to_tell = recalls(reads)
        found += [
            Decision(ToLookAt.RECALL, each.referral_id, _name(reads, each.person_id),
                     each.disclosed_at, "")
            for each in to_tell
            if each.referral_id
        ]  # fmt: skip
        found += [
            Decision(ToLookAt.RECALL_HANDOVER, each.case_id, _name(reads, each.person_id),
                     each.disclosed_at, "")
            for each in to_tell
            if each.case_id and each.medium == MEDIUM
        ]  # fmt: skip
        found += [
            Decision(ToLookAt.RECALL_TOLD, each.person_id, _name(reads, each.person_id),
                     each.disclosed_at, "")
            for each in to_tell
            if each.referral_id is None and each.medium != MEDIUM
        ]  # fmt: skip
    return found


def _name(reads: Reads, person_id: PersonId) -> str:
    person = reads.find(Person, person_id)
    return shown_name(person) if person else ""


def _wishes(reads: Reads, today: date) -> list[Decision]:
    """Return what the officer has to answer, and what caseworkers have to pass on or to do."""
    actor = reads.actor
    if may(actor, Act.DECIDE_REQUEST):
        return [
            _wish(reads, ToLookAt.WISH, request, days_late(request, today))
            for request in unanswered(reads)[:MOST_ROWS]
        ]
    if not may(actor, Act.READ_REQUEST):
        return []
    mine = reads.matching(
        Case,
        missing("closed_at"),
        *without("person_id", hidden_people(reads)),
        assigned_to=actor.user_id,
    )
    people = [case.person_id for case in mine]
    to_pass_on = reads.matching(
        PersonRequest,
        one_of("person_id", people),
        present("decided_at"),
        missing("told_at"),
        order_by="decided_at",
        limit=MOST_ROWS,
    )
    return [_wish(reads, ToLookAt.ANSWER_TO_TELL, request, 0) for request in to_pass_on]


def _erasures(reads: Reads) -> list[Decision]:
    """Return the erasures that wait for this person: to agree to, or to carry out."""
    actor, hidden = reads.actor, hidden_people(reads)
    found = []
    if may(actor, Act.AGREE_TO_ERASURE):
        found += [
            _erasure(reads, ToLookAt.ERASURE_TO_AGREE, each)
            for each in waits_for(reads, agreed=False)
            if each.decided_by != actor.user_id and each.person_id not in hidden
        ]
    if may(actor, Act.DECIDE_REQUEST):
        agreed = waits_for(reads, agreed=True)
        found += [_erasure(reads, ToLookAt.ERASURE_TO_CARRY_OUT, each) for each in agreed]
    return found


def _erasure(reads: Reads, kind: ToLookAt, erasure: Erasure) -> Decision:
    person = reads.find(Person, erasure.person_id)
    by = colleague(reads, erasure.agreed_by or erasure.decided_by)
    since = erasure.agreed_at or erasure.decided_at
    return Decision(kind, erasure.id, shown_name(person) if person else "", since, by)


def _data_access(reads: Reads) -> list[Decision]:
    """Return what the data protection officer answers to people outside."""
    if not may(reads.actor, Act.DECIDE_REQUEST):
        return []
    return [
        Decision(ToLookAt.DATA_ACCESS, each.id, "", each.asked_at, each.organisation)
        for each in unanswered_data_requests(reads)[:MOST_ROWS]
    ]


def _feedback(reads: Reads, today: date) -> list[Decision]:
    """Return what was said about the centre and waits for an answer; never by whom."""
    return [
        Decision(ToLookAt.FEEDBACK, each.form_id, "", each.received_at, "", each.days_late)
        for each in open_feedback(reads, today)[:MOST_ROWS]
    ]


def _inbound(reads: Reads, sent: InboundReferral, today: date) -> Decision:
    who = inbound.who_refers(reads, sent)
    late = inbound.days_late(sent, today)
    return Decision(ToLookAt.INBOUND_REFERRAL, sent.id, "", sent.received_at, who, late)


def _wish(reads: Reads, kind: ToLookAt, request: PersonRequest, late: int) -> Decision:
    person = reads.find(Person, request.person_id)
    by = colleague(reads, request.decided_by or request.taken_by)
    since = request.decided_at or request.asked_at
    return Decision(kind, request.id, shown_name(person) if person else "", since, by, late)


def _decision(
    reads: Reads, kind: ToLookAt, case_id: CaseId, since: datetime, by: UserId
) -> Decision:
    return Decision(kind, case_id, person_of_case(reads, case_id), since, colleague(reads, by))


def _person(reads: Reads, use: BasisUse) -> str:
    person = reads.find(Person, use.person_id)
    return shown_name(person) if person else ""
