"""On what an entry of a record hangs, and which files it names."""

from __future__ import annotations

from collections.abc import Iterator
from uuid import UUID

from caseworker.evidence.answers import attachment_of
from caseworker.model.audit import FormAnswer
from caseworker.model.consent import Evidence
from caseworker.model.entity import Entity
from caseworker.model.explanation import Explanation
from caseworker.model.form import FormMedium, InstalledForm
from caseworker.model.ids import AttachmentId
from caseworker.model.paper import Paper

OWNER_FIELDS = (
    "person_id",
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

_FILES: dict[type[Entity], tuple[str, ...]] = {
    Paper: ("attachment_id",),
    InstalledForm: ("form", "source"),
    FormMedium: ("content",),
    Explanation: ("sound_id", "picture_id"),
}


def owners_of(entity: Entity) -> Iterator[UUID]:
    """Yield on what *entity* hangs, the nearest to the person first."""
    for field in OWNER_FIELDS:
        owner = getattr(entity, field, None)
        if owner is not None:
            yield owner


def files_of(entity: Entity) -> Iterator[AttachmentId]:
    """Yield the attachments that *entity* names."""
    for field in _FILES.get(type(entity), ()):
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
