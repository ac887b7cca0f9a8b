"""Transfer: the work goes on with somebody else, and nobody is dropped (R-244, R-245)."""

from __future__ import annotations

from dataclasses import dataclass, replace

from caseworker.answers import Answers, keep_free, made
from caseworker.consent.gate import passage
from caseworker.errors import NotAllowed, NothingToUndo
from caseworker.findings import Findings, gap, pass_gate, stops
from caseworker.handover.cards import usable_card
from caseworker.model.case import Case, CaseStatus
from caseworker.model.consent import Basis, Disclosure, Purpose
from caseworker.model.directory import Provider
from caseworker.model.ids import CardId, CaseId, ProviderId, UserId
from caseworker.model.review import Transfer, TransferKind, TransferState
from caseworker.people.restricted import named_by_all, restrictions_of
from caseworker.permissions import Act, require
from caseworker.ports import Reads, UnitOfWork
from caseworker.text import N_

HANDED_OVER = ("record", "plan", "needs")
"""What a handover plan to a partner carries; the yes must cover it."""


@dataclass(frozen=True, kw_only=True)
class Handover:
    """To whom the case goes, and what the next caseworker must know."""

    kind: TransferKind
    receiving_user: UserId | None = None
    receiving_provider: ProviderId | None = None
    receiving_centre: str = ""
    receiving_card: CardId | None = None
    reason: str = ""
    done_so_far: str = ""
    still_to_do: str = ""
    risks: str = ""
    introduced: str = ""
    her_view: str = ""


@dataclass(frozen=True)
class Receiver:
    """Who was chosen from a list: a colleague, a provider of the directory, or a centre's card."""

    user_id: UserId | None = None
    provider_id: ProviderId | None = None
    card_id: CardId | None = None


def prepare(work: UnitOfWork, case_id: CaseId, handover: Handover) -> Transfer:
    """Keep a handover plan; nothing is handed over yet."""
    require(work.actor, Act.WORK_ON_CASE)
    transfer = current(work, case_id)
    if transfer is None or transfer.state is not TransferState.PREPARED:
        transfer = Transfer(
            id=work.new_id(),
            case_id=case_id,
            prepared_at=work.now(),
            prepared_by=work.actor.user_id,
            **vars(handover),
        )
        work.add(transfer)
        return transfer
    for name, value in vars(handover).items():
        setattr(transfer, name, value)
    return transfer


def keep(work: UnitOfWork, case_id: CaseId, answers: Answers, receiver: Receiver) -> Transfer:
    """Keep the answers of the transfer form; nothing is handed over yet."""
    said = made(Handover, answers.of("transfer"))
    handover = replace(
        said,
        receiving_user=receiver.user_id,
        receiving_provider=receiver.provider_id,
        receiving_card=None,
    )
    card = usable_card(work, receiver.card_id)
    if card is not None:
        handover = replace(
            handover,
            kind=TransferKind.OTHER_CENTRE if card.ours else TransferKind.PARTNER,
            receiving_centre=card.name,
            receiving_provider=card.provider_id,
            receiving_card=card.card_id,
        )
    transfer = prepare(work, case_id, handover)
    keep_free(work, transfer.id, answers)
    return transfer


def current(reads: Reads, case_id: CaseId) -> Transfer | None:
    """Return the newest transfer of a case, or None."""
    found = reads.matching(Transfer, case_id=case_id, order_by=("-prepared_at", "-id"), limit=1)
    return found[0] if found else None


def findings(reads: Reads, case_id: CaseId) -> Findings:
    """Return what keeps the case from being offered to somebody else."""
    transfer = current(reads, case_id)
    if transfer is None:
        what, why = (
            N_("The handover plan is missing"),
            N_("Whoever goes on must know what was done and what is still to do."),
        )
        return (stops("handover-missing", what, why, "R-244", answer="transfer"),)
    found = [*plan_findings(reads, transfer)]
    if transfer.kind is TransferKind.PARTNER:
        found += _partner_passage(reads, transfer)
    return tuple(found)


def plan_findings(reads: Reads, transfer: Transfer) -> Findings:
    """Return what the handover plan lacks, whoever receives the case."""
    found = []
    if not transfer.still_to_do.strip() or not transfer.done_so_far.strip():
        what, why = (
            N_("What was done and what is still to do is missing"),
            N_("Nobody should have to tell everything again."),
        )
        found.append(stops("handover-empty", what, why, "R-244", answer="transfer.still_to_do"))
    if not transfer.introduced.strip():
        what, why = (
            N_("How both get to know each other is missing"),
            N_("Trust is handed over in person wherever that is possible."),
        )
        found.append(gap("not-introduced", what, why, "R-244", answer="transfer.introduced"))
    return (*found, *_out_of_sight(reads, transfer))


