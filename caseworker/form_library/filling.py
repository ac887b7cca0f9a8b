"""A form filled about a case, a person or the centre: kept once, read for ever in its version."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from uuid import UUID

from caseworker.answers import Answers, day_of, instances_in, keep_free, row_answers, written
from caseworker.errors import Bug, NotAllowed, NotFound
from caseworker.form_access import (
    is_about_health,
    may_open,
    may_read,
    require_to_open,
    require_to_read,
)
from caseworker.form_library.bindings import bound_entities, must_be_apart
from caseworker.form_library.opening import let_open
from caseworker.form_library.record_parts import (
    by_name,
    keep_bound,
    known_about,
    parts_before,
    texts_of,
)
from caseworker.form_library.subjects import Subject, any_subject, subject_of
from caseworker.form_library.versions import UsableForm, carried_over, form_of
from caseworker.instance_paths import by_place
from caseworker.model.audit import FormAnswer
from caseworker.model.entity import Entity
from caseworker.model.form import FilledForm, InstalledForm
from caseworker.model.ids import FilledFormId, UserId
from caseworker.ports import Reads, UnitOfWork
from caseworker.views.names import colleagues
from forms import FormEntry, FormError, library
from forms.access import Access, access_of


@dataclass(frozen=True, kw_only=True)
class FilledLine:
    """A filled form in the list of a case, a person or the centre."""

    id: FilledFormId
    form: str
    title: str
    version: str
    filled_at: datetime
    filled_by: str
    """Empty where the form is without a name."""
    without_name: bool = False


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
    may_correct: bool = False


def keep_filled(
    work: UnitOfWork, subject: UUID, answers: Answers, again: FilledFormId | None = None
) -> FilledForm:
    """Keep a form about the case, the person or the centre; *again* corrects one that is kept.

    Bound answers go into the record, all others are kept with the form. Of a form without a name
    neither author nor hour stands beside the answers (R-407).

    Raises:
        NotAllowed: the role or training does not open the form, or the person is restricted.
        NotFound: the form is about something else, or what is corrected is.
        GateClosed: the person has not said yes to what the form needs (R-050), or the act that
            keeps a bound part finds something missing.
        InvalidValue: an answer does not fit its field.
    """
    about = subject_of(work, subject)
    form = form_of(work, answers.form, answers.version).definition
    access = access_of(form)
    filled = work.find(FilledForm, again)
    if filled is not None and (filled.subject, filled.form) != (subject, answers.form):
        raise NotFound
    let_open(work, form, about, anew=filled is None)
    if must_be_apart(form):
        # No such form is installed; one that came all the same writes nothing into the record.
        raise NotAllowed
    if filled is not None and is_about_health(access) and not filled.about_health:
        # It was filled before the form was one about health: what is said now lies apart.
        require_to_read(work.actor, access)
        filled = None
    if filled is None:
        filled = _new(work, subject, answers, access)
    else:
        require_to_read(work.actor, access)
    filled.form_version = answers.version
    made = keep_bound(work, about, answers, parts_before(work, filled.kept_in))
    filled.kept_in = tuple(part.id for part in made)
    keep_free(work, filled.id, answers, named=not access.without_name)
    if not access.without_name:
        # All laptops have the trail: the name of a form about health says what somebody has.
        named = "" if filled.about_health else f"{answers.form} {answers.version}"
        work.record("form filled", subject, detail=named)
    return filled


def keep_beside(work: UnitOfWork, subject: UUID, answers: Answers) -> FilledForm | None:
    """Keep what a form asked and no field holds, as a form by itself; None: there is nothing.

    For somebody whose record is there already: nothing that it says is changed.

    Raises:
        NotAllowed: the role or training does not open the form.
    """
    unbound = replace(answers, bound={}, rows={})
    if not any(unbound.free.values()):
        return None
    access = access_of(form_of(work, answers.form, answers.version).definition)
    require_to_open(work.actor, access)
    filled = _new(work, subject, unbound, access)
    filled.form_version = answers.version
    keep_free(work, filled.id, unbound)
    return filled


def filled_forms(reads: Reads, subject: UUID, words: str = "") -> tuple[FilledLine, ...]:
    """Return the forms filled about *subject*, newest first; *words* stand in an answer or title.

    Answers are searched here, within one case, and nowhere else: a search over everybody would
    show that a restricted person has some.

    Raises:
        NotAllowed: the role reads no cases, or the person is restricted.
    """
    subject_of(reads, subject)
    every = reads.matching(FilledForm, subject=subject, order_by=("-filled_at", "-id"))
    # Of a survey there are hundreds: each version is looked up once.
    versions = {(each.form, each.form_version) for each in every}
    titles = {version: _title(reads, *version) for version in versions if _is_read(reads, *version)}
    names, wanted = colleagues(reads), words.casefold().split()
    lines = (
        (each, _line(each, titles[each.form, each.form_version], names))
        for each in every
        if (each.form, each.form_version) in titles
    )
    return tuple(line for each, line in lines if _says(reads, each, line, wanted))


def read_filled(reads: Reads, filled_id: FilledFormId) -> Filled:
    """Return a filled form in its own version, bound answers as the record has them now.

    Raises:
        NotAllowed: the role or training does not read the form, or the person is restricted.
        NotFound: the form or its version is not on this laptop.
    """
    filled = reads.get(FilledForm, filled_id)
    about = subject_of(reads, filled.subject)
    usable = form_of(reads, filled.form, filled.form_version)
    access = access_of(usable.definition)
    require_to_read(reads.actor, access)
    return Filled(
        line=_line(filled, _title(reads, filled.form, filled.form_version), colleagues(reads)),
        subject=filled.subject,
        restricted=about.restricted,
        usable=usable,
        answers=answers_of(reads, filled, usable),
        may_correct=may_open(reads.actor, access),
    )


def answers_of(reads: Reads, filled: FilledForm, usable: UsableForm) -> dict[str, str]:
    """Return what was answered, as `FormEntry` resumes from; callers have asked who may see it."""
    found = reads.matching(FormAnswer, subject=filled.id, form=filled.form)
    free = {answer.path: answer.value for answer in found if answer.value}
    parts = by_name(parts_before(reads, filled.kept_in))
    rows = row_answers(usable.definition, parts)
    about = any_subject(reads, filled.subject)
    single = known_about(reads, about, bound_entities(usable.definition))
    single |= {name: each[0] for name, each in parts.items()}
    said = texts_of(single)
    bound = {
        definition.path: said[definition.field]
        for definition in usable.definition.definitions
        if definition.field in said and not definition.repeated
    }
    return {**rows, **by_place(free, instances_in(rows)), **bound}


def entry_of_filled(filled: Filled, language: str | None = None) -> FormEntry:
    """Return an entry that shows a filled form."""
    usable = filled.usable
    return FormEntry(usable.definition, filled.answers, language=language, files=usable.files)


def first_answers(
    reads: Reads, subject: UUID, usable: UsableForm, part: UUID | None = None
) -> dict[str, str]:
    """Return what the record knows already of what *usable* is bound to: field to text.

    *part* is the part of the record that the form is begun from, as a tie that is to be checked.
    One of somebody else's record tells nothing.
    """
    about = subject_of(reads, subject)
    let_open(reads, usable.definition, about)
    known = known_about(reads, about, bound_entities(usable.definition))
    parts = parts_before(reads, () if part is None else (part,))
    begun_from = by_name(tuple(each for each in parts if _is_about(each, about)))
    known |= {name: each[0] for name, each in begun_from.items()}
    return texts_of(known)


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


def _is_about(part: Entity, about: Subject) -> bool:
    people = {getattr(part, name, None) for name in ("person_id", "relative_id")}
    return about.person is not None and about.person.id in people


def _new(work: UnitOfWork, subject: UUID, answers: Answers, access: Access) -> FilledForm:
    named = not access.without_name
    filled = FilledForm(
        id=FilledFormId(work.new_id()),
        form=answers.form,
        form_version=answers.version,
        subject=subject,
        filled_at=work.now() if named else day_of(work.now()),
        filled_by=work.actor.user_id if named else None,
        about_health=is_about_health(access),
    )
    work.add(filled)
    return filled


def _is_read(reads: Reads, identifier: str, version: str) -> bool:
    """Return whether whoever asks may read what was filled; a list names no other."""
    try:
        usable = form_of(reads, identifier, version)
    except NotFound:
        return False
    return may_read(reads.actor, access_of(usable.definition))


def _line(filled: FilledForm, title: str, names: Mapping[UserId, str]) -> FilledLine:
    return FilledLine(
        id=filled.id,
        form=filled.form,
        title=title,
        version=filled.form_version,
        filled_at=filled.filled_at,
        filled_by=names.get(filled.filled_by, "") if filled.filled_by is not None else "",
        without_name=filled.filled_by is None,
    )


def _title(reads: Reads, identifier: str, version: str) -> str:
    installed = reads.matching(InstalledForm, identifier=identifier, version=version, limit=1)
    if installed:
        return installed[0].title
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
    parts = parts_before(reads, filled.kept_in)
    bound = [text for part in parts for text in written(part).values()]
    said = " ".join([line.title, *(answer.value for answer in found), *bound]).casefold()
    return all(word in said for word in wanted)
