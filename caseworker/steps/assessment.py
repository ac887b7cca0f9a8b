"""Step 2, assessment: risks and what protects, needs, strengths, safety (R-218 to R-220)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from caseworker.answers import Answers, fill, keep_free, keep_rows, made
from caseworker.consent.age import is_child
from caseworker.errors import InvalidValue
from caseworker.findings import Finding, Findings, gap, pass_gate, stops
from caseworker.model.assessment import (
    Assessment,
    BestInterests,
    Factor,
    Polarity,
    ProtectionScreening,
    SafetyPlan,
    ScreeningFlag,
)
from caseworker.model.case import Case, ProtectionFlag, Step
from caseworker.model.entity import Entity
from caseworker.model.ids import AssessmentId, CaseId
from caseworker.model.person import Person
from caseworker.model.values import Risk, RiskLevel
from caseworker.permissions import Act, require
from caseworker.ports import Reads, UnitOfWork, missing
from caseworker.steps.starting import started
from caseworker.text import N_

MOST_PRIORITIES = 4
"""R-033."""


@dataclass(frozen=True, kw_only=True)
class Seen:
    """What a trained colleague saw."""

    flags: frozenset[ScreeningFlag] = frozenset()
    note: str = ""


def begin(work: UnitOfWork, case_id: CaseId, held_on: date | None = None) -> Assessment:
    """Return the assessment that is under way, or begin a new one; earlier ones stay."""
    require(work.actor, Act.WORK_ON_CASE)
    latest = current(work, case_id)
    if latest is not None and latest.finished_at is None:
        return latest
    started(work, case_id, Step.ASSESSMENT)
    assessment = Assessment(
        id=AssessmentId(work.new_id()),
        case_id=case_id,
        held_on=held_on or work.now().date(),
        held_by=work.actor.user_id,
    )
    work.add(assessment)
    return assessment


def current(reads: Reads, case_id: CaseId) -> Assessment | None:
    """Return the newest assessment of a case, finished or not."""
    found = reads.matching(Assessment, case_id=case_id, order_by=("-held_on", "-id"), limit=1)
    return found[0] if found else None


def factors(reads: Reads, assessment_id: AssessmentId) -> list[Factor]:
    """Return the factors of an assessment in the order in which they were named."""
    return reads.matching(Factor, missing("removed_at"), assessment_id=assessment_id)


def keep(work: UnitOfWork, case_id: CaseId, answers: Answers) -> Assessment:
    """Keep the answers of the assessment form; what is under way is changed, not copied."""
    assessment = begin(work, case_id)
    fill(assessment, answers.of("assessment"))
    factors = answers.rows.get("factor", ())
    keep_rows(work, Factor, factors, assessment_id=assessment.id)
    keep_free(work, assessment.id, answers)
    return assessment


def keep_safety_plan(work: UnitOfWork, case_id: CaseId, answers: Answers) -> SafetyPlan:
    """Keep the safety plan; the newest one holds."""
    require(work.actor, Act.WORK_ON_CASE)
    known = work.matching(SafetyPlan, case_id=case_id, order_by="-made_on", limit=1)
    made_by, today = work.actor.user_id, work.now().date()
    plan = known[0] if known else SafetyPlan(
        id=work.new_id(), case_id=case_id, made_on=today, made_by=made_by
    )  # fmt: skip
    _keep_look(work, plan, "safety_plan", answers, new=not known)
    return plan


def keep_best_interests(work: UnitOfWork, case_id: CaseId, answers: Answers) -> BestInterests:
    """Keep what is best for the child, and what the child says about it."""
    require(work.actor, Act.WORK_ON_CASE)
    known = work.matching(BestInterests, case_id=case_id, order_by="-looked_at_on", limit=1)
    looked_by, today = work.actor.user_id, work.now().date()
    look = known[0] if known else BestInterests(
        id=work.new_id(), case_id=case_id, looked_at_on=today, by=looked_by
    )  # fmt: skip
    _keep_look(work, look, "best_interests", answers, new=not known)
    return look


def _keep_look(work: UnitOfWork, look: Entity, name: str, answers: Answers, *, new: bool) -> None:
    fill(look, answers.of(name))
    if new:
        work.add(look)
    keep_free(work, look.id, answers)


def keep_screening(work: UnitOfWork, case_id: CaseId, answers: Answers) -> ProtectionScreening:
    """Keep the screening flags; only people trained for it do (R-219, R-283)."""
    seen = made(Seen, answers.of("protection_screening"))
    screening = screen_for_protection(work, case_id, seen.flags, seen.note)
    keep_free(work, screening.id, answers)
    return screening


def judge_risk(work: UnitOfWork, case_id: CaseId, risk: Risk) -> None:
    """Keep how urgent it is to look again, and why: a person's judgement, never a sum (R-424).

    Raises:
        InvalidValue: a level is given without its reason.
    """
    require(work.actor, Act.WORK_ON_CASE)
    if risk.level is not RiskLevel.NOT_JUDGED and not risk.reason.strip():
        raise InvalidValue(what=N_("A risk level without its reason"))
    work.get(Case, case_id).risk = risk


def screen_for_protection(
    work: UnitOfWork, case_id: CaseId, flags: frozenset[ScreeningFlag], note: str = ""
) -> ProtectionScreening:
    """Keep screening flags; only people trained for it raise or read them (R-219, R-283)."""
    require(work.actor, Act.SCREEN_FOR_PROTECTION)
    screening = ProtectionScreening(
        id=work.new_id(),
        case_id=case_id,
        screened_at=work.now(),
        screened_by=work.actor.user_id,
        flags=flags,
        note=note,
    )
    work.add(screening)
    work.record("screened for protection", case_id)
    return screening


def set_protection_flags(
    work: UnitOfWork, case_id: CaseId, flags: frozenset[ProtectionFlag]
) -> None:
    """Open or lift the flags that block contact with consulate, authorities and family."""
    require(work.actor, Act.WORK_ON_CASE)
    work.get(Case, case_id).protection_flags = flags
    work.record("protection flags changed", case_id)


def finish_assessment(work: UnitOfWork, case_id: CaseId) -> Findings:
    """Finish the assessment under way; return the gaps that stay visible.

    Raises:
        GateClosed: something that stops is still missing.
    """
    require(work.actor, Act.WORK_ON_CASE)
    gaps = pass_gate(findings(work, case_id))
    assessment = current(work, case_id)
    if assessment is not None:
        assessment.finished_at = work.now()
    return gaps


def findings(reads: Reads, case_id: CaseId) -> Findings:
    """Return what is missing before a plan can rest on this step."""
    case = reads.get(Case, case_id)
    assessment = current(reads, case_id)
    if assessment is None:
        what, why = (
            N_("No assessment yet"),
            N_("Look together at needs, strengths, risks and what protects."),
        )
        return (stops("assessment-missing", what, why, "R-218", answer="assessment"),)
    return (
        *_needs_findings(assessment),
        *_factor_findings(reads, assessment),
        *_risk_findings(reads, case),
        *_child_findings(reads, case),
        *_read_back_findings(assessment),
    )


def _needs_findings(assessment: Assessment) -> list[Finding]:
    found = []
    if not assessment.needs and not assessment.expectations.strip():
        what, why = (
            N_("Needs are missing"),
            N_("The plan grows from what the person needs and hopes for."),
        )
        found.append(stops("needs-missing", what, why, "R-218", answer="assessment.needs"))
    if len(assessment.priority_needs) > MOST_PRIORITIES:
        what, why = (
            N_("More than four needs come first"),
            N_("Choose at most four together, so that the plan can be kept."),
        )
        found.append(
            stops("too-many-priorities", what, why, "R-033", answer="assessment.priority_needs")
        )
    if not assessment.strengths.strip() and not assessment.skills.strip():
        what, why = (
            N_("Strengths are missing"),
            N_("What somebody is good at carries the plan as much as any service."),
        )
        found.append(gap("strengths-missing", what, why, "R-430", answer="assessment.strengths"))
    return found


def _factor_findings(reads: Reads, assessment: Assessment) -> list[Finding]:
    seen = {factor.polarity for factor in factors(reads, assessment.id)}
    found = []
    if Polarity.RISK not in seen:
        what, why = (
            N_("No risk is named on any level"),
            N_("Look at the person, the household, the community and what surrounds them."),
        )
        found.append(gap("risks-missing", what, why, "R-417", answer="factor"))
    if Polarity.PROTECTIVE not in seen:
        what, why = (
            N_("Nothing that protects is named"),
            N_("What protects today is what the plan can build on."),
        )
        found.append(gap("protection-missing", what, why, "R-418", answer="factor"))
    return found


def _risk_findings(reads: Reads, case: Case) -> list[Finding]:
    if case.risk.level is RiskLevel.NOT_JUDGED:
        what, why = (
            N_("How urgent it is to look again is not judged"),
            N_("It decides how soon somebody is reminded. A person judges it, with a reason."),
        )
        return [stops("risk-not-judged", what, why, "R-234", "R-424", answer="case.risk")]
    if case.risk.level is RiskLevel.HIGH and not reads.count(SafetyPlan, case_id=case.id):
        what, why = (
            N_("A safety plan is missing"),
            N_("Where the risk is high, both know what to do when danger comes."),
        )
        return [stops("safety-plan-missing", what, why, "R-162", answer="safety_plan")]
    return []


def _child_findings(reads: Reads, case: Case) -> list[Finding]:
    person = reads.get(Person, case.person_id)
    if not is_child(person, reads.now().date()):
        return []
    looked_at = reads.matching(BestInterests, case_id=case.id, order_by="-looked_at_on", limit=1)
    if not looked_at:
        what, why = (
            N_("The child's best interests are not looked at yet"),
            N_("Every plan for a child starts from them."),
        )
        return [stops("best-interests-missing", what, why, "R-199", answer="best_interests")]
    if not looked_at[0].childs_views.strip():
        what, why = (
            N_("What the child thinks is missing"),
            N_("A child is heard in every matter that concerns the child."),
        )
        return [stops("childs-views-missing", what, why, "R-199", answer="best_interests")]
    return []


def _read_back_findings(assessment: Assessment) -> list[Finding]:
    if assessment.read_back:
        return []
    what, why = (
        N_("Not yet read back"),
        N_("Reading it back together finds what was misunderstood."),
    )
    return [gap("not-read-back", what, why, "R-285", answer="assessment.read_back")]
