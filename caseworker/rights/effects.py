"""What follows from a granted wish, at once or by somebody's hand; and telling the person."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from caseworker.consent.withdrawal import Scope, take_back
from caseworker.errors import InvalidValue, NotAllowed
from caseworker.findings import pass_gate
from caseworker.model.case import Case, CaseStatus
from caseworker.model.consent import Consent
from caseworker.model.ids import ConsentId, PersonId
from caseworker.model.person import Channel
from caseworker.model.referral import Referral, ReferralState
from caseworker.model.review import ClosureReason, FollowUp, FollowUpState
from caseworker.model.rights import Outcome, PersonRequest, RequestKind
from caseworker.notes.contacts import contact_findings
from caseworker.permissions import Act, require
from caseworker.ports import UnitOfWork
from caseworker.rights import erasing
from caseworker.steps import closure
from caseworker.text import N_


@dataclass(frozen=True, kw_only=True)
class Told:
    """How the answer was told, and what was said."""

    channel: Channel
    words: str


def follow(work: UnitOfWork, request: PersonRequest, uses: tuple[ConsentId, ...]) -> None:
    """Let a granted wish take effect where it can at once.

    A copy is given by hand, a correction is made where the words stand, and an erasure waits for
    a second person: none of them counts as carried out here.
    """
    if request.kind is RequestKind.STOP_SERVICES:
        _stop_services(work, request)
    elif request.kind is RequestKind.OBJECTION:
        for consent_id in uses:
            take_back(work, request.person_id, Scope.of(work.get(Consent, consent_id)))
    else:
        if request.kind is RequestKind.ERASURE:
            erasing.decide(work, request)
        return
    _done(work, request, "")


def mark_corrected(work: UnitOfWork, request_id: UUID, words: str) -> PersonRequest:
    """Keep that what was wrong is corrected, beside the first words, which stay.

    Raises:
        NotAllowed: nobody granted a correction, or the role reads no wishes.
        InvalidValue: what was corrected is not said.
    """
    require(work.actor, Act.READ_REQUEST)
    request = work.get(PersonRequest, request_id)
    if request.kind is not RequestKind.CORRECTION or not granted(request):
        raise NotAllowed(act=Act.READ_REQUEST.value)
    if not words.strip():
        raise InvalidValue(what=N_("What was corrected"))
    _done(work, request, words)
    return request


def tell(work: UnitOfWork, request_id: UUID, told: Told) -> PersonRequest:
    """Keep that the person was told the answer, how, and in which words.

    Raises:
        NotAllowed: there is no answer yet.
        GateClosed: this way must never be used.
    """
    require(work.actor, Act.READ_REQUEST)
    request = work.get(PersonRequest, request_id)
    if request.decided_at is None:
        raise NotAllowed(act=Act.READ_REQUEST.value)
    pass_gate(contact_findings(work, request.person_id, told.channel))
    request.told_at = work.now()
    request.told_by = work.actor.user_id
    request.told_by_way_of = told.channel
    request.told = told.words
    work.record("answer told", request.person_id)
    return request


def granted(request: PersonRequest) -> bool:
    """Return whether the wish was granted, wholly or in part."""
    return request.outcome in {Outcome.GRANTED, Outcome.PARTLY}


def copy_was_given(work: UnitOfWork, request: PersonRequest) -> None:
    """Keep that the copy that was asked for is in the person's hands."""
    _done(work, request, "")


def _done(work: UnitOfWork, request: PersonRequest, words: str) -> None:
    request.carried_out_at = work.now()
    request.carried_out_by = work.actor.user_id
    request.carried_out = words


def _stop_services(work: UnitOfWork, request: PersonRequest) -> None:
    """End what is planned, and prepare the end of each case; the record and each yes stay."""
    for case in work.matching(Case, person_id=request.person_id, status=CaseStatus.OPEN):
        for look in work.matching(FollowUp, case_id=case.id, state=FollowUpState.PLANNED):
            look.state = FollowUpState.CANCELLED
            look.closed_at = work.now()
        ending = closure.Ending(
            reason=ClosureReason.CHOSE_TO_STOP, explanation=request.in_her_words
        )
        closure.begin(work, case.id, ending)
    _cancel_unsent(work, request.person_id)


def _cancel_unsent(work: UnitOfWork, person_id: PersonId) -> None:
    unsent = work.matching(Referral, person_id=person_id, state=ReferralState.PREPARED)
    for referral in unsent:
        referral.state = ReferralState.CANCELLED
