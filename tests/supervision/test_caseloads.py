"""Who carries how much, and cases handed on when somebody leaves."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from caseworker.errors import GateClosed, NotAllowed
from caseworker.model.case import Case
from caseworker.model.ids import CaseId, FollowUpId
from caseworker.model.review import FollowUp, FollowUpState
from caseworker.model.staff import Role, User
from caseworker.model.values import Risk, RiskLevel
from caseworker.people.restricted import restrict
from caseworker.ports import UnitOfWork
from caseworker.supervision.caseloads import caseloads, cases_of, hand_on
from caseworker.supervision.overdue import late_follow_ups
from tests.scene import AMINA, DANIEL, JOSEPHINE, Scene, works_here
from tests.supervision.test_queue import decides
from tests.twin import actor

BO = replace(actor(Role.CASEWORKER), name="Bo Li", staff_code="09")


@pytest.fixture
def scene() -> Scene:
    made = Scene()
    works_here(made, AMINA, JOSEPHINE, DANIEL, BO)
    return made


def follow_up(scene: Scene, case_id: CaseId, days: int) -> FollowUpId:
    def act(work: UnitOfWork) -> FollowUpId:
        entry = FollowUp(
            id=FollowUpId(work.new_id()),
            case_id=case_id,
            due_at=work.now() + timedelta(days=days),
            what="Call",
            assigned_to=work.actor.user_id,
        )
        work.add(entry)
        return entry.id

    return scene.do(act)


def risky(scene: Scene, case_id: CaseId, level: RiskLevel) -> None:
    scene.do(lambda work: setattr(work.get(Case, case_id), "risk", Risk(level)))


def test_open_cases_risk_and_lateness_of_each_against_the_limit(scene: Scene) -> None:
    decides(scene, caseload_limit=1)
    first, second = scene.case(), scene.case()
    risky(scene, first, RiskLevel.HIGH)
    follow_up(scene, second, -2)
    loads = scene.as_(JOSEPHINE).ask(lambda reads: caseloads(reads, scene.moment))
    told = {load.name: (load.open_cases, load.high_risk, load.late, load.over) for load in loads}
    assert told == {
        "Amina Karim": (2, 1, 1, 1),
        "Bo Li": (0, 0, 0, 0),
        "Josephine Okafor": (0, 0, 0, 0),
    }
    assert loads[0].name == "Amina Karim"


def test_only_supervisors_see_the_work_of_all(scene: Scene) -> None:
    with pytest.raises(NotAllowed):
        scene.ask(lambda reads: caseloads(reads, scene.moment))


def test_whoever_left_stands_first_while_cases_wait(scene: Scene) -> None:
    scene.case()
    scene.do(lambda work: setattr(work.get(User, AMINA.user_id), "removed_at", work.now()))
    loads = scene.as_(JOSEPHINE).ask(lambda reads: caseloads(reads, scene.moment))
    assert (loads[0].name, loads[0].left) == ("Amina Karim", True)


def test_cases_go_with_the_follow_ups_planned_and_no_others(scene: Scene) -> None:
    case_id, other = scene.case(), scene.case()
    planned, kept = follow_up(scene, case_id, 2), follow_up(scene, case_id, -1)
    elsewhere = follow_up(scene, other, 1)
    scene.do(lambda work: setattr(work.get(FollowUp, kept), "state", FollowUpState.KEPT))
    scene.as_(JOSEPHINE)
    assert scene.do(lambda work: hand_on(work, [case_id, case_id], BO.user_id)) == 1
    assert scene.the_case(case_id).assigned_to == BO.user_id
    assert scene.the_case(other).assigned_to == AMINA.user_id
    whose = {
        key: scene.ask(lambda reads, key=key: reads.get(FollowUp, key).assigned_to)
        for key in (planned, kept, elsewhere)
    }
    assert whose == {planned: BO.user_id, kept: AMINA.user_id, elsewhere: AMINA.user_id}
    assert [case.id for case in scene.ask(lambda reads: cases_of(reads, BO.user_id))] == [case_id]


def test_cases_go_to_nobody_who_does_not_work_on_cases(scene: Scene) -> None:
    case_id = scene.case()
    scene.as_(JOSEPHINE)
    with pytest.raises(NotAllowed):
        scene.do(lambda work: hand_on(work, [case_id], DANIEL.user_id))
    with pytest.raises(NotAllowed):
        scene.as_(AMINA).do(lambda work: hand_on(work, [case_id], BO.user_id))


def test_a_case_out_of_sight_is_neither_counted_nor_given(scene: Scene) -> None:
    case_id = scene.case()
    follow_up(scene, case_id, -3)
    person = scene.the_case(case_id).person_id
    nadia = replace(actor(Role.SUPERVISOR), name="Nadia Rossi", staff_code="03")
    works_here(scene, nadia)
    scene.as_(nadia).do(
        lambda work: restrict(
            work, person, open_to=(AMINA.user_id, nadia.user_id), reason="A relative works here"
        )
    )
    scene.as_(JOSEPHINE)
    loads = scene.ask(lambda reads: caseloads(reads, scene.moment))
    assert {(load.open_cases, load.late) for load in loads} == {(0, 0)}
    with pytest.raises(NotAllowed):
        scene.do(lambda work: hand_on(work, [case_id], BO.user_id))


def test_a_case_goes_to_nobody_who_could_not_see_the_record(scene: Scene) -> None:
    case_id = scene.case()
    person = scene.the_case(case_id).person_id
    scene.as_(JOSEPHINE).do(
        lambda work: restrict(
            work, person, open_to=(AMINA.user_id, JOSEPHINE.user_id), reason="A relative"
        )
    )
    with pytest.raises(GateClosed):
        scene.do(lambda work: hand_on(work, [case_id], BO.user_id))
    assert scene.do(lambda work: hand_on(work, [case_id], JOSEPHINE.user_id)) == 1


def test_the_highest_risk_stands_first_among_what_is_late(scene: Scene) -> None:
    calm, pressing = scene.case(), scene.case()
    risky(scene, calm, RiskLevel.LOW)
    risky(scene, pressing, RiskLevel.HIGH)
    follow_up(scene, calm, -9)
    follow_up(scene, pressing, -1)
    scene.as_(JOSEPHINE)
    late = scene.ask(lambda reads: late_follow_ups(reads, scene.moment, 1))
    assert late.in_all == 2
    assert [(one.case_id, one.days_late) for one in late.first] == [(pressing, 1)]
