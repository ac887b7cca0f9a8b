"""Records that only some may hold: laptops on which somebody else has a slot leave their circle."""

from __future__ import annotations

from collections.abc import Callable
from uuid import UUID

import pytest
from sqlalchemy import Connection

from caseworker.centre.root import name_by_root
from caseworker.model.case import CaseNote
from caseworker.model.ids import PersonId, UserId
from caseworker.model.person import Person
from caseworker.model.rights import Restriction
from caseworker.model.staff import Role, User
from caseworker.ports import UnitOfWork
from caseworker.sync.circles import circle_of
from caseworker.sync.membership import Members
from caseworker.sync.membership_entry import EntryKind
from db.store.exchange.membership_log import NewEntry
from db.store.verify import verify
from tests.sync.stores import Desk, World, everything_in, lies_on, rename, still_on
from tests.sync.test_outreach import (
    SELAM,
    TESFAY,
    Team,
    audiences_with_keys,
    device,
    holds_nothing_of,
    note,
    notes,
)


class Centre(Team):
    """Amina, Bo and Hodan have a laptop each; Bo is a cousin of Tesfay."""

    def __init__(self, centre: World) -> None:
        super().__init__(centre)
        self.bo = self.ordinary("Bo Li", self.bo_id, "second")
        self.hodan = self.ordinary("Hodan Ali", self.hodan_id, "third")
        for each in (self.bo_id, self.hodan_id):
            self.amina.office.keys.close_here(each)
        self.amina.office.space.align()
        centre.round(self.amina, self.bo, self.hodan, self.amina)

    def restrict(self) -> None:
        self.amina.act(restrict(self.tesfay, self.amina.actor, self.hodan_id))
        self.amina.office.space.align()


def restrict(person: PersonId, *open_to: UserId) -> Callable[[UnitOfWork], None]:
    def act(unit: UnitOfWork) -> None:
        unit.get(Person, person).restricted = True
        unit.add(
            Restriction(
                id=unit.new_id(),
                person_id=person,
                open_to=open_to,
                reason="a cousin works here",
                made_at=unit.now(),
                made_by=unit.actor.user_id,
            )
        )

    return act


def open_again(person: PersonId) -> Callable[[UnitOfWork], None]:
    def act(unit: UnitOfWork) -> None:
        unit.get(Person, person).restricted = False
        (restriction,) = unit.matching(Restriction, person_id=person)
        restriction.ended_at, restriction.ended_by = unit.now(), unit.actor.user_id

    return act


def test_the_laptop_of_somebody_who_is_left_out_loses_the_record(centre: World) -> None:
    team = Centre(centre)
    team.restrict()
    assert lies_on(team.amina, team.tesfay) == {device(team.amina), device(team.hodan)}
    assert still_on(team.amina, team.tesfay) == {device(team.bo)}
    centre.round(team.amina, team.bo, team.hodan, team.amina)
    assert still_on(team.amina, team.tesfay) == set()
    assert team.bo.names() == [SELAM]
    holds_nothing_of(team.bo, TESFAY)
    assert circle_of(team.tesfay.bytes) not in audiences_with_keys(team.bo)
    # Those who are named go on.
    team.hodan.act(note(team.tesfay, "for the two of us"))
    centre.round(team.hodan, team.bo, team.amina)
    assert notes(team.amina) == ["for the two of us"]
    holds_nothing_of(team.bo, "for the two of us")
    for desk in (team.amina, team.bo, team.hodan):
        assert verify(desk.office).problems == ()


@pytest.mark.parametrize("packed", [False, True])
def test_what_he_had_written_reaches_the_others_and_is_closed_to_him(
    centre: World, packed: bool
) -> None:
    team = Centre(centre)
    team.bo.act(note(team.tesfay, "written by the cousin"))
    team.bo.act(note(team.selam, "on another record"))
    if packed:
        team.bo.office.exchange.pack()
    team.restrict()
    team.amina.exchange(centre.stick)
    # He takes in first, as on a stick that cannot be written: nothing of his has left yet.
    exchange = team.bo.office.exchange
    for batch in team.amina.office.exchange.to_carry():
        exchange.take_in(team.amina.office.exchange.content_of(batch) or b"")
    exchange.leave()
    holds_nothing_of(team.bo, TESFAY, "written by the cousin")
    assert b"on another record" in everything_in(team.bo)
    centre.round(team.bo, team.amina, team.hodan)
    for desk in (team.amina, team.hodan):
        assert sorted(notes(desk)) == ["on another record", "written by the cousin"]
        assert verify(desk.office).problems == ()
        assert not [each for each in desk.office.space.laptops() if each.incomplete]


def test_a_record_that_is_opened_again_comes_back_whole(centre: World) -> None:
    team = Centre(centre)
    team.bo.act(note(team.tesfay, "before"))
    centre.round(team.bo, team.amina, team.hodan)
    team.restrict()
    centre.round(team.amina, team.bo, team.hodan)
    team.hodan.act(note(team.tesfay, "meanwhile"))
    centre.round(team.hodan, team.amina)
    team.amina.act(open_again(team.tesfay))
    team.amina.office.space.align()
    centre.round(team.amina, team.bo, team.hodan)
    assert sorted(notes(team.bo)) == ["before", "meanwhile"]
    assert sorted(team.bo.names()) == sorted([SELAM, TESFAY])
    team.bo.act(rename(team.tesfay, "Tesfay-Slate"))
    centre.round(team.bo, team.amina)
    assert "Tesfay-Slate" in team.amina.names()
    for desk in (team.amina, team.bo, team.hodan):
        assert verify(desk.office).problems == ()
        assert desk.office.space.status().absent == 0


