"""`pdf_seconds`: consent, plan and referral of the demo centre, in four languages; the slowest."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

from benchmarks.measuring import Figure, median, timed
from caseworker.documents.case_plan import case_plan
from caseworker.documents.consent_form import consent_form
from caseworker.documents.paper import typeset
from caseworker.documents.referral_form import referral_form
from caseworker.model.case import Case
from caseworker.model.person import Person
from caseworker.model.referral import Referral, ReferralState
from caseworker.ports import Reads
from caseworker.text import LANGUAGES, Text
from db.store import demo_store

ROUNDS = 5


def measure(folder: Path) -> dict[str, Figure]:
    """Return the median seconds of the slowest document; fonts are loaded by the first."""
    demo_store.make_demo(folder, datetime.now().astimezone())
    office = demo_store.open_demo(folder)
    try:
        slowest = max(
            median(
                [timed(lambda: office.ask(lambda reads: _set(reads, name, language)))  # noqa: B023  called at once
                 for _ in range(ROUNDS)]
            )
            for name in ("consent", "plan", "referral")
            for language in LANGUAGES
        )  # fmt: skip
    finally:
        office.close()
    return {"pdf_seconds": Figure(round(slowest, 3), "s", "lower", "nothing", ROUNDS)}


def _set(reads: Reads, name: str, language: str) -> bytes:
    text = Text(language)
    person = reads.matching(Person, given_name="Selam", limit=1)[0]
    if name == "consent":
        return typeset(consent_form(reads, person.id, text))
    if name == "plan":
        case = reads.matching(Case, person_id=person.id, limit=1)[0]
        return typeset(case_plan(reads, case.id, text))
    referral = reads.matching(Referral, state=ReferralState.SENT, limit=1)[0]
    return typeset(referral_form(reads, referral.id, text))
