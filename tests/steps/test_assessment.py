"""Step 2: needs, strengths, risk with a reason, safety, and what is best for a child."""

from __future__ import annotations

import pytest

from caseworker.answers import Answers, free_answers
from caseworker.errors import GateClosed, InvalidValue, NotAllowed
from caseworker.model.assessment import Assessment, Factor, ScreeningFlag
from caseworker.model.audit import FormAnswer
from caseworker.model.case import Step
from caseworker.model.ids import CaseId
from caseworker.model.values import Risk, RiskLevel
from caseworker.steps import assessment
from caseworker.steps.progress import finish, step_findings
from tests.scene import TRAINED, Scene, codes

KEY = "11111111-1111-7111-8111-111111111111"
OTHER = "22222222-2222-7222-8222-222222222222"


def answers(*rows: dict[str, str], **fields: str) -> Answers:
    bound = {f"assessment.{name}": text for name, text in fields.items()}
    return Answers(form="assessment", version="1", bound=bound, rows={"factor": rows})


def missing(scene: Scene, case_id: CaseId) -> set[str]:
    return codes(scene.ask(lambda reads: step_findings(reads, case_id, Step.ASSESSMENT)))


def keep(scene: Scene, case_id: CaseId, said: Answers) -> None:
    scene.do(lambda work: assessment.keep(work, case_id, said).id)


@pytest.mark.requirement("R-218")
def test_nothing_yet(scene: Scene) -> None:
    assert missing(scene, scene.case()) == {"assessment-missing"}


@pytest.mark.requirement("R-218", "R-417", "R-418", "R-424", "R-430")
def test_the_gate_names_every_gap_and_opens(scene: Scene) -> None:
    case_id = scene.case()
    keep(scene, case_id, answers(needs=""))
    assert missing(scene, case_id) == {
        "needs-missing",
        "strengths-missing",
        "risks-missing",
        "protection-missing",
        "risk-not-judged",
        "not-read-back",
    }
    with pytest.raises(GateClosed):
        scene.do(lambda work: finish(work, case_id, Step.ASSESSMENT))
    rows = (
        {"id": KEY, "level": "individual", "polarity": "risk", "what": "debts"},
        {"id": OTHER, "level": "household", "polarity": "protective", "what": "her sister"},
    )
    keep(scene, case_id, answers(*rows, needs="housing", strengths="sews", read_back="yes"))
    low = Risk(RiskLevel.LOW, "safe place, family near")
    scene.do(lambda work: assessment.judge_risk(work, case_id, low))
    assert missing(scene, case_id) == set()
    scene.do(lambda work: finish(work, case_id, Step.ASSESSMENT))


@pytest.mark.requirement("R-033")
def test_at_most_four_needs_come_first(scene: Scene) -> None:
    case_id = scene.case()
    keep(scene, case_id, answers(needs="a", priority_needs="a b c d"))
    assert "too-many-priorities" not in missing(scene, case_id)
    keep(scene, case_id, answers(needs="a", priority_needs="a b c d e"))
    assert "too-many-priorities" in missing(scene, case_id)


@pytest.mark.requirement("R-424")
def test_a_level_without_a_reason_is_no_judgement(scene: Scene) -> None:
    case_id = scene.case()
    with pytest.raises(InvalidValue):
        scene.do(lambda work: assessment.judge_risk(work, case_id, Risk(RiskLevel.HIGH, " ")))


@pytest.mark.requirement("R-162")
def test_a_high_risk_needs_a_safety_plan(scene: Scene) -> None:
    case_id = scene.case()
    keep(scene, case_id, answers(needs="safety"))
    high = Risk(RiskLevel.HIGH, "threats")
    scene.do(lambda work: assessment.judge_risk(work, case_id, high))
    assert "safety-plan-missing" in missing(scene, case_id)
    plan = Answers(form="safety_plan", version="1", bound={"safety_plan.safe_places": "desk"})
    scene.do(lambda work: assessment.keep_safety_plan(work, case_id, plan).id)
    assert "safety-plan-missing" not in missing(scene, case_id)


@pytest.mark.requirement("R-199")
def test_a_childs_best_interests_and_views_come_first(scene: Scene) -> None:
    case_id = scene.case(scene.registered(born="2010-06-01"))
    keep(scene, case_id, answers(needs="school"))
    assert "best-interests-missing" in missing(scene, case_id)
    look = Answers(form="best_interests", version="1", bound={"best_interests.family": "a sister"})
    scene.do(lambda work: assessment.keep_best_interests(work, case_id, look).id)
    assert "childs-views-missing" in missing(scene, case_id)


@pytest.mark.requirement("R-219", "R-283", "R-400")
def test_only_trained_people_raise_screening_flags(scene: Scene) -> None:
    case_id = scene.case()
    flags = frozenset({ScreeningFlag.TRAFFICKING})
    with pytest.raises(NotAllowed):
        scene.do(lambda work: assessment.screen_for_protection(work, case_id, flags))
    scene.as_(TRAINED)
    kept = scene.do(lambda work: assessment.screen_for_protection(work, case_id, flags))
    assert kept.flags == flags


def test_keeping_again_changes_rows_and_copies_none(scene: Scene) -> None:
    case_id = scene.case()
    first = {"id": KEY, "level": "individual", "polarity": "risk", "what": "debts"}
    keep(scene, case_id, answers(first, {"id": OTHER, "what": ""}, needs="a"))
    keep(scene, case_id, answers({**first, "what": "debts to a smuggler"}, needs="a"))
    assert scene.ask(lambda reads: reads.count(Assessment, case_id=case_id)) == 1
    known = scene.ask(lambda reads: assessment.current(reads, case_id))
    assert known is not None
    kept = scene.ask(lambda reads: assessment.factors(reads, known.id))
    assert [factor.what for factor in kept] == ["debts to a smuggler"]
    keep(scene, case_id, answers(needs="a"))
    assert scene.ask(lambda reads: assessment.factors(reads, known.id)) == []
    assert scene.ask(lambda reads: reads.count(Factor)) == 1


def test_answers_bound_to_nothing_are_rows_of_their_own(scene: Scene) -> None:
    case_id = scene.case()
    said = Answers(form="assessment", version="1", free={"/data/choose/path": "step by step"})
    keep(scene, case_id, said)
    keep(scene, case_id, Answers(form="assessment", version="1"))
    kept = scene.ask(lambda reads: reads.matching(FormAnswer, form="assessment"))
    assert [(answer.path, answer.value) for answer in kept] == [("/data/choose/path", "")]


@pytest.mark.requirement("R-417", "R-426")
def test_the_longer_look_at_vulnerability_leaves_the_rest_of_the_assessment(scene: Scene) -> None:
    case_id = scene.case()
    keep(scene, case_id, answers(needs="housing", summary="Tired, and hopeful"))
    longer = Answers(
        form="vulnerability",
        version="1",
        bound={"assessment.strengths": "sews"},
        free={"/data/carries/community": "A school"},
    )
    keep(scene, case_id, longer)
    look = scene.ask(lambda reads: assessment.current(reads, case_id))
    assert look is not None
    assert (look.summary, look.strengths) == ("Tired, and hopeful", "sews")
    free = scene.ask(lambda reads: free_answers(reads, look.id, "vulnerability"))
    assert free == {"/data/carries/community": "A school"}
