"""She takes a yes back: it ends every yes like it, and the referrals that relied on it."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Self

from caseworker.consent.standing import ends, taken_back_in
from caseworker.model.consent import (
    Consent,
    Disclosure,
    Evidence,
    Purpose,
    Withdrawal,
)
from caseworker.model.ids import PersonId, ProviderId, WithdrawalId
from caseworker.model.referral import Referral, ReferralState
from caseworker.people.duplicates.standing import other_records_of, second_records
from caseworker.permissions import Act, require
from caseworker.ports import Reads, UnitOfWork, missing, one_of

_GOES_ON = (
    ReferralState.PREPARED,
    ReferralState.SENT,
    ReferralState.RECEIVED,
    ReferralState.ACCEPTED,
)


@dataclass(frozen=True, kw_only=True)
class Scope:
    """What a withdrawal takes back: one purpose and recipient, or everything."""

    purpose: Purpose
    provider_id: ProviderId | None = None
    recipient: str = ""
    everything: bool = False

    @classmethod
    def of(cls, consent: Consent) -> Self:
        """Return the scope that ends *consent* and whatever is like it."""
        return cls(
            purpose=consent.purpose, provider_id=consent.provider_id, recipient=consent.recipient
        )


def withdraw(
    work: UnitOfWork,
    person_id: PersonId,
    scope: Scope,
    *,
    evidence: Evidence | None = None,
    pressure_suspected: bool = False,
    pressure_note: str = "",
) -> Withdrawal:
    """Take back a yes; it holds at once. Nothing she receives depends on it (R-273).

    A referral that relied on it stops if it has not gone, and is recalled if it has. A withdrawal
    that may have been made under pressure holds too, and is marked for a quiet talk.
    """
    require(work.actor, Act.REGISTER)
    return take_back(
        work,
        person_id,
        scope,
        evidence=evidence,
        pressure_suspected=pressure_suspected,
        pressure_note=pressure_note,
    )


def take_back(
    work: UnitOfWork,
    person_id: PersonId,
    scope: Scope,
    *,
    evidence: Evidence | None = None,
    pressure_suspected: bool = False,
    pressure_note: str = "",
) -> Withdrawal:
    """Let a withdrawal take effect, for a use case that has asked who may do it.

    It holds in every record of the person; what shows it lies with the one in which it was said.
    """
    withdrawal = Withdrawal(
        id=WithdrawalId(work.new_id()),
        person_id=person_id,
        purpose=scope.purpose,
        provider_id=scope.provider_id,
        recipient=scope.recipient,
        everything=scope.everything,
        withdrawn_at=work.now(),
        taken_by=work.actor.user_id,
        evidence=evidence,
        pressure_suspected=pressure_suspected,
        pressure_note=pressure_note,
    )
    _keep(work, withdrawal)
    for other in sorted(other_records_of(work, person_id)):
        key = WithdrawalId(work.new_id())
        _keep(work, replace(withdrawal, id=key, person_id=other, evidence=None))
    return withdrawal


def _keep(work: UnitOfWork, withdrawal: Withdrawal) -> None:
    work.add(withdrawal)
    work.record("consent withdrawn", withdrawal.person_id)
    _stop_referrals(work, withdrawal)


def stop_what_has_ended(work: UnitOfWork) -> int:
    """Let every withdrawal take effect on referrals that it did not meet; return on how many.

    After an exchange: she took her yes back at one laptop while a referral was prepared at another,
    or said no in a second record. The order in which the two arrive makes no difference, and nor
    does doing this twice.
    """
    stopped = sum(_stop_referrals(work, withdrawal) for withdrawal in work.matching(Withdrawal))
    for second, first in second_records(work).items():
        stopped += sum(stop_in_other_records(work, each) for each in (first, second))
    return stopped


def stop_in_other_records(work: UnitOfWork, person_id: PersonId) -> int:
    """Let a no said in one record of a person stop referrals in her others (R-208).

    Where no yes stood in the one, there was none to take back, and so no withdrawal to pass on.
    """
    stopped = 0
    for other in other_records_of(work, person_id):
        for referral in work.matching(Referral, one_of("state", _GOES_ON), person_id=other):
            consent = work.find(Consent, referral.consent_id)
            if consent is not None and taken_back_in(work, (person_id,), consent):
                _stop(referral)
                stopped += 1
    return stopped


def _stop_referrals(work: UnitOfWork, withdrawal: Withdrawal) -> int:
    stopped = 0
    referrals = work.matching(Referral, one_of("state", _GOES_ON), person_id=withdrawal.person_id)
    for referral in referrals:
        consent = work.find(Consent, referral.consent_id)
        if consent is not None and ends(withdrawal, consent):
            _stop(referral)
            stopped += 1
    return stopped


def _stop(referral: Referral) -> None:
    """Call off what has not gone; what has is to be recalled."""
    unsent = referral.state is ReferralState.PREPARED
    referral.state = ReferralState.CANCELLED if unsent else ReferralState.RECALLED


def to_recall(reads: Reads, person_id: PersonId) -> list[Disclosure]:
    """Return what went out on a yes that has ended since, and was not recalled yet.

    The notice to each recipient goes out only after a person has judged that sending it is safe.
    """
    withdrawals = reads.matching(Withdrawal, person_id=person_id)
    went_out = reads.matching(
        Disclosure, missing("recalled_at"), missing("did_not_go_at"), person_id=person_id
    )
    others = other_records_of(reads, person_id)
    return [
        disclosure
        for disclosure in went_out
        if (consent := reads.find(Consent, disclosure.consent_id)) is not None
        and (
            any(ends(withdrawal, consent) for withdrawal in withdrawals)
            or taken_back_in(reads, others, consent)
        )
    ]
