"""An administrator whose program is altered ends all other laptops, to empty the centre."""

from __future__ import annotations

from uuid import UUID

from caseworker.sync.membership_entry import EntryKind
from db.store.exchange.membership_log import NewEntry
from db.store.exchange.root_acts import root_key
from tests.sync.stores import Desk, World, add_person


def end(by: Desk, other: Desk) -> None:
    by.office.space.revoke(UUID(bytes=other.office.store.identity.device_id))


def test_the_last_laptop_of_somebody_else_keeps_what_it_has_until_a_root_decides(
    centre: World,
) -> None:
    amina = centre.founded()
    bo = centre.join(amina, centre.enrol(amina, "Bo Li"), "Bo Li", "second")
    hodan_id = centre.enrol(amina, "Hodan Ali", "03")
    hodan = centre.join(amina, hodan_id, "Hodan Ali", "third")
    bo.act(add_person("Selam"))
    centre.round(bo, hodan, amina, bo, hodan)
    end(amina, bo)
    end(amina, hodan)
    _, first, last = centre.round(amina, bo, hodan)
    # Of the first nobody can tell that it is not lost.
    assert (first.revoked, last.revoked) == (True, False)
    assert hodan.names() == ["Selam"]
    assert not must_wipe(amina, hodan)
    by_root(amina, centre, hodan)
    assert must_wipe(amina, hodan)


def test_a_laptop_that_is_lost_wipes_itself_while_others_are_there(centre: World) -> None:
    amina = centre.founded()
    bo = centre.join(amina, centre.enrol(amina, "Bo Li"), "Bo Li", "second")
    end(amina, bo)
    assert centre.round(amina, bo)[1].revoked


def must_wipe(desk: Desk, other: Desk) -> bool:
    identity = other.office.store.identity
    with desk.office.store.reading.connect() as connection:
        members = desk.office.store.log(connection).members
    return members.must_wipe(identity.device_id, identity.device_public_key)


def by_root(desk: Desk, centre: World, other: Desk) -> None:
    identity = other.office.store.identity
    said = NewEntry(
        EntryKind.REVOKE_DEVICE, identity.device_id, {1: [], 2: identity.device_public_key}
    )
    store = desk.office.store
    desk.office.write(
        lambda connection: store.log(connection).say(connection, root_key(centre.root_code), said)
    )
