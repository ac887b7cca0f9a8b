"""Sending a case to another centre: the gate, the sealed file, and the answer that comes back."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from caseworker.consent.gate import OtherBasis, Passage, passage
from caseworker.consent.other_basis import use_other_basis
from caseworker.consent.standing import standing_no
from caseworker.consent.withdrawal import to_recall
from caseworker.errors import InvalidValue, NotAllowed, NothingToUndo
from caseworker.findings import Findings, gap, pass_gate, stops
from caseworker.handover.body import AnswerBody, HandoverBody, moment_text, read_body
from caseworker.handover.card import Card, read_card
from caseworker.handover.cards import own_card, usable_card
from caseworker.handover.contents import Contents, contents
from caseworker.handover.handover_file import Refused, read_file, seal
from caseworker.model.case import Case, CaseStatus
from caseworker.model.consent import Basis, Consent, Disclosure, Purpose
from caseworker.model.handover import CentreCard, SentHandover
from caseworker.model.ids import CardId, CaseId, HandoverId, NoteId
from caseworker.model.person import Person
from caseworker.model.review import FollowUp, FollowUpState, Transfer, TransferState
from caseworker.people.restricted import require_sight
from caseworker.permissions import Act, require
from caseworker.ports import Reads, UnitOfWork, missing
from caseworker.steps import transfer as transfers
from caseworker.text import N_

NOTES = "notes"
"""What a yes calls the notes that were chosen."""
MEDIUM = "sealed file"
"""How a disclosure calls the way it went."""


@dataclass(frozen=True, kw_only=True)
class Going:
    """What the sender chose beside the plan."""

    notes: tuple[NoteId, ...] = ()
    other_basis: OtherBasis | None = None

    @property
    def items(self) -> tuple[str, ...]:
        """What the yes has to cover."""
        return (*transfers.HANDED_OVER, *((NOTES,) if self.notes else ()))


@dataclass(frozen=True, kw_only=True)
class Gone:
    """A handover that was kept as sent; the file has still to be written."""

    handover: HandoverId
    file: bytes
    file_id: bytes


def findings(reads: Reads, case_id: CaseId, going: Going) -> Findings:
    """Return what keeps a case from being sent to the centre of its transfer (R-244, R-245)."""
    transfer = transfers.current(reads, case_id)
    if transfer is None or transfer.receiving_card is None:
        return transfers.findings(reads, case_id)
    card = usable_card(reads, transfer.receiving_card)
    found = [*transfers.plan_findings(reads, transfer)]
    if own_card(reads) is None:
        what, why = (
            N_("Stops here: this centre has no card yet"),
            N_(
                "Without it the other centre cannot tell who writes. Make it on the page “Other"
                " centres”."
            ),
        )
        found.append(stops("no-own-card", what, why, "R-244", answer="card"))
    if card is None:
        what, why = (
            N_("Stops here: the card of this centre was not compared"),
            N_("Somebody else may have made it. Compare the numbers by telephone first."),
        )
        return (*found, stops("card-not-compared", what, why, "R-244", answer="card"))
    return (*found, *_may_go(reads, transfer, card, going).findings, *_differing(reads, transfer))


def send(work: UnitOfWork, case_id: CaseId, going: Going) -> Gone:
    """Keep that a case goes to another centre, and return its sealed file, to be written next.

    Raises:
        NotAllowed: the role does not cover it, or the record is restricted to others.
        GateClosed: plan, card, or the yes is missing (R-244, R-245).
        InvalidValue: a note was chosen that cannot go, or the record is too large for a file.
    """
    require(work.actor, Act.WORK_ON_CASE)
    case = work.get(Case, case_id)
    require_sight(work, work.get(Person, case.person_id))
    pass_gate(findings(work, case_id, going))
    transfer = transfers.current(work, case_id)
    own = own_card(work)
    card = usable_card(work, transfer.receiving_card) if transfer else None
    if transfer is None or own is None or card is None or not _is_new(transfer, case):
        raise NotAllowed(act=Act.WORK_ON_CASE.value)
    if waiting(work, case_id) is not None:
        # Another plan was begun meanwhile: two centres must not take over one case.
        raise NotAllowed(act=Act.WORK_ON_CASE.value)
    packed = contents(work, transfer, going.notes)
    handover, receiver = HandoverId(work.new_id()), read_card(card.card)
    consent = _may_go(work, transfer, card, going).consent
    file = _sealed(work, handover, packed, receiver, going)
    _offered(work, transfer, consent, going.other_basis)
    told = _disclose(work, transfer, card, going)
    work.add(
        SentHandover(
            id=handover,
            person_id=case.person_id,
            case_id=case_id,
            transfer_id=transfer.id,
            card_id=card.card_id,
            centre=card.name,
            file_id=read_file(file).file_id,
            sent_at=work.now(),
            sent_by=work.actor.user_id,
            consent_id=transfer.consent_id,
            disclosure_id=told.id,
        )
    )
    work.record("handover sent", case_id)
    return Gone(handover=handover, file=file, file_id=read_file(file).file_id)


def take_back(work: UnitOfWork, case_id: CaseId) -> None:
    """Keep that the file did not leave after all; the case is prepared again.

    Raises:
        NothingToUndo: nothing waits for an answer.
    """
    require(work.actor, Act.WORK_ON_CASE)
    sent = waiting(work, case_id)
    if sent is None:
        raise NothingToUndo
    sent.taken_back_at = work.now()
    transfer = work.get(Transfer, sent.transfer_id)
    transfer.state, transfer.offered_at = TransferState.PREPARED, None
    transfer.consent_id = None
    work.get(Disclosure, sent.disclosure_id).did_not_go_at = work.now()
    work.record("handover taken back", case_id)


def waiting(reads: Reads, case_id: CaseId) -> SentHandover | None:
    """Return the handover of a case that waits for its answer, or None."""
    found = reads.matching(
        SentHandover, missing("answered_at"), missing("taken_back_at"), case_id=case_id, limit=1
    )
    return found[0] if found else None


def last_sent(reads: Reads, case_id: CaseId) -> SentHandover | None:
    """Return the newest handover of a case that went out, or None."""
    found = reads.matching(SentHandover, case_id=case_id, order_by=("-sent_at", "-id"), limit=1)
    return found[0] if found else None


def answered(work: UnitOfWork, answer: AnswerBody, card_id: CardId) -> SentHandover:
    """Keep what the other centre answered: accepted ends the work here, declined brings it back.

    Raises:
        NotAllowed: the role does not cover it, or it was sent to another centre.
        NotFound: no such handover went out from here.
        NothingToUndo: it was answered before.
    """
    require(work.actor, Act.WORK_ON_CASE)
    sent = work.get(SentHandover, answer.handover)
    card = usable_card(work, card_id)
    if card is None or not _is_from(work, sent, card):
        raise NotAllowed(act=Act.WORK_ON_CASE.value)
    if sent.answered_at is not None:
        raise NothingToUndo
    sent.answered_at, sent.accepted, sent.answer = work.now(), answer.accepted, answer.reason
    # Whatever somebody here believed meanwhile: they have read it.
    work.get(Disclosure, sent.disclosure_id).did_not_go_at = None
    if sent.taken_back_at is None or (answer.accepted and waiting(work, sent.case_id) is None):
        _settle(work, sent, answer)
    said = "accepted" if answer.accepted else "declined"
    work.record(f"handover {said} there", sent.case_id)
    return sent


def centre_told(work: UnitOfWork, disclosure_id: UUID) -> None:
    """Keep that a centre was told that her yes ended: delete it, and do nothing more with it.

    Raises:
        NotAllowed: the yes still stands, or the centre was told already.
    """
    require(work.actor, Act.WORK_ON_CASE)
    told = work.get(Disclosure, disclosure_id)
    if disclosure_id not in {each.id for each in to_recall(work, told.person_id)}:
        raise NotAllowed(act=Act.WORK_ON_CASE.value)
    told.recalled_at = work.now()
    work.record("told a centre of withdrawal", told.person_id)


def _settle(work: UnitOfWork, sent: SentHandover, answer: AnswerBody) -> None:
    """Let an answer take effect: the case ends here, or is open again."""
    transfer, case = work.get(Transfer, sent.transfer_id), work.get(Case, sent.case_id)
    transfer.state = TransferState.ACCEPTED if answer.accepted else TransferState.DECLINED
    transfer.answered_at, transfer.answered_by = work.now(), work.actor.user_id
    transfer.answer = answer.reason
    if answer.accepted:
        work.rely_on(transfer)
        case.status, case.closed_at = CaseStatus.TRANSFERRED, work.now()
        _end_follow_ups(work, sent.case_id)


def _end_follow_ups(work: UnitOfWork, case_id: CaseId) -> None:
    """What was planned goes on there: nobody here is reminded of it any more."""
    for look in work.matching(FollowUp, case_id=case_id, state=FollowUpState.PLANNED):
        look.state, look.closed_at = FollowUpState.CANCELLED, work.now()


def _is_new(transfer: Transfer, case: Case) -> bool:
    return transfer.state is TransferState.PREPARED and case.status is CaseStatus.OPEN


def _is_from(reads: Reads, sent: SentHandover, card: CentreCard) -> bool:
    """Return whether a card is of the centre to which a handover went; its card may be new."""
    then = reads.matching(CentreCard, card_id=sent.card_id, limit=1)
    return bool(then) and then[0].centre_id == card.centre_id


def _may_go(reads: Reads, transfer: Transfer, card: CentreCard, going: Going) -> Passage:
    """To a partner with a yes or another basis; in one's own organisation unless she said no."""
    person_id = reads.get(Case, transfer.case_id).person_id
    if not card.ours:
        return passage(
            reads,
            person_id,
            Purpose.TRANSFER,
            provider_id=card.provider_id,
            recipient=card.name,
            data_items=going.items,
            other_basis=going.other_basis,
            today=reads.now().date(),
        )
    no = standing_no(
        reads,
        person_id,
        Purpose.TRANSFER,
        provider_id=card.provider_id,
        recipient=card.name,
    )
    if no is None or going.other_basis is not None:
        return Passage(())
    what, why = (
        N_("Stops here: the person said no to this centre"),
        N_("The no stands, also inside one's own organisation. Speak about what they wish."),
    )
    return Passage((stops("said-no-to-centre", what, why, "R-245", answer="consent"),))


