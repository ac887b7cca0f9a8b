"""Forms that a centre has installed, their media, and the times each was filled."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from caseworker.model.entity import Entity
from caseworker.model.ids import AttachmentId, FilledFormId, InstalledFormId, UserId


@dataclass(eq=False, kw_only=True)
class InstalledForm(Entity):
    """One version of a form. It never changes; a new version is another one beside it."""

    id: InstalledFormId
    identifier: str
    """What the form calls itself in every version; that of a built-in form takes its place."""
    version: str
    title: str
    languages: tuple[str, ...]
    """As the form names them: "French (fr)"."""
    questions: int
    form: AttachmentId
    """The XForm that is run."""
    source: AttachmentId
    """The spreadsheet it was made from, as it was chosen."""
    source_type: str
    """The end of the spreadsheet's name: ".xlsx"."""
    moved: tuple[tuple[str, str], ...] = ()
    """Where questions stood in the version before, and where they stand now."""
    installed_at: datetime
    installed_by: UserId
    retired_at: datetime | None = None
    """From then on nobody begins it; what was answered stays readable."""
    retired_by: UserId | None = None


@dataclass(eq=False, kw_only=True)
class FormMedium(Entity):
    """A picture, a sound or a list that belongs to one version of a form."""

    form_id: InstalledFormId
    name: str
    """As the form names it: "water.png"."""
    media_type: str
    content: AttachmentId


@dataclass(eq=False, kw_only=True)
class FilledForm(Entity):
    """A form filled once, about a case, a person or the centre; its answers stand under its id."""

    id: FilledFormId
    form: str
    form_version: str
    subject: UUID
    """The case, the person or the centre."""
    filled_at: datetime
    """Of a form without a name, the day alone."""
    filled_by: UserId | None
    """None where the form is without a name: nobody is to be told from the answers (R-407)."""
    about_health: bool = False
    """Only people trained for health read it: it lies with the part of the record about health."""
    kept_in: tuple[UUID, ...] = ()
    """Parts of the record that its answers made: what was said, a tie, a household, a report."""
