"""Which yes still stands.

A withdrawal beats any clock: it ends every yes for that person, purpose and recipient that did
not know of it, in whatever order records arrive. A later yes that knows it stands.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date, datetime

from caseworker.model.consent import Consent, KindOfConsent, Purpose, Withdrawal
from caseworker.model.ids import PersonId, ProviderId
from caseworker.model.values import Answer
from caseworker.people.duplicates.standing import other_records_of
from caseworker.ports import Reads, one_of


@dataclass(frozen=True)
class StandingNo:
    """A no that is the last word for a purpose and recipient."""

    said_at: datetime
    took_back: bool
    """Whether a yes was taken back; else she said no when she was asked."""


def ends(withdrawal: Withdrawal, consent: Consent) -> bool:
    """Return whether *withdrawal* ends *consent*."""
    return withdrawal.person_id == consent.person_id and _takes_back(withdrawal, consent)


def _takes_back(withdrawal: Withdrawal, consent: Consent) -> bool:
    if withdrawal.id in consent.knows_withdrawals:
        return False
    if withdrawal.everything:
        return True
    return withdrawal.purpose is consent.purpose and same_recipient(
        consent, withdrawal.provider_id, withdrawal.recipient
    )


def same_recipient(consent: Consent, provider_id: ProviderId | None, recipient: str) -> bool:
    """Return whether *consent* is about this recipient: the same entry, else the same words."""
    if consent.provider_id is not None or provider_id is not None:
        return consent.provider_id == provider_id
    return consent.recipient.strip().casefold() == recipient.strip().casefold()


def stands(consent: Consent, withdrawals: Iterable[Withdrawal], today: date) -> bool:
    """Return whether *consent* is a yes that has neither ended nor been withdrawn."""
    if consent.answer is not Answer.YES:
        return False
    if consent.valid_until is not None and consent.valid_until < today:
        return False
    return not any(ends(withdrawal, consent) for withdrawal in withdrawals)


def standing(
    reads: Reads,
    person_id: PersonId,
    purpose: Purpose,
    *,
    provider_id: ProviderId | None = None,
    recipient: str = "",
    today: date,
) -> list[Consent]:
    """Return every yes of *person_id* for *purpose* and recipient that stands, newest first.

    Assent is a word of its own and does not replace consent, so it is not among them (R-437). Nor
    is what she took back since in another record of hers (R-208).
    """
    withdrawals = reads.matching(Withdrawal, person_id=person_id)
    answers = _answers(reads, person_id, purpose, provider_id, recipient)
    others = other_records_of(reads, person_id)
    return [
        consent
        for consent in answers
        if stands(consent, withdrawals, today) and not taken_back_in(reads, others, consent)
    ]


def taken_back_in(reads: Reads, others: Collection[PersonId], consent: Consent) -> bool:
    """Return whether the person said no to *consent* after it, in *others* of her records."""
    if not others:
        return False
    hers = one_of("person_id", others)
    return any(
        withdrawal.withdrawn_at > consent.asked_at and _takes_back(withdrawal, consent)
        for withdrawal in reads.matching(Withdrawal, hers)
    ) or any(
        said.asked_at > consent.asked_at
        and is_an_answer(said, consent.provider_id, consent.recipient)
        for said in reads.matching(Consent, hers, purpose=consent.purpose, answer=Answer.NO)
    )


def standing_no(
    reads: Reads,
    person_id: PersonId,
    purpose: Purpose,
    *,
    provider_id: ProviderId | None = None,
    recipient: str = "",
) -> StandingNo | None:
    """Return the no that is the last word, or None: never asked, or a yes that ran out since."""
    withdrawals = reads.matching(Withdrawal, person_id=person_id)
    return last_no(_answers(reads, person_id, purpose, provider_id, recipient), withdrawals)


def last_no(answers: Iterable[Consent], withdrawals: Iterable[Withdrawal]) -> StandingNo | None:
    """Return the no that is the last word of one person, for one purpose and recipient."""
    answers = list(answers)
    last_yes = max((each.asked_at for each in answers if each.answer is Answer.YES), default=None)
    taken_back = [
        StandingNo(withdrawal.withdrawn_at, took_back=True)
        for withdrawal in withdrawals
        if any(each.answer is Answer.YES and ends(withdrawal, each) for each in answers)
    ]
    said = [
        StandingNo(each.asked_at, took_back=False) for each in answers if each.answer is Answer.NO
    ]
    last = max(taken_back + said, key=lambda no: (no.said_at, not no.took_back), default=None)
    if last is None or (last_yes is not None and last.said_at < last_yes):
        return None
    return last


def is_an_answer(
    consent: Consent, provider_id: ProviderId | None = None, recipient: str = ""
) -> bool:
    """Return whether *consent* is a yes or no about this recipient; assent is a word of its own."""
    return consent.kind is not KindOfConsent.ASSENT and same_recipient(
        consent, provider_id, recipient
    )


def _answers(
    reads: Reads,
    person_id: PersonId,
    purpose: Purpose,
    provider_id: ProviderId | None,
    recipient: str,
) -> list[Consent]:
    """Return yes and no for purpose and recipient, newest first."""
    answers = reads.matching(
        Consent, person_id=person_id, purpose=purpose, order_by=("-asked_at", "-id")
    )
    return [consent for consent in answers if is_an_answer(consent, provider_id, recipient)]
