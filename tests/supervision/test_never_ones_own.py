"""What a supervisor did herself waits for others, and she decides none of it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from uuid import UUID

import pytest

from caseworker.consent.gate import OtherBasis
from caseworker.consent.other_basis import review_basis, use_other_basis
from caseworker.errors import NotAllowed
from caseworker.model.consent import Basis
from caseworker.model.ids import CaseId, DuplicateId, PersonId
from caseworker.model.staff import Role
from caseworker.people.closing_at_once import close_at_once, let_stand
from caseworker.people.duplicates.joining import ask, decide
from caseworker.ports import Actor, Reads, UnitOfWork
from caseworker.steps import closure, planning
from caseworker.supervision import plans
from caseworker.supervision.queue import Waits, queue
from tests.scene import AMINA, Scene, works_here
from tests.supervision.test_queue import ENDING, NADIA, decides

BOTH = replace(AMINA, roles=frozenset({Role.CASEWORKER, Role.RECEPTION, Role.SUPERVISOR}))


@pytest.fixture
def scene() -> Scene:
    made = Scene(BOTH)
    works_here(made, BOTH, NADIA)
    decides(made, plan_needs_look=True)
    return made


def agrees_a_plan(scene: Scene) -> UUID:
    case_id = scene.case()

    def act(work: UnitOfWork) -> UUID:
        planning.add_goal(work, case_id, planning.Goal(title="Find a school"))
        return planning.agree(work, case_id, None).id

    return scene.do(act)


def ends_a_case(scene: Scene) -> UUID:
    case_id = scene.case()

    def act(work: UnitOfWork) -> None:
        closure.prepare(work, case_id, ENDING)
        closure.ask_approval(work, case_id)

    scene.do(act)
    return case_id


def ends_it_alone(scene: Scene) -> UUID:
    decides(scene, sole_worker=True)
    return ends_a_case(scene)


def goes_without_a_yes(scene: Scene) -> UUID:
    person = scene.registered()
    other = OtherBasis(basis=Basis.VITAL_INTERESTS, reason="Unconscious")
    return scene.do(lambda work: use_other_basis(work, other, person_id=person).id)


def closes_a_record(scene: Scene) -> UUID:
    person = scene.registered()
    named = (BOTH.user_id, NADIA.user_id)
    scene.do(lambda work: close_at_once(work, person, open_to=named, reason="A relative"))
    return person


def names_a_second_record(scene: Scene) -> UUID:
    one, other = scene.registered(), scene.registered()
    return scene.do(lambda work: ask(work, one, other, "The same scar").id)


def joins_two_alone(scene: Scene) -> UUID:
    decides(scene, sole_worker=True)
    return names_a_second_record(scene)


def looks_at_the_plan(work: UnitOfWork, key: UUID) -> object:
    return plans.look(work, key, agrees=True)


def approves(work: UnitOfWork, key: UUID) -> object:
    return closure.approve(work, CaseId(key))


def reviews(work: UnitOfWork, key: UUID) -> None:
    review_basis(work, key, "Right")


def lets_it_stand(work: UnitOfWork, key: UUID) -> object:
    return let_stand(work, PersonId(key))


def holds_for_one(work: UnitOfWork, key: UUID) -> object:
    return decide(work, DuplicateId(key), one_person=True)


DOES: list[tuple[Waits, Callable[[Scene], UUID], Callable[[UnitOfWork, UUID], object]]] = [
    (Waits.PLAN, agrees_a_plan, looks_at_the_plan),
    (Waits.CLOSURE, ends_a_case, approves),
    (Waits.CLOSED_ALONE, ends_it_alone, approves),
    (Waits.OTHER_BASIS, goes_without_a_yes, reviews),
    (Waits.CLOSED_AT_ONCE, closes_a_record, lets_it_stand),
    (Waits.SECOND_RECORD, names_a_second_record, holds_for_one),
    (Waits.JOINED_ALONE, joins_two_alone, holds_for_one),
]


def waiting(scene: Scene, who: Actor) -> set[Waits]:
    def kinds(reads: Reads) -> set[Waits]:
        return {one.kind for one in queue(reads, scene.moment)}

    return scene.as_(who).ask(kinds)


@pytest.mark.parametrize(("kind", "does", "decides_it"), DOES, ids=[kind for kind, *_ in DOES])
def test_it_waits_for_another_supervisor_and_she_cannot_decide_it(
    scene: Scene,
    kind: Waits,
    does: Callable[[Scene], UUID],
    decides_it: Callable[[UnitOfWork, UUID], object],
) -> None:
    key = does(scene)
    assert kind not in waiting(scene, BOTH)
    assert kind in waiting(scene, NADIA)
    with pytest.raises(NotAllowed):
        scene.as_(BOTH).do(lambda work: decides_it(work, key))
    scene.as_(NADIA).do(lambda work: decides_it(work, key))
    assert kind not in waiting(scene, NADIA)


def test_nor_does_she_approve_it_again_where_it_was_changed_since(scene: Scene) -> None:
    case_id = CaseId(ends_a_case(scene))
    scene.as_(NADIA).do(lambda work: closure.approve(work, case_id))
    with pytest.raises(NotAllowed):
        scene.as_(BOTH).do(lambda work: closure.approve_again(work, case_id))
    scene.as_(NADIA).do(lambda work: closure.approve_again(work, case_id))
