"""A record that is given on after somebody who wrote in it has left: her words count there too."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from caseworker.centre.root import name_by_root
from caseworker.model.case import Case
from caseworker.model.ids import PersonId, UserId
from caseworker.model.staff import Role, User
from caseworker.ports import UnitOfWork
from tests.sync.altered import held_back
from tests.sync.stores import Desk, World, add_person
from tests.sync.test_exclusions import Centre, make_administrator, restrict
from tests.sync.test_outreach import SELAM, TESFAY, Team, note, notes


def leaves(desk: Desk, who: UserId) -> None:
    """Let an administrator take somebody off the list of staff."""
    desk.act(lambda work: setattr(work.get(User, who), "removed_at", work.now()))
    desk.office.space.align()


def has_ended(desk: Desk, who: UserId) -> bool:
    """Return whether the log at a laptop has that the key of somebody ended."""
    with desk.office.store.reading.connect() as connection:
        ended = desk.office.store.log(connection).members.ended
    return who.bytes in {subject for subject, _ in ended}


def given_to(person: PersonId, who: UserId) -> Callable[[UnitOfWork], None]:
    def act(work: UnitOfWork) -> None:
        (case,) = work.matching(Case, person_id=person)
        case.assigned_to = who

    return act


@pytest.mark.requirement("R-244")
def test_whoever_goes_outside_takes_over_the_cases_of_somebody_who_left(centre: World) -> None:
    team = Team(centre)
    hodan = team.ordinary("Hodan Ali", team.hodan_id, "03")
    bo = team.outreach()
    hodan.act(note(team.selam, "to Bo"))
    hodan.act(note(team.tesfay, "He fears his uncle"))
    hodan.act(add_person("Hiwot"))
    for _ in range(2):
        centre.round(hodan, team.amina, bo)
    leaves(team.amina, team.hodan_id)
    centre.round(team.amina, bo)
    team.amina.act(given_to(team.tesfay, team.bo_id))
    team.amina.office.space.align()
    for _ in range(2):
        centre.round(team.amina, bo)
    assert held_back(bo) == []
    assert bo.names() == [SELAM, TESFAY]
    assert sorted(notes(bo)) == ["He fears his uncle", "to Bo"]


@pytest.mark.requirement("R-244")
def test_a_laptop_that_comes_later_reads_what_was_written_around_a_closed_record(
    centre: World,
) -> None:
    """When she left, no laptop lacked anything; the record was closed after that."""
    team = Centre(centre)
    dee_id = centre.enrol(team.amina, "Dee Oku", "04")
    team.amina.office.keys.close_here(dee_id)
    for person, said in (
        (team.selam, "before"), (team.tesfay, "for few"), (team.selam, "after"),
    ):  # fmt: skip
        team.hodan.act(note(person, said))
    for _ in range(2):
        centre.round(team.hodan, team.amina, team.bo)
    leaves(team.amina, team.hodan_id)
    team.amina.act(restrict(team.tesfay, team.amina.actor))
    team.amina.office.space.align()
    for _ in range(2):
        centre.round(team.amina, team.bo)
    dee = team.ordinary("Dee Oku", dee_id, "04")
    for _ in range(2):
        centre.round(team.amina, dee)
    assert held_back(dee) == []
    assert sorted(notes(dee)) == ["after", "before"]


@pytest.mark.requirement("R-244")
def test_an_administrator_who_has_not_all_records_lets_stand_what_she_knows(
    centre: World,
) -> None:
    """The run of whoever leaves passes through a record that is closed to her laptop."""
    team = Centre(centre)
    amina, bo, hodan = team.amina, team.bo, team.hodan
    amina.act(lambda unit: make_administrator(unit, team.bo_id))
    name_by_root(amina.office, centre.root_code, team.bo_id)
    team.restrict()
    for _ in range(2):
        centre.round(amina, bo, hodan)
    bo.reopen()
    for person, said in (
        (team.selam, "before"), (team.tesfay, "for few"), (team.selam, "after"),
    ):  # fmt: skip
        hodan.act(note(person, said))
    for _ in range(2):
        centre.round(hodan, amina, bo)
    leaves(bo, team.hodan_id)
    assert has_ended(bo, team.hodan_id)
    # The log grows, so that all is judged anew.
    more = frozenset({Role.ADMINISTRATOR, Role.CASEWORKER, Role.SUPERVISOR})
    amina.act(lambda work: setattr(work.get(User, team.bo_id), "roles", more))
    amina.office.space.align()
    for _ in range(2):
        centre.round(bo, amina)
    assert held_back(bo) == held_back(amina) == []
    assert sorted(notes(bo)) == ["after", "before"]
    assert sorted(notes(amina)) == ["after", "before", "for few"]
