"""Two administrators name keys, and an exchange breaks off between: no key goes too early."""

from __future__ import annotations

from sqlalchemy import Connection

from caseworker.centre.root import name_by_root
from caseworker.sync.batch_file import laptop_id, read_file
from caseworker.sync.circles import circle_of
from db.store.exchange.giving_keys import give_keys, new_epoch
from db.store.registry import AudienceClass
from db.store.tables import audience_keys
from tests.sync.stores import Desk, World, add_person
from tests.sync.test_exclusions import Centre, make_administrator, restrict
from tests.sync.test_outreach import note, notes


def test_a_key_stays_while_a_laptop_does_not_know_of_the_one_that_took_its_place(
    centre: World,
) -> None:
    team = Centre(centre)
    amina, bo, hodan = team.amina, team.bo, team.hodan
    amina.act(lambda unit: make_administrator(unit, team.hodan_id))
    name_by_root(amina.office, centre.root_code, team.hodan_id)
    amina.act(restrict(team.selam, amina.actor, team.bo_id, team.hodan_id))
    amina.office.space.align()
    for _ in range(3):
        centre.round(amina, bo, hodan)
    record = circle_of(team.selam.bytes)
    (old,) = keys_of(bo, record)
    name_the_next(amina, record)
    deliver(amina, hodan)
    name_the_next(hodan, hodan.office.store.identity.audiences[AudienceClass.CENTRE])
    deliver(hodan, amina, bo)
    # Bo knows of the centre's newest key, and seals under it; of the record's he has not heard.
    deliver(bo, amina, hodan)
    deliver(amina, hodan)
    deliver(hodan, amina)
    for desk in (amina, hodan):
        desk.office.exchange.finish("stick")
    assert keys_of(bo, record) == [old]
    bo.act(note(team.selam, "under the older key"))
    deliver(bo, amina, hodan)
    assert notes(amina) == notes(hodan) == ["under the older key"]
    # Once he knows, and all have told of it with some later work, it goes everywhere.
    centre.round(amina, bo, hodan)
    for desk in (amina, bo, hodan):
        desk.act(add_person(f"by {desk.name}"))
    for _ in range(3):
        centre.round(amina, bo, hodan)
    for desk in (amina, bo, hodan):
        assert old not in keys_of(desk, record)
        assert len(keys_of(desk, record)) == 1
        assert notes(desk) == ["under the older key"]


def keys_of(desk: Desk, audience: bytes) -> list[bytes]:
    def read(connection: Connection) -> list[bytes]:
        rows = connection.execute(audience_keys.select().order_by(audience_keys.c.epoch))
        return [row.id for row in rows if row.audience == audience]

    return desk.office.write(read)


def name_the_next(desk: Desk, audience: bytes) -> None:
    """Name a new key of *audience* at an administrator's laptop, with letters to all others."""
    space = desk.office.space

    def work(connection: Connection) -> None:
        log = desk.office.store.log(connection)
        at = desk.office.milliseconds()
        new_epoch(connection, log, space._person_key, audience, at)
        own = desk.office.store.identity.device_id
        give_keys(connection, log, space._outgoing(connection, log), own, at, [audience])

    desk.office.write(work)


def deliver(desk: Desk, *others: Desk) -> None:
    """Carry what *desk* itself wrote to *others*, and nothing back."""
    exchange = desk.office.exchange
    exchange.pack()
    own = laptop_id(desk.office.store.identity.device_public_key)
    for key in exchange.to_carry():
        content = exchange.content_of(key) or b""
        if read_file(content).header.laptop == own:
            for other in others:
                other.office.exchange.take_in(content)