def _out_of_sight(reads: Reads, transfer: Transfer) -> Findings:
    """A record that few see is not handed to a colleague who is not among them."""
    in_force = restrictions_of(reads, reads.get(Case, transfer.case_id).person_id)
    receiver = transfer.receiving_user
    if not in_force or receiver is None or receiver in named_by_all(in_force):
        return ()
    what, why = (
        N_("Stops here: the record is not open to this colleague"),
        N_("Few may see it. Name the colleague among them first, or choose another one."),
    )
    return (stops("receiver-cannot-see", what, why, answer="transfer.receiving_user"),)


def offer(work: UnitOfWork, case_id: CaseId) -> Transfer:
    """Offer the case. To a partner it goes only with her yes, and is kept as a disclosure.

    Raises:
        GateClosed: the handover plan or the consent is missing (R-244, R-245).
        NotAllowed: it goes to a centre with a card.
    """
    require(work.actor, Act.WORK_ON_CASE)
    pass_gate(findings(work, case_id))
    transfer = _prepared(work, case_id)
    if transfer.receiving_card is not None:
        # It travels in a file, and the answer comes back in one.
        raise NotAllowed(act=Act.WORK_ON_CASE.value)
    transfer.state = TransferState.OFFERED
    transfer.offered_at = work.now()
    if transfer.kind is TransferKind.PARTNER:
        _disclose(work, transfer)
    return transfer


def answer(work: UnitOfWork, case_id: CaseId, *, accepted: bool, words: str = "") -> Transfer:
    """Keep the receiver's answer. A colleague answers for herself; others' words are written down.

    Raises:
        NotAllowed: a colleague's answer is given by somebody else, or it comes in a file.
    """
    require(work.actor, Act.WORK_ON_CASE)
    transfer = _prepared(work, case_id)
    if transfer.receiving_card is not None:
        raise NotAllowed(act=Act.WORK_ON_CASE.value)
    between_colleagues = transfer.kind is TransferKind.COLLEAGUE
    if between_colleagues and work.actor.user_id != transfer.receiving_user:
        raise NotAllowed(act=Act.WORK_ON_CASE.value)
    transfer.state = TransferState.ACCEPTED if accepted else TransferState.DECLINED
    transfer.answered_at = work.now()
    transfer.answered_by = work.actor.user_id
    transfer.answer = words
    if accepted:
        work.rely_on(transfer)
        case = work.get(Case, case_id)
        if between_colleagues:
            case.assigned_to = transfer.receiving_user
        else:
            case.status = CaseStatus.TRANSFERRED
            case.closed_at = work.now()
    work.record(f"transfer {transfer.state.value}", case_id)
    return transfer


def accept_again(work: UnitOfWork, case_id: CaseId) -> Transfer:
    """Accept a handover as it stands now, where it was accepted on an older version.

    Raises:
        NotAllowed: it is not the actor who received the case.
        NothingToUndo: it was not accepted.
    """
    require(work.actor, Act.WORK_ON_CASE)
    transfer = current(work, case_id)
    if transfer is None or transfer.state is not TransferState.ACCEPTED:
        raise NothingToUndo
    if work.actor.user_id != transfer.receiving_user:
        raise NotAllowed(act=Act.WORK_ON_CASE.value)
    transfer.answered_at = work.now()
    work.rely_on(transfer)
    work.record("transfer accepted again", case_id)
    return transfer


def _partner_passage(reads: Reads, transfer: Transfer) -> Findings:
    case = reads.get(Case, transfer.case_id)
    return passage(
        reads,
        case.person_id,
        Purpose.TRANSFER,
        provider_id=transfer.receiving_provider,
        recipient=transfer.receiving_centre,
        data_items=HANDED_OVER,
        other_basis=None,
        today=reads.now().date(),
    ).findings


def _disclose(work: UnitOfWork, transfer: Transfer) -> None:
    case = work.get(Case, transfer.case_id)
    opened = passage(
        work,
        case.person_id,
        Purpose.TRANSFER,
        provider_id=transfer.receiving_provider,
        recipient=transfer.receiving_centre,
        data_items=HANDED_OVER,
        other_basis=None,
        today=work.now().date(),
    )
    provider = work.find(Provider, transfer.receiving_provider)
    if opened.consent is not None:
        transfer.consent_id = opened.consent.id
        work.rely_on(opened.consent)
    work.add(
        Disclosure(
            id=work.new_id(),
            person_id=case.person_id,
            case_id=case.id,
            recipient=provider.name if provider else transfer.receiving_centre,
            provider_id=transfer.receiving_provider,
            data_items=HANDED_OVER,
            basis=Basis.CONSENT,
            consent_id=transfer.consent_id,
            medium="handover plan",
            disclosed_at=work.now(),
            disclosed_by=work.actor.user_id,
        )
    )


def _prepared(work: UnitOfWork, case_id: CaseId) -> Transfer:
    transfer = current(work, case_id)
    if transfer is None:
        raise NotAllowed(act=Act.WORK_ON_CASE.value)
    return transfer
