"""What waits for a supervisor, the longest waiting first. Nobody decides on her own work.

A look afterwards, at what was done without consent or by one who works alone, is due within a day
(product.md, "Basis, safety and dignity"): it never held anything up.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from enum import StrEnum
from uuid import UUID

from caseworker.errors import NotAllowed
from caseworker.model.case import Case
from caseworker.model.consent import BasisUse
from caseworker.model.duplicate import Duplicate, DuplicateState
from caseworker.model.ids import CaseId, UserId
from caseworker.model.person import Person
from caseworker.model.review import ApprovalState, Closure, Transfer, TransferKind, TransferState
from caseworker.model.staff import Role, User
from caseworker.model.supervision import QueueNote
from caseworker.people.closing_at_once import waiting_for_a_look
from caseworker.people.restricted import hidden_cases, hidden_people, without
from caseworker.permissions import Act, may, require
from caseworker.ports import Reads, UnitOfWork, missing, one_of
from caseworker.supervision import plans
from caseworker.supervision.absence import covers
from caseworker.views.names import colleague, person_of_case, shown_name

MOST = 100
"""No kind of thing has more rows; the longest waiting come first."""
LOOK_AFTERWARDS_WITHIN = timedelta(days=1)
DECIDE_WITHIN = timedelta(days=3)
TRANSFER_ANSWERED_WITHIN = timedelta(days=2)
CENTRE_ANSWERS_WITHIN = timedelta(days=14)
"""A stick has to go there and come back."""


class Waits(StrEnum):
    """What kind of thing waits."""

    PLAN = "plan"
    CLOSURE = "closure"
    CLOSED_ALONE = "closed by a sole worker"
    TRANSFER = "transfer without answer"
    OTHER_BASIS = "another basis"
    WITHOUT_CASEWORKER = "case without caseworker"
    CLOSED_AT_ONCE = "record closed at once"
    SECOND_RECORD = "two records of one person"
    JOINED_ALONE = "two records joined by a sole worker"


_WITHIN = {
    Waits.PLAN: DECIDE_WITHIN,
    Waits.CLOSURE: DECIDE_WITHIN,
    Waits.CLOSED_ALONE: LOOK_AFTERWARDS_WITHIN,
    Waits.TRANSFER: TRANSFER_ANSWERED_WITHIN,
    Waits.OTHER_BASIS: LOOK_AFTERWARDS_WITHIN,
    Waits.WITHOUT_CASEWORKER: LOOK_AFTERWARDS_WITHIN,
    Waits.CLOSED_AT_ONCE: LOOK_AFTERWARDS_WITHIN,
    Waits.SECOND_RECORD: DECIDE_WITHIN,
    Waits.JOINED_ALONE: LOOK_AFTERWARDS_WITHIN,
}

_FOR_ALL = frozenset({Waits.TRANSFER, Waits.WITHOUT_CASEWORKER})
"""What somebody sees to, and nobody judges: whoever began it may do so too."""


@dataclass(frozen=True, kw_only=True)
class Waiting:
    """One thing that waits for a decision or a look."""

    kind: Waits
    subject: UUID
    """The case, the use of another basis, the person, or what was said of two records."""
    person: str
    since: datetime
    asked_by: str
    own_of: UserId | None
    """Whose own work it is: she does not decide it. None where everybody may."""
    days_late: int
    last_word: str = ""
    """What a colleague wrote about it last."""
    given_to: UserId | None = None
    given_to_name: str = ""
    is_mine: bool = True
    """Nobody else was asked to decide it; or whoever was is away, and this person covers.

    Where whoever covers may not decide it either, it is everybody's.
    """


def queue(reads: Reads, now: datetime) -> tuple[Waiting, ...]:
    """Return all that waits for a decision that this person may take.

    Raises:
        NotAllowed: the role neither approves nor reviews.
    """
    if not may(reads.actor, Act.REVIEW_BASIS):
        require(reads.actor, Act.APPROVE)
    found = list(_bases(reads, now)) if may(reads.actor, Act.REVIEW_BASIS) else []
    found += _closed_at_once(reads, now) if may(reads.actor, Act.RESTRICT) else []
    if may(reads.actor, Act.APPROVE):
        found += [*_plans(reads, now), *_closures(reads, now)]
        found += [*_transfers(reads, now), *_without_caseworker(reads, now)]
        found += _second_records(reads, now)
    return tuple(sorted(_with_words(reads, found, now), key=lambda one: one.since))


def say(work: UnitOfWork, subject: UUID, comment: str, given_to: UserId | None = None) -> QueueNote:
    """Keep a word about what waits, or hand it on to a colleague.

    Raises:
        NotAllowed: the role does not cover it, or the colleague may not decide.
    """
    if not may(work.actor, Act.REVIEW_BASIS):
        require(work.actor, Act.APPROVE)
    if given_to is not None and given_to not in {user.id for user in can_decide(work)}:
        raise NotAllowed(act=Act.APPROVE.value)
    note = QueueNote(
        id=work.new_id(),
        subject=subject,
        written_at=work.now(),
        written_by=work.actor.user_id,
        comment=comment.strip(),
        given_to=given_to,
    )
    work.add(note)
    return note


def can_decide(reads: Reads) -> list[User]:
    """Return the colleagues who take a supervisor's decisions, by name."""
    staff = reads.matching(User, missing("removed_at"), order_by=("name", "id"))
    return [user for user in staff if Role.SUPERVISOR in user.roles]


def _plans(reads: Reads, now: datetime) -> Iterable[Waiting]:
    for plan, agreement in plans.waiting(reads)[:MOST]:
        if agreement.agreed_with != reads.actor.user_id:
            yield _of_case(
                reads, Waits.PLAN, plan.case_id, agreement.agreed_at, agreement.agreed_with, now
            )


