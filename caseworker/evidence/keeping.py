"""Evidence of a yes: kept with it, and opened again only after the look is in the audit trail."""

from __future__ import annotations

from dataclasses import dataclass, field

from caseworker.errors import InvalidValue, NotFound
from caseworker.evidence.kinds import FileKind, Sort, kind_called
from caseworker.evidence.ready import ReadyFile
from caseworker.model.consent import Attachment, Consent, FormOfConsent
from caseworker.model.ids import AttachmentId, ConsentId
from caseworker.model.person import Person
from caseworker.people.restricted import require_sight
from caseworker.permissions import Act, require
from caseworker.ports import Reads, UnitOfWork
from caseworker.text import N_

SHOWN_BY: dict[FormOfConsent, Sort] = {
    FormOfConsent.ON_PAPER: Sort.SCAN,
    FormOfConsent.THUMBPRINT: Sort.SCAN,
    FormOfConsent.AUDIO: Sort.SOUND,
    FormOfConsent.VIDEO: Sort.PICTURES,
}
"""What sort of file can show that something was said in this form."""


@dataclass(frozen=True)
class OpenedFile:
    """A file that was kept, for the screen only."""

    kind: FileKind
    content: bytes = field(repr=False)


def keep_evidence(work: UnitOfWork, form: FormOfConsent, file: ReadyFile) -> AttachmentId:
    """Keep *file* encrypted, as what shows a yes that was said in *form*.

    Raises:
        InvalidValue: a file of this kind shows nothing said in that form.
    """
    if SHOWN_BY.get(form) is not file.kind.sort:
        raise InvalidValue(what=N_("This file"))
    return work.attach(file.content, file.kind.media_type)


def sort_of(reads: Reads, attachment_id: AttachmentId | None) -> Sort | None:
    """Return what sort of file is attached; None where there is none that can be shown."""
    attachment = reads.find(Attachment, attachment_id)
    kind = kind_called(attachment.media_type) if attachment else None
    return kind.sort if kind else None


def open_evidence(work: UnitOfWork, consent_id: ConsentId) -> OpenedFile:
    """Return what shows a yes or no; the look is kept in the audit trail first (R-441).

    Raises:
        NotAllowed: the role reads no people, or the person is restricted.
        NotFound: nothing is attached, or its content is not on this laptop.
        StoreDamaged: the content was altered.
    """
    require(work.actor, Act.READ_PEOPLE)
    consent = work.get(Consent, consent_id)
    person = work.find(Person, consent.person_id)
    if person is not None:
        require_sight(work, person)
    if consent.evidence is None or consent.evidence.attachment_id is None:
        raise NotFound
    work.record("evidence opened", person.id if person else consent.id)
    return open_attached(work, consent.evidence.attachment_id)


def open_attached(reads: Reads, attachment_id: AttachmentId) -> OpenedFile:
    """Return a file that was kept; whoever calls has audited the look.

    Raises:
        NotFound: its content is not on this laptop.
        StoreDamaged: the content was altered.
    """
    kind = kind_called(reads.get(Attachment, attachment_id).media_type)
    if kind is None:
        raise NotFound
    return OpenedFile(kind, reads.content(attachment_id))
