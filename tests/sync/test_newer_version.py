"""A laptop whose program is older keeps what newer ones wrote, passes it on, and reads it later."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

import pytest

from caseworker.sync import batch_file
from caseworker.sync.carrier import BatchId
from db.store.exchange import kept_batches, newer_batches
from tests.sync.stores import Desk, World, add_person


@contextmanager
def older_program() -> Iterator[None]:
    """What is read meanwhile is of a version above the one that is known."""
    with pytest.MonkeyPatch.context() as older:
        older.setattr(batch_file, "VERSION", 0)
        yield


def takes_in_as_older(desk: Desk, world: World) -> list[str]:
    carrier = world.carrier(desk)
    here = desk.office.exchange
    wanted = [each for each in carrier.page().offered if each.id not in here.here()]
    with older_program():
        contents = list(carrier.fetch(wanted))
        return [here.take_in(content).result for content in contents if content is not None]


def test_what_an_older_program_cannot_read_is_kept_passed_on_and_read_once_it_is_newer(
    centre: World,
) -> None:
    amina = centre.founded()
    bo = centre.join(amina, centre.enrol(amina, "Bo Li"), "Bo Li", "second")
    hodan = centre.join(amina, centre.enrol(amina, "Hodan", "03"), "Hodan", "third")
    centre.round(amina, bo, hodan)
    amina.act(add_person("written by a newer program"))
    centre.round(amina)
    results = takes_in_as_older(bo, centre)
    assert results
    assert set(results) == {"newer-version"}
    assert bo.office.space.status().newer
    # The stick that brought it is lost; a hub would not list it again either.
    for each in centre.stick.rglob("*.batch"):
        each.unlink()
    kept = bo.office.exchange.to_carry()
    assert {"newer-version"} == {result_as_older(bo, batch) for batch in kept[-len(results) :]}
    bo.exchange(centre.stick)
    assert bo.names() == ["written by a newer program"]
    assert not bo.office.space.status().newer
    hodan.exchange(centre.stick)
    assert hodan.names() == ["written by a newer program"]
    centre.round(amina, bo, hodan)
    assert not any(each.not_come for each in bo.office.space.laptops())


def result_as_older(desk: Desk, batch: BatchId) -> str:
    content = desk.office.exchange.content_of(batch)
    assert content is not None
    with older_program():
        return desk.office.exchange.take_in(content).result


def test_so_much_is_kept_and_no_more(centre: World, monkeypatch: pytest.MonkeyPatch) -> None:
    """Anybody can write such files on a stick: they do not fill the disk."""
    amina = centre.founded()
    bo = centre.join(amina, centre.enrol(amina, "Bo Li"), "Bo Li", "second")
    centre.round(amina, bo)
    for name in ("Selam", "Tesfay", "Hodan"):
        amina.act(add_person(name))
        amina.exchange(centre.stick)
    here = bo.office.exchange.here()
    sizes = [each.size for each in centre.carrier(bo).page().offered if each.id not in here]
    monkeypatch.setattr(newer_batches, "MOST_KEPT", sum(sizes) - 1)
    *kept, last = takes_in_as_older(bo, centre)
    assert set(kept) == {"newer-version"}
    assert last == "no-room"
    # They are on the stick all the same, and come once they can be read.
    bo.exchange(centre.stick)
    assert bo.names() == ["Hodan", "Selam", "Tesfay"]


def test_what_needs_a_newer_program_is_not_read_at_every_exchange(centre: World) -> None:
    amina = centre.founded()
    bo = centre.join(amina, centre.enrol(amina, "Bo Li"), "Bo Li", "second")
    centre.round(amina, bo)
    amina.act(add_person("written by a newer program"))
    amina.exchange(centre.stick)
    assert takes_in_as_older(bo, centre)
    with older_program():
        assert bo.office.write(lambda connection: [*kept_batches.to_try_again(connection)]) == []
    assert bo.office.write(lambda connection: [*kept_batches.to_try_again(connection)])
