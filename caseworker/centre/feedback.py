"""What somebody says about the centre: taken by anybody, answered by those who may read it.

What staff may have done never enters here: it is told outside this centre (R-402, R-404 to R-407).
"""

from __future__ import annotations

from datetime import timedelta

from caseworker.answers import Answers, fill
from caseworker.findings import Findings, pass_gate, stops
from caseworker.model.ids import PersonId
from caseworker.model.incident import Feedback, FeedbackState
from caseworker.ports import UnitOfWork
from caseworker.text import N_

FORM = "feedback"
ANSWER_WITHIN = timedelta(days=14)
"""Two weeks, as the indicator counts them (R-406)."""
_ABOUT = "/data/about"
_ANSWERED = frozenset({FeedbackState.ANSWERED, FeedbackState.LEARNT_FROM})


def is_about_staff(answers: Answers) -> bool:
    """Return whether *answers* are feedback about somebody who works here."""
    return answers.form == FORM and answers.free.get(_ABOUT) == "staff"


def findings(answers: Answers) -> Findings:
    """Return what keeps feedback from being kept."""
    found = []
    if is_about_staff(answers):
        what, why = (
            N_("Nothing about colleagues is kept here"),
            N_("It is told outside this centre, so that no colleague can read or stop it."),
        )
        found.append(stops("feedback-about-staff", what, why, "R-402", answer="about"))
    elif not answers.of(FORM).get("words", "").strip():
        what, why = (
            N_("What was said is missing"),
            N_("Without words there is nothing to answer."),
        )
        found.append(stops("feedback-without-words", what, why, "R-405", answer="feedback.words"))
    return tuple(found)


def keep_feedback(
    work: UnitOfWork, answers: Answers, known: Feedback | None, person_id: PersonId | None
) -> Feedback:
    """Keep what somebody said, or what was answered to it; *known* is it as it was kept before.

    Raises:
        GateClosed: it is about somebody who works here, or has no words.
    """
    pass_gate(findings(answers))
    feedback = known
    if feedback is None:
        feedback = Feedback(
            id=work.new_id(),
            received_at=work.now(),
            channel="",
            words="",
            person_id=person_id,
        )
        work.add(feedback)
    fill(feedback, answers.of(FORM))
    answered = feedback.state in _ANSWERED
    if answered is (feedback.answered_at is None):
        feedback.answered_at = work.now() if answered else None
    return feedback