def _differing(reads: Reads, transfer: Transfer) -> Findings:
    case = reads.get(Case, transfer.case_id)
    protective = [
        each
        for key in (case.id, case.person_id)
        for each in reads.conflicts(key)
        if each.protective
    ]
    if not protective:
        return ()
    what, why = (
        N_("Something about safety is written differently on two laptops"),
        N_("Decide on the page Exchange first, so that the other centre reads what is true."),
    )
    return (gap("safety-differs", what, why),)


def _sealed(
    work: UnitOfWork, handover: HandoverId, packed: Contents, receiver: Card, going: Going
) -> bytes:
    own = own_card(work)
    if own is None:
        raise NotAllowed(act=Act.WORK_ON_CASE.value)
    other = going.other_basis
    body = HandoverBody(
        handover=handover,
        written_at=moment_text(work.now()),
        person=packed.person.id,
        case=packed.case.id,
        entities=tuple(map(work.plain, packed.entities)),
        authors=packed.authors,
        files=packed.files,
        basis=(other.basis if other else Basis.CONSENT).value,
        why=other.reason if other else "",
        items=going.items,
    )
    content = body.to_bytes()
    try:
        read_body(content)
        return seal(content, read_card(own.card), own.signing_key, receiver)
    except (Refused, ValueError) as error:
        # Nobody would take it in: say so here, where something can be left out.
        raise InvalidValue(what=N_("A record of this size")) from error


def _offered(
    work: UnitOfWork, transfer: Transfer, consent: Consent | None, other: OtherBasis | None
) -> None:
    transfer.state, transfer.offered_at = TransferState.OFFERED, work.now()
    transfer.consent_id = consent.id if consent is not None else None
    if consent is not None:
        work.rely_on(consent)
    if other is not None:
        case = work.get(Case, transfer.case_id)
        use_other_basis(work, other, person_id=case.person_id, case_id=case.id)


def _disclose(work: UnitOfWork, transfer: Transfer, card: CentreCard, going: Going) -> Disclosure:
    """Inside one's own organisation it is kept as well: the person may ask who has what."""
    case = work.get(Case, transfer.case_id)
    told = Disclosure(
        id=work.new_id(),
        person_id=case.person_id,
        case_id=case.id,
        recipient=card.name,
        provider_id=card.provider_id,
        data_items=going.items,
        basis=going.other_basis.basis if going.other_basis else Basis.CONSENT,
        consent_id=transfer.consent_id,
        medium=MEDIUM,
        disclosed_at=work.now(),
        disclosed_by=work.actor.user_id,
    )
    work.add(told)
    return told
