"""The papers of the demo centre, typeset without a window, in every language."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import datetime
from functools import partial
from pathlib import Path

from caseworker.aggregates.going_out import prepare
from caseworker.aggregates.monthly_report import ReportWords, prepare_report
from caseworker.aggregates.periods import Period, days_of
from caseworker.aggregates.populations import Facet, Population, Scope
from caseworker.centre.settings import the_centre
from caseworker.documents.blocks import Document
from caseworker.documents.case_plan import case_plan
from caseworker.documents.closure_summary import closure_summary
from caseworker.documents.consent_form import blank_consent_form, consent_form
from caseworker.documents.data_principles import data_principles
from caseworker.documents.figures import figures_paper
from caseworker.documents.handover_plan import handover_plan
from caseworker.documents.intake_sheet import intake_sheet
from caseworker.documents.monthly_report import monthly_report
from caseworker.documents.paper import typeset
from caseworker.documents.referral_form import contact_slip, referral_form
from caseworker.model.case import Case
from caseworker.model.person import Person
from caseworker.model.referral import Referral, ReferralState
from caseworker.model.review import Closure, Transfer
from caseworker.ports import Reads
from caseworker.text import LANGUAGES, Text
from ui.desk import Desk

_Papers = Callable[[Reads, Text], Iterator[tuple[str, Document]]]


def leave_papers(desk: Desk, folder: Path) -> int:
    """Write the documents of casework into *folder*; return how many there are."""
    return _leave(desk, folder, _papers)


def leave_figures(desk: Desk, folder: Path) -> int:
    """Write the figures of the month into *folder*; return how many documents there are."""
    return _leave(desk, folder, partial(_figures, desk.now()))


def _leave(desk: Desk, folder: Path, papers: _Papers) -> int:
    folder.mkdir(parents=True, exist_ok=True)
    count = 0
    for language in LANGUAGES:
        for name, document in desk.ask(lambda reads: list(papers(reads, Text(language)))):  # noqa: B023  asked at once
            (folder / f"{name}-{language}.pdf").write_bytes(typeset(document))
            count += 1
    return count


def _figures(now: datetime, reads: Reads, text: Text) -> Iterator[tuple[str, Document]]:
    """Yield the report of this month, and one table with its statement."""
    days = days_of(Period.THIS_MONTH, now.date())
    said = ReportWords("More families than in October.", "Beds for them before the cold.")
    yield "monthly-report", monthly_report(prepare_report(reads, *days, now), said, text)
    scope = Scope(Population.WITH_OPEN_CASE, *days)
    prepared = prepare(reads, scope, (Facet.AGE, Facet.SEX), now)
    yield "figures", figures_paper(prepared, the_centre(reads).name, "Ministry", text)


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
