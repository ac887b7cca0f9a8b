"""Whoever stands in for a colleague has her cases for the stated days, and no longer."""

from __future__ import annotations

from datetime import timedelta
from uuid import UUID

import pytest

from caseworker.errors import InvalidValue
from caseworker.model.audit import AuditEvent
from caseworker.model.staff import Role
from caseworker.ports import UnitOfWork
from caseworker.supervision.absence import cover, end
from db.store.verify import verify
from tests.sync.stores import Desk, World, still_on
from tests.sync.test_exclusions import restrict
from tests.sync.test_outreach import SELAM, TESFAY, Team, holds_nothing_of, note, notes

pytestmark = pytest.mark.requirement("R-244")


@pytest.fixture
def team(centre: World) -> Team:
    made = Team(centre)
    made.amina.act(note(made.tesfay, "told to Hodan"))
    return made


def away(team: Team, desk: Desk, days: int = 2) -> UUID:
    today = team.centre.moment.date()

    def act(unit: UnitOfWork) -> UUID:
        return cover(unit, team.hodan_id, today, today + timedelta(days=days), team.bo_id).id

    return desk.act(act)


def test_her_cases_come_to_the_laptop_outside_and_go_after_the_last_day(team: Team) -> None:
    centre, amina = team.centre, team.amina
    bo = team.outreach()
    assert bo.names() == [SELAM]
    hodan = team.ordinary("Hodan Ali", team.hodan_id, "office")
    # She writes it down herself; the keys follow once an administrator's laptop has heard of it.
    away(team, hodan)
    centre.round(hodan, amina)
    amina.office.space.align()
    centre.round(amina, bo)
    assert sorted(bo.names()) == [SELAM, TESFAY]
    assert notes(bo) == ["told to Hodan"]
    bo.act(note(team.tesfay, "written by Bo"))
    centre.round(bo, hodan, amina)
    centre.moment += timedelta(days=3)
    amina.office.space.align()
    assert still_on(amina, team.tesfay)
    for _ in range(2):
        centre.round(amina, bo, hodan)
    centre.round(amina)
    assert bo.names() == [SELAM]
    holds_nothing_of(bo, TESFAY, "told to Hodan", "written by Bo")
    assert not still_on(amina, team.tesfay)
    assert sorted(notes(hodan)) == ["told to Hodan", "written by Bo"]
    assert verify(bo.office).problems == ()


def test_ended_by_hand_it_ends_before_its_day(team: Team) -> None:
    centre, amina = team.centre, team.amina
    bo = team.outreach()
    hodan = team.ordinary("Hodan Ali", team.hodan_id, "office")
    absence = away(team, hodan)
    centre.round(hodan, amina)
    amina.office.space.align()
    centre.round(amina, bo)
    assert TESFAY in bo.names()
    hodan.act(lambda unit: end(unit, absence))
    centre.round(hodan, amina)
    amina.office.space.align()
    for _ in range(2):
        centre.round(amina, bo, hodan)
    assert bo.names() == [SELAM]
    holds_nothing_of(bo, TESFAY, "told to Hodan")
    # Of whom it was about, the trail tells both, and of nobody else.
    trail = amina.office.ask(lambda reads: reads.matching(AuditEvent, order_by="id"))
    told = [(each.action, each.subject) for each in trail if "standing in" in each.action]
    assert told == [
        ("standing in arranged", team.tesfay),
        ("standing in ended", team.tesfay),
    ]


def test_a_record_of_named_colleagues_stays_with_them(team: Team) -> None:
    centre, amina = team.centre, team.amina
    bo = team.outreach()
    hodan = team.ordinary("Hodan Ali", team.hodan_id, "office")
    for each in (team.bo_id, team.hodan_id):
        amina.office.keys.close_here(each)
    amina.act(restrict(team.tesfay, amina.actor, team.hodan_id))
    away(team, hodan)
    centre.round(hodan, amina)
    amina.office.space.align()
    centre.round(amina, bo, hodan, amina, bo)
    assert bo.names() == [SELAM]
    holds_nothing_of(bo, TESFAY, "told to Hodan")


def test_only_who_works_on_cases_stands_in(team: Team) -> None:
    desk = team.centre.enrol(team.amina, "Lul Osman", "07", Role.RECEPTION)
    today = team.centre.moment.date()
    for other in (team.amina.actor, desk):
        with pytest.raises(InvalidValue):
            team.amina.act(
                lambda unit, other=other: cover(unit, team.amina.actor, today, today, other)
            )
