"""Feedback that waits for an answer, for those who may read it (R-406)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from caseworker.centre.feedback import ANSWER_WITHIN, FORM
from caseworker.model.form import FilledForm
from caseworker.model.ids import FilledFormId
from caseworker.model.incident import Feedback, FeedbackState
from caseworker.people.restricted import hidden_people, without
from caseworker.permissions import Act, may
from caseworker.ports import Reads, one_of
from caseworker.views.names import colleague

_OPEN = (FeedbackState.RECEIVED, FeedbackState.BEING_LOOKED_AT)


@dataclass(frozen=True, kw_only=True)
class FeedbackLine:
    """Something that was said and has no answer yet; never its words."""

    form_id: FilledFormId
    complaint: bool
    state: FeedbackState
    received_at: datetime
    taken_by: str
    days_late: int
    """Days beyond the two weeks in which an answer is due; 0 while there is time."""


def open_feedback(reads: Reads, today: date) -> tuple[FeedbackLine, ...]:
    """Return what waits for an answer, the longest waiting first; nothing for who reads none."""
    if not may(reads.actor, Act.READ_FEEDBACK):
        return ()
    said = reads.matching(
        Feedback,
        one_of("state", _OPEN),
        *without("person_id", hidden_people(reads)),
        order_by=("received_at", "id"),
    )
    forms = _forms(reads) if said else {}
    return tuple(_line(reads, each, forms[each.id], today) for each in said if each.id in forms)


def _forms(reads: Reads) -> dict[UUID, FilledForm]:
    filled = reads.matching(FilledForm, form=FORM)
    return {key: each for each in filled for key in each.kept_in}


def _line(reads: Reads, feedback: Feedback, filled: FilledForm, today: date) -> FeedbackLine:
    due = (feedback.received_at + ANSWER_WITHIN).astimezone(reads.now().tzinfo).date()
    return FeedbackLine(
        form_id=filled.id,
        complaint=feedback.complaint,
        state=feedback.state,
        received_at=feedback.received_at,
        taken_by=colleague(reads, filled.filled_by),
        days_late=max((today - due).days, 0),
    )