def _closures(reads: Reads, now: datetime) -> Iterable[Waiting]:
    kinds = {
        ApprovalState.ASKED: Waits.CLOSURE,
        ApprovalState.PENDING_REVIEW: Waits.CLOSED_ALONE,
    }
    found = reads.matching(
        Closure,
        one_of("approval", kinds),
        missing("reopened_at"),
        *without("case_id", hidden_cases(reads)),
        order_by="prepared_at",
        limit=MOST,
    )
    for closure in found:
        if closure.prepared_by != reads.actor.user_id:
            since = closure.closed_at or closure.prepared_at
            kind = kinds[closure.approval]
            yield _of_case(reads, kind, closure.case_id, since, closure.prepared_by, now)


def _transfers(reads: Reads, now: datetime) -> Iterable[Waiting]:
    found = reads.matching(
        Transfer,
        *without("case_id", hidden_cases(reads)),
        state=TransferState.OFFERED,
        order_by="prepared_at",
        limit=MOST,
    )
    for transfer in found:
        within = _answered_within(transfer)
        since = transfer.offered_at or transfer.prepared_at
        if within is not None and now - since > within:
            yield _of_case(
                reads, Waits.TRANSFER, transfer.case_id, since, transfer.prepared_by, now
            )


def _answered_within(transfer: Transfer) -> timedelta | None:
    """Return when an answer is late; None where it comes by other ways than the program."""
    if transfer.receiving_card is not None:
        return CENTRE_ANSWERS_WITHIN
    return TRANSFER_ANSWERED_WITHIN if transfer.kind is TransferKind.COLLEAGUE else None


def _bases(reads: Reads, now: datetime) -> Iterable[Waiting]:
    uses = reads.matching(
        BasisUse,
        missing("reviewed_at"),
        *without("person_id", hidden_people(reads)),
        order_by="used_at",
        limit=MOST,
    )
    for use in uses:
        if use.used_by != reads.actor.user_id:
            person = reads.find(Person, use.person_id)
            yield _waiting(
                reads,
                Waits.OTHER_BASIS,
                use.id,
                shown_name(person) if person else "",
                use.used_at,
                use.used_by,
                now,
            )


def _closed_at_once(reads: Reads, now: datetime) -> Iterable[Waiting]:
    for closing in waiting_for_a_look(reads):
        person = reads.find(Person, closing.person_id)
        name = shown_name(person) if person else ""
        yield _waiting(
            reads, Waits.CLOSED_AT_ONCE, closing.person_id, name, closing.made_at, closing.made_by,
            now,
        )  # fmt: skip


def _second_records(reads: Reads, now: datetime) -> Iterable[Waiting]:
    kinds = {
        DuplicateState.ASKED: Waits.SECOND_RECORD,
        DuplicateState.ONE_PERSON_UNSEEN: Waits.JOINED_ALONE,
    }
    hidden = hidden_people(reads)
    found = reads.matching(
        Duplicate,
        one_of("state", kinds),
        *without("person_id", hidden),
        *without("duplicate_id", hidden),
        order_by="asked_at",
        limit=MOST,
    )
    for said in found:
        person, other = reads.find(Person, said.person_id), reads.find(Person, said.duplicate_id)
        # Of records that are not here nobody decides.
        if said.asked_by != reads.actor.user_id and person is not None and other is not None:
            kind, name = kinds[said.state], shown_name(person)
            yield _waiting(reads, kind, said.id, name, said.asked_at, said.asked_by, now)


def _without_caseworker(reads: Reads, now: datetime) -> Iterable[Waiting]:
    alone = reads.matching(
        Case,
        missing("assigned_to"),
        missing("closed_at"),
        *without("person_id", hidden_people(reads)),
        order_by="opened_at",
        limit=MOST,
    )
    for case in alone:
        yield _of_case(
            reads, Waits.WITHOUT_CASEWORKER, case.id, case.opened_at, case.opened_by, now
        )


def _of_case(
    reads: Reads, kind: Waits, case_id: CaseId, since: datetime, by: UserId, now: datetime
) -> Waiting:
    return _waiting(reads, kind, case_id, person_of_case(reads, case_id), since, by, now)


def _waiting(
    reads: Reads,
    kind: Waits,
    subject: UUID,
    person: str,
    since: datetime,
    by: UserId,
    now: datetime,
) -> Waiting:
    due = (since + _WITHIN[kind]).astimezone(now.tzinfo).date()
    return Waiting(
        kind=kind,
        subject=subject,
        person=person,
        since=since,
        asked_by=colleague(reads, by),
        own_of=None if kind in _FOR_ALL else by,
        days_late=max((now.date() - due).days, 0),
    )


def _with_words(reads: Reads, found: list[Waiting], now: datetime) -> Iterable[Waiting]:
    """Put to each what colleagues wrote about it, and whose turn it is."""
    notes = reads.matching(
        QueueNote,
        one_of("subject", [one.subject for one in found]),
        order_by=("written_at", "id"),
    )
    words = {note.subject: note.comment for note in notes if note.comment}
    given = {note.subject: note.given_to for note in notes if note.given_to is not None}
    deciders = {user.id for user in can_decide(reads)}
    me = reads.actor.user_id
    for one in found:
        to = given.get(one.subject)
        if to not in deciders or to == one.own_of:
            # Whoever left decides no more, and nobody her own: it waits for everybody again.
            to = None
        nobody_covers = to is not None and one.own_of is not None and covers(reads, one.own_of, to)
        yield replace(
            one,
            last_word=words.get(one.subject, ""),
            given_to=to,
            given_to_name=colleague(reads, to),
            is_mine=to is None or to == me or covers(reads, me, to) or nobody_covers,
        )
