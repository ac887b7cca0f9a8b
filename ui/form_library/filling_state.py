"""What is being filled: about whom, in which version, from which answers. No widgets here."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from uuid import UUID

from caseworker.errors import GateClosed
from caseworker.findings import Findings
from caseworker.form_library.filling import Filled, first_answers, free_in, read_filled
from caseworker.form_library.versions import UsableForm, form_begun, form_in_use
from caseworker.instance_paths import by_place
from caseworker.meanwhile import findings, together
from caseworker.model.ids import FilledFormId
from caseworker.ports import Reads
from forms import FormEntry
from forms.language_names import closest
from ui.desk import Desk
from ui.drafts import from_bytes
from ui.language import text


@dataclass(frozen=True, kw_only=True)
class FillingDraft:
    """What a draft keeps: the answers, and where somebody stopped."""

    version: str
    answers: Mapping[str, str] = field(default_factory=dict)
    language: str = ""
    part: int = 0
    path: str = ""
    before: Mapping[str, str] = field(default_factory=dict)
    """What was kept when a correction was begun, path to text."""


@dataclass(frozen=True, kw_only=True)
class Filling:
    """One form that is being filled."""

    subject: UUID
    """The case or the person."""
    drafted_under: UUID
    usable: UsableForm
    entry: FormEntry
    again: FilledFormId | None = None
    """The filled form that is being corrected."""
    draft: FillingDraft | None = None
    """Where somebody stopped, if somebody did."""
    before: Mapping[str, str] = field(default_factory=dict)
    """What was kept when a correction was begun, path to text."""

    @property
    def draft_name(self) -> str:
        """Under which name the draft lies."""
        return draft_name(self.usable.definition.identifier)


def draft_name(identifier: str) -> str:
    """Return the name of the draft of an installed form; those of steps have names of their own."""
    return f"filled:{identifier}"


def beginning(desk: Desk, subject: UUID, identifier: str, part: UUID | None = None) -> Filling:
    """Return a new filling of the version in use, or the one that waits in the draft.

    *part* is the part of the record that it is begun from, if it is begun from one.
    """
    draft = _draft(desk, subject, identifier)

    def ask(reads: Reads) -> tuple[UsableForm, dict[str, str]]:
        usable = form_begun(reads, identifier, draft.version if draft else "")
        return usable, first_answers(reads, subject, usable, part)

    usable, first = desk.ask(ask)
    begun = FormEntry(
        usable.definition, prefill=first, language=_language(usable), files=usable.files
    )
    return Filling(
        subject=subject,
        drafted_under=subject,
        usable=usable,
        entry=_resumed(usable, draft) or begun,
        draft=draft,
    )


def correcting(desk: Desk, filled: Filled) -> Filling:
    """Return a filled form opened to be corrected in the version in which it was filled."""
    usable = filled.usable
    draft = _draft(desk, filled.line.id, usable.definition.identifier)
    kept = FormEntry(
        usable.definition, filled.answers, language=_language(usable), files=usable.files
    )
    resumed = _resumed(usable, draft)
    return Filling(
        subject=filled.subject,
        drafted_under=filled.line.id,
        usable=usable,
        entry=resumed or kept,
        again=filled.line.id,
        draft=draft,
        before=draft.before if draft is not None and resumed is not None else filled.answers,
    )


def with_meanwhile(reads: Reads, filling: Filling, screen: FormEntry, told: Findings) -> FormEntry:
    """Return what is on the screen, with what others corrected since it was opened.

    Raises:
        GateClosed: somebody else corrected the same answer meanwhile, and it was not *told* yet.
    """
    if filling.again is None:
        return screen
    kept = read_filled(reads, filling.again).answers
    both = together(filling.before, screen.answers(), kept)
    form, files = screen.form, filling.usable.files
    theirs = FormEntry(form, kept, language=screen.language, files=files)
    found = findings(screen, theirs, both.differing, text())
    if set(map(repr, found)) - set(map(repr, told)):
        raise GateClosed(found)
    return FormEntry(form, both.answers, language=screen.language, files=files)


def going_on(desk: Desk, filled: Filled) -> Filling:
    """Return a new filling of the version in use, with all answers that have a place there."""
    identifier = filled.usable.definition.identifier
    draft = _draft(desk, filled.subject, identifier)

    def ask(reads: Reads) -> tuple[UsableForm, dict[str, str]]:
        usable = form_in_use(reads, identifier)
        first = first_answers(reads, filled.subject, usable)
        empty = FormEntry(usable.definition, prefill=first, files=usable.files)
        free = by_place(free_in(reads, filled.line.id, usable), {})
        return usable, {**empty.answers(), **free}

    usable, answers = desk.ask(ask)
    carried = FormEntry(usable.definition, answers, language=_language(usable), files=usable.files)
    return Filling(
        subject=filled.subject,
        drafted_under=filled.subject,
        usable=usable,
        entry=_resumed(usable, draft) or carried,
        draft=draft,
    )


def _draft(desk: Desk, subject: UUID, identifier: str) -> FillingDraft | None:
    kept = desk.load_draft(subject, draft_name(identifier))
    return from_bytes(kept, FillingDraft) if kept is not None else None


def _resumed(usable: UsableForm, draft: FillingDraft | None) -> FormEntry | None:
    if draft is None or draft.version != usable.definition.version:
        return None
    language = draft.language or _language(usable)
    return FormEntry(usable.definition, draft.answers, language=language, files=usable.files)


def _language(usable: UsableForm) -> str | None:
    return closest(usable.definition.languages, text().language)
