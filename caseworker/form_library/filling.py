"""A form filled about a case or a person: kept once, read for ever in its own version."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from caseworker.answers import Answers, fill, keep_free, written
from caseworker.errors import Bug, NotFound
from caseworker.form_access import may_open, require_to_open
from caseworker.form_library.bindings import BINDABLE, bound_entities
from caseworker.form_library.opening import let_open
from caseworker.form_library.versions import UsableForm, carried_over, form_of
from caseworker.instance_paths import by_place
from caseworker.model.audit import FormAnswer
from caseworker.model.case import Case
from caseworker.model.entity import Entity
from caseworker.model.form import FilledForm, InstalledForm
from caseworker.model.ids import CaseId, FilledFormId
from caseworker.model.person import Person
from caseworker.people.restricted import require_sight
from caseworker.permissions import Act, require
from caseworker.ports import Reads, UnitOfWork
from caseworker.steps import assessment
from caseworker.views.names import colleague
from forms import FormEntry, FormError, library
from forms.access import access_of


@dataclass(frozen=True, kw_only=True)
class FilledLine:
    """A filled form in the list of a case or a person."""

    id: FilledFormId
    title: str
    version: str
    filled_at: datetime
    filled_by: str


@dataclass(frozen=True, kw_only=True)
class Filled:
    """A filled form opened to be read."""

    line: FilledLine
    subject: UUID
    restricted: bool
    """Only named colleagues see the person: each look is audited first."""
    usable: UsableForm
    answers: Mapping[str, str]
    """As `FormEntry` resumes from: path by place to text."""


def keep_filled(
    work: UnitOfWork, subject: UUID, answers: Answers, again: FilledFormId | None = None
) -> FilledForm:
    """Keep a form about the case or person *subject*; *again* corrects one that is kept.

    Bound answers go into the record, all others are kept with the form.

    Raises:
        NotAllowed: the role does not work on cases, the person is restricted, or the form needs a
            training.
        GateClosed: the person has not said yes to what the form needs (R-050).
        InvalidValue: an answer does not fit its field.
    """
    require(work.actor, Act.WORK_ON_CASE)
    person = _let_read(work, subject)
    let_open(work, form_of(work, answers.form, answers.version).definition, person)
    filled = work.find(FilledForm, again)
    if filled is None:
        filled = FilledForm(
            id=FilledFormId(work.new_id()),
            form=answers.form,
            form_version=answers.version,
            subject=subject,
            filled_at=work.now(),
            filled_by=work.actor.user_id,
        )
        work.add(filled)
    filled.form_version = answers.version
    for name, entity in _written_into(work, subject, answers).items():
        fill(entity, answers.of(name))
    keep_free(work, filled.id, answers)
    work.record("form filled", subject, detail=f"{answers.form} {answers.version}")
    return filled


def filled_forms(reads: Reads, subject: UUID, words: str = "") -> tuple[FilledLine, ...]:
    """Return the forms filled about *subject*, newest first; *words* stand in an answer or title.

    Answers are searched here, within one case, and nowhere else: a search over everybody would
    show that a restricted person has some.

    Raises:
        NotAllowed: the role reads no cases, or the person is restricted.
    """
    require(reads.actor, Act.READ_CASE)
    _let_read(reads, subject)
    every = reads.matching(FilledForm, subject=subject, order_by=("-filled_at", "-id"))
    found = [filled for filled in every if _opens(reads, filled)]
    lines = ((each, _line(reads, each)) for each in found)
    wanted = words.casefold().split()
    return tuple(line for each, line in lines if _says(reads, each, line, wanted))


def read_filled(reads: Reads, filled_id: FilledFormId) -> Filled:
    """Return a filled form in its own version, bound answers as the record has them now.

    Raises:
        NotAllowed: the role reads no cases, or the person is restricted.
        NotFound: the form or its version is not on this laptop.
    """
    require(reads.actor, Act.READ_CASE)
    filled = reads.get(FilledForm, filled_id)
    _let_read(reads, filled.subject)
    usable = form_of(reads, filled.form, filled.form_version)
    require_to_open(reads.actor, access_of(usable.definition))
    return Filled(
        line=_line(reads, filled),
        subject=filled.subject,
        restricted=is_restricted(reads, filled.subject),
        usable=usable,
        answers=answers_of(reads, filled, usable),
    )


def answers_of(reads: Reads, filled: FilledForm, usable: UsableForm) -> dict[str, str]:
    """Return what was answered, as `FormEntry` resumes from; callers have asked who may see it."""
    found = reads.matching(FormAnswer, subject=filled.id, form=filled.form)
    free = {answer.path: answer.value for answer in found if answer.value}
    return {**by_place(free, {}), **_bound(reads, filled.subject, usable)}


def entry_of_filled(filled: Filled, language: str | None = None) -> FormEntry:
    """Return an entry that shows a filled form."""
    usable = filled.usable
    return FormEntry(usable.definition, filled.answers, language=language, files=usable.files)


def first_answers(reads: Reads, subject: UUID, usable: UsableForm) -> dict[str, str]:
    """Return what the record knows already of what *usable* is bound to: field to text."""
    require(reads.actor, Act.WORK_ON_CASE)
    let_open(reads, usable.definition, _let_read(reads, subject))
    return {
        f"{name}.{field}": text
        for name, entity in _read_from(reads, subject, usable).items()
        for field, text in written(entity).items()
        if text
    }


def free_in(reads: Reads, subject: UUID, usable: UsableForm) -> dict[str, str]:
    """Return kept answers about *subject* that are bound to nothing, as they stand in *usable*."""
    form = usable.definition
    by_version: dict[str, dict[str, str]] = {}
    for answer in reads.matching(FormAnswer, subject=subject, form=form.identifier):
        if answer.value:
            by_version.setdefault(answer.form_version, {})[answer.path] = answer.value
    found: dict[str, str] = {}
    for version, answers in by_version.items():
        found |= carried_over(reads, answers, version, form)
    return found


def _bound(reads: Reads, subject: UUID, usable: UsableForm) -> dict[str, str]:
    """Return the answers that the record holds, by the paths of *usable*."""
    known = {
        f"{name}.{field}": text
        for name, entity in _read_from(reads, subject, usable).items()
        for field, text in written(entity).items()
        if text
    }
    return {
        definition.path: known[definition.field]
        for definition in usable.definition.definitions
        if definition.field in known and not definition.repeated
    }


def _read_from(reads: Reads, subject: UUID, usable: UsableForm) -> dict[str, object]:
    case = reads.find(Case, subject)
    entities: dict[str, Entity | None] = {
        "case": case,
        "person": reads.find(Person, case.person_id if case is not None else subject),
        "assessment": assessment.current(reads, CaseId(case.id)) if case is not None else None,
    }
    names = bound_entities(usable.definition)
    return {name: entity for name, entity in entities.items() if entity and name in names}


def _written_into(work: UnitOfWork, subject: UUID, answers: Answers) -> dict[str, Entity]:
    """Return the entities that *answers* are bound to; without a case there is only the person."""
    names = {field.partition(".")[0] for field in answers.bound} & set(BINDABLE)
    case = work.find(Case, subject)
    found: dict[str, Entity] = {}
    if "person" in names:
        found["person"] = work.get(Person, case.person_id if case is not None else subject)
    if case is not None and "case" in names:
        found["case"] = case
    if case is not None and "assessment" in names and any(answers.of("assessment").values()):
        found["assessment"] = assessment.begin(work, CaseId(case.id))
    return found


def is_restricted(reads: Reads, subject: UUID) -> bool:
    """Return whether only named colleagues see the case or person *subject*."""
    case = reads.find(Case, subject)
    person = reads.find(Person, case.person_id if case is not None else subject)
    return person is not None and person.restricted


def _let_read(reads: Reads, subject: UUID) -> Person:
    """Let pass who may see *subject*, and return whom it is about.

    Raises:
        NotAllowed: the person is restricted, and the role does not read that.
        NotFound: *subject* is neither a case nor a person here.
    """
    case = reads.find(Case, subject)
    person = reads.find(Person, case.person_id if case is not None else subject)
    if person is None:
        raise NotFound
    require_sight(reads, person)
    return person


def _opens(reads: Reads, filled: FilledForm) -> bool:
    """Return whether whoever asks may open a filled form; a list names no other."""
    try:
        usable = form_of(reads, filled.form, filled.form_version)
    except NotFound:
        return False
    return may_open(reads.actor, access_of(usable.definition))


def _line(reads: Reads, filled: FilledForm) -> FilledLine:
    installed = reads.matching(
        InstalledForm, identifier=filled.form, version=filled.form_version, limit=1
    )
    return FilledLine(
        id=filled.id,
        title=installed[0].title if installed else _built_in_title(filled.form),
        version=filled.form_version,
        filled_at=filled.filled_at,
        filled_by=colleague(reads, filled.filled_by),
    )


def _built_in_title(identifier: str) -> str:
    try:
        return library.load(identifier).title
    except FormError as error:
        if error.problems[0].code != "library.unknown":
            raise Bug from error
        return identifier


def _says(reads: Reads, filled: FilledForm, line: FilledLine, wanted: list[str]) -> bool:
    if not wanted:
        return True
    found = reads.matching(FormAnswer, subject=filled.id, form=filled.form)
    said = " ".join([line.title, *(answer.value for answer in found)]).casefold()
    return all(word in said for word in wanted)
