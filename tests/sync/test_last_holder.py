"""What lies on one laptop alone is neither removed nor stuck there, whatever is signed or late."""

from __future__ import annotations

import secrets
from collections.abc import Callable
from uuid import UUID

import pytest
from sqlalchemy import Connection, insert

from caseworker.centre.root import name_by_root
from caseworker.model.case import Case
from caseworker.model.ids import UserId
from caseworker.model.person import Person
from caseworker.ports import UnitOfWork
from caseworker.sync.batch_seal import KEY_SIZE, key_id
from caseworker.sync.circles import circle_of
from caseworker.sync.enrolment import Request
from caseworker.sync.membership_entry import EntryKind
from db.store.backup import back_up
from db.store.exchange.membership_log import NewEntry
from db.store.registry import AudienceClass
from db.store.restoring import restore
from db.store.tables import audience_keys
from db.store.verify import verify
from tests.sync.stores import Desk, World, everything_in, rename, still_on
from tests.sync.test_exclusions import Centre, make_administrator, restrict
from tests.sync.test_outreach import SELAM, TESFAY, Team, device, note, notes


def test_a_laptop_that_has_told_nothing_yet_is_no_reason_to_remove_a_record(
    centre: World,
) -> None:
    team = Team(centre)
    amina = team.amina
    amina.act(lambda unit: make_administrator(unit, team.hodan_id))
    hodan = centre.invited(amina, team.hodan_id, "Hodan Ali", "third")
    amina.office.space.admit(Request.from_bytes(hodan.office.space.signed_request()))
    name_by_root(amina.office, centre.root_code, team.hodan_id)
    amina.act(restrict(team.tesfay, team.hodan_id))
    amina.office.space.align()
    centre.round(amina)
    # Were Hodan's laptop stolen now, before it ever exchanged, nobody would have the record.
    assert TESFAY in amina.names()
    assert still_on(amina, team.tesfay) == {device(amina)}
    centre.round(hodan, amina)
    hodan.reopen()
    centre.round(hodan, amina, hodan)
    assert TESFAY in hodan.names()
    assert TESFAY not in amina.names()
    assert still_on(hodan, team.tesfay) == set()


def test_the_only_laptop_with_a_record_goes_outside_and_still_hands_in(centre: World) -> None:
    team = Centre(centre)
    amina, hodan = team.amina, team.hodan
    amina.act(lambda unit: make_administrator(unit, team.hodan_id))
    name_by_root(amina.office, centre.root_code, team.hodan_id)
    centre.round(amina, team.bo, hodan, amina)
    amina.act(restrict(team.tesfay, team.hodan_id))
    amina.office.space.align()
    centre.round(amina, team.bo, hodan, amina)
    assert TESFAY not in amina.names()
    amina.office.space.mark_outreach(device(hodan), outreach=True)
    centre.round(amina, hodan)
    hodan.act(note(team.tesfay, "outside"))
    hodan.act(note(team.tesfay, "and again"))
    centre.round(hodan, amina)
    assert TESFAY in hodan.names()
    assert sorted(notes(hodan)) == ["and again", "outside"]
    assert hodan.office.space.status().waiting == 0
    assert verify(hodan.office).problems == ()


def test_what_comes_while_the_newest_key_of_its_record_is_on_its_way_is_carried_on_later(
    centre: World,
) -> None:
    team = Team(centre)
    amina = team.amina
    hodan = team.ordinary("Hodan Ali", team.hodan_id, "office")
    bo = team.outreach()
    # She does not know yet that Bo was given Selam, and seals under a key that he does not have.
    hodan.act(note(team.selam, "for Bo too"))
    hodan.office.exchange.pack()
    late = [hodan.office.exchange.content_of(each) for each in hodan.office.exchange.to_carry()]
    row = named_only(amina, circle_of(team.selam.bytes))
    for content in late:
        amina.office.exchange.take_in(content or b"")
    assert notes(amina) == ["for Bo too"]
    for desk in (amina, bo):
        desk.office.write(lambda connection: connection.execute(insert(audience_keys).values(row)))
    centre.round(amina, bo)
    assert notes(bo) == ["for Bo too"]


