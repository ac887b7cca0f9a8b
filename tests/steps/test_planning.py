"""Step 3: goals in her words, who does what by when, agreed versions that never change."""

from __future__ import annotations

from datetime import date

import pytest

from caseworker.errors import GateClosed
from caseworker.model.case import Step
from caseworker.model.ids import CaseId, ObjectiveId
from caseworker.model.plan import PlanAgreement
from caseworker.steps import planning
from caseworker.steps.progress import finish, step_findings
from tests.scene import Scene, codes

WHOLE = planning.Goal(
    title="A place to stay",
    own_words="A room with a door I can close.",
    measure="keys in her hand",
    review_on=date(2026, 12, 2),
)


def gaps(scene: Scene, case_id: CaseId) -> set[str]:
    return codes(scene.ask(lambda reads: step_findings(reads, case_id, Step.PLANNING)))


def add(scene: Scene, case_id: CaseId, goal: planning.Goal = WHOLE) -> ObjectiveId:
    return scene.do(lambda work: planning.add_goal(work, case_id, goal).id)


def step_for(scene: Scene, goal: ObjectiveId) -> None:
    to_do = planning.ToDo(what="call", responsible_other="housing office", due=date(2026, 12, 1))
    scene.do(lambda work: planning.add_action(work, goal, to_do).id)


@pytest.mark.requirement("R-221")
def test_a_plan_begins_with_a_goal(scene: Scene) -> None:
    case_id = scene.case()
    assert gaps(scene, case_id) == {"no-goal"}
    with pytest.raises(GateClosed):
        scene.do(lambda work: planning.agree(work, case_id, None))


@pytest.mark.requirement("R-221", "R-223", "R-224", "R-226")
def test_every_gap_stands_at_its_goal(scene: Scene) -> None:
    case_id = scene.case()
    bare = add(scene, case_id, planning.Goal(title="See a dentist"))
    found = scene.ask(lambda reads: step_findings(reads, case_id, Step.PLANNING))
    at_goal = {finding.code for finding in found if finding.subject == bare}
    assert at_goal == {"own-words-missing", "review-day-missing", "measure-missing", "no-action"}


def test_she_may_prefer_not_to_say(scene: Scene) -> None:
    case_id = scene.case()
    add(scene, case_id, planning.Goal(title="See a dentist", own_words_declined=True))
    assert "own-words-missing" not in gaps(scene, case_id)


@pytest.mark.requirement("R-225")
def test_what_nobody_is_to_do_by_a_day_is_a_gap(scene: Scene) -> None:
    case_id = scene.case()
    goal = add(scene, case_id)
    scene.do(lambda work: planning.add_action(work, goal, planning.ToDo(what="call")).id)
    assert "who-or-when-missing" in gaps(scene, case_id)


@pytest.mark.requirement("R-223", "R-232")
def test_an_agreed_version_never_changes_and_a_change_asks_again(scene: Scene) -> None:
    case_id = scene.case()
    goal = add(scene, case_id)
    step_for(scene, goal)
    assert gaps(scene, case_id) == {"plan-not-agreed"}
    scene.do(lambda work: planning.agree(work, case_id, None).id)
    assert gaps(scene, case_id) == set()
    changed = planning.Goal(**{**vars(WHOLE), "title": "A flat of her own"})
    scene.do(lambda work: planning.change_goal(work, goal, changed))
    assert gaps(scene, case_id) == {"plan-not-agreed"}
    scene.do(lambda work: planning.agree(work, case_id, None).id)
    kept = scene.ask(lambda reads: reads.matching(PlanAgreement, order_by="version"))
    assert [(one.version, one.objectives[0].title) for one in kept] == [
        (1, "A place to stay"),
        (2, "A flat of her own"),
    ]


def test_a_goal_taken_out_can_be_put_back(scene: Scene) -> None:
    case_id = scene.case()
    goal = add(scene, case_id)
    scene.do(lambda work: planning.remove_goal(work, goal))
    assert gaps(scene, case_id) == {"no-goal"}
    scene.do(lambda work: planning.put_goal_back(work, goal))
    assert "no-goal" not in gaps(scene, case_id)


def test_the_step_goes_on_with_visible_gaps_once_it_is_agreed(scene: Scene) -> None:
    case_id = scene.case()
    add(scene, case_id, planning.Goal(title="See a dentist"))
    scene.do(lambda work: planning.agree(work, case_id, None).id)
    left = scene.do(lambda work: finish(work, case_id, Step.PLANNING))
    assert "own-words-missing" in codes(left)
