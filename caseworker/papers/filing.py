"""Attach a scanned paper, open it, take it out with a reason; the same rules as for notes."""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass

from caseworker.consent.other_basis import record_stands_on_other_basis
from caseworker.consent.standing import standing
from caseworker.errors import InvalidValue, NotAllowed, NotFound
from caseworker.evidence.keeping import OpenedFile, open_attached
from caseworker.evidence.kinds import Sort
from caseworker.evidence.ready import ReadyFile
from caseworker.findings import Findings, pass_gate, stops
from caseworker.model.case import Case
from caseworker.model.consent import Purpose
from caseworker.model.ids import CaseId, PaperId, PersonId
from caseworker.model.paper import Paper, PaperKind
from caseworker.model.partial_date import PartialDate
from caseworker.model.person import Person
from caseworker.model.staff import Training
from caseworker.people.restricted import require_sight
from caseworker.permissions import Act, require
from caseworker.ports import Actor, Reads, UnitOfWork
from caseworker.text import N_


@dataclass(frozen=True, kw_only=True)
class About:
    """What is written down about a paper."""

    person_id: PersonId
    case_id: CaseId | None = None
    kind: PaperKind | None = None
    dated: str = ""
    """As typed: "2024", "2024-05", "2024-05-14", each with "~" for about; or nothing."""
    staff_only: bool = False
    third_party: bool = False


def findings(reads: Reads, person_id: PersonId) -> Findings:
    """Return what keeps papers from being kept: neither a yes to a record nor another basis."""
    today = reads.now().date()
    agreed = standing(reads, person_id, Purpose.RECORD, today=today)
    if agreed or record_stands_on_other_basis(reads, person_id):
        return ()
    what, why = (
        N_("Stops here: no yes to a record"),
        N_("A copy of a paper is part of the record. Look at the paper, and give it back."),
    )
    return (stops("no-consent-to-papers", what, why, "R-207", answer="consent"),)


def file_paper(work: UnitOfWork, about: About, file: ReadyFile) -> Paper:
    """Keep a scanned paper. What is about health lies in that part of the record, scan and all.

    Raises:
        NotAllowed: the role does not work on cases, the training for health is missing where the
            paper is about that, or the person is restricted.
        GateClosed: there is no yes to a record, or what sort of paper it is is not said.
        InvalidValue: the date is no date, the file no scan, or the case another person's.
    """
    require(work.actor, Act.WORK_ON_CASE)
    _look_for(work, about.person_id)
    pass_gate((*findings(work, about.person_id), *about_findings(about)))
    case = work.find(Case, about.case_id)
    if file.kind.sort is not Sort.SCAN or (case and case.person_id != about.person_id):
        raise InvalidValue(what=N_("This file"))
    if about.kind is None:
        raise InvalidValue(what=N_("This paper"))
    _require_reader_of(work.actor, about.kind)
    paper = Paper(
        id=PaperId(work.new_id()),
        person_id=about.person_id,
        case_id=about.case_id,
        attachment_id=work.attach(file.content, file.kind.media_type),
        kind=about.kind,
        dated=_date(about.dated),
        staff_only=about.staff_only,
        third_party=about.third_party,
        filed_at=work.now(),
        filed_by=work.actor.user_id,
    )
    work.add(paper)
    work.record("paper attached", paper.person_id)
    return paper


def about_findings(about: About) -> Findings:
    """Return what is missing or wrong in what is written down about a paper."""
    found = []
    if about.kind is None:
        what, why = (
            N_("What sort of paper it is, is not chosen"),
            N_("Later, somebody must find it without opening every paper."),
        )
        found.append(stops("paper-without-kind", what, why, answer="paper.kind"))
    try:
        _date(about.dated)
    except InvalidValue:
        what, why = (
            N_("The date on the paper is no date"),
            N_("Write the year, year and month, or the day: 2024, 2024-05 or 2024-05-14."),
        )
        found.append(stops("paper-date-odd", what, why, answer="paper.dated"))
    return tuple(found)


def open_paper(work: UnitOfWork, paper_id: PaperId) -> OpenedFile:
    """Return a paper for the screen; the look is kept in the audit trail first (R-441).

    Raises:
        NotAllowed: the role reads no cases, the paper is about health and the training for that is
            missing, or the person is restricted.
        NotFound: it was taken out, or its content is not on this laptop.
        StoreDamaged: the content was altered.
    """
    require(work.actor, Act.READ_CASE)
    paper = work.get(Paper, paper_id)
    _require_reader_of(work.actor, paper.kind)
    _look_for(work, paper.person_id)
    if paper.taken_out_at is not None:
        raise NotFound
    work.record("paper opened", paper.person_id)
    return open_attached(work, paper.attachment_id)


def take_out(work: UnitOfWork, paper_id: PaperId, why: str) -> None:
    """Take a paper out: it opens no more; that it was there, and why it went, stays.

    Raises:
        NotAllowed: the role does not work on cases, or the person is restricted.
        InvalidValue: no reason is given.
    """
    require(work.actor, Act.WORK_ON_CASE)
    paper = work.get(Paper, paper_id)
    _require_reader_of(work.actor, paper.kind)
    _look_for(work, paper.person_id)
    if not why.strip():
        raise InvalidValue(what=N_("An empty reason"))
    if paper.taken_out_at is None:
        paper.taken_out_at, paper.taken_out_by = work.now(), work.actor.user_id
        paper.why_taken_out = why.strip()
        work.record("paper taken out", paper.person_id)


def papers(reads: Reads, person_id: PersonId, case_id: CaseId | None = None) -> list[Paper]:
    """Return the papers of a person, newest first; with *case_id* without those of other cases.

    Those about health only to whoever is trained for that.

    Raises:
        NotAllowed: the role reads no cases, or the person is restricted.
    """
    require(reads.actor, Act.READ_CASE)
    _look_for(reads, person_id)
    every = reads.matching(Paper, person_id=person_id, order_by=("-filed_at", "-id"))
    return [
        paper
        for paper in every
        if (case_id is None or paper.case_id in {None, case_id})
        and paper.kind in kinds_for(reads.actor)
    ]


def kinds_for(actor: Actor) -> tuple[PaperKind, ...]:
    """Return the sorts of papers that somebody files and reads (R-311)."""
    trained = Training.HEALTH in actor.trainings
    return tuple(each for each in PaperKind if trained or each is not PaperKind.HEALTH)


def _require_reader_of(actor: Actor, kind: PaperKind) -> None:
    if kind not in kinds_for(actor):
        raise NotAllowed(act=Act.READ_CASE.value)


def _look_for(reads: Reads, person_id: PersonId) -> None:
    require_sight(reads, reads.get(Person, person_id))


def _date(typed: str) -> PartialDate | None:
    if not typed.strip():
        return None
    digits = "".join(str(unicodedata.decimal(letter, letter)) for letter in typed.strip())
    try:
        return PartialDate(digits, as_typed=typed)
    except ValueError as error:
        raise InvalidValue(what=N_("This date")) from error
