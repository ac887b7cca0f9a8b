"""The papers of the demo centre, typeset without a window: the seven documents, in languages."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from caseworker.documents.blocks import Document
from caseworker.documents.case_plan import case_plan
from caseworker.documents.closure_summary import closure_summary
from caseworker.documents.consent_form import blank_consent_form, consent_form
from caseworker.documents.data_principles import data_principles
from caseworker.documents.handover_plan import handover_plan
from caseworker.documents.intake_sheet import intake_sheet
from caseworker.documents.paper import typeset
from caseworker.documents.referral_form import contact_slip, referral_form
from caseworker.model.case import Case
from caseworker.model.person import Person
from caseworker.model.referral import Referral, ReferralState
from caseworker.model.review import Closure, Transfer
from caseworker.ports import Reads
from caseworker.text import Text
from ui.desk import Desk

PRINTED_IN = ("en", "fr", "ar")


def leave_papers(desk: Desk, folder: Path) -> int:
    """Write every document of the demo centre into *folder*; return how many there are."""
    folder.mkdir(parents=True, exist_ok=True)
    count = 0
    for language in PRINTED_IN:
        for name, document in desk.ask(lambda reads: list(_papers(reads, Text(language)))):  # noqa: B023  asked at once
            (folder / f"{name}-{language}.pdf").write_bytes(typeset(document))
            count += 1
    return count


def _papers(reads: Reads, text: Text) -> Iterator[tuple[str, Document]]:
    """Yield name and document; the demo centre has one of each in the right state."""
    selam = reads.matching(Person, given_name="Selam", limit=1)[0]
    case = reads.matching(Case, person_id=selam.id, limit=1)[0]
    sent = reads.matching(Referral, state=ReferralState.SENT, order_by="sent_at", limit=1)[0]
    closed = reads.matching(Closure, order_by="prepared_at", limit=1)[0]
    handed = reads.matching(Transfer, order_by="-prepared_at", limit=1)[0]
    yield "consent-form", consent_form(reads, selam.id, text)
    yield "consent-form-blank", blank_consent_form(reads, text)
    yield "data-principles", data_principles(reads, text)
    yield "intake-sheet", intake_sheet(reads, selam.id, text)
    yield "case-plan", case_plan(reads, case.id, text)
    yield "referral-form", referral_form(reads, sent.id, text)
    yield "handover-plan", handover_plan(reads, handed.case_id, text)
    yield "closure-summary", closure_summary(reads, closed.case_id, text)
    yield "contact-slip", contact_slip(reads, sent.provider_id, sent.service_id, text)
