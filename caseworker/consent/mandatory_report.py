"""A mandatory report: what was decided, on which basis, and what went out (R-282, R-447).

A decision to wait, or not to report, leaves nothing but the form: nothing about the person went
anywhere.
"""

from __future__ import annotations

from dataclasses import dataclass

from caseworker.answers import Answers, fill, typed
from caseworker.consent.gate import OtherBasis, basis_findings
from caseworker.consent.other_basis import use_other_basis
from caseworker.findings import Findings, pass_gate, stops
from caseworker.model.consent import Basis, BasisUse, Disclosure
from caseworker.model.ids import CaseId, PersonId
from caseworker.people.checked_ties import codes_in
from caseworker.ports import UnitOfWork
from caseworker.text import N_

_DUTY = "/data/law_part/duty"
_SOON = "/data/risk/how_soon"
_DECIDED = "/data/decide/decided"
_DECIDED_BY = "/data/decide/decided_by"
_ITEMS = "/data/said/disclosed"
_REPORTED = frozenset({"report", "part"})
_NAMED = {
    "first_name": "first name",
    "full_name": "full name",
    "age": "age",
    "telephone": "phone",
    "need": "what help is asked for",
    "family": "family",
}
"""What the form calls otherwise than the list of items that can be shared."""


@dataclass(frozen=True)
class Report:
    """What a report made in the record; nothing, where none was made."""

    use: BasisUse | None = None
    disclosure: Disclosure | None = None


def is_reported(answers: Answers) -> bool:
    """Return whether something is reported, wholly or in part."""
    return answers.free.get(_DECIDED) in _REPORTED


def findings(answers: Answers) -> Findings:
    """Return what keeps the decision from being kept."""
    if not is_reported(answers):
        return ()
    found = list(basis_findings(_basis(answers)))
    urgent = answers.free.get(_SOON) == "now"
    if not urgent and len(codes_in(answers.free.get(_DECIDED_BY, ""))) < 2:
        what, why = (
            N_("One alone does not decide to report"),
            N_("Write both staff codes. Only danger that is now cannot wait for a second."),
        )
        found.append(stops("decided-alone", what, why, "R-447", answer="decided_by"))
    if not answers.of("disclosure").get("recipient", "").strip():
        what, why = (
            N_("To whom it goes is missing"),
            N_("The person can ask who knows what. Nothing goes out that is not written down."),
        )
        found.append(stops("recipient-missing", what, why, "R-260", answer="disclosure.recipient"))
    return tuple(found)


def keep_report(
    work: UnitOfWork,
    person_id: PersonId,
    case_id: CaseId | None,
    answers: Answers,
    known: Report,
) -> Report:
    """Keep on what a report stands, and what went out; a supervisor looks within a day.

    Where a report was kept by mistake and is decided otherwise, what went out is said not to have.

    Raises:
        GateClosed: the reason, the law, the recipient or a second colleague is missing.
    """
    pass_gate(findings(answers))
    if not is_reported(answers):
        if known.disclosure is not None and known.disclosure.did_not_go_at is None:
            known.disclosure.did_not_go_at = work.now()
        return known
    use = known.use
    if use is None:
        use = use_other_basis(work, _basis(answers), person_id=person_id, case_id=case_id)
    fill(use, answers.of("basis_use"))
    disclosure = known.disclosure or _disclosure(work, person_id, case_id, use)
    fill(disclosure, answers.of("disclosure"))
    if use.disclosure_id != disclosure.id:
        use.disclosure_id = disclosure.id
    items = _items(answers)
    if disclosure.data_items != items:
        disclosure.data_items = items
    if disclosure.did_not_go_at is not None:
        disclosure.did_not_go_at = None
    return Report(use, disclosure)


def _basis(answers: Answers) -> OtherBasis:
    duty = answers.free.get(_DUTY) in {"yes", "unsure"}
    said = typed(BasisUse, answers.of("basis_use"))
    return OtherBasis(
        basis=Basis.LEGAL_DUTY if duty else Basis.VITAL_INTERESTS,
        reason=said.get("reason", ""),
        law=said.get("law", ""),
        person_told=said.get("person_told", False),
        why_not_told=said.get("why_not_told", ""),
    )


def _disclosure(
    work: UnitOfWork, person_id: PersonId, case_id: CaseId | None, use: BasisUse
) -> Disclosure:
    disclosure = Disclosure(
        id=work.new_id(),
        person_id=person_id,
        case_id=case_id,
        recipient="",
        basis=use.basis,
        medium="",
        disclosed_at=work.now(),
        disclosed_by=work.actor.user_id,
    )
    work.add(disclosure)
    return disclosure


def _items(answers: Answers) -> tuple[str, ...]:
    said = answers.free.get(_ITEMS, "").split()
    return tuple(_NAMED.get(each, each.replace("_", " ")) for each in said)
