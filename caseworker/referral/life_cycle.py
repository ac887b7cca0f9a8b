"""A referral from preparing to feedback. Sending is a disclosure and is kept as one."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime, timedelta

from caseworker.consent.gate import OtherBasis
from caseworker.consent.other_basis import use_other_basis
from caseworker.errors import NotAllowed, NothingToUndo
from caseworker.findings import pass_gate
from caseworker.model.case import Case
from caseworker.model.consent import Basis, Disclosure
from caseworker.model.directory import Provider
from caseworker.model.ids import CaseId, ObjectiveId, ProviderId, ReferralId, ServiceId
from caseworker.model.referral import DataItem, Priority, Referral, ReferralState
from caseworker.permissions import Act, require
from caseworker.ports import Reads, UnitOfWork, missing, one_of
from caseworker.referral.gate import findings, referral_passage

ANSWER_WITHIN = {
    Priority.EMERGENCY: timedelta(days=1),
    Priority.URGENT: timedelta(days=3),
    Priority.NORMAL: timedelta(days=7),
}
"""By when an answer is expected; a reminder appears on Today afterwards."""

WAITS_FOR_ANSWER = (ReferralState.SENT, ReferralState.RECEIVED)

_NEXT = {
    ReferralState.SENT: {
        ReferralState.RECEIVED,
        ReferralState.ACCEPTED,
        ReferralState.DECLINED,
        ReferralState.PROVIDED,
        ReferralState.CANCELLED,
    },
    ReferralState.RECEIVED: {
        ReferralState.ACCEPTED,
        ReferralState.DECLINED,
        ReferralState.PROVIDED,
        ReferralState.CANCELLED,
    },
    ReferralState.ACCEPTED: {
        ReferralState.PROVIDED,
        ReferralState.DECLINED,
        ReferralState.CANCELLED,
    },
}


@dataclass(frozen=True, kw_only=True)
class Answered:
    """How far a referral had come, so that an answer kept by mistake can be taken back."""

    state: ReferralState
    answered_at: datetime | None
    answer: str


@dataclass(frozen=True, kw_only=True)
class Wish:
    """What is asked for, from whom, and what may go along."""

    provider_id: ProviderId
    need: str
    service_id: ServiceId | None = None
    objective_id: ObjectiveId | None = None
    priority: Priority = Priority.NORMAL
    data_items: tuple[DataItem, ...] = field(
        default=(DataItem.FIRST_NAME, DataItem.LANGUAGES, DataItem.NEED)
    )
    restrictions: str = ""
    accompanied: bool = False


def prepare(work: UnitOfWork, case_id: CaseId, wish: Wish) -> Referral:
    """Prepare a referral; nothing leaves yet."""
    require(work.actor, Act.REFER)
    case = work.get(Case, case_id)
    referral = Referral(
        id=ReferralId(work.new_id()),
        case_id=case.id,
        person_id=case.person_id,
        prepared_at=work.now(),
        prepared_by=work.actor.user_id,
        **vars(wish),
    )
    work.add(referral)
    return referral


def change(work: UnitOfWork, referral_id: ReferralId, wish: Wish) -> Referral:
    """Change a referral that has not gone yet.

    Raises:
        NotAllowed: it has gone; what left cannot be rewritten.
    """
    require(work.actor, Act.REFER)
    referral = work.get(Referral, referral_id)
    if referral.state is not ReferralState.PREPARED:
        raise NotAllowed(act=Act.REFER.value)
    for name, value in vars(wish).items():
        setattr(referral, name, value)
    return referral


def send(
    work: UnitOfWork, referral_id: ReferralId, how: str, other: OtherBasis | None = None
) -> Referral:
    """Keep that a referral left, what went along, to whom and on what basis.

    Raises:
        GateClosed: no yes covers it and no other basis is named, or a protection flag blocks it.
    """
    require(work.actor, Act.REFER)
    referral = work.get(Referral, referral_id)
    if referral.state is not ReferralState.PREPARED:
        raise NotAllowed(act=Act.REFER.value)
    pass_gate(findings(work, referral, other))
    consent = referral_passage(work, referral, other).consent
    if consent is not None:
        referral.consent_id = consent.id
        work.rely_on(consent)
    if other is not None:
        referral.basis = other.basis
        use_other_basis(work, other, person_id=referral.person_id, referral_id=referral.id)
    referral.state = ReferralState.SENT
    referral.sent_at = work.now()
    referral.sent_how = how
    referral.answer_due = work.now().date() + ANSWER_WITHIN[referral.priority]
    _disclose(work, referral, other.basis if other else Basis.CONSENT)
    work.record("referral sent", referral.id)
    return referral


def take_back_sending(work: UnitOfWork, referral_id: ReferralId) -> None:
    """Keep that the referral did not leave after all; it is prepared again.

    What was kept of its leaving stays in the record, marked as not gone.

    Raises:
        NothingToUndo: the provider has answered, or it was recalled: it did leave.
    """
    require(work.actor, Act.REFER)
    referral = work.get(Referral, referral_id)
    if referral.state is not ReferralState.SENT:
        raise NothingToUndo
    for disclosure in work.matching(Disclosure, missing("did_not_go_at"), referral_id=referral_id):
        disclosure.did_not_go_at = work.now()
    referral.state = ReferralState.PREPARED
    referral.sent_at = referral.answer_due = referral.consent_id = None
    referral.sent_how = ""
    referral.basis = Basis.CONSENT
    work.record("referral did not go", referral_id)


def answered(
    work: UnitOfWork, referral_id: ReferralId, state: ReferralState, words: str = ""
) -> Referral:
    """Keep the provider's answer.

    Raises:
        NotAllowed: the referral cannot go from where it stands to *state*.
    """
    require(work.actor, Act.REFER)
    referral = work.get(Referral, referral_id)
    if state not in can_become(referral.state):
        raise NotAllowed(act=Act.REFER.value)
    referral.state = state
    referral.answered_at = work.now()
    referral.answer = words
    return referral


def can_become(state: ReferralState) -> frozenset[ReferralState]:
    """Return to which states an answer can bring a referral that stands at *state*."""
    return frozenset(_NEXT.get(state, set()))


def take_back_answer(work: UnitOfWork, referral_id: ReferralId, before: Answered) -> None:
    """Put an answer back to what stood before it.

    Raises:
        NothingToUndo: the referral was recalled since, or has come no further than *before*.
    """
    require(work.actor, Act.REFER)
    referral = work.get(Referral, referral_id)
    if referral.state not in can_become(before.state):
        raise NothingToUndo
    referral.state = before.state
    referral.answered_at = before.answered_at
    referral.answer = before.answer


def cancel(work: UnitOfWork, referral_id: ReferralId) -> None:
    """Put aside a referral that has not gone.

    Raises:
        NotAllowed: it has gone; it ends with the provider's answer, or with a withdrawal.
    """
    require(work.actor, Act.REFER)
    referral = work.get(Referral, referral_id)
    if referral.state is not ReferralState.PREPARED:
        raise NotAllowed(act=Act.REFER.value)
    referral.state = ReferralState.CANCELLED


def keep_feedback(
    work: UnitOfWork, referral_id: ReferralId, *, helped: bool | None, words: str, outcome: str
) -> None:
    """Keep whether she says it helped, and what came of it."""
    require(work.actor, Act.REFER)
    referral = work.get(Referral, referral_id)
    referral.helped = helped
    referral.her_feedback = words
    referral.outcome = outcome


def without_answer(reads: Reads) -> list[Referral]:
    """Return the referrals that wait for an answer, the longest waiting first."""
    return reads.matching(Referral, one_of("state", WAITS_FOR_ANSWER), order_by=("sent_at", "id"))


def days_late(referral: Referral, today: date) -> int:
    """Return by how many days an answer is late; 0 where it is not."""
    if referral.state not in WAITS_FOR_ANSWER or referral.answer_due is None:
        return 0
    return max((today - referral.answer_due).days, 0)


def _disclose(work: UnitOfWork, referral: Referral, basis: Basis) -> None:
    provider = work.get(Provider, referral.provider_id)
    work.add(
        Disclosure(
            id=work.new_id(),
            person_id=referral.person_id,
            case_id=referral.case_id,
            referral_id=referral.id,
            recipient=provider.name,
            provider_id=provider.id,
            data_items=tuple(item.value for item in referral.data_items),
            basis=basis,
            consent_id=referral.consent_id,
            medium=referral.sent_how,
            disclosed_at=work.now(),
            disclosed_by=work.actor.user_id,
        )
    )
