"""Every month all circles get new keys; the old ones go once nothing needs them."""

from __future__ import annotations

from collections import Counter
from datetime import timedelta
from uuid import UUID

from sqlalchemy import Connection, select

from caseworker.sync.exchanging import exchange_and_follow_up
from db.store.registry import AudienceClass
from db.store.tables import audience_keys
from db.store.verify import verify
from tests.sync.stores import Desk, World, add_person
from tests.sync.test_last_holder import named_only
from tests.sync.test_values_withheld import written


def keys(desk: Desk) -> dict[bytes, bytes]:
    """Return the audience of every key that a laptop has, by id."""

    def read(connection: Connection) -> dict[bytes, bytes]:
        return {row.id: row.audience for row in connection.execute(select(audience_keys))}

    return desk.office.write(read)


def test_keys_are_renewed_each_month_and_not_before(centre: World) -> None:
    amina = centre.founded()
    before = keys(amina)
    centre.moment += timedelta(days=29)
    amina.office.space.align()
    assert keys(amina) == before
    centre.moment += timedelta(days=2)
    amina.office.space.align()
    now = keys(amina)
    assert before.keys() < now.keys()
    assert set(Counter(now.values()).values()) == {2}
    amina.office.space.align()
    assert keys(amina) == now


def test_old_keys_are_destroyed_when_all_seal_with_the_new_ones(centre: World) -> None:
    amina = centre.founded()
    bo = centre.join(amina, centre.enrol(amina, "Bo Li"), "Bo Li", "second")
    away = centre.join(amina, centre.enrol(amina, "Hodan Ali", "03"), "Hodan Ali", "third")
    amina.act(add_person("Selam"))
    centre.round(amina, bo, away, amina)
    old = keys(amina).keys()
    away.act(add_person("Tesfay"))
    away.office.exchange.pack()
    centre.moment += timedelta(days=31)
    amina.office.space.align()
    centre.round(amina, bo, amina, bo, amina, bo)
    # One is away: what she has sealed under the old key is still to come.
    assert old <= keys(amina).keys()
    centre.round(away, amina, bo, away, amina, bo, away, amina)
    assert amina.names() == bo.names() == ["Selam", "Tesfay"]
    for desk in (amina, bo, away):
        desk.act(add_person(f"by {desk.name}"))
    for _ in range(4):
        centre.round(amina, bo, away)
    for desk in (amina, bo, away):
        assert not old & keys(desk).keys(), desk.name
        assert verify(desk.office).problems == ()
    # A newcomer is carried again what nobody can open any more.
    chen = centre.join(amina, centre.enrol(amina, "Chen", "04"), "Chen", "fourth")
    assert chen.names() == amina.names()
    assert not old & keys(chen).keys()
    assert verify(chen.office).problems == ()
    assert not [each for each in chen.office.space.laptops() if each.incomplete]


def test_the_word_of_a_laptop_counts_also_where_it_came_before_the_log(centre: World) -> None:
    """Bo tells once which log he has, and is away then; Hodan hears it before she has that log."""
    amina = centre.founded()
    bo = centre.join(amina, centre.enrol(amina, "Bo Li"), "Bo Li", "second")
    hodan = centre.join(amina, centre.enrol(amina, "Hodan Ali", "03"), "Hodan Ali", "third")
    for _ in range(3):
        centre.round(amina, bo, hodan)
    old = keys(hodan).keys()
    centre.moment += timedelta(days=31)
    amina.office.space.align()
    centre.round(amina, hodan)
    centre.enrol(amina, "Chen", "04")
    by_amina, carried = written(amina), set(amina.office.exchange.to_carry())
    centre.round(amina, bo)
    by_bo = [
        bo.office.exchange.content_of(each) or b""
        for each in bo.office.exchange.to_carry()
        if each not in carried
    ]
    for content in (*by_bo, *by_amina):
        assert hodan.office.exchange.take_in(content).result == "ok"
    for _ in range(3):
        centre.round(hodan, amina)
    assert not old & keys(hodan).keys()


def test_a_laptop_that_was_ended_keeps_nobody_waiting(centre: World) -> None:
    amina = centre.founded()
    bo = centre.join(amina, centre.enrol(amina, "Bo Li"), "Bo Li", "second")
    hodan = centre.join(amina, centre.enrol(amina, "Hodan Ali", "03"), "Hodan Ali", "third")
    old = keys(amina).keys()
    amina.office.space.revoke(UUID(bytes=bo.office.store.identity.device_id))
    for _ in range(4):
        centre.round(amina, hodan)
    assert not old & keys(amina).keys()
    assert not old & keys(hodan).keys()
    assert keys(amina) == keys(hodan)


def test_a_key_that_nobody_has_stops_the_writing_for_a_week_and_no_longer(centre: World) -> None:
    """The disk that had it went back, or an administrator's program is altered."""
    amina = centre.founded()
    bo = centre.join(amina, centre.enrol(amina, "Bo Li"), "Bo Li", "second")
    named_only(amina, amina.office.store.identity.audiences[AudienceClass.CENTRE])
    for desk in (amina, bo):
        desk.act(add_person(f"By {desk.name}"))
    for days in (0, 6, 2):
        centre.moment += timedelta(days=days)
        assert bo.names() == ["By Bo Li"]
        for _ in range(2):
            for desk in (amina, bo):
                exchange_and_follow_up(desk.office, centre.carrier(desk), "stick")
    assert amina.names() == bo.names() == ["By Amina Diallo", "By Bo Li"]
    for desk in (amina, bo):
        assert desk.office.space.status().waiting == 0
