"""Which yes still stands.

A withdrawal beats any clock: it ends every yes for that person, purpose and recipient that did
not know of it, in whatever order records arrive. A later yes that knows it stands.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from caseworker.model.consent import Consent, KindOfConsent, Purpose, Withdrawal
from caseworker.model.ids import PersonId, ProviderId
from caseworker.model.values import Answer
from caseworker.ports import Reads


def ends(withdrawal: Withdrawal, consent: Consent) -> bool:
    """Return whether *withdrawal* ends *consent*."""
    if withdrawal.person_id != consent.person_id or withdrawal.id in consent.knows_withdrawals:
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

    Assent is a word of its own and does not replace consent, so it is not among them (R-437).
    """
    withdrawals = reads.matching(Withdrawal, person_id=person_id)
    answers = reads.matching(
        Consent, person_id=person_id, purpose=purpose, order_by=("-asked_at", "-id")
    )
    return [
        consent
        for consent in answers
        if consent.kind is not KindOfConsent.ASSENT
        and same_recipient(consent, provider_id, recipient)
        and stands(consent, withdrawals, today)
    ]
