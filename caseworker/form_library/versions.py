"""The forms of the centre: those that came with the program, and those it has installed."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from functools import cache

from caseworker.errors import NotFound
from caseworker.form_library.media import wanted
from caseworker.form_library.moves import carried
from caseworker.model.form import FormMedium, InstalledForm
from caseworker.model.ids import InstalledFormId
from caseworker.ports import Reads, missing
from caseworker.text import LANGUAGES, Text
from forms import FormDefinition, library, read_form


@dataclass(frozen=True)
class UsableForm:
    """One version of a form, ready to be filled or read."""

    definition: FormDefinition
    id: InstalledFormId | None = None
    """None for a form that came with the program."""
    files: Mapping[str, str] = field(default_factory=dict)
    """The lists beside it, by file name."""


@dataclass(frozen=True, kw_only=True)
class FormLine:
    """One version of a form as a list shows it."""

    id: InstalledFormId | None
    identifier: str
    version: str
    title: str
    languages: tuple[str, ...]
    questions: int
    in_use: bool
    """Whoever begins this form now gets this version."""
    replaces_built_in: bool = False
    installed_at: datetime | None = None
    retired_at: datetime | None = None


_READ: dict[InstalledFormId, FormDefinition] = {}
"""Forms are read once per process: a version never changes."""


def built_in(identifier: str) -> FormDefinition:
    """Return the built-in form in every language; compiled once per process.

    Raises:
        FormError: there is none (code `library.unknown`).
    """
    return library.load_translated(
        identifier, LANGUAGES[1:], lambda words, language: _text(language)(words)
    )


def in_use(reads: Reads, identifier: str) -> InstalledForm | None:
    """Return the version that whoever begins the form gets, or None: the built-in one, if any."""
    standing = reads.matching(
        InstalledForm,
        missing("retired_at"),
        identifier=identifier,
        order_by=("-installed_at", "-id"),
        limit=1,
    )
    return standing[0] if standing else None


def form_in_use(reads: Reads, identifier: str) -> UsableForm:
    """Return the form that whoever begins *identifier* gets: the centre's own, or the built-in.

    Raises:
        NotFound: there is no such form, or it was retired.
    """
    installed = in_use(reads, identifier)
    if installed is not None:
        return usable(reads, installed)
    if identifier in library.names():
        return UsableForm(built_in(identifier))
    raise NotFound


def form_begun(reads: Reads, identifier: str, version: str) -> UsableForm:
    """Return the version in which somebody began; the one in use, where it is not here or empty.

    Raises:
        NotFound: there is no such form.
    """
    if version:
        try:
            return form_of(reads, identifier, version)
        except NotFound:
            return form_in_use(reads, identifier)
    return form_in_use(reads, identifier)


def form_of(reads: Reads, identifier: str, version: str) -> UsableForm:
    """Return the very version in which something was answered, also a retired one.

    Raises:
        NotFound: it is not (yet) on this laptop.
    """
    found = reads.matching(InstalledForm, identifier=identifier, version=version, limit=1)
    if found:
        return usable(reads, found[0])
    if identifier in library.names() and built_in(identifier).version == version:
        return UsableForm(built_in(identifier))
    raise NotFound


def usable(reads: Reads, installed: InstalledForm) -> UsableForm:
    """Return an installed form, read."""
    if installed.id not in _READ:
        read = read_form(reads.content(installed.form))
        _READ[installed.id] = replace(read, version=installed.version)
    definition = _READ[installed.id]
    lists = {each.name for each in wanted(definition) if each.is_list}
    files = {
        medium.name: reads.content(medium.content).decode("utf-8-sig")
        for medium in (_media(reads, installed.id) if lists else ())
        if medium.name in lists
    }
    return UsableForm(definition, installed.id, files)


def medium(reads: Reads, form_id: InstalledFormId | None, name: str) -> bytes | None:
    """Return a picture or sound of a form, or None where it has none of this name."""
    if form_id is None:
        return None
    kept = next((each for each in _media(reads, form_id) if each.name == name), None)
    return reads.content(kept.content) if kept is not None else None


def carried_over(
    reads: Reads, answers: Mapping[str, str], answered_in: str, form: FormDefinition
) -> dict[str, str]:
    """Return what was answered in the version *answered_in* as it stands in *form*.

    *answers* are lasting paths to texts. Each version in between moves what it moved.
    """
    kept = dict(answers)
    if answered_in == form.version:
        return kept
    versions = reads.matching(
        InstalledForm, identifier=form.identifier, order_by=("installed_at", "id")
    )
    names = [installed.version for installed in versions]
    first = names.index(answered_in) + 1 if answered_in in names else 0
    for installed in versions[first:]:
        kept = carried(kept, installed.moved, usable(reads, installed).definition)
        if installed.version == form.version:
            break
    return {path: text for path, text in kept.items() if form.at(path) is not None}


def installed_forms(reads: Reads) -> tuple[FormLine, ...]:
    """Return every version that the centre has installed: by title, the newest first."""
    versions = reads.matching(
        InstalledForm, order_by=("title", "identifier", "-installed_at", "-id")
    )
    standing = (in_use(reads, name) for name in {each.identifier for each in versions})
    used = {each.id for each in standing if each is not None}
    return tuple(
        FormLine(
            id=each.id,
            identifier=each.identifier,
            version=each.version,
            title=each.title,
            languages=each.languages,
            questions=each.questions,
            in_use=each.id in used,
            replaces_built_in=each.identifier in library.names(),
            installed_at=each.installed_at,
            retired_at=each.retired_at,
        )
        for each in versions
    )


def built_in_forms(installed: Sequence[FormLine], text: Text) -> tuple[FormLine, ...]:
    """Return the forms that came with the program, by title, given those that are *installed*.

    None of them is compiled for it: fifty forms would keep whoever opens the list waiting.
    """
    lines = [built_in_form(name, installed, text) for name in library.names()]
    return tuple(sorted(lines, key=lambda line: line.title.casefold()))


def built_in_form(identifier: str, installed: Sequence[FormLine], text: Text) -> FormLine:
    """Return one form that came with the program; raise FormError where there is none."""
    return FormLine(
        id=None,
        identifier=identifier,
        version=library.version(identifier),
        title=text(library.title(identifier)),
        languages=LANGUAGES,
        questions=library.questions(identifier),
        in_use=not any(line.identifier == identifier and line.in_use for line in installed),
    )


def questions_of(form: FormDefinition) -> int:
    """Return how many questions *form* can ask; notes ask nothing."""
    return sum(
        1
        for definition, control in form.controls.items()
        if not definition.children and control.kind not in {"group", "repeat"}
        and not (definition.bind.readonly and definition.bind.calculate is None)
    )  # fmt: skip


def _media(reads: Reads, form_id: InstalledFormId) -> list[FormMedium]:
    return reads.matching(FormMedium, form_id=form_id, order_by="name")


@cache
def _text(language: str) -> Text:
    return Text(language)
