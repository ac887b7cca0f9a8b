"""What waits for a supervisor; nobody decides on her own work, and looks afterwards never hold."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from caseworker.centre.settings import the_centre
from caseworker.consent.gate import OtherBasis
from caseworker.consent.other_basis import use_other_basis
from caseworker.errors import GateClosed, NotAllowed
from caseworker.model.case import Case
from caseworker.model.consent import Basis
from caseworker.model.ids import CaseId
from caseworker.model.review import Closure, ClosureReason, Transfer, TransferKind, TransferState
from caseworker.model.staff import Role, User
from caseworker.ports import UnitOfWork
from caseworker.steps import closure, planning
from caseworker.supervision import absence, plans
from caseworker.supervision.queue import Waits, queue, say
from tests.scene import AMINA, DANIEL, JOSEPHINE, Scene, works_here
from tests.twin import actor

NADIA = replace(actor(Role.SUPERVISOR), name="Nadia Rossi", staff_code="03")
ENDING = closure.Ending(
    reason=ClosureReason.SUPPORT_ENDED,
    transition="Met the school",
    no_unmet_needs=True,
    told_how_to_return=True,
    feedback_asked=True,
)


@pytest.fixture
def scene() -> Scene:
    made = Scene()
    works_here(made, AMINA, JOSEPHINE, NADIA)
    return made


def ask_to_close(scene: Scene) -> CaseId:
    case_id = scene.case()

    def act(work: UnitOfWork) -> None:
        closure.prepare(work, case_id, ENDING)
        closure.ask_approval(work, case_id)

    scene.do(act)
    return case_id


def kinds(scene: Scene) -> list[Waits]:
    return [one.kind for one in scene.ask(lambda reads: queue(reads, scene.moment))]


def decides(scene: Scene, **settings: object) -> None:
    def act(work: UnitOfWork) -> None:
        for name, value in settings.items():
            setattr(the_centre(work), name, value)

    scene.do(act)


def test_a_closure_waits_for_every_supervisor_but_the_one_who_asked(scene: Scene) -> None:
    ask_to_close(scene)
    assert kinds(scene.as_(JOSEPHINE)) == [Waits.CLOSURE]
    own = replace(AMINA, roles=AMINA.roles | {Role.SUPERVISOR})
    assert kinds(scene.as_(own)) == []


def test_caseworkers_have_no_queue(scene: Scene) -> None:
    with pytest.raises(NotAllowed):
        kinds(scene.as_(DANIEL))


def test_the_longest_waiting_comes_first_and_is_late_after_three_days(scene: Scene) -> None:
    first = ask_to_close(scene)
    scene.later(days=2)
    ask_to_close(scene)
    scene.later(days=2)
    scene.as_(JOSEPHINE)
    waiting = scene.ask(lambda reads: queue(reads, scene.moment))
    assert [one.days_late for one in waiting] == [1, 0]
    assert waiting[0].subject == first
    assert waiting[0].asked_by == "Amina Karim"


def test_a_sole_workers_closure_is_looked_at_afterwards_and_stays_closed(scene: Scene) -> None:
    decides(scene, sole_worker=True)
    case_id = ask_to_close(scene)
    closed_at = scene.the_case(case_id).closed_at
    assert closed_at is not None
    scene.later(days=1)
    scene.as_(JOSEPHINE)
    assert kinds(scene) == [Waits.CLOSED_ALONE]
    with pytest.raises(NotAllowed):
        scene.do(lambda work: closure.send_back(work, case_id, "Not yet"))
    scene.do(lambda work: closure.approve(work, case_id, "Good"))
    assert scene.the_case(case_id).closed_at == closed_at
    assert kinds(scene) == []


def test_a_case_opened_again_waits_for_no_look_at_its_closure(scene: Scene) -> None:
    decides(scene, sole_worker=True)
    case_id = ask_to_close(scene)
    scene.do(lambda work: closure.reopen_case(work, case_id, "She came back"))
    assert kinds(scene.as_(JOSEPHINE)) == []


def test_what_was_decided_cannot_be_decided_again(scene: Scene) -> None:
    case_id = ask_to_close(scene)
    scene.as_(JOSEPHINE).do(lambda work: closure.approve(work, case_id))
    with pytest.raises(NotAllowed):
        scene.do(lambda work: closure.approve(work, case_id))


def test_plans_wait_only_where_the_centre_asks_for_a_look(scene: Scene) -> None:
    case_id = scene.case()

    def agree(work: UnitOfWork) -> None:
        if planning.plan_of(work, case_id) is None:
            planning.add_goal(work, case_id, planning.Goal(title="Find a school"))
        planning.agree(work, case_id, None)

    scene.do(agree)
    assert kinds(scene.as_(JOSEPHINE)) == []
    decides(scene, plan_needs_look=True)
    assert kinds(scene) == [Waits.PLAN]
    ((_plan, agreement),) = scene.ask(plans.waiting)
    with pytest.raises(GateClosed):
        scene.do(lambda work: plans.look(work, agreement.id, agrees=False))
    scene.do(lambda work: plans.look(work, agreement.id, agrees=False, comment="And the brother?"))
    assert kinds(scene) == []
    scene.as_(AMINA).do(agree)
    assert kinds(scene.as_(JOSEPHINE)) == [Waits.PLAN]
    ((_plan, agreement),) = scene.ask(plans.waiting)
    scene.as_(replace(AMINA, roles=AMINA.roles | {Role.SUPERVISOR}))
    with pytest.raises(NotAllowed):
        scene.do(lambda work: plans.look(work, agreement.id, agrees=True))


def test_another_basis_is_looked_at_within_a_day(scene: Scene) -> None:
    person = scene.registered()
    other = OtherBasis(basis=Basis.VITAL_INTERESTS, reason="Unconscious")
    scene.do(lambda work: use_other_basis(work, other, person_id=person))
    scene.later(days=2)
    scene.as_(JOSEPHINE)
    (one,) = scene.ask(lambda reads: queue(reads, scene.moment))
    assert (one.kind, one.days_late) == (Waits.OTHER_BASIS, 1)


def test_a_handover_without_an_answer_and_a_case_without_a_caseworker(scene: Scene) -> None:
    case_id = scene.case()

    def act(work: UnitOfWork) -> None:
        work.get(Case, case_id).assigned_to = None
        work.add(
            Transfer(
                id=work.new_id(),
                case_id=case_id,
                kind=TransferKind.COLLEAGUE,
                receiving_user=DANIEL.user_id,
                state=TransferState.OFFERED,
                prepared_at=work.now(),
                prepared_by=work.actor.user_id,
                offered_at=work.now(),
            )
        )

    scene.do(act)
    assert kinds(scene.as_(JOSEPHINE)) == [Waits.WITHOUT_CASEWORKER]
    scene.later(days=3)
    assert set(kinds(scene)) == {Waits.WITHOUT_CASEWORKER, Waits.TRANSFER}


def test_handed_on_it_waits_for_the_colleague_and_for_whoever_covers_her(scene: Scene) -> None:
    case_id = ask_to_close(scene)
    scene.as_(JOSEPHINE)
    scene.do(lambda work: say(work, case_id, "You know the family", NADIA.user_id))

    def mine() -> tuple[bool, str, str]:
        (one,) = scene.ask(lambda reads: queue(reads, scene.moment))
        return one.is_mine, one.given_to_name, one.last_word

    assert mine() == (False, "Nadia Rossi", "You know the family")
    scene.as_(NADIA)
    assert mine()[0]
    today = scene.moment.date()
    away = scene.do(
        lambda work: absence.cover(work, NADIA.user_id, today, today, JOSEPHINE.user_id)
    )
    scene.as_(JOSEPHINE)
    assert mine()[0]
    scene.do(lambda work: absence.end(work, away.id))
    assert not mine()[0]
    tomorrow = today + timedelta(days=1)
    scene.do(lambda work: absence.cover(work, NADIA.user_id, tomorrow, tomorrow, JOSEPHINE.user_id))
    assert not mine()[0], "she has not gone yet"
    scene.later(days=1)
    assert mine()[0]
    scene.later(days=1)
    assert not mine()[0], "she is back"


def test_nothing_waits_for_whoever_asked_for_it(scene: Scene) -> None:
    """Handed on to her, or to somebody for whom she stands in, it would wait for nobody."""
    asks = replace(AMINA, roles=AMINA.roles | {Role.SUPERVISOR})
    scene.do(lambda work: setattr(work.get(User, AMINA.user_id), "roles", asks.roles))
    case_id = ask_to_close(scene.as_(asks))

    def waits() -> tuple[tuple[bool, str], ...]:
        found = scene.ask(lambda reads: queue(reads, scene.moment))
        return tuple((one.is_mine, one.given_to_name) for one in found)

    scene.as_(JOSEPHINE).do(lambda work: say(work, case_id, "Yours?", asks.user_id))
    assert waits() == ((True, ""),)
    assert scene.as_(asks).ask(lambda reads: queue(reads, scene.moment)) == ()
    scene.as_(JOSEPHINE).do(lambda work: say(work, case_id, "", NADIA.user_id))
    assert waits() == ((False, "Nadia Rossi"),)
    today = scene.moment.date()
    scene.do(lambda work: absence.cover(work, NADIA.user_id, today, today, asks.user_id))
    assert waits() == ((True, "Nadia Rossi"),)
    assert scene.as_(asks).ask(lambda reads: queue(reads, scene.moment)) == ()


def test_only_supervisors_can_be_handed_a_decision(scene: Scene) -> None:
    case_id = ask_to_close(scene)
    scene.as_(JOSEPHINE)
    with pytest.raises(NotAllowed):
        scene.do(lambda work: say(work, case_id, "", AMINA.user_id))
    assert scene.ask(lambda reads: reads.count(Closure)) == 1


def test_what_was_handed_to_somebody_who_left_waits_for_everybody_again(scene: Scene) -> None:
    case_id = ask_to_close(scene)
    scene.as_(JOSEPHINE).do(lambda work: say(work, case_id, "", NADIA.user_id))
    (waiting,) = scene.ask(lambda reads: queue(reads, scene.moment))
    assert not waiting.is_mine
    scene.do(lambda work: setattr(work.get(User, NADIA.user_id), "removed_at", work.now()))
    (waiting,) = scene.ask(lambda reads: queue(reads, scene.moment))
    assert waiting.is_mine
    assert waiting.given_to_name == ""
