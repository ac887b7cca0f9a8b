"""Nobody who is out of sight of whoever looks is counted by any fact that is about records."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from caseworker.indicators.facts import FACTS
from caseworker.indicators.months import months_until
from caseworker.model.assessment import Assessment, ProtectionScreening, ScreeningFlag
from caseworker.model.case import Case
from caseworker.model.ids import (
    AssessmentId,
    CaseId,
    FollowUpId,
    PersonId,
    ProviderId,
    ReferralId,
)
from caseworker.model.plan import ServiceDelivery, ServiceOutcome
from caseworker.model.referral import Referral, ReferralState
from caseworker.model.review import Closure, ClosureReason, FollowUp, FollowUpState
from caseworker.model.values import Risk, RiskLevel
from caseworker.people.restricted import restrict
from caseworker.ports import Reads, UnitOfWork
from caseworker.steps import planning
from tests.scene import AMINA, JOSEPHINE, OFFICER, Scene, works_here

NOW = datetime(2026, 11, 18, 12, tzinfo=UTC)
OF_NO_RECORD = frozenset(
    {
        "people who came", "households", "people in beds", "nights", "incidents", "complaints",
        "complaints answered in time", "answers on how it is", "satisfied answers", "staff",
        "staff trained in data protection", "litres of water", "people for each toilet",
        "square metres for each person",
    }
)  # fmt: skip
"""What is counted at the gate, of beds and staff, or without a name."""
OF_RECORDS = (
    "people registered", "cases opened", "people with a case", "cases open", "cases at high risk",
    "children alone", "plans agreed", "help given", "help not there", "help asked for",
    "days to the first act", "referrals sent", "referrals accepted", "referrals completed",
    "follow-ups due", "follow-ups on time", "cases closed", "cases closed without contact",
    "cases closed with feedback",
)  # fmt: skip
"""All of these count the one who is out of sight, as long as she is not."""


def work_of_a_month(work: UnitOfWork, person: PersonId, case_id: CaseId) -> None:
    work.get(Case, case_id).risk = Risk(RiskLevel.HIGH, "Threatened")
    by, at = work.actor.user_id, work.now() + timedelta(hours=1)
    planning.add_goal(work, case_id, planning.Goal(title="Find a school"))
    planning.agree(work, case_id, None)
    flags = frozenset({ScreeningFlag.CHILD_ALONE})
    work.add(ProtectionScreening(id=work.new_id(), case_id=case_id, screened_at=at,
                                 screened_by=by, flags=flags))  # fmt: skip
    work.add(Assessment(id=AssessmentId(work.new_id()), case_id=case_id, held_on=at.date(),
                        held_by=by))  # fmt: skip
    for outcome in (ServiceOutcome.GIVEN, ServiceOutcome.UNAVAILABLE):
        work.add(ServiceDelivery(id=work.new_id(), case_id=case_id, what="Shoes",
                                 given_on=at.date(), given_by=by, outcome=outcome))  # fmt: skip
    work.add(
        Referral(
            id=ReferralId(work.new_id()), case_id=case_id, person_id=person,
            provider_id=ProviderId(work.new_id()), need="Shelter", state=ReferralState.PROVIDED,
            prepared_at=at, prepared_by=by, sent_at=at,
        )
    )  # fmt: skip
    work.add(
        FollowUp(
            id=FollowUpId(work.new_id()), case_id=case_id, due_at=at, what="Call",
            assigned_to=by, state=FollowUpState.KEPT, closed_at=at,
        )
    )  # fmt: skip
    work.add(
        Closure(
            id=work.new_id(), case_id=case_id, reason=ClosureReason.LOST_CONTACT, prepared_at=at,
            prepared_by=by, closed_at=at, feedback_asked=True,
        )
    )  # fmt: skip


def counted(reads: Reads) -> dict[str, float]:
    """Return what each fact counts this month."""
    months = months_until(NOW, 2)
    return {name: fact.values(reads, months)[-1] or 0 for name, fact in FACTS.items()}


def test_no_fact_about_records_counts_whoever_is_out_of_sight() -> None:
    scene = Scene(AMINA)
    works_here(scene, AMINA, JOSEPHINE)
    person = scene.registered()
    case_id = scene.case(person)
    scene.do(lambda work: work_of_a_month(work, person, case_id))
    before = scene.as_(JOSEPHINE).ask(counted)
    assert {name: before[name] for name in OF_RECORDS if not before[name]} == {}
    named = (AMINA.user_id,)
    scene.as_(OFFICER).do(lambda work: restrict(work, person, open_to=named, reason="A relative"))
    after = scene.as_(JOSEPHINE).ask(counted)
    assert {name: count for name, count in after.items() if count} == {
        name: count for name, count in before.items() if count and name in OF_NO_RECORD
    }
    assert scene.as_(AMINA).ask(counted) == before
