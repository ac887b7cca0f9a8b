"""Consent and the other bases on which a record or a disclosure can stand."""

from __future__ import annotations

from dataclasses import dataclass, fields
from datetime import date, datetime
from enum import StrEnum
from uuid import UUID

from caseworker.model.entity import Entity
from caseworker.model.ids import (
    AttachmentId,
    CaseId,
    ConsentId,
    PersonId,
    ProviderId,
    ReferralId,
    RelationshipId,
    ScreeningId,
    UserId,
    WithdrawalId,
)
from caseworker.model.values import Answer


class Basis(StrEnum):
    """On what a record or a disclosure stands (product.md, "Basis, safety and dignity")."""

    CONSENT = "consent"
    VITAL_INTERESTS = "vital interests"
    BEST_INTERESTS_OF_CHILD = "best interests of a child"
    LEGAL_DUTY = "legal duty"


class Purpose(StrEnum):
    """What is asked, each on its own (R-444)."""

    RECORD = "keep a record"
    REFERRAL = "share with a provider"
    TRANSFER = "hand over to a partner"
    INTERVIEW_NOTES = "take notes in an interview"
    RECORDING = "record sound or picture"
    PHOTO = "use a photo"
    FIGURES = "count in figures"
    CONTACT_FAMILY = "contact family"
    CONTACT_AUTHORITIES = "contact authorities of origin"
    CONTACT_POLICE = "contact the police"
    OTHER = "another purpose"


class FormOfConsent(StrEnum):
    """How she says it (R-433 to R-435)."""

    SIGNATURE = "signature"
    THUMBPRINT = "thumbprint"
    ON_PAPER = "on paper"
    VERBAL = "verbal"
    AUDIO = "audio"
    VIDEO = "video"


class KindOfConsent(StrEnum):
    """Whose word it is (R-437, R-438)."""

    CONSENT = "consent"
    ASSENT = "assent"
    GUARDIAN = "guardian's consent"


class CanDecide(StrEnum):
    """Whether she can decide today (R-436)."""

    YES = "yes"
    WITH_SUPPORT = "with support"
    ANOTHER_DAY = "another day"
    NOT_LOOKED_AT = "not looked at"


class InterpreterTie(StrEnum):
    """What an interpreter is to the person. A relative only to save life, never a child (R-171)."""

    INDEPENDENT = "independent"
    COMMUNITY = "same community"
    RELATIVE = "relative"


@dataclass(frozen=True)
class Interpreter:
    """An interpreter by code, never by name on paper: "Interpreter 07"."""

    code: str
    sex: str = ""
    tie: InterpreterTie = InterpreterTie.INDEPENDENT
    adult: bool = True
    has_signed: bool = False
    """The undertaking of confidentiality is signed."""
    override_reason: str = ""
    """Why a relative interpreted: only to save life."""


@dataclass(frozen=True)
class Capacity:
    """What was looked at together before she decided (R-436)."""

    can_decide: CanDecide = CanDecide.NOT_LOOKED_AT
    age: bool = False
    understanding: bool = False
    health: bool = False
    feelings: bool = False
    note: str = ""


@dataclass(frozen=True)
class Setting:
    """Who is in the room, and how things were explained."""

    private: bool = False
    present: tuple[str, ...] = ()
    interpreter: Interpreter | None = None
    language: str = ""
    medium: str = ""
    limits_told: bool = False
    """The limits of confidentiality were said before anything else."""
    said_back: bool = False


@dataclass(frozen=True)
class Evidence:
    """What shows that she said it. Thumbprint, voice and video are never required."""

    form: FormOfConsent
    attachment_id: AttachmentId | None = None
    paper_place: str = ""
    """Where the original lies: "original in cabinet no. 3"."""
    certified_by: UserId | None = None
    """The member of staff who certifies spoken words in writing (R-435)."""
    certified_at: datetime | None = None
    witness: str = ""


