"""Counting where things are kept: the store and its twin count alike."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from caseworker.errors import Bug
from caseworker.model.case import Case
from caseworker.model.ids import FollowUpId
from caseworker.model.partial_date import PartialDate
from caseworker.model.person import Person, Sex
from caseworker.model.review import FollowUp
from caseworker.ports import Condition, Last, Office, UnitOfWork, before, is_not, not_before
from tests.store.contract import MOMENT, STORE, TWIN, case, office_of, person

HOUR = timedelta(hours=1)


@pytest.fixture(params=[STORE, TWIN])
def office(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Office]:
    opened = office_of(request.param, tmp_path)
    yield opened
    opened.close()


def test_combinations_are_counted_where_they_are_kept(office: Office) -> None:
    def act(unit: UnitOfWork) -> None:
        for year in ("2003", "2003", "1990"):
            person(unit, given_name="Selam", date_of_birth=PartialDate(year))
        person(unit, given_name="Bo")

    office.perform(act)

    def born(*conditions: Condition) -> dict[tuple[object, ...], int]:
        return office.ask(lambda reads: reads.tally(Person, ("date_of_birth",), *conditions))

    everybody = {(PartialDate("2003"),): 2, (PartialDate("1990"),): 1, (None,): 1}
    assert born() == everybody
    assert born(is_not("given_name", "Selam")) == {(None,): 1}
    assert born(is_not("given_name", "Selam"), is_not("given_name", "Bo")) == {}
    assert office.ask(lambda reads: reads.tally(Person, ())) == {(): 4}
    assert office.ask(lambda reads: reads.tally(Person, (), before("registered_at", MOMENT))) == {}
    with pytest.raises(Bug):
        office.ask(lambda reads: reads.tally(Person, ("nonsense",)))


def test_the_last_of_each_owner_is_counted(office: Office) -> None:
    def act(unit: UnitOfWork) -> None:
        selam, bo, _without = (
            person(unit, given_name=name, sex=sex)
            for name, sex in (("Selam", Sex.FEMALE), ("Bo", Sex.MALE), ("Li", Sex.FEMALE))
        )
        first = case(unit, "1", opened_at=MOMENT + HOUR)
        second = case(unit, "2", opened_at=MOMENT)
        third = case(unit, "3", opened_at=MOMENT, closed_at=MOMENT + HOUR)
        first.person_id = second.person_id = selam.id
        third.person_id = bo.id
        for of, what in ((second, "later"), (first, "earlier"), (third, "once")):
            at = MOMENT + HOUR if what == "later" else MOMENT
            by = unit.actor.user_id
            unit.add(
                FollowUp(
                    id=FollowUpId(unit.new_id()),
                    case_id=of.id,
                    due_at=at,
                    what=what,
                    assigned_to=by,
                )
            )

    office.perform(act)

    def by(names: Sequence[str], last: Last) -> dict[tuple[object, ...], int]:
        return office.ask(lambda reads: reads.tally(Person, names, last=last))

    cases = Last(Case, "person_id", ("number",), by="opened_at")
    assert by(("sex",), cases) == {(Sex.FEMALE, "1"): 1, (Sex.MALE, "3"): 1}
    open_then = replace(cases, conditions=(not_before("closed_at", MOMENT + 2 * HOUR),))
    assert by((), open_then) == {("1",): 1}
    still = replace(cases, names=(), conditions=(not_before("closed_at", MOMENT + HOUR),))
    assert by((), still) == {(): 2}
    planned = Last(
        FollowUp, "case_id", ("what",), by="due_at", through=(Case, "person_id")
    )  # fmt: skip
    assert by((), planned) == {("later",): 1, ("once",): 1}
