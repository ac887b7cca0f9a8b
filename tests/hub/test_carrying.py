"""A hub carries sealed files between laptops, on SQLite and on PostgreSQL."""

from __future__ import annotations

import hashlib
from concurrent.futures import ThreadPoolExecutor

import httpx
import pytest

from caseworker.errors import CarrierAway, CarrierFull, CarrierLacks, CarrierRefuses
from caseworker.sync.carrier import BatchId, ChunkId
from tests.hub.centre import Centre, Made, listed
from tests.hub.conftest import MakeCentre
from tests.hub.running import RunningHub
from tests.spoilt import spoilt


def test_what_one_laptop_puts_the_other_gets(hub: RunningHub, centre: Centre) -> None:
    one, two = centre.carrier(hub.address, "one"), centre.carrier(hub.address, "two")
    made = [centre.batch("one", size) for size in (4_096, 70_000, 700_000)]
    for each in made:
        one.put(each.id, each.content)
        one.put(each.id, each.content)
    found, cursor = listed(two)
    assert found == [each.id for each in made]
    assert [two.get(each) for each in found] == [each.content for each in made]
    assert listed(two, cursor) == ([], cursor)
    later = centre.batch("two")
    two.put(later.id, later.content)
    assert listed(two, cursor)[0] == [later.id]


def test_a_hub_says_what_it_lacks(hub: RunningHub, centre: Centre) -> None:
    one = centre.carrier(hub.address, "one")
    here, not_here = centre.batch("one"), [centre.batch("one").id for _ in range(700)]
    one.put(here.id, here.content)
    assert list(one.lacking([*not_here, here.id])) == not_here
    with pytest.raises(CarrierLacks):
        one.get(not_here[0])


def test_chunks_are_named_by_their_content(hub: RunningHub, centre: Centre) -> None:
    one, two = centre.carrier(hub.address, "one"), centre.carrier(hub.address, "two")
    chunk = centre.random.randbytes(400_000)
    name = ChunkId(hashlib.sha256(chunk).digest())
    assert list(two.missing_chunks([name])) == [name]
    one.put_chunk(name, chunk)
    assert list(two.missing_chunks([name])) == []
    assert two.get_chunk(name) == chunk
    assert one.put_chunk(name, chunk + b"!")
    assert one.put_chunk(ChunkId(bytes(32)), chunk)


def test_the_newest_hub_remembers_after_a_restart(hub: RunningHub, centre: Centre) -> None:
    one = centre.carrier(hub.address, "one")
    made = centre.batch("one")
    one.put(made.id, made.content)
    _, cursor = listed(one)
    hub.restart()
    assert listed(one, cursor) == ([], cursor)
    assert list(one.lacking([made.id])) == []
    assert one.get(made.id) == made.content


def test_many_putters_never_make_a_cursor_skip(hub: RunningHub, centre: Centre) -> None:
    laptops = ["one", "two"] * 3
    work = [[centre.batch(each, 2_000) for _ in range(25)] for each in laptops]

    def put(laptop: str, batches: list[Made]) -> None:
        carrier = centre.carrier(hub.address, laptop)
        for each in batches:
            carrier.put(each.id, each.content)

    reader, seen, cursor = centre.carrier(hub.address, "two"), list[BatchId](), ""
    with ThreadPoolExecutor(len(laptops)) as pool:
        running = [pool.submit(put, *each) for each in zip(laptops, work, strict=True)]
        while not all(each.done() for each in running):
            found, cursor = listed(reader, cursor)
            seen += found
        for each in running:
            each.result()
    seen += listed(reader, cursor)[0]
    assert len(seen) == len(set(seen))
    assert set(seen) == {each.id for some in work for each in some}


def test_a_full_space_says_so_and_keeps_what_it_has(
    hub: RunningHub, make_centre: MakeCentre
) -> None:
    centre = make_centre("Full")
    centre.joins(hub.address, hub.invite("--quota", "1"), "one")
    one = centre.carrier(hub.address, "one")
    first, second = centre.batch("one", 600_000), centre.batch("one", 600_000)
    one.put(first.id, first.content)
    with pytest.raises(CarrierFull):
        one.put(second.id, second.content)
    assert listed(one)[0] == [first.id]


def test_a_broken_upload_goes_on_where_it_was(hub: RunningHub, centre: Centre) -> None:
    made = centre.batch("one", 600_000)
    way = centre.way(hub.address, "one")
    target = f"{way.path}/batches/{made.id.hex()}"
    size = len(made.content)

    def part(start: int, end: int) -> tuple[int, int | None]:
        span = f"bytes {start}-{end - 1}/{size}"
        answer = way.ask("PUT", target, made.content[start:end], span=span)
        return answer.status, answer.told("received")

    assert part(0, 200_000) == (202, 200_000)
    hub.restart()
    assert part(0, 100_000) == (202, 200_000)
    assert part(300_000, 400_000) == (409, 200_000)
    assert part(150_000, 450_000) == (202, 450_000)
    assert part(450_000, size) == (201, None)
    assert part(0, 100_000) == (200, None)
    assert centre.carrier(hub.address, "two").get(made.id) == made.content


def test_an_upload_that_turns_out_wrong_is_thrown_away(hub: RunningHub, centre: Centre) -> None:
    made = centre.batch("one", 300_000)
    torn = spoilt(made.content)
    one = centre.carrier(hub.address, "one")
    with pytest.raises(CarrierRefuses):
        one.put(made.id, torn)
    one.put(made.id, made.content)
    assert one.get(made.id) == made.content


def test_uploads_are_bounded(hub: RunningHub, centre: Centre) -> None:
    way = centre.way(hub.address, "one")
    targets = [f"{way.path}/batches/{number:064x}" for number in range(17)]
    *begun, last = targets
    for each in begun:
        assert way.ask("PUT", each, b"x", span="bytes 0-0/9").status == 202
    with pytest.raises(CarrierAway):
        way.ask("PUT", last, b"x", span="bytes 0-0/9")


def test_health_is_told_to_anybody(hub: RunningHub, centre: Centre) -> None:
    assert httpx.get(f"{hub.address.origin}/health").text == "ok\n"
    assert httpx.get(f"{hub.operator}/health").text == "ok\n"
