"""Households by who is in them: single parents are seen, and children alone are not made public."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from caseworker.indicators.facts import FACTS
from caseworker.indicators.households import BY_MEMBERS, HouseholdKind
from caseworker.indicators.library import LIBRARY
from caseworker.indicators.measuring import apart
from caseworker.indicators.months import months_until
from caseworker.model.ids import HouseholdId, PersonId
from caseworker.model.indicator import DataClass
from caseworker.model.partial_date import PartialDate
from caseworker.model.person import Household, HouseholdMembership, Person
from caseworker.model.staff import User
from caseworker.people.restricted import restrict
from caseworker.ports import UnitOfWork
from tests.scene import AMINA, JOSEPHINE, OFFICER, Scene

NOW = datetime(2026, 11, 18, 12, tzinfo=UTC)
HOUSEHOLDS = next(each for each in LIBRARY if each.key == "households")
FACTS_OF_KINDS = (
    "households of one adult with children",
    "households of adults with children",
    "households of adults",
    "households of children",
)


@pytest.fixture
def scene() -> Scene:
    return Scene(AMINA)


def household(scene: Scene, *born: str, left: datetime | None = None) -> list[PersonId]:
    """Register a household of people born then; "" where nobody knows. The last *left* it."""

    def act(work: UnitOfWork) -> list[PersonId]:
        home = Household(id=HouseholdId(work.new_id()), formed_at=work.now())
        work.add(home)
        people = [PersonId(work.new_id()) for _ in born]
        for person, day in zip(people, born, strict=True):
            work.add(
                Person(
                    id=person,
                    date_of_birth=PartialDate(day) if day else None,
                    registered_at=work.now(),
                    registered_by=work.actor.user_id,
                )
            )
            work.add(
                HouseholdMembership(
                    id=work.new_id(),
                    household_id=home.id,
                    person_id=person,
                    since=work.now(),
                    until=left if person == people[-1] else None,
                )
            )
        return people

    return scene.do(act)


def counted(scene: Scene) -> tuple[float | None, ...]:
    """Return how many of each kind of household this month has, as a supervisor sees it."""
    scene.as_(JOSEPHINE)
    shown = scene.ask(lambda reads: apart(reads, HOUSEHOLDS, NOW))
    months = months_until(NOW, 1)
    by_fact = [
        scene.ask(lambda reads, name=name: FACTS[name].values(reads, months)[-1])
        for name in FACTS_OF_KINDS
    ]
    scene.as_(AMINA)
    assert shown is not None
    parts = {part.kind: part.now for part in shown.parts}
    counts = tuple(parts.get(kind.value, 0) for kind in HouseholdKind)
    assert counts == tuple(by_fact), "a centre may count each by itself, and counts the same"
    return counts


@pytest.mark.requirement("R-421")
@pytest.mark.requirement("R-209")
def test_each_household_is_of_one_kind(scene: Scene) -> None:
    household(scene, "1990", "2015", "2018")
    household(scene, "1985", "2020")
    household(scene, "1990", "1988", "2019")
    household(scene, "1970", "1972")
    household(scene, "1999")
    household(scene, "2012", "2014")
    assert counted(scene) == (2, 1, 2, 1)


def test_where_an_age_is_not_known_the_household_is_of_no_kind(scene: Scene) -> None:
    household(scene, "1990", "")
    assert counted(scene) == (0, 0, 0, 0)


def test_on_the_eighteenth_birthday_a_child_is_an_adult(scene: Scene) -> None:
    household(scene, "1980", "2008-11-18")
    household(scene, "1980", "2008-11-20")
    assert counted(scene) == (1, 0, 1, 0)


def test_whoever_left_before_the_month_ended_is_not_in_it(scene: Scene) -> None:
    household(scene, "1980", "2015", "1982", left=NOW)
    assert counted(scene) == (1, 0, 0, 0)


@pytest.mark.requirement("R-208")
def test_two_records_of_one_person_are_one_member(scene: Scene) -> None:
    parent, again, _child = household(scene, "1990", "1991", "2015")
    assert counted(scene) == (0, 1, 0, 0)
    scene.held_for_one(parent, again)
    assert counted(scene) == (1, 0, 0, 0)


def test_a_household_with_somebody_out_of_sight_is_of_no_kind(scene: Scene) -> None:
    _parent, child = household(scene, "1990", "2015")

    def close(work: UnitOfWork) -> None:
        for who in (AMINA, JOSEPHINE):
            work.add(User(id=who.user_id, name=who.name, staff_code=who.staff_code,
                          roles=who.roles, added_at=work.now()))  # fmt: skip
        restrict(work, child, open_to=(AMINA.user_id,), reason="A relative works here")

    scene.as_(OFFICER).do(close)
    assert counted(scene) == (0, 0, 0, 0)


@pytest.mark.requirement("R-451")
def test_how_many_children_have_no_adult_is_not_public() -> None:
    assert BY_MEMBERS.sensitive == {HouseholdKind.CHILDREN.value}
    assert FACTS["households of children"].data_class is DataClass.SENSITIVE
    assert BY_MEMBERS.leave_as is None
