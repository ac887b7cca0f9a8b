"""A case that another centre hands over: looked at, then accepted or declined with a reason."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime

from caseworker.consent.gate import OtherBasis
from caseworker.consent.other_basis import use_other_basis
from caseworker.errors import InvalidValue
from caseworker.findings import Findings, pass_gate, stops
from caseworker.handover.body import (
    MAX_TEXT,
    AnswerBody,
    HandoverBody,
    moment_text,
    read_body,
)
from caseworker.handover.card import read_card
from caseworker.handover.cards import opener, own_card, usable_card
from caseworker.handover.handover_file import Refused, read_file, seal
from caseworker.handover.unpacking import Unpacked, person_hash, unpack, written_at
from caseworker.model.case import Case, CaseStatus
from caseworker.model.consent import Attachment, Basis
from caseworker.model.entity import Entity
from caseworker.model.handover import AnsweredHandover, CentreCard, ReceivedHandover
from caseworker.model.ids import AttachmentId, CardId, HandoverId, PersonId, UserId
from caseworker.model.person import Person
from caseworker.model.review import FollowUp
from caseworker.model.rights import Restriction
from caseworker.people.case_number import case_number
from caseworker.permissions import Act, require
from caseworker.ports import Reads, UnitOfWork
from caseworker.steps.identification import SERIES
from caseworker.text import N_

ANSWERED_BEFORE: Findings = (
    stops(
        "answered-before",
        N_("Stops here: this handover was answered before"),
        N_("The same file was opened again. What was answered then stands."),
        "R-244",
    ),
)
_FEW = N_("Few could see it at the centre that handed it over.")


@dataclass(frozen=True, kw_only=True)
class Opened:
    """A file that could be opened: a handover, or the answer to one."""

    body: HandoverBody | AnswerBody
    card_id: CardId
    """Of whoever signed it."""
    size: int
    """Bytes of what was packed in it."""


@dataclass(frozen=True, kw_only=True)
class Taking:
    """What the receiver decides when she accepts."""

    assigned_to: UserId | None = None
    may_be: PersonId | None = None


def open_file(reads: Reads, content: bytes) -> Opened:
    """Return what lies in a file for this centre; nothing is kept.

    Raises:
        Refused: why it cannot be opened.
    """
    sealed = read_file(content)
    content = opener(reads).open(sealed)
    return Opened(body=read_body(content), card_id=sealed.sender, size=len(content))


def sender_of(reads: Reads, card_id: CardId) -> CentreCard:
    """Return the card of a sender.

    Raises:
        Refused: `unknown-sender`: it was not compared, or put aside since.
    """
    card = usable_card(reads, card_id)
    if card is None:
        raise Refused("unknown-sender")
    return card


def answered_at(reads: Reads, handover: HandoverId) -> datetime | None:
    """Return when a handover was first answered here, also where its record is erased by now."""
    found = reads.matching(
        AnsweredHandover, handover_id=handover, order_by=("answered_at", "id"), limit=1
    )
    return found[0].answered_at if found else None


def findings(reads: Reads, handover: HandoverId) -> Findings:
    """Return what keeps a handover from being answered."""
    return () if answered_at(reads, handover) is None else ANSWERED_BEFORE


def accept(work: UnitOfWork, body: HandoverBody, card_id: CardId, taking: Taking) -> Case:
    """Keep a record that another centre handed over, as written by this one from now on.

    Raises:
        NotAllowed: the role receives no handovers.
        GateClosed: it was answered before.
        Refused: what it says was never written by this program, or the card was put aside.
    """
    require(work.actor, Act.RECEIVE_HANDOVER)
    pass_gate(findings(work, body.handover))
    card = sender_of(work, card_id)
    brought = unpack(work, body, card)
    if any(work.find(type(each), each.id) for each in (brought.person, *brought.entities)):
        # Taken over at another laptop, and not all of it has come here yet.
        pass_gate(ANSWERED_BEFORE)
    case = _case(work, brought, taking)
    person = replace(brought.person, registered_at=brought.written_at)
    goes_on = taking.assigned_to or work.actor.user_id
    for each in (*brought.colleagues, person, case, *_entities(brought, goes_on)):
        work.add(each)
    for file in brought.files:
        key = work.attach(file.content, file.media_type, AttachmentId(file.attachment))
        # The same at each laptop that accepts, so that nothing differs but what was decided.
        work.get(Attachment, key).kept_at = brought.written_at
    if person.restricted:
        _restrict(work, person, taking)
    _stand_on(work, body, person, case)
    received = _received(work, body, card, accepted=True)
    received.person_id, received.case_id = person.id, case.id
    received.their_number, received.their_person = brought.case.number, person_hash(card, body)
    received.may_be = taking.may_be
    received.not_understood = brought.not_understood
    if brought.plan is not None:
        for name in ("done_so_far", "still_to_do", "risks", "introduced", "her_view"):
            setattr(received, name, getattr(brought.plan, name))
        received.why = brought.plan.reason
    work.add(received)
    work.record("handover accepted here", person.id)
    return case


def decline(work: UnitOfWork, body: HandoverBody, card_id: CardId, reason: str) -> ReceivedHandover:
    """Keep that this centre cannot take the case, and why; nothing about the person is kept.

    Raises:
        NotAllowed: the role receives no handovers.
        GateClosed: it was answered before.
        InvalidValue: the reason is missing.
    """
    require(work.actor, Act.RECEIVE_HANDOVER)
    pass_gate(findings(work, body.handover))
    if not reason.strip():
        raise InvalidValue(what=N_("Why it is declined"))
    card = sender_of(work, card_id)
    received = _received(work, body, card, accepted=False, reason=reason.strip()[:MAX_TEXT])
    work.add(received)
    work.record("handover declined here", received.id)
    return received


def sealed_answer(reads: Reads, received: ReceivedHandover) -> bytes:
    """Return the file that tells the sender what was decided; again, where a stick was lost.

    Raises:
        Refused: `unknown-sender`: its card was put aside since, and nothing is sealed to it.
    """
    own, card = own_card(reads), sender_of(reads, received.card_id)
    if own is None:
        raise Refused("sealed-for-others")
    answer = AnswerBody(
        handover=received.handover_id,
        written_at=moment_text(received.answered_at),
        accepted=received.accepted,
        reason=received.reason,
    )
    return seal(answer.to_bytes(), read_card(own.card), own.signing_key, read_card(card.card))


def are_two_people(work: UnitOfWork, one: PersonId, other: PersonId) -> None:
    """Keep that two records, thought to be of one person, are of two.

    Raises:
        NotAllowed: the role does not work on cases.
    """
    require(work.actor, Act.WORK_ON_CASE)
    for person_id, may_be in ((one, other), (other, one)):
        for received in work.matching(ReceivedHandover, person_id=person_id, may_be=may_be):
            received.may_be = None


def _received(
    work: UnitOfWork, body: HandoverBody, card: CentreCard, *, accepted: bool, reason: str = ""
) -> ReceivedHandover:
    answered = AnsweredHandover(
        id=work.new_id(),
        handover_id=body.handover,
        accepted=accepted,
        answered_at=work.now(),
    )
    work.add(answered)
    return ReceivedHandover(
        id=work.new_id(),
        handover_id=body.handover,
        card_id=card.card_id,
        centre=card.name,
        written_at=written_at(body),
        accepted=accepted,
        answered_at=answered.answered_at,
        answered_by=work.actor.user_id,
        reason=reason,
        basis=body.basis if accepted else "",
    )


def _case(work: UnitOfWork, brought: Unpacked, taking: Taking) -> Case:
    """Return the case as it goes on here, under a number of this centre."""
    return replace(
        brought.case,
        number=case_number(work.device_code, work.next_number(SERIES)),
        status=CaseStatus.OPEN,
        opened_at=brought.written_at,
        closed_at=None,
        assigned_to=taking.assigned_to,
    )


def _entities(brought: Unpacked, goes_on: UserId) -> list[Entity]:
    """Whoever goes on is reminded of what was planned; until then, whoever accepted."""
    return [
        replace(each, assigned_to=goes_on) if isinstance(each, FollowUp) else each
        for each in brought.entities
    ]


def _stand_on(work: UnitOfWork, body: HandoverBody, person: Person, case: Case) -> None:
    """A record that came without a yes stands here on the same basis, and is looked at here."""
    basis = next((each for each in Basis if each.value == body.basis), Basis.CONSENT)
    if basis is not Basis.CONSENT and body.why.strip():
        law = body.why if basis is Basis.LEGAL_DUTY else ""
        told = N_("The centre that handed it over knows.")
        other = OtherBasis(basis=basis, reason=body.why, law=law, why_not_told=told)
        use_other_basis(work, other, person_id=person.id, case_id=case.id)


def _restrict(work: UnitOfWork, person: Person, taking: Taking) -> None:
    """What few could see there, few see here: who accepts, and who goes on."""
    named = {work.actor.user_id, taking.assigned_to or work.actor.user_id}
    work.add(
        Restriction(
            id=work.new_id(),
            person_id=person.id,
            open_to=tuple(sorted(named)),
            reason=_FEW,
            made_at=work.now(),
            made_by=work.actor.user_id,
        )
    )
