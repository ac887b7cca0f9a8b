"""On what an entry of a record hangs, and which files it names."""

from __future__ import annotations

from collections.abc import Iterator
from typing import get_args, get_type_hints
from uuid import UUID

from caseworker.evidence.answers import attachment_of
from caseworker.model.audit import FormAnswer
from caseworker.model.consent import Evidence
from caseworker.model.entity import Entity
from caseworker.model.form import FilledForm
from caseworker.model.ids import AttachmentId
from caseworker.model.paper import Paper, PaperKind

OWNER_FIELDS = (
    "person_id",
    "duplicate_id",
    "case_id",
    "arrival_id",
    "screening_id",
    "assessment_id",
    "plan_id",
    "objective_id",
    "referral_id",
    "request_id",
    "subject",
)
"""By these an entry hangs on another one of the same record."""


def owners_of(entity: Entity) -> Iterator[UUID]:
    """Yield on what *entity* hangs, the nearest to the person first."""
    for field in OWNER_FIELDS:
        owner = getattr(entity, field, None)
        if owner is not None:
            yield owner


def is_about_health(entity: Entity) -> bool:
    """Return whether *entity* opens the part of a record about health (R-311)."""
    if isinstance(entity, Paper):
        return entity.kind is PaperKind.HEALTH
    return isinstance(entity, FilledForm) and entity.about_health


def files_of(entity: Entity) -> Iterator[AttachmentId]:
    """Yield the attachments that *entity* names."""
    for field in _naming(type(entity)):
        named = getattr(entity, field)
        if named is not None:
            yield named
    if isinstance(entity, FormAnswer):
        answered = attachment_of(entity.value)
        if answered is not None:
            yield answered
    shown = getattr(entity, "evidence", None)
    if isinstance(shown, Evidence) and shown.attachment_id is not None:
        yield shown.attachment_id


def _naming(kind: type[Entity]) -> tuple[str, ...]:
    """Return the fields of *kind* that name an attachment."""
    found = _naming_fields.get(kind)
    if found is None:
        found = tuple(
            field
            for field, hint in get_type_hints(kind).items()
            if field != "id" and AttachmentId in (hint, *get_args(hint))
        )
        _naming_fields[kind] = found
    return found


_naming_fields: dict[type[Entity], tuple[str, ...]] = {}
