"""Follow-up and review, closure, transfer: steps 5 and 6."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from caseworker.model.entity import Entity
from caseworker.model.ids import CardId, CaseId, ConsentId, FollowUpId, ProviderId, UserId
from caseworker.model.values import Risk


class FollowUpState(StrEnum):
    """What became of a follow-up."""

    PLANNED = "planned"
    KEPT = "kept"
    MISSED = "missed"
    CANCELLED = "cancelled"


@dataclass(eq=False, kw_only=True)
class FollowUp(Entity):
    """A day and time at which somebody looks again or meets her (R-234)."""

    id: FollowUpId
    case_id: CaseId
    due_at: datetime
    what: str
    place: str = ""
    assigned_to: UserId
    state: FollowUpState = FollowUpState.PLANNED
    outcome: str = ""
    closed_at: datetime | None = None
    tries: int = 0
    """How often she was tried and not reached."""


class MeetingKind(StrEnum):
    """Who meets about a case (R-236)."""

    CASE_PLANNING = "case planning meeting"
    CASE_MANAGEMENT = "case management meeting"
    CASE_CONFERENCE = "case conference"
    """With partners: nothing is shared without consent or another basis."""


@dataclass(eq=False, kw_only=True)
class Meeting(Entity):
    """A meeting about a case, with who was there and what was decided (R-236)."""

    case_id: CaseId
    kind: MeetingKind
    held_at: datetime
    led_by: UserId
    attendants: tuple[str, ...] = ()
    she_took_part: bool = False
    decisions: str = ""
    partners: tuple[str, ...] = ()
    """Organisations that sat there, as the directory or the yes to them calls each."""
    consents: tuple[ConsentId, ...] = ()
    """The yes to each of them that stood on the day; to whom there was none is not among them."""


@dataclass(eq=False, kw_only=True)
class Review(Entity):
    """A look back and ahead: what changed, how risky things are, when to look again (R-234)."""

    case_id: CaseId
    held_on: date
    held_by: UserId
    what_changed: str = ""
    her_view: str = ""
    risk: Risk
    next_review_on: date | None = None
    adjustments: str = ""
    told_her: bool = False
    """Adjustments were told to her (R-235)."""
    told_partners: str = ""
    """Partners told, each under consent (R-235)."""


class ClosureReason(StrEnum):
    """Why work ends (R-237 to R-241 and the field's own additions)."""

    SUPPORT_ENDED = "support has ended"
    CRITERIA_NO_LONGER_MET = "criteria no longer met"
    CHOSE_TO_STOP = "chose to stop"
    LEFT_THE_PLACE = "left the place"
    DECEASED = "deceased"
    LOST_CONTACT = "lost contact"
    FAMILY_REUNIFIED = "family reunified"
    IN_CARE = "in family or other care"
    RETURNED = "returned"
    REACHED_18 = "reached 18"


class ApprovalState(StrEnum):
    """Where an approval stands. Nobody approves what she asked for herself."""

    NOT_ASKED = "not asked"
    ASKED = "asked"
    APPROVED = "approved"
    SENT_BACK = "sent back"
    PENDING_REVIEW = "pending review"
    """A sole worker went on; a supervisor looks afterwards."""


@dataclass(eq=False, kw_only=True)
class Closure(Entity):
    """The end of the work, prepared with her, approved where the centre says so, reversible."""

    case_id: CaseId
    reason: ClosureReason
    explanation: str = ""
    transition: str = ""
    """How she was prepared for what comes next (R-242)."""
    unmet_needs: str = ""
    """Needs that stay open or are new (R-243)."""
    no_unmet_needs: bool = False
    told_how_to_return: bool = False
    feedback_asked: bool = False
    prepared_at: datetime
    prepared_by: UserId
    approval: ApprovalState = ApprovalState.NOT_ASKED
    decided_at: datetime | None = None
    decided_by: UserId | None = None
    decision_comment: str = ""
    closed_at: datetime | None = None
    reopened_at: datetime | None = None
    reopened_by: UserId | None = None
    reopened_why: str = ""


class TransferKind(StrEnum):
    """To whom the case goes (R-244, R-245)."""

    COLLEAGUE = "another caseworker"
    OTHER_CENTRE = "another centre"
    PARTNER = "partner"
    """Government, UN or another organisation: only with her consent."""


class TransferState(StrEnum):
    """Where a transfer stands."""

    PREPARED = "prepared"
    OFFERED = "offered"
    ACCEPTED = "accepted"
    DECLINED = "declined"


@dataclass(eq=False, kw_only=True)
class Transfer(Entity):
    """A case that goes on elsewhere, with its handover plan (R-244)."""

    case_id: CaseId
    kind: TransferKind
    receiving_user: UserId | None = None
    receiving_provider: ProviderId | None = None
    receiving_centre: str = ""
    receiving_card: CardId | None = None
    """The centre's card, where the case travels as a sealed file."""
    reason: str = ""
    done_so_far: str = ""
    still_to_do: str = ""
    risks: str = ""
    introduced: str = ""
    """How and when she meets the next caseworker."""
    her_view: str = ""
    consent_id: ConsentId | None = None
    state: TransferState = TransferState.PREPARED
    prepared_at: datetime
    prepared_by: UserId
    offered_at: datetime | None = None
    answered_at: datetime | None = None
    answered_by: UserId | None = None
    answer: str = ""
