"""Erasing what a partner wrote about somebody who has no record here: one asks, another does it.

Nothing brings it back, and every other laptop erases it too. So each of them wants to see two
colleagues behind it, as behind the erasure of a record (docs/formats/commit.md, "Erasure").
"""

from __future__ import annotations

from caseworker.errors import NotAllowed
from caseworker.model.arrival import Arrival, ArrivalState
from caseworker.model.ids import InboundReferralId
from caseworker.model.inbound_referral import ForgettingAsked, InboundReferral, InboundState
from caseworker.permissions import Act, require
from caseworker.ports import Reads, UnitOfWork, is_not, missing, one_of, present


def can_be_forgotten(reads: Reads, inbound: InboundReferral) -> bool:
    """Return whether nobody needs any more what the partner wrote.

    It is about somebody who has no record here: who was not taken in, or said no to a record.
    """
    if inbound.person_id is not None or inbound.answer_sent_at is None:
        return False
    arrival = reads.find(Arrival, inbound.arrival_id)
    over = {ArrivalState.HELPED_WITHOUT_RECORD, ArrivalState.LEFT}
    return inbound.state is InboundState.DECLINED or (arrival is not None and arrival.state in over)


def asked_by_another(reads: Reads, inbound_id: InboundReferralId) -> list[ForgettingAsked]:
    """Return where colleagues of whoever looks asked that it is erased, the newest first."""
    return reads.matching(
        ForgettingAsked,
        is_not("asked_by", reads.actor.user_id),
        inbound_id=inbound_id,
        order_by=("-asked_at", "-id"),
    )


def has_asked(reads: Reads, inbound_id: InboundReferralId) -> bool:
    """Return whether whoever looks has asked that it is erased."""
    return bool(reads.count(ForgettingAsked, inbound_id=inbound_id, asked_by=reads.actor.user_id))


def to_forget(reads: Reads) -> list[ForgettingAsked]:
    """Return what colleagues of whoever looks asked to erase and still lies here, oldest first.

    Of each partner's words the first one who asked.
    """
    over = [
        each.id
        for each in reads.matching(InboundReferral, missing("person_id"), present("answer_sent_at"))
        if can_be_forgotten(reads, each)
    ]
    asked = reads.matching(
        ForgettingAsked,
        is_not("asked_by", reads.actor.user_id),
        one_of("inbound_id", over),
        order_by=("-asked_at", "-id"),
    )
    return list({each.inbound_id: each for each in asked}.values())[::-1]


def ask_to_forget(work: UnitOfWork, inbound_id: InboundReferralId) -> ForgettingAsked:
    """Ask a colleague to erase what a partner wrote.

    Raises:
        NotAllowed: the answer has not gone back, or it may still lead to a record.
    """
    _over(work, inbound_id)
    asked = ForgettingAsked(
        id=work.new_id(),
        inbound_id=inbound_id,
        asked_at=work.now(),
        asked_by=work.actor.user_id,
    )
    work.add(asked)
    return asked


def forget(work: UnitOfWork, inbound_id: InboundReferralId) -> None:
    """Erase what a partner wrote about somebody who has no record here (R-432).

    Raises:
        NotAllowed: no colleague asked for it, the answer has not gone back, or it may still lead
            to a record.
    """
    inbound = _over(work, inbound_id)
    asked = asked_by_another(work, inbound_id)
    if not asked:
        raise NotAllowed(act=Act.REFER.value)
    work.rely_on(*asked)
    work.erase(inbound)
    work.record("inbound referral erased", inbound_id)


def _over(work: UnitOfWork, inbound_id: InboundReferralId) -> InboundReferral:
    require(work.actor, Act.REFER)
    inbound = work.get(InboundReferral, inbound_id)
    if not can_be_forgotten(work, inbound):
        raise NotAllowed(act=Act.REFER.value)
    return inbound
