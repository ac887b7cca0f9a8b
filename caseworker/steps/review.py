"""Step 5, follow-up and review: looking again, as often as the risk asks (R-234 to R-236)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from caseworker.answers import Answers, keep_free, made, typed
from caseworker.consent.gate import OtherBasis
from caseworker.findings import Findings, gap, stops
from caseworker.model.case import Case, Step
from caseworker.model.consent import Basis, BasisUse
from caseworker.model.ids import CaseId, FollowUpId, UserId
from caseworker.model.review import FollowUp, FollowUpState, Meeting, MeetingKind, Review
from caseworker.model.values import RISK_NOT_JUDGED, Risk, RiskLevel
from caseworker.permissions import Act, require
from caseworker.ports import Reads, UnitOfWork
from caseworker.steps.conference import (
    conference_findings,
    note_who_heard,
    partners_in,
    stand_on_other_basis,
    yes_to_each,
)
from caseworker.steps.starting import started
from caseworker.text import N_

INTERVAL = {
    RiskLevel.HIGH: timedelta(days=7),
    RiskLevel.MEDIUM: timedelta(days=14),
    RiskLevel.LOW: timedelta(days=30),
    RiskLevel.NOT_JUDGED: timedelta(days=7),
}
"""The longest time between two looks (R-234). A risk not judged counts as high."""

TRIES_BEFORE_LOST = 3
"""After so many missed contacts on different days, a colleague decides with us how to go on."""


@dataclass(frozen=True, kw_only=True)
class Appointment:
    """When and where to look again, and who does it."""

    due_at: datetime
    what: str
    assigned_to: UserId
    place: str = ""


@dataclass(frozen=True, kw_only=True)
class Look:
    """What a review found."""

    risk: Risk = RISK_NOT_JUDGED
    what_changed: str = ""
    her_view: str = ""
    adjustments: str = ""
    told_her: bool = False
    told_partners: str = ""
    next_review_on: date | None = None


@dataclass(frozen=True, kw_only=True)
class Held:
    """A meeting as it was held (R-236)."""

    kind: MeetingKind
    attendants: tuple[str, ...] = ()
    she_took_part: bool = False
    decisions: str = ""
    partners: str = ""
    """Organisations that sat there, one on each line."""


def plan_follow_up(work: UnitOfWork, case_id: CaseId, appointment: Appointment) -> FollowUp:
    """Plan a day to look again."""
    require(work.actor, Act.WORK_ON_CASE)
    started(work, case_id, Step.REVIEW)
    follow_up = FollowUp(id=FollowUpId(work.new_id()), case_id=case_id, **vars(appointment))
    work.add(follow_up)
    return follow_up


def close_follow_up(
    work: UnitOfWork, follow_up_id: FollowUpId, state: FollowUpState, outcome: str = ""
) -> FollowUp:
    """Keep what became of a follow-up. A missed one counts as one try to reach her."""
    require(work.actor, Act.WORK_ON_CASE)
    follow_up = work.get(FollowUp, follow_up_id)
    follow_up.state = state
    follow_up.outcome = outcome
    follow_up.closed_at = work.now()
    if state is FollowUpState.MISSED:
        follow_up.tries += 1
    return follow_up


def undo_follow_up(work: UnitOfWork, follow_up_id: FollowUpId) -> None:
    """Take back what was said of a follow-up: it is planned again, and a missed try uncounted."""
    require(work.actor, Act.WORK_ON_CASE)
    follow_up = work.get(FollowUp, follow_up_id)
    if follow_up.state is FollowUpState.MISSED:
        follow_up.tries -= 1
    follow_up.state = FollowUpState.PLANNED
    follow_up.outcome = ""
    follow_up.closed_at = None


def move_follow_up(work: UnitOfWork, follow_up_id: FollowUpId, due_at: datetime) -> None:
    """Move a follow-up to another day; one that was closed is open again."""
    require(work.actor, Act.WORK_ON_CASE)
    follow_up = work.get(FollowUp, follow_up_id)
    follow_up.due_at = due_at
    follow_up.state = FollowUpState.PLANNED
    follow_up.closed_at = None


def follow_ups(reads: Reads, case_id: CaseId) -> list[FollowUp]:
    """Return the follow-ups of a case, the next one first."""
    return reads.matching(FollowUp, case_id=case_id, order_by=("due_at", "id"))


def look_again(work: UnitOfWork, case_id: CaseId, look: Look) -> Review:
    """Keep a review; the risk judged in it holds for the case from now on."""
    require(work.actor, Act.WORK_ON_CASE)
    case = work.get(Case, case_id)
    started(work, case_id, Step.REVIEW)
    review = Review(
        id=work.new_id(),
        case_id=case_id,
        held_on=work.now().date(),
        held_by=work.actor.user_id,
        **vars(look),
    )
    work.add(review)
    case.risk = look.risk
    return review


def keep(work: UnitOfWork, case_id: CaseId, answers: Answers) -> Review:
    """Keep the answers of the review form, and the meeting if there was one."""
    review = look_again(work, case_id, made(Look, answers.of("review")))
    meeting = answers.of("meeting")
    if meeting.get("kind"):
        kept = hold_meeting(work, case_id, made(Held, meeting))
        other = _other_basis(answers)
        if other is not None and kept.kind is MeetingKind.CASE_CONFERENCE:
            stand_on_other_basis(work, kept.id, other)
    keep_free(work, review.id, answers)
    return review


def hold_meeting(work: UnitOfWork, case_id: CaseId, held: Held) -> Meeting:
    """Keep a meeting about a case, who was there and what was decided (R-236).

    A conference names the partners who sat there, and the yes to each that stands.
    """
    require(work.actor, Act.WORK_ON_CASE)
    conference = held.kind is MeetingKind.CASE_CONFERENCE
    partners = partners_in(held.partners) if conference else ()
    meeting = Meeting(
        id=work.new_id(),
        case_id=case_id,
        held_at=work.now(),
        led_by=work.actor.user_id,
        kind=held.kind,
        attendants=held.attendants,
        she_took_part=held.she_took_part,
        decisions=held.decisions,
        partners=partners,
        consents=yes_to_each(work, case_id, partners, work.now().date()),
    )
    work.add(meeting)
    note_who_heard(work, meeting)
    return meeting


def _other_basis(answers: Answers) -> OtherBasis | None:
    """Return on what else than a yes a conference stood, where something is chosen."""
    said = typed(BasisUse, {name: text for name, text in answers.of("basis_use").items() if text})
    basis = said.pop("basis", Basis.CONSENT)
    if basis is Basis.CONSENT:
        return None
    return OtherBasis(
        basis=basis,
        reason=said.get("reason", ""),
        law=said.get("law", ""),
        person_told=said.get("person_told", False),
        why_not_told=said.get("why_not_told", ""),
    )


def reviews(reads: Reads, case_id: CaseId) -> list[Review]:
    """Return the reviews of a case, newest first."""
    return reads.matching(Review, case_id=case_id, order_by=("-held_on", "-id"))


def next_look_by(case: Case, last: date) -> date:
    """Return the day by which somebody looks again, from the risk of the case (R-234)."""
    return last + INTERVAL[case.risk.level]


def findings(reads: Reads, case_id: CaseId) -> Findings:
    """Return what is missing in looking after this case."""
    case = reads.get(Case, case_id)
    planned = [
        entry for entry in follow_ups(reads, case_id) if entry.state is FollowUpState.PLANNED
    ]
    held = reviews(reads, case_id)
    found = []
    if not held:
        what, why = (
            N_("Not yet looked at again"),
            N_("A plan lives when both look at it again."),
        )
        found.append(stops("review-missing", what, why, "R-234", answer="review"))
    elif held[0].adjustments.strip() and not held[0].told_her:
        what, why = (
            N_("Changes are not yet told"),
            N_("Nothing in the plan changes without the person knowing."),
        )
        found.append(gap("changes-not-told", what, why, "R-235", answer="review.told_her"))
    last = held[0].held_on if held else case.opened_at.date()
    by = next_look_by(case, last)
    if not any(entry.due_at.date() <= by for entry in planned):
        what, why = (
            N_("Day to look at it again is missing"),
            N_("Without a day, nobody is reminded."),
        )
        found.append(gap("follow-up-missing", what, why, "R-234", answer="follow_up", by=by))
    if _missed_in_a_row(reads, case_id) >= TRIES_BEFORE_LOST:
        what, why = (
            N_("Three contacts were missed"),
            N_("Decide with a colleague how to go on. Check first that every try was safe."),
        )
        found.append(gap("contact-lost", what, why, "R-234", answer="follow_up"))
    return (*found, *conference_findings(reads, case_id))


def _missed_in_a_row(reads: Reads, case_id: CaseId) -> int:
    closed = [
        entry
        for entry in reversed(follow_ups(reads, case_id))
        if entry.state in {FollowUpState.MISSED, FollowUpState.KEPT}
    ]
    count = 0
    for entry in closed:
        if entry.state is FollowUpState.KEPT:
            break
        count += 1
    return count
