"""Referrals to the centre: received, answered, sent back; the person decides for herself (R-207).

A partner's word that somebody agreed lets the centre meet the person. It is no yes to a record.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from caseworker.consent.gate import Passage, passage
from caseworker.errors import InvalidValue, NotAllowed, NothingToUndo
from caseworker.findings import Findings, gap, pass_gate, stops
from caseworker.model.arrival import Arrival
from caseworker.model.consent import Basis, Disclosure, Purpose
from caseworker.model.directory import Provider
from caseworker.model.ids import ArrivalId, InboundReferralId, PersonId, ProviderId
from caseworker.model.inbound_referral import CameBy, InboundReferral, InboundState, SaidConsent
from caseworker.model.person import Channel, Person
from caseworker.model.referral import Priority
from caseworker.people.restricted import require_sight
from caseworker.permissions import Act, require
from caseworker.ports import Reads, UnitOfWork, missing
from caseworker.reception.check_in import AtTheGate, arrive
from caseworker.referral.life_cycle import ANSWER_WITHIN
from caseworker.text import N_

FEEDBACK = "how it went on"
"""What a disclosure calls the words that a partner is told."""


@dataclass(frozen=True, kw_only=True)
class Received:
    """What a partner says; everything but who and why can stay empty."""

    provider_id: ProviderId | None = None
    referred_by: str = ""
    reply_to: str = ""
    came_by: CameBy = CameBy.PHONE
    their_reference: str = ""
    need: str = ""
    priority: Priority = Priority.NORMAL
    how_to_reach: str = ""
    consent_said: SaidConsent = SaidConsent.NOT_SAID
    consent_words: str = ""


def receive(work: UnitOfWork, received: Received) -> InboundReferral:
    """Keep that a partner refers somebody to the centre.

    Raises:
        InvalidValue: who refers, or what help is asked for, is not said.
    """
    require(work.actor, Act.REFER)
    if received.provider_id is None and not received.referred_by.strip():
        raise InvalidValue(what=N_("Who refers"))
    if not received.need.strip():
        raise InvalidValue(what=N_("What help is asked for"))
    inbound = InboundReferral(
        id=InboundReferralId(work.new_id()),
        received_at=work.now(),
        received_by=work.actor.user_id,
        **{name: _trimmed(value) for name, value in vars(received).items()},
    )
    work.add(inbound)
    work.record("inbound referral received", inbound.id)
    return inbound


def to_think_of(inbound: InboundReferral) -> Findings:
    """Return what to think of before the person is met."""
    if inbound.consent_said in {SaidConsent.WRITTEN, SaidConsent.SPOKEN}:
        return ()
    what, why = (
        N_("The partner says of no yes"),
        N_("The person may not know of it. Meet them alone, say who sent them, and ask first."),
    )
    return (gap("no-yes-said", what, why, "R-207"),)


def accept(work: UnitOfWork, inbound_id: InboundReferralId) -> InboundReferral:
    """Keep that the centre will see the person.

    Raises:
        NotAllowed: it was answered before.
    """
    return _answer(work, inbound_id, InboundState.ACCEPTED, "")


def decline(work: UnitOfWork, inbound_id: InboundReferralId, reason: str) -> InboundReferral:
    """Keep that the centre cannot help, and why, in words that the partner may read.

    Raises:
        NotAllowed: it was answered before.
        InvalidValue: the reason is missing.
    """
    if not reason.strip():
        raise InvalidValue(what=N_("Why it is declined"))
    return _answer(work, inbound_id, InboundState.DECLINED, reason)


def take_back_answer(work: UnitOfWork, inbound_id: InboundReferralId) -> None:
    """Let it wait for an answer again.

    Raises:
        NothingToUndo: the answer has gone to the partner, or there is none.
    """
    require(work.actor, Act.REFER)
    inbound = work.get(InboundReferral, inbound_id)
    if inbound.answer_sent_at is not None or inbound.state is InboundState.RECEIVED:
        raise NothingToUndo
    inbound.state = InboundState.RECEIVED
    inbound.answered_at = inbound.answered_by = None
    inbound.reason = ""


def answer_sent(work: UnitOfWork, inbound_id: InboundReferralId, by_way_of: Channel) -> None:
    """Keep that the answer went back to the partner: yes or no and the reason, nothing else.

    Raises:
        NotAllowed: there is no answer yet.
    """
    require(work.actor, Act.REFER)
    inbound = work.get(InboundReferral, inbound_id)
    if inbound.state is InboundState.RECEIVED:
        raise NotAllowed(act=Act.REFER.value)
    inbound.answer_sent_at = work.now()
    inbound.answer_sent_by = work.actor.user_id
    inbound.answer_sent_by_way_of = by_way_of
    work.record("inbound referral answered", inbound_id)


def meet(work: UnitOfWork, inbound_id: InboundReferralId) -> Arrival:
    """Give whoever was sent a number at the desk; what the partner wrote is not copied.

    Raises:
        NotAllowed: it is not accepted, or it has a number or a person already.
    """
    require(work.actor, Act.CHECK_IN)
    inbound = _to_link(work, inbound_id)
    arrival = arrive(work, AtTheGate())
    inbound.arrival_id = arrival.id
    return arrival


def is_somebody_known(
    work: UnitOfWork, inbound_id: InboundReferralId, person_id: PersonId
) -> InboundReferral:
    """Keep that whoever was sent has a record here already.

    Raises:
        NotAllowed: it is not accepted, has a number or a person already, or the record is
            restricted to others.
    """
    require(work.actor, Act.REFER)
    inbound = _to_link(work, inbound_id)
    require_sight(work, work.get(Person, person_id))
    inbound.person_id = person_id
    return inbound


def registered(work: UnitOfWork, arrival_id: ArrivalId, person_id: PersonId) -> None:
    """Let the referrals that led to this number lead to the person who now has a record."""
    waiting = work.matching(InboundReferral, missing("person_id"), arrival_id=arrival_id)
    for inbound in waiting:
        inbound.person_id = person_id


def feedback_passage(reads: Reads, inbound: InboundReferral) -> Passage:
    """Return whether the partner may be told how it went on, and on which yes."""
    if inbound.person_id is None:
        what, why = (
            N_("Stops here: nobody has a record yet"),
            N_("What happens with a person is told only with a yes that is written down."),
        )
        return Passage((stops("nobody-registered", what, why, "R-260"),))
    return passage(
        reads,
        inbound.person_id,
        Purpose.REFERRAL,
        provider_id=inbound.provider_id,
        recipient="" if inbound.provider_id else inbound.referred_by,
        data_items=(),
        other_basis=None,
        today=reads.now().date(),
    )


def give_feedback(
    work: UnitOfWork, inbound_id: InboundReferralId, words: str, medium: str
) -> InboundReferral:
    """Keep what the partner was told of how it went on. It is a disclosure like any other.

    Raises:
        InvalidValue: nothing is said.
        GateClosed: no yes of the person lets it go to this partner.
    """
    require(work.actor, Act.REFER)
    inbound = work.get(InboundReferral, inbound_id)
    if not words.strip():
        raise InvalidValue(what=N_("What the partner is told"))
    found = feedback_passage(work, inbound)
    pass_gate(found.findings)
    consent, person_id = found.consent, inbound.person_id
    if consent is None or person_id is None:
        raise NotAllowed(act=Act.REFER.value)
    work.rely_on(consent)
    inbound.feedback = words
    inbound.feedback_at = work.now()
    inbound.feedback_by = work.actor.user_id
    work.add(
        Disclosure(
            id=work.new_id(),
            person_id=person_id,
            recipient=who_refers(work, inbound),
            provider_id=inbound.provider_id,
            data_items=(FEEDBACK,),
            basis=Basis.CONSENT,
            consent_id=consent.id,
            medium=medium,
            disclosed_at=work.now(),
            disclosed_by=work.actor.user_id,
        )
    )
    work.record("told a partner how it went on", person_id)
    return inbound


def who_refers(reads: Reads, inbound: InboundReferral) -> str:
    """Return what the partner is called."""
    provider = reads.find(Provider, inbound.provider_id)
    return provider.name if provider else inbound.referred_by


def unanswered(reads: Reads) -> Sequence[InboundReferral]:
    """Return the referrals that wait for our answer, the longest waiting first."""
    return reads.matching(
        InboundReferral, state=InboundState.RECEIVED, order_by=("received_at", "id")
    )


def days_late(inbound: InboundReferral, today: date) -> int:
    """Return by how many days our answer is late; 0 where it is not."""
    if inbound.state is not InboundState.RECEIVED:
        return 0
    due = inbound.received_at.date() + ANSWER_WITHIN[inbound.priority]
    return max((today - due).days, 0)


def _trimmed(value: object) -> Any:
    # A choice is a word too, and stays what it is.
    return value.strip() if type(value) is str else value


def _answer(
    work: UnitOfWork, inbound_id: InboundReferralId, state: InboundState, reason: str
) -> InboundReferral:
    require(work.actor, Act.REFER)
    inbound = work.get(InboundReferral, inbound_id)
    if inbound.state is not InboundState.RECEIVED:
        raise NotAllowed(act=Act.REFER.value)
    inbound.state = state
    inbound.reason = reason
    inbound.answered_at = work.now()
    inbound.answered_by = work.actor.user_id
    return inbound


def _to_link(work: UnitOfWork, inbound_id: InboundReferralId) -> InboundReferral:
    inbound = work.get(InboundReferral, inbound_id)
    linked = inbound.arrival_id is not None or inbound.person_id is not None
    if inbound.state is not InboundState.ACCEPTED or linked:
        raise NotAllowed(act=Act.REFER.value)
    return inbound
