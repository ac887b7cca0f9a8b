"""Files that answer questions of a form: attached when the form is kept, and opened again.

A voice or a film tells who somebody is: neither is kept without a yes to recording (R-050, R-444).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from uuid import UUID

from caseworker.answers import Answers
from caseworker.centre.settings import the_centre
from caseworker.consent.standing import standing
from caseworker.errors import NotFound
from caseworker.evidence.keeping import OpenedFile, open_attached
from caseworker.evidence.kinds import Sort
from caseworker.evidence.ready import ReadyFile
from caseworker.findings import Findings, pass_gate, stops
from caseworker.form_access import require_to_read
from caseworker.form_library.versions import form_of
from caseworker.model.assessment import (
    Assessment,
    BestInterests,
    ProtectionScreening,
    SafetyPlan,
)
from caseworker.model.audit import FormAnswer
from caseworker.model.case import Case
from caseworker.model.consent import Purpose
from caseworker.model.entity import Entity
from caseworker.model.form import FilledForm
from caseworker.model.ids import AttachmentId
from caseworker.model.person import Person
from caseworker.model.plan import CasePlan, ServiceDelivery
from caseworker.model.review import Closure, Review, Transfer
from caseworker.people.restricted import require_sight
from caseworker.permissions import Act, require
from caseworker.ports import Reads, UnitOfWork
from caseworker.text import N_
from forms import library
from forms.access import access_of

RECORDINGS = frozenset({Sort.SOUND, Sort.PICTURES})
"""What needs a yes of its own before it is made or kept."""
KEPT = "attachment:"
"""How the answer begins that names a file which was kept."""


def agreed_to_recording(reads: Reads, subject: UUID) -> bool:
    """Return whether whom *subject* (a case, a person, or a part of a case) is about said yes.

    Where it is about the centre, nobody can say yes for all who are heard or seen.
    """
    today, person = reads.now().date(), _person_of(reads, subject)
    return person is not None and bool(standing(reads, person.id, Purpose.RECORDING, today=today))


def with_files(
    work: UnitOfWork, subject: UUID, answers: Answers, files: Mapping[str, ReadyFile]
) -> Answers:
    """Attach *files* (by the token that stands for each in the form) and name them instead.

    Raises:
        GateClosed: there is a recording among them, and no yes to it.
    """
    pass_gate(_recorded_without_yes(work, subject, files))
    kept = {
        token: f"{KEPT}{work.attach(file.content, file.kind.media_type)}"
        for token, file in files.items()
        if token in answers.free.values()
    }
    free = {path: kept.get(text, text) for path, text in answers.free.items()}
    return replace(answers, free=free)


def _recorded_without_yes(reads: Reads, subject: UUID, files: Mapping[str, ReadyFile]) -> Findings:
    if not any(file.kind.sort in RECORDINGS for file in files.values()):
        return ()
    if agreed_to_recording(reads, subject):
        return ()
    what, why = (
        N_("Stops here: there is no yes to recording"),
        N_("A voice or a film tells who somebody is. It is kept only after a yes to it."),
    )
    return (stops("no-consent-to-recording", what, why, "R-050", answer="consent"),)


def attachment_of(answer: str) -> AttachmentId | None:
    """Return the attachment that *answer* names, or None."""
    if not answer.startswith(KEPT):
        return None
    return AttachmentId(UUID(answer.removeprefix(KEPT)))


def open_answer(work: UnitOfWork, attachment_id: AttachmentId) -> OpenedFile:
    """Return the file that answers a question; the look is kept in the audit trail first (R-441).

    Raises:
        NotAllowed: the role reads no cases, or not this one, or the form is read by others.
        NotFound: it answers no question, or its content is not on this laptop.
        StoreDamaged: the content was altered.
    """
    answers = work.matching(FormAnswer, value=f"{KEPT}{attachment_id}", limit=1)
    if not answers:
        raise NotFound
    person = _person_of(work, answers[0].subject)
    if person is not None:
        require(work.actor, Act.READ_CASE)
        require_sight(work, person)
    _let_read(work, answers[0])
    work.record("evidence opened", answers[0].subject)
    return open_attached(work, attachment_id)


def _let_read(reads: Reads, answer: FormAnswer) -> None:
    """Let pass who reads the form; of a version that is not here, only the case is asked for."""
    try:
        access = access_of(form_of(reads, answer.form, answer.form_version).definition)
    except NotFound:
        if answer.form not in library.names():
            return
        access = library.access(answer.form)
    require_to_read(reads.actor, access)


def _person_of(reads: Reads, subject: UUID) -> Person | None:
    """Return whom answers are about: a person, a case, or a part of a case; None: the centre."""
    if subject == the_centre(reads).id:
        return None
    person = reads.find(Person, subject)
    if person is not None:
        return person
    filled = reads.find(FilledForm, subject)
    if filled is not None:
        return _person_of(reads, filled.subject)
    for kind in _OF_A_CASE:
        part = reads.find(kind, subject)
        if part is not None:
            subject = getattr(part, "case_id")  # noqa: B009  every one of these kinds has it
            break
    return reads.get(Person, reads.get(Case, subject).person_id)


_OF_A_CASE: tuple[type[Entity], ...] = (
    Assessment, BestInterests, ProtectionScreening, SafetyPlan, CasePlan, ServiceDelivery, Review,
    Closure, Transfer,
)  # fmt: skip
"""Whatever keeps answers of a form under its own id."""