def test_where_an_administrator_would_not_hold_it_the_record_stays(centre: World) -> None:
    team = Centre(centre)
    team.amina.act(restrict(team.tesfay, team.hodan_id))
    team.amina.office.space.align()
    laptops = {device(each) for each in (team.amina, team.bo, team.hodan)}
    assert lies_on(team.amina, team.tesfay) == laptops
    centre.round(team.amina, team.bo)
    assert TESFAY in team.bo.names()


def test_a_laptop_that_qualifies_later_asks_for_the_record_and_is_given_it(centre: World) -> None:
    team = Centre(centre)
    hodans = team.hodan.office.store.identity
    team.amina.act(lambda unit: make_administrator(unit, team.hodan_id))
    name_by_root(team.amina.office, centre.root_code, team.hodan_id)
    centre.round(team.amina, team.bo, team.hodan, team.amina)
    team.hodan.reopen()
    # Bo opens Amina's laptop too: she loses the record, and Hodan's keeps it.
    team.amina.act(restrict(team.tesfay, team.amina.actor, team.hodan_id))
    chen = centre.enrol(team.amina, "Chen", "04")
    assert lies_on(team.amina, team.tesfay) == {UUID(bytes=hodans.device_id)}
    centre.round(team.amina, team.hodan, team.amina)
    assert TESFAY not in team.amina.names()
    holds_nothing_of(team.amina, TESFAY)
    team.hodan.act(note(team.tesfay, "meanwhile"))
    team.amina.office.keys.close_here(chen)
    team.amina.office.space.align()
    centre.round(team.amina, team.hodan, team.amina, team.hodan, team.amina)
    assert TESFAY in team.amina.names()
    assert notes(team.amina) == ["meanwhile"]
    for desk in (team.amina, team.hodan):
        assert verify(desk.office).problems == ()


def make_administrator(unit: UnitOfWork, person: UserId) -> None:
    unit.get(User, person).roles |= {Role.ADMINISTRATOR}


def test_a_lost_laptop_ends_and_those_with_gaps_keep_what_it_wrote(centre: World) -> None:
    team = Centre(centre)
    team.restrict()
    centre.round(team.amina, team.bo, team.hodan, team.amina)
    # One run of hers goes through a record that Bo does not hold.
    team.hodan.act(note(team.selam, "first"))
    team.hodan.act(note(team.tesfay, "not for Bo"))
    team.hodan.act(note(team.selam, "last"))
    centre.round(team.hodan, team.amina, team.bo)
    team.amina.office.space.revoke(device(team.hodan))
    centre.round(team.amina, team.bo)
    told = team.bo.office.ask(lambda reads: reads.matching(CaseNote))
    assert [each.said for each in told] == ["first", "last"]
    assert team.bo.office.space.status().quarantined == 0
    assert verify(team.bo.office).problems == ()


def test_a_new_slot_takes_the_record_from_a_laptop_and_changes_its_key(centre: World) -> None:
    team = Centre(centre)
    hodans = team.hodan.office.store.identity
    name_by_root(team.amina.office, centre.root_code, team.hodan_id)
    team.restrict()
    centre.round(team.amina, team.bo, team.hodan, team.amina)
    team.hodan.reopen()
    circle = circle_of(team.tesfay.bytes)
    before = members_of_log(team.amina).key_to_seal_with(circle)
    centre.enrol(team.amina, "Chen", "04")
    after = members_of_log(team.amina).key_to_seal_with(circle)
    assert before is not None
    assert after is not None
    assert after.epoch == before.epoch + 1
    assert lies_on(team.amina, team.tesfay) == {UUID(bytes=hodans.device_id)}
    centre.round(team.amina, team.hodan, team.amina, team.hodan)
    assert still_on(team.hodan, team.tesfay) == set()
    holds_nothing_of(team.amina, TESFAY)
    team.hodan.act(note(team.tesfay, "under the new key"))
    assert notes(team.hodan) == ["under the new key"]


def test_what_would_lie_on_no_laptop_stays_whatever_is_signed(centre: World) -> None:
    """An administrator with a changed program marks every other laptop, and goes away."""
    team = Centre(centre)
    key = team.amina.office.space._person_key

    def mark_all(connection: Connection) -> None:
        log = team.amina.office.exchange._log(connection)
        for each in (team.amina, team.bo, team.hodan):
            identity = each.office.store.identity
            member = log.members.devices[identity.device_id]
            content = {
                1: identity.device_public_key,
                2: identity.sealing_key.public,
                3: sorted(member.slots),
                4: "",
                5: True,
            }
            replaces = log.about(EntryKind.DEVICE, identity.device_id)
            said = NewEntry(EntryKind.DEVICE, identity.device_id, content, replaces=replaces)
            log.say(connection, key, said)

    team.amina.office.write(mark_all)
    for _ in range(2):
        centre.round(team.amina, team.bo, team.hodan)
    for desk in (team.bo, team.hodan):
        assert sorted(desk.names()) == sorted([SELAM, TESFAY])


def members_of_log(desk: Desk) -> Members:
    exchange = desk.office.exchange
    return desk.office.write(lambda connection: exchange._log(connection).members)