def test_what_a_laptop_had_not_handed_in_before_it_was_restored_is_handed_in_when_it_leaves(
    centre: World,
) -> None:
    team = Team(centre)
    bo = team.ordinary("Bo Li", team.bo_id, "second")
    bo.act(note(team.tesfay, "never packed"))
    image = centre.folder / "bo.backup"
    assert back_up(bo.office, image)
    bo.lock()
    bo.folder = centre.folder / "restored"
    restore(image, bo.folder)
    bo.unlock()
    request = Request.from_bytes(bo.office.space.signed_request())
    team.amina.office.space.admit(request, outreach=True)
    centre.round(team.amina, bo)
    bo.reopen()
    centre.round(bo, team.amina, bo)
    assert bo.names() == [SELAM]
    assert notes(team.amina) == ["never packed"]


@pytest.mark.usefixtures("altered_programs")
def test_what_is_erased_while_the_newest_key_is_on_its_way_leaves_the_batches_later(
    centre: World,
) -> None:
    team = Team(centre)
    amina = team.amina
    team.ordinary("Hodan Ali", team.hodan_id, "office")
    amina.act(rename(team.tesfay, "Tesfay-Verdigris"))
    amina.office.exchange.pack()
    row = named_only(amina, amina.office.store.identity.audiences[AudienceClass.CENTRE])
    amina.act(lambda unit: unit.erase(unit.get(Person, team.tesfay)))
    amina.office.write(lambda connection: connection.execute(insert(audience_keys).values(row)))
    amina.office.exchange.pack()
    assert b"Tesfay-Verdigris" not in everything_in(amina)


def test_a_case_that_moved_on_goes_once_another_laptop_that_lives_told_to_have_it(
    centre: World,
) -> None:
    team = Team(centre)
    bo = team.outreach()
    hodan = team.ordinary("Hodan Ali", team.hodan_id, "office")
    centre.round(team.amina, bo, hodan, team.amina, bo)
    bo.act(note(team.selam, "on the street"))
    team.amina.act(give_case(team.selam, team.hodan_id))
    team.amina.office.space.align()
    # Amina's laptop is stolen right after: what Bo wrote is on his laptop alone.
    centre.round(team.amina, bo)
    assert notes(bo) == ["on the street"]
    assert still_on(bo, team.selam) == {device(bo)}
    bo.exchange(centre.stick)
    assert notes(bo) == ["on the street"]
    centre.round(hodan, bo)
    assert notes(hodan) == ["on the street"]
    assert bo.names() == []
    assert still_on(bo, team.selam) == set()
    assert verify(bo.office).problems == ()


def test_a_record_that_was_closed_to_somebody_goes_from_her_laptop_at_once(centre: World) -> None:
    team = Centre(centre)
    team.bo.act(note(team.tesfay, "what he knows"))
    team.amina.act(restrict(team.tesfay, team.amina.actor, team.hodan_id))
    team.amina.office.space.align()
    centre.round(team.amina, team.bo)
    assert TESFAY not in team.bo.names()
    centre.round(team.amina)
    assert notes(team.amina) == ["what he knows"]


def give_case(person: UUID, to: UserId) -> Callable[[UnitOfWork], None]:
    def act(unit: UnitOfWork) -> None:
        for case in unit.matching(Case, person_id=person):
            case.assigned_to = to

    return act


def named_only(desk: Desk, circle: bytes) -> dict[str, object]:
    """Name a new key of *circle* in the log of *desk*; return it as the store would keep it."""
    key = secrets.token_bytes(KEY_SIZE)

    def work(connection: Connection) -> int:
        log = desk.office.exchange._log(connection)
        before = log.members.key_to_seal_with(circle)
        epoch = 1 + (before.epoch if before else 0)
        named = NewEntry(EntryKind.AUDIENCE_KEY, circle, {1: epoch, 2: key_id(key)})
        log.say(connection, desk.office.space._person_key, named)
        return epoch

    epoch = desk.office.write(work)
    return {"id": key_id(key), "audience": circle, "epoch": epoch, "key": key, "at": 1}