@dataclass(eq=False, kw_only=True)
class Consent(Entity):
    """One answer to one purpose and one recipient. A no is kept as a no (R-432).

    It hangs on the anonymous screening until a person is registered, then on both.
    """

    id: ConsentId
    screening_id: ScreeningId | None = None
    person_id: PersonId | None = None
    purpose: Purpose
    purpose_text: str = ""
    provider_id: ProviderId | None = None
    """The recipient, where it is one of the directory's."""
    recipient: str = ""
    """Who sees it, in words."""
    data_items: tuple[str, ...] = ()
    answer: Answer = Answer.NOT_ASKED
    kind: KindOfConsent = KindOfConsent.CONSENT
    guardian_id: RelationshipId | None = None
    guardian_involvement: str = ""
    setting: Setting = Setting()
    capacity: Capacity = Capacity()
    evidence: Evidence | None = None
    asked_at: datetime
    asked_by: UserId
    valid_until: date | None = None
    knows_withdrawals: tuple[WithdrawalId, ...] = ()
    """Withdrawals she had already made when she said yes again: they do not end this one."""


SAID_ONCE = frozenset(each.name for each in fields(Consent)) - {"id", "guardian_id"}
"""What was answered, and how: nobody changes it afterwards, whoever asks is answered anew.

Only a guardian whose own record is erased is taken out.
"""


@dataclass(eq=False, kw_only=True)
class Withdrawal(Entity):
    """She takes back a yes. Append-only; ends every yes that did not know of it."""

    id: WithdrawalId
    person_id: PersonId
    purpose: Purpose
    provider_id: ProviderId | None = None
    recipient: str = ""
    everything: bool = False
    """All purposes and recipients at once."""
    withdrawn_at: datetime
    taken_by: UserId
    evidence: Evidence | None = None
    pressure_suspected: bool = False
    pressure_note: str = ""


@dataclass(eq=False, kw_only=True)
class BasisUse(Entity):
    """A record or disclosure that stands on another basis than consent.

    Minimum data, the reason, the person told where that is safe, and a supervisor's review
    within a day afterwards, never a prior approval.
    """

    basis: Basis
    reason: str
    person_id: PersonId | None = None
    case_id: CaseId | None = None
    referral_id: ReferralId | None = None
    disclosure_id: UUID | None = None
    """What went out on it, where a report was made; the record itself does not stand on it."""
    meeting_id: UUID | None = None
    """The case conference at which partners heard about somebody on it."""
    law: str = ""
    """The duty as the centre wrote it, where the basis is a legal duty."""
    person_told: bool = False
    why_not_told: str = ""
    used_at: datetime
    used_by: UserId
    review_due: datetime
    reviewed_at: datetime | None = None
    reviewed_by: UserId | None = None
    review: str = ""


@dataclass(eq=False, kw_only=True)
class Disclosure(Entity):
    """Something about a person left the laptop: what, to whom, on what basis (R-441)."""

    person_id: PersonId
    case_id: CaseId | None = None
    referral_id: ReferralId | None = None
    recipient: str
    provider_id: ProviderId | None = None
    data_items: tuple[str, ...] = ()
    basis: Basis
    consent_id: ConsentId | None = None
    medium: str
    """Printed, saved as a copy, encrypted file, told by telephone or at a conference."""
    disclosed_at: datetime
    disclosed_by: UserId
    recalled_at: datetime | None = None
    """The recipient was told that her consent ended, after a person judged that safe."""
    did_not_go_at: datetime | None = None
    """When somebody noticed that nothing had left after all."""
    meeting_id: UUID | None = None
    """The case conference at which the recipient heard it."""


@dataclass(eq=False, kw_only=True)
class Attachment(Entity):
    """Bytes kept encrypted beside the store, named by their content."""

    id: AttachmentId
    media_type: str
    size: int
    """In bytes."""
    digest: bytes
    """SHA-256 of the content."""
    kept_at: datetime
