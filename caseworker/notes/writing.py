"""Case notes: observed, said and opinion kept apart; corrections keep the first words."""

from __future__ import annotations

from dataclasses import dataclass

from caseworker.consent.other_basis import record_stands_on_other_basis
from caseworker.consent.standing import standing
from caseworker.errors import InvalidValue
from caseworker.findings import Findings, pass_gate, stops
from caseworker.model.case import Case, CaseNote
from caseworker.model.consent import Purpose
from caseworker.model.ids import CaseId, NoteId
from caseworker.permissions import Act, require
from caseworker.ports import Reads, UnitOfWork
from caseworker.text import N_


@dataclass(frozen=True, kw_only=True)
class Words:
    """What a note says."""

    observed: str = ""
    said: str = ""
    opinion: str = ""
    staff_only: bool = False
    third_party: bool = False


def findings(reads: Reads, case_id: CaseId) -> Findings:
    """Return what keeps notes from being taken: no yes to a record or to notes (R-050)."""
    case = reads.get(Case, case_id)
    today = reads.now().date()
    purposes = (Purpose.RECORD, Purpose.INTERVIEW_NOTES)
    agreed = any(standing(reads, case.person_id, purpose, today=today) for purpose in purposes)
    if agreed or record_stands_on_other_basis(reads, case.person_id):
        return ()
    what, why = (
        N_("Stops here: there is no yes to notes"),
        N_("Notes of an interview are taken only after a yes to them."),
    )
    return (stops("no-consent-to-notes", what, why, "R-050", answer="consent"),)


def write(
    work: UnitOfWork, case_id: CaseId, words: Words, *, corrects: NoteId | None = None
) -> CaseNote:
    """Keep a note. It is never edited: a correction is a note of its own beside it.

    Raises:
        GateClosed: nobody agreed to notes (R-050).
        InvalidValue: there is not one word in it.
    """
    require(work.actor, Act.WORK_ON_CASE)
    pass_gate(findings(work, case_id))
    if not (words.observed.strip() or words.said.strip() or words.opinion.strip()):
        raise InvalidValue(what=N_("An empty note"))
    note = CaseNote(
        id=NoteId(work.new_id()),
        case_id=case_id,
        written_at=work.now(),
        written_by=work.actor.user_id,
        corrects=corrects,
        **vars(words),
    )
    work.add(note)
    return note


def notes(reads: Reads, case_id: CaseId) -> list[CaseNote]:
    """Return the notes of a case, newest first; staff-only notes only for caseworkers."""
    require(reads.actor, Act.READ_CASE)
    return reads.matching(CaseNote, case_id=case_id, order_by=("-written_at", "-id"))
