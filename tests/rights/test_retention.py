"""When the time to keep a record is over, somebody looks, and decides to keep or to erase."""

from __future__ import annotations

from datetime import timedelta

import pytest

from caseworker.centre.settings import the_centre
from caseworker.errors import InvalidValue, NotAllowed
from caseworker.model.case import Case, CaseStatus
from caseworker.model.erasure import Erasure, ErasureCause
from caseworker.model.ids import CaseId, PersonId
from caseworker.model.person import Person
from caseworker.ports import UnitOfWork
from caseworker.rights.erasing import agree, carry_out
from caseworker.rights.retention import (
    erase_as_time_is_over,
    keep_longer,
    kept_by_law,
    times_over,
)
from tests.scene import AMINA, JOSEPHINE, OFFICER, Scene


def closed(scene: Scene) -> tuple[PersonId, CaseId]:
    person = scene.registered()
    case_id = scene.case(person)

    def end(work: UnitOfWork) -> None:
        case = work.get(Case, case_id)
        case.status, case.closed_at = CaseStatus.CLOSED, work.now()

    scene.do(end)
    return person, case_id


def due(scene: Scene) -> list[PersonId]:
    return [each.person_id for each in scene.ask(lambda reads: times_over(reads, most=50))]


def years(scene: Scene, count: float) -> None:
    scene.later(days=365.25 * count)


@pytest.mark.requirement("R-442")
def test_a_closed_record_comes_up_when_its_time_is_over(scene: Scene) -> None:
    person, _case = closed(scene)
    years(scene, 4.9)
    assert due(scene) == []
    years(scene, 0.2)
    assert due(scene) == [person]


def test_a_record_with_work_going_on_never_comes_up(scene: Scene) -> None:
    person, _case = closed(scene)
    years(scene, 4)
    scene.case(person)
    years(scene, 20)
    assert due(scene) == []


def test_the_centre_sets_the_time_and_can_set_none(scene: Scene) -> None:
    person, _case = closed(scene)
    years(scene, 2.1)

    def keeps(count: int) -> None:
        def act(work: UnitOfWork) -> None:
            the_centre(work).keep_closed_for = count

        scene.do(act)

    keeps(2)
    assert due(scene) == [person]
    keeps(0)
    years(scene, 50)
    assert due(scene) == []


def test_a_record_that_is_kept_longer_comes_up_again_on_its_day(scene: Scene) -> None:
    person, _case = closed(scene)
    years(scene, 6)
    until = (scene.moment + timedelta(days=365)).date()
    scene.as_(OFFICER).do(
        lambda work: keep_longer(work, person, reason="A case in court", until=until)
    )
    assert due(scene) == []
    assert scene.ask(lambda reads: kept_by_law(reads, person)) is None
    scene.later(days=366)
    assert due(scene) == [person]


@pytest.mark.requirement("R-442")
def test_the_newest_decision_about_a_law_counts(scene: Scene) -> None:
    person, _case = closed(scene)
    until = (scene.moment + timedelta(days=900)).date()
    scene.as_(OFFICER).do(
        lambda work: keep_longer(work, person, reason="A court", law="Act 7", until=until)
    )
    held = scene.ask(lambda reads: kept_by_law(reads, person))
    assert held is not None
    assert held.law == "Act 7"
    scene.later(days=1)
    sooner = (scene.moment + timedelta(days=30)).date()
    scene.do(lambda work: keep_longer(work, person, reason="The court is done", until=sooner))
    assert scene.ask(lambda reads: kept_by_law(reads, person)) is None


def test_keeping_needs_a_reason_and_a_day_to_come(scene: Scene) -> None:
    person, _case = closed(scene)
    today = scene.moment.date()
    for reason, until in (("  ", today + timedelta(days=9)), ("A court", today)):
        with pytest.raises(InvalidValue):
            scene.as_(OFFICER).do(
                lambda work, r=reason, u=until: keep_longer(work, person, reason=r, until=u)
            )
    with pytest.raises(NotAllowed):
        scene.as_(AMINA).do(
            lambda work: keep_longer(work, person, reason="x", until=today + timedelta(days=9))
        )


@pytest.mark.requirement("R-442")
def test_a_record_whose_time_is_over_is_erased_by_two_people(scene: Scene) -> None:
    person, _case = closed(scene)
    years(scene, 6)
    erasure = scene.as_(OFFICER).do(lambda work: erase_as_time_is_over(work, person).id)
    assert due(scene) == []
    scene.as_(JOSEPHINE).do(lambda work: agree(work, erasure))
    scene.as_(OFFICER).do(lambda work: carry_out(work, erasure))
    proof = scene.ask(lambda reads: reads.get(Erasure, erasure))
    assert proof.cause is ErasureCause.TIME_IS_OVER
    assert not scene.ask(lambda reads: reads.matching(Person))


def test_nothing_is_erased_before_its_time_nor_twice(scene: Scene) -> None:
    person, _case = closed(scene)
    with pytest.raises(NotAllowed):
        scene.as_(OFFICER).do(lambda work: erase_as_time_is_over(work, person))
    years(scene, 6)
    scene.do(lambda work: erase_as_time_is_over(work, person))
    with pytest.raises(NotAllowed):
        scene.do(lambda work: erase_as_time_is_over(work, person))
