"""Case conferences: partners at the table hear only what the person said yes to (R-236).

Whoever was there cannot be made to forget it. So a conference without a yes is kept as it was, and
what is missing is said until it is asked, or until the other basis is written down.
"""

from __future__ import annotations

from datetime import date

from caseworker.consent.standing import stands
from caseworker.findings import Findings, gap
from caseworker.model.case import Case
from caseworker.model.consent import BasisUse, Consent, Purpose, Withdrawal
from caseworker.model.ids import CaseId
from caseworker.model.review import Meeting, MeetingKind
from caseworker.model.values import Answer
from caseworker.ports import Reads
from caseworker.text import N_

SHARING = (Purpose.REFERRAL, Purpose.TRANSFER)
"""A yes to these lets partners know about somebody."""


def yes_to_sharing(reads: Reads, case_id: CaseId, today: date) -> Consent | None:
    """Return the newest yes of the person of a case to share with a partner that stands."""
    person = reads.get(Case, case_id).person_id
    withdrawals = reads.matching(Withdrawal, person_id=person)
    said = reads.matching(Consent, person_id=person, order_by=("-asked_at", "-id"))
    return next(
        (
            each
            for each in said
            if each.purpose in SHARING
            and each.answer is Answer.YES
            and stands(each, withdrawals, today)
        ),
        None,
    )


def conference_findings(reads: Reads, case_id: CaseId) -> Findings:
    """Return what is missing where partners sat together about somebody who never said yes."""
    held = reads.matching(Meeting, case_id=case_id, order_by=("-held_at", "-id"))
    conference = next((each for each in held if each.kind is MeetingKind.CASE_CONFERENCE), None)
    if conference is None or conference.consent_id is not None:
        return ()
    if yes_to_sharing(reads, case_id, reads.now().date()) or _other_basis(reads, case_id):
        return ()
    what, why = (
        N_("Partners met about it, and no yes to share is there"),
        N_("Ask the person, or write down the other basis: a supervisor looks at it afterwards."
           " Until then, tell partners nothing more."),
    )  # fmt: skip
    return (gap("conference-without-yes", what, why, "R-236", answer="meeting.kind"),)


def _other_basis(reads: Reads, case_id: CaseId) -> bool:
    """Return whether more than the record itself stands on a basis other than a yes."""
    person = reads.get(Case, case_id).person_id
    used = reads.matching(BasisUse, person_id=person)
    return any(each.case_id or each.referral_id or each.disclosure_id for each in used)
