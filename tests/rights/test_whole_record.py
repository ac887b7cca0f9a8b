"""Nothing about a person is forgotten: every kind of entry is known to be hers or not."""

from __future__ import annotations

from typing import get_type_hints

import pytest

from caseworker.model.erasure import Erasure
from caseworker.model.ids import (
    ArrivalId,
    AssessmentId,
    CaseId,
    ObjectiveId,
    PersonId,
    PlanId,
    ReferralId,
    ScreeningId,
)
from caseworker.people.belonging import OWNER_FIELDS
from caseworker.rights.whole_record import PART_OF, whole_record
from db.store.registry import kinds
from tests.rights.whole_person import a_sibling, write_everything
from tests.scene import Scene

HERS = {
    PersonId,
    CaseId,
    ReferralId,
    ScreeningId,
    AssessmentId,
    PlanId,
    ObjectiveId,
    ArrivalId,
}


@pytest.mark.requirement("R-442")
def test_every_kind_that_names_somebody_is_part_of_her_record() -> None:
    for kind in kinds():
        names = [name for name, hint in get_type_hints(kind).items() if _names(hint)]
        about = [name for name in names if name in OWNER_FIELDS or name == "id"]
        if about and kind is not Erasure:
            assert kind in PART_OF, f"{kind.__name__} names somebody by {about}"


def _names(hint: object) -> bool:
    return bool({hint, *getattr(hint, "__args__", ())} & HERS)


def test_one_entry_of_every_kind_is_found(scene: Scene) -> None:
    person, _case = scene.do(write_everything)
    found = scene.ask(lambda reads: whole_record(reads, person))
    assert {type(each) for each in found.entities} == set(PART_OF)
    assert len({each.id for each in found.entities}) == len(found.entities)


def test_what_is_somebody_elses_stays_out(scene: Scene) -> None:
    person, _case = scene.do(write_everything)
    sibling = scene.do(lambda work: a_sibling(work, person))
    found = scene.ask(lambda reads: whole_record(reads, person))
    assert sibling not in {each.id for each in found.entities}
    assert "Household" not in {type(each).__name__ for each in found.entities}
    assert [tie.person_id for tie in found.ties_of_others] == [sibling]


def test_a_number_of_several_people_is_theirs_too(scene: Scene) -> None:
    person = scene.registered()
    alone = scene.ask(lambda reads: whole_record(reads, person))
    assert "Arrival" in {type(each).__name__ for each in alone.entities}

    def with_a_child(work: object) -> None:
        (arrival,) = [each for each in alone.entities if type(each).__name__ == "Arrival"]
        work.get(type(arrival), arrival.id).people = 2  # type: ignore[attr-defined]  # a unit of work

    scene.do(with_a_child)
    found = scene.ask(lambda reads: whole_record(reads, person))
    assert not {"Arrival", "Screening"} & {type(each).__name__ for each in found.entities}
