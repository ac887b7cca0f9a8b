"""Who must say yes for a child, and what the child says (R-437, R-438; bands set per centre)."""

from __future__ import annotations

from caseworker.consent.age import Needed
from caseworker.consent.talk import Talk
from caseworker.findings import Findings, stops
from caseworker.model.consent import KindOfConsent
from caseworker.model.values import Answer
from caseworker.text import N_


def child_findings(needed: Needed, talk: Talk, assent: Answer) -> Findings:
    """Return what is missing for somebody whose band needs a guardian's yes or an assent.

    A child's no is heard: it stops here, and only the best interests of the child, named as a
    basis with a reason, can weigh more.
    """
    findings = []
    if needed.guardian and talk.kind is not KindOfConsent.GUARDIAN:
        what, why = (
            N_("At this age somebody must speak for the child"),
            N_("A verified guardian says yes or no, and the child is heard too."),
        )
        findings.append(stops("guardian-needed", what, why, "R-438", answer="guardian"))
    if needed.assent and assent is Answer.NO:
        what, why = (
            N_("The child says no"),
            N_("A child's no counts. Only the best interests of the child can weigh more."),
        )
        findings.append(stops("child-says-no", what, why, "R-437", answer="assent"))
    if needed.assent and assent in {Answer.NOT_ASKED, Answer.PREFERS_NOT_TO_SAY}:
        what, why = (
            N_("What the child says is missing"),
            N_("From this age on, a child is asked in words a child understands."),
        )
        findings.append(stops("assent-missing", what, why, "R-437", answer="assent"))
    return tuple(findings)
