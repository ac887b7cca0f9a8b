"""Whether a yes was given as it must be: setting, capacity, form, interpreter, guardian."""

from __future__ import annotations

from caseworker.consent.talk import Talk
from caseworker.findings import Finding, Findings, gap, stops
from caseworker.model.consent import (
    CanDecide,
    Capacity,
    Evidence,
    FormOfConsent,
    InterpreterTie,
    KindOfConsent,
    Setting,
)
from caseworker.model.person import Relationship
from caseworker.text import N_

RECORDED = frozenset({FormOfConsent.AUDIO, FormOfConsent.VIDEO})
"""Forms that need a yes to recording first."""
_ON_PAPER = frozenset({FormOfConsent.ON_PAPER, FormOfConsent.THUMBPRINT})


def talk_findings(talk: Talk, guardian: Relationship | None = None) -> Findings:
    """Return what keeps a yes said in *talk* from being valid.

    A no is always valid and needs none of this: nobody has to prove that she may refuse.
    *guardian* is the tie named by `talk.guardian_id`, where it is a guardian's word.
    """
    return (
        *setting_findings(talk.setting),
        *capacity_findings(talk.capacity, talk.kind),
        *evidence_findings(talk.evidence),
        *recording_findings(talk),
        *(guardian_findings(guardian) if talk.kind is KindOfConsent.GUARDIAN else ()),
    )


def setting_findings(setting: Setting) -> Findings:
    """Return what is wrong with the room, the explanation or the interpreter."""
    findings = []
    if not setting.limits_told:
        findings.append(
            stops(
                "limits-not-told",
                N_("What cannot stay secret is not yet told"),
                N_("It is told before anything else, so that nobody says more than they wish."),
                *("R-282", "R-443"),
                answer="setting.limits_told",
            )
        )
    if not setting.private:
        findings.append(
            stops(
                "not-private",
                N_("Others can listen"),
                N_("A free yes or no needs a private place. Couples and families are seen apart."),
                "R-169",
                answer="setting.private",
            )
        )
    if not setting.said_back:
        findings.append(
            gap(
                "not-said-back",
                N_("Not yet said back in own words"),
                N_("Saying it back shows that the explanation was understood."),
                "R-431",
                answer="setting.said_back",
            )
        )
    return (*findings, *_interpreter_findings(setting))


def _interpreter_findings(setting: Setting) -> Findings:
    interpreter, answer = setting.interpreter, "setting.interpreter"
    if interpreter is None:
        return ()
    if not interpreter.adult:
        what, why = (
            N_("A child interprets"),
            N_("A child never interprets here. Find an adult, in the room or by telephone."),
        )
        return (stops("child-interprets", what, why, "R-171", answer=answer),)
    if interpreter.tie is InterpreterTie.RELATIVE and not interpreter.override_reason:
        what, why = (
            N_("A relative interprets"),
            N_("A relative interprets only to save a life. Write why, or find somebody else."),
        )
        return (stops("relative-interprets", what, why, "R-171", answer=answer),)
    if not interpreter.has_signed:
        what, why = (
            N_("The interpreter has not signed the undertaking"),
            N_("Whoever interprets promises in writing to keep it secret."),
        )
        return (gap("interpreter-has-not-signed", what, why, "R-171", answer=answer),)
    return ()


def capacity_findings(capacity: Capacity, kind: KindOfConsent) -> Findings:
    """Return what keeps a decision from being made today (R-436)."""
    answer = "capacity.can_decide"
    if kind is not KindOfConsent.CONSENT:
        return ()
    if capacity.can_decide is CanDecide.NOT_LOOKED_AT:
        what, why = (
            N_("Whether a decision is possible today is not yet looked at"),
            N_("Age, understanding, health and feelings are looked at together first."),
        )
        return (stops("capacity-not-looked-at", what, why, "R-436", answer=answer),)
    if capacity.can_decide is CanDecide.ANOTHER_DAY:
        what, why = (
            N_("Another day is better for this decision"),
            N_("Bed, food and care go on without it."),
        )
        return (stops("another-day", what, why, "R-436", answer=answer),)
    return ()


def evidence_findings(evidence: Evidence | None) -> Findings:
    """Return what is missing to show later that it was said (R-433 to R-435)."""
    if evidence is None:
        return (_missing_evidence(N_("How it is said is not chosen")),)
    if evidence.form is FormOfConsent.VERBAL and evidence.certified_by is None:
        what, why = (
            N_("Nobody has certified the spoken words"),
            N_("Spoken words count when a named member of staff certifies them in writing."),
        )
        return (stops("spoken-not-certified", what, why, "R-435", answer="evidence"),)
    if evidence.attachment_id is not None:
        return ()
    if evidence.form is FormOfConsent.SIGNATURE:
        return (_missing_evidence(N_("The signature is missing")),)
    if evidence.form in RECORDED:
        return (_missing_evidence(N_("The recording is missing")),)
    if evidence.form in _ON_PAPER and not evidence.paper_place.strip():
        return (_missing_evidence(N_("Where the paper lies is not written down")),)
    return ()


def recording_findings(talk: Talk) -> Findings:
    """Return what is missing before sound or video may show it: a yes to recording first."""
    if talk.evidence is None or talk.evidence.form not in RECORDED or talk.recording is not None:
        return ()
    what, why = (
        N_("Stops here: there is no yes to recording"),
        N_("Voice and face tell who somebody is. Ask first, and note the yes before recording."),
    )
    return (stops("recording-without-yes", what, why, "R-050", answer="recording"),)


def _missing_evidence(what: str) -> Finding:
    why = N_("Later, somebody must be able to see that it was really said.")
    return stops("evidence-missing", what, why, "R-433", "R-434", answer="evidence")


def guardian_findings(guardian: Relationship | None) -> Findings:
    """Return what keeps somebody from speaking for a child.

    An unverified, doubted or possibly harmful adult opens nothing (product.md, "Children").
    """
    if guardian is None:
        what, why = (
            N_("Nobody who may speak for the child is named"),
            N_(
                "Name the guardian. Where there is none, name a responsible adult, tell the"
                " authority, and act in the best interests of the child."
            ),
        )
        return (stops("guardian-missing", what, why, "R-438", answer="guardian"),)
    if guardian.may_be_abuser or guardian.doubt or guardian.verified_at is None:
        what, why = (
            N_("The tie to the child is not verified"),
            N_(
                "Until somebody has made sure, this adult neither decides for the child nor"
                " shares a room with the child."
            ),
        )
        return (stops("guardian-not-verified", what, why, "R-438", answer="guardian"),)
    return ()
