"""Steps 4, 5 and 6, and transfer: help, looking again, an end that is prepared and approved."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest

from caseworker.centre.settings import Settings, change_settings
from caseworker.consent.asking import keep_answers
from caseworker.consent.talk import Asked
from caseworker.errors import GateClosed, NotAllowed, NothingToUndo
from caseworker.findings import stopping
from caseworker.model.case import CaseStatus, Step, StepState
from caseworker.model.consent import Disclosure, Purpose
from caseworker.model.ids import CaseId
from caseworker.model.person import Person
from caseworker.model.plan import ServiceOutcome
from caseworker.model.review import (
    ApprovalState,
    ClosureReason,
    FollowUpState,
    TransferKind,
    TransferState,
)
from caseworker.model.rights import Restriction
from caseworker.model.values import Answer, Risk, RiskLevel
from caseworker.ports import UnitOfWork
from caseworker.steps import closure, implementation, planning, review, transfer
from caseworker.steps.progress import progress, reopen, step_findings
from tests.scene import ADMINISTRATOR, AMINA, GOOD_TALK, JOSEPHINE, TRAINED, Scene, codes

END = closure.Ending(
    reason=ClosureReason.SUPPORT_ENDED,
    transition="knows the housing office",
    no_unmet_needs=True,
    told_how_to_return=True,
    feedback_asked=True,
)


def gaps(scene: Scene, case_id: CaseId, step: Step) -> set[str]:
    return codes(scene.ask(lambda reads: step_findings(reads, case_id, step)))


@pytest.mark.requirement("R-249")
def test_a_service_that_is_not_to_be_had_needs_another_way(scene: Scene) -> None:
    case_id = scene.case()
    tried = implementation.Help(
        what="a dentist", given_on=date(2026, 11, 18), outcome=ServiceOutcome.UNAVAILABLE
    )
    with pytest.raises(GateClosed):
        scene.do(lambda work: implementation.write_down(work, case_id, tried))
    planned = replace(tried, contingency_plan="painkillers, next month again")
    scene.do(lambda work: implementation.write_down(work, case_id, planned).id)


@pytest.mark.requirement("R-233")
def test_what_is_late_says_so_until_it_is_done(scene: Scene) -> None:
    case_id = scene.case()
    goal = scene.do(lambda work: planning.add_goal(work, case_id, planning.Goal(title="Room")).id)
    to_do = planning.ToDo(what="call", responsible_other="she", due=date(2026, 11, 19))
    action = scene.do(lambda work: planning.add_action(work, goal, to_do).id)
    assert "action-late" not in gaps(scene, case_id, Step.IMPLEMENTATION)
    scene.later(days=3)
    assert "action-late" in gaps(scene, case_id, Step.IMPLEMENTATION)
    scene.do(lambda work: implementation.finish_action(work, action))
    assert "action-late" not in gaps(scene, case_id, Step.IMPLEMENTATION)


@pytest.mark.requirement("R-234")
@pytest.mark.parametrize(
    ("level", "days"), [(RiskLevel.HIGH, 7), (RiskLevel.MEDIUM, 14), (RiskLevel.LOW, 30)]
)
def test_the_risk_decides_how_soon_to_look_again(scene: Scene, level: RiskLevel, days: int) -> None:
    case_id = scene.case()
    look = review.Look(risk=Risk(level, "because"))
    scene.do(lambda work: review.look_again(work, case_id, look).id)

    def plan(ahead: int) -> set[str]:
        when = review.Appointment(
            due_at=scene.moment + timedelta(days=ahead), what="look", assigned_to=AMINA.user_id
        )
        scene.do(lambda work: review.plan_follow_up(work, case_id, when).id)
        return gaps(scene, case_id, Step.REVIEW)

    assert "follow-up-missing" in plan(days + 1)
    assert "follow-up-missing" not in plan(days)


def test_three_missed_contacts_call_for_a_colleague(scene: Scene) -> None:
    case_id = scene.case()
    for _try in range(3):
        assert "contact-lost" not in gaps(scene, case_id, Step.REVIEW)
        when = review.Appointment(due_at=scene.moment, what="call", assigned_to=AMINA.user_id)
        key = scene.do(lambda work, when=when: review.plan_follow_up(work, case_id, when).id)
        scene.do(lambda work, key=key: review.close_follow_up(work, key, FollowUpState.MISSED).id)
        scene.later(days=1)
    assert "contact-lost" in gaps(scene, case_id, Step.REVIEW)


@pytest.mark.requirement("R-237", "R-242", "R-243")
def test_an_end_is_prepared(scene: Scene) -> None:
    case_id = scene.case()
    assert gaps(scene, case_id, Step.CLOSURE) == {"reason-missing"}
    bare = closure.Ending(reason=ClosureReason.SUPPORT_ENDED)
    scene.do(lambda work: closure.prepare(work, case_id, bare).id)
    stops = codes(stopping(scene.ask(lambda reads: closure.content_findings(reads, case_id))))
    assert stops == {"transition-missing", "unmet-needs-missing"}


@pytest.mark.parametrize("reason", [ClosureReason.LOST_CONTACT, ClosureReason.DECEASED])
def test_nobody_is_asked_to_prepare_who_is_gone(scene: Scene, reason: ClosureReason) -> None:
    case_id = scene.case()
    gone = closure.Ending(reason=reason, no_unmet_needs=True)
    scene.do(lambda work: closure.prepare(work, case_id, gone).id)
    assert scene.ask(lambda reads: closure.content_findings(reads, case_id)) == ()


def test_nobody_approves_her_own_closure(scene: Scene) -> None:
    case_id = scene.case()
    scene.do(lambda work: closure.prepare(work, case_id, END).id)
    asked = scene.do(lambda work: closure.ask_approval(work, case_id))
    assert asked.approval is ApprovalState.ASKED
    assert scene.the_case(case_id).status is CaseStatus.OPEN
    with pytest.raises(NotAllowed):
        scene.do(lambda work: closure.approve(work, case_id))
    scene.as_(JOSEPHINE).do(lambda work: closure.approve(work, case_id).id)
    assert scene.the_case(case_id).status is CaseStatus.CLOSED
    assert scene.ask(lambda reads: progress(reads, case_id))[Step.CLOSURE].state is StepState.DONE


def test_who_asked_too_early_asks_no_longer(scene: Scene) -> None:
    case_id = scene.case()
    scene.do(lambda work: closure.prepare(work, case_id, END))
    scene.do(lambda work: closure.ask_approval(work, case_id))
    taken_back = scene.do(lambda work: closure.take_back_asking(work, case_id))
    assert taken_back.approval is ApprovalState.NOT_ASKED
    with pytest.raises(NothingToUndo):
        scene.do(lambda work: closure.take_back_asking(work, case_id))


def test_a_supervisor_sends_back_and_her_own_waits_for_another(scene: Scene) -> None:
    scene.as_(JOSEPHINE)
    case_id = scene.case(scene.as_(AMINA).registered())
    scene.as_(JOSEPHINE).do(lambda work: closure.prepare(work, case_id, END).id)
    scene.do(lambda work: closure.ask_approval(work, case_id).id)
    with pytest.raises(NotAllowed):
        scene.do(lambda work: closure.approve(work, case_id))


def test_a_sole_worker_goes_on_pending_review(scene: Scene) -> None:
    case_id = scene.case()
    alone = Settings(name="Harbour Gate centre", sole_worker=True)
    scene.as_(ADMINISTRATOR).do(lambda work: change_settings(work, alone))
    scene.as_(AMINA).do(lambda work: closure.prepare(work, case_id, END).id)
    closed = scene.do(lambda work: closure.ask_approval(work, case_id))
    assert closed.approval is ApprovalState.PENDING_REVIEW
    assert scene.the_case(case_id).status is CaseStatus.CLOSED


@pytest.mark.requirement("R-205")
def test_closed_cases_and_finished_steps_open_again_with_their_history(scene: Scene) -> None:
    case_id = scene.case()
    number = scene.the_case(case_id).number
    scene.do(lambda work: closure.prepare(work, case_id, END).id)
    scene.do(lambda work: closure.ask_approval(work, case_id).id)
    scene.as_(JOSEPHINE).do(lambda work: closure.approve(work, case_id).id)
    scene.as_(AMINA).do(lambda work: closure.reopen_case(work, case_id, "came back").id)
    assert scene.the_case(case_id).status is CaseStatus.OPEN
    assert scene.the_case(case_id).number == number
    scene.later(minutes=1)
    scene.do(lambda work: reopen(work, case_id, Step.IDENTIFICATION, "new papers"))
    now = scene.ask(lambda reads: progress(reads, case_id)[Step.IDENTIFICATION])
    assert now.state is StepState.OPENED_AGAIN


@pytest.mark.requirement("R-244")
def test_a_colleague_accepts_for_herself(scene: Scene) -> None:
    case_id = scene.case()
    handover = transfer.Handover(
        kind=TransferKind.COLLEAGUE,
        receiving_user=TRAINED.user_id,
        done_so_far="room found",
        still_to_do="school",
    )
    with pytest.raises(GateClosed):
        scene.do(lambda work: transfer.offer(work, case_id))
    scene.do(lambda work: transfer.prepare(work, case_id, handover).id)
    scene.do(lambda work: transfer.offer(work, case_id).id)
    with pytest.raises(NotAllowed):
        scene.do(lambda work: transfer.answer(work, case_id, accepted=True))
    scene.as_(TRAINED).do(lambda work: transfer.answer(work, case_id, accepted=True).id)
    assert scene.the_case(case_id).assigned_to == TRAINED.user_id
    assert scene.the_case(case_id).status is CaseStatus.OPEN


def test_a_record_that_few_see_goes_to_none_who_may_not(scene: Scene) -> None:
    person_id = scene.registered()
    case_id = scene.case(person_id)
    handover = transfer.Handover(
        kind=TransferKind.COLLEAGUE,
        receiving_user=TRAINED.user_id,
        done_so_far="room found",
        still_to_do="school",
    )
    scene.do(lambda work: transfer.prepare(work, case_id, handover).id)

    def restrict(work: UnitOfWork) -> None:
        work.get(Person, person_id).restricted = True
        work.add(
            Restriction(
                id=work.new_id(),
                person_id=person_id,
                open_to=(AMINA.user_id,),
                reason="Threatened",
                made_at=work.now(),
                made_by=JOSEPHINE.user_id,
            )
        )

    scene.do(restrict)
    with pytest.raises(GateClosed) as stopped:
        scene.do(lambda work: transfer.offer(work, case_id))
    assert "receiver-cannot-see" in codes(stopped.value.findings)


@pytest.mark.requirement("R-245")
def test_a_partner_receives_only_with_her_yes(scene: Scene) -> None:
    person = scene.registered()
    case_id = scene.case(person)
    handover = transfer.Handover(
        kind=TransferKind.PARTNER,
        receiving_centre="City shelter",
        done_so_far="room found",
        still_to_do="school",
    )
    scene.do(lambda work: transfer.prepare(work, case_id, handover).id)
    with pytest.raises(GateClosed):
        scene.do(lambda work: transfer.offer(work, case_id))
    assert scene.ask(lambda reads: reads.count(Disclosure)) == 0
    yes = Asked(
        purpose=Purpose.TRANSFER,
        recipient="City shelter",
        data_items=transfer.HANDED_OVER,
        answer=Answer.YES,
    )
    scene.do(lambda work: keep_answers(work, (yes,), GOOD_TALK, person_id=person))
    offered = scene.do(lambda work: transfer.offer(work, case_id))
    assert offered.state is TransferState.OFFERED
    kept = scene.ask(lambda reads: reads.matching(Disclosure, person_id=person))
    assert [disclosure.recipient for disclosure in kept] == ["City shelter"]
    assert kept[0].consent_id == offered.consent_id
