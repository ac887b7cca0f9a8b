"""Records and disclosures on another basis, and the review afterwards."""

from __future__ import annotations

from datetime import timedelta
from uuid import UUID

from caseworker.consent.gate import OtherBasis, basis_findings
from caseworker.errors import NotAllowed
from caseworker.findings import pass_gate
from caseworker.model.consent import BasisUse
from caseworker.model.ids import CaseId, PersonId, ReferralId
from caseworker.permissions import Act, require
from caseworker.ports import Reads, UnitOfWork, missing

REVIEW_WITHIN = timedelta(days=1)


def use_other_basis(
    work: UnitOfWork,
    other: OtherBasis,
    *,
    person_id: PersonId | None = None,
    case_id: CaseId | None = None,
    referral_id: ReferralId | None = None,
    meeting_id: UUID | None = None,
) -> BasisUse:
    """Keep that a record or disclosure stands on *other*; a supervisor looks within a day.

    Raises:
        GateClosed: the reason, or the law of a legal duty, is missing.
    """
    pass_gate(basis_findings(other))
    use = BasisUse(
        id=work.new_id(),
        basis=other.basis,
        reason=other.reason,
        law=other.law,
        person_id=person_id,
        case_id=case_id,
        referral_id=referral_id,
        meeting_id=meeting_id,
        person_told=other.person_told,
        why_not_told=other.why_not_told,
        used_at=work.now(),
        used_by=work.actor.user_id,
        review_due=work.now() + REVIEW_WITHIN,
    )
    work.add(use)
    return use


def record_stands_on_other_basis(reads: Reads, person_id: PersonId) -> bool:
    """Return whether the record of a person stands on another basis than her yes.

    That something about her was reported, one referral made, or one conference held on another
    basis opens nothing.
    """
    uses = reads.count(
        BasisUse,
        missing("referral_id"),
        missing("disclosure_id"),
        missing("meeting_id"),
        person_id=person_id,
    )
    return uses > 0


def review_basis(work: UnitOfWork, use_id: UUID, comment: str) -> None:
    """Keep that a supervisor looked at the use of another basis; never one's own.

    Raises:
        NotAllowed: the role does not cover it, or the actor used the basis herself.
    """
    require(work.actor, Act.REVIEW_BASIS)
    use = work.get(BasisUse, use_id)
    if use.used_by == work.actor.user_id:
        raise NotAllowed(act=Act.REVIEW_BASIS.value)
    use.reviewed_at = work.now()
    use.reviewed_by = work.actor.user_id
    use.review = comment
    work.record("basis reviewed", use_id)
