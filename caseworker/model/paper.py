"""Papers of a case or a person that were scanned and attached."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from caseworker.model.entity import Entity
from caseworker.model.ids import AttachmentId, CaseId, PaperId, PersonId, UserId
from caseworker.model.partial_date import PartialDate


class PaperKind(StrEnum):
    """What sort of paper it is. Those about health lie apart, and are for whoever is trained."""

    IDENTITY_DOCUMENT = "identity document"
    LETTER = "letter"
    COURT_PAPER = "court paper"
    CERTIFICATE = "certificate"
    HEALTH = "paper about health"
    OTHER = "other paper"


@dataclass(eq=False, kw_only=True)
class Paper(Entity):
    """A scanned paper. Taking it out needs a reason, and that it was there stays."""

    id: PaperId
    person_id: PersonId
    case_id: CaseId | None = None
    """The case it belongs to; None where it belongs to the person in every case."""
    attachment_id: AttachmentId
    kind: PaperKind
    dated: PartialDate | None = None
    """The date on the paper, as far as it can be read."""
    staff_only: bool = False
    third_party: bool = False
    """Speaks of somebody else: screened before she gets a copy."""
    filed_at: datetime
    filed_by: UserId
    taken_out_at: datetime | None = None
    taken_out_by: UserId | None = None
    why_taken_out: str = ""
