"""What the hub's own disk spoilt is never served, is told, and is brought again by the laptops."""

from __future__ import annotations

import hashlib
from pathlib import Path

import httpx
import pytest

from caseworker.errors import CarrierLacks, CarrierRefuses
from caseworker.hub.limits import MAX_TOLD
from caseworker.sync.carrier import ChunkId, Offered
from db.store.exchange.kept_batches import content_of
from db.store.verify import verify
from tests.hub.centre import Centre, listed
from tests.hub.laptops import admit, by_hub
from tests.hub.running import RunningHub
from tests.hub.spoiling import spoil
from tests.sync.stores import add_person, world


def told_to_operator(hub: RunningHub) -> tuple[bool, int]:
    """Whether the page of the operator warns, and what the figures say."""
    page = httpx.get(hub.operator, headers={"Accept-Language": "en"}).text
    name = "caseworker_hub_damaged_total "
    (figure,) = [
        int(line.removeprefix(name))
        for line in httpx.get(hub.operator + "/metrics").text.splitlines()
        if line.startswith(name)
    ]
    return "role='alert'" in page, figure


def test_a_spoilt_batch_is_not_served_and_is_put_again(hub: RunningHub, centre: Centre) -> None:
    one, two = centre.carrier(hub.address, "one"), centre.carrier(hub.address, "two")
    made = [centre.batch("one", 3_000) for _ in range(3)]
    for each in made:
        one.put(each.id, each.content)
    everything, cursor = listed(two)
    assert told_to_operator(hub) == (False, 0)
    spoil(hub, "hub_file", "content", made[1].content)
    wanted = [Offered(id=each, size=3_000) for each in everything]
    assert list(two.fetch(wanted)) == [made[0].content, None, made[2].content]
    assert told_to_operator(hub) == (True, 1)
    # It no longer counts as here, and comes anew behind what everybody has read.
    assert listed(two)[0] == [made[0].id, made[2].id]
    assert list(one.lacking([each.id for each in made])) == [made[1].id]
    one.put(made[1].id, made[1].content)
    assert listed(two, cursor)[0] == [made[1].id]
    assert two.get(made[1].id) == made[1].content
    used = sum(len(each.content) for each in made)
    assert f"caseworker_hub_used_bytes {used}\n" in httpx.get(hub.operator + "/metrics").text


def test_so_is_what_is_read_by_itself_or_in_parts(hub: RunningHub, centre: Centre) -> None:
    one, two = centre.carrier(hub.address, "one"), centre.carrier(hub.address, "two")
    made, chunk = centre.batch("one", 300_000), centre.random.randbytes(9_000)
    name = ChunkId(hashlib.sha256(chunk).digest())
    one.put(made.id, made.content)
    one.put_chunk(name, chunk)
    spoil(hub, "hub_file", "content", made.content, chunk)
    with pytest.raises(CarrierLacks):
        two.get(made.id)
    assert two.get_chunk(name) is None
    assert list(one.missing_chunks([name])) == [name]
    one.put_chunk(name, chunk)
    assert two.get_chunk(name) == chunk
    assert told_to_operator(hub) == (True, 2)


def test_a_spoilt_pass_shuts_out_nobody_for_long(hub: RunningHub, centre: Centre) -> None:
    one, two = centre.carrier(hub.address, "one"), centre.carrier(hub.address, "two")
    entries, passes = one.who()
    spoil(hub, "hub_word", "signed", passes[1][0])
    hub.restart()
    assert one.page().offered == []
    with pytest.raises(CarrierRefuses):
        two.page()
    assert two.bring(entries, passes) == ["ok"] * 3
    assert two.page().offered == []
    assert one.who() == (entries, [passes[0], passes[1]])


def test_a_page_of_words_that_are_all_spoilt_is_not_the_end(
    hub: RunningHub, centre: Centre
) -> None:
    one = centre.carrier(hub.address, "one")
    named = [centre.root.names(f"administrator {number}") for number in range(2 * MAX_TOLD)]
    assert set(one.bring(named, [])) == {"ok"}
    entries, passes = one.who()
    spoil(hub, "hub_word", "signed", *(signed for signed, _ in named[:MAX_TOLD]))
    told, admitted = centre.carrier(hub.address, "one").who()
    assert admitted == passes
    assert told == [each for each in entries if each not in named[:MAX_TOLD]]


def test_a_spoilt_piece_of_an_attachment_ends_no_exchange(hub: RunningHub, tmp_path: Path) -> None:
    with world(tmp_path) as place:
        amina = place.founded()
        bruno = place.join(amina, place.enrol(amina, "Bruno"), "Bruno", "second")
        admit(place, hub)
        by_hub(bruno, hub)
        for letter in b"abc":
            amina.act(lambda unit, letter=letter: unit.attach(bytes([letter]) * 400, "image/png"))
        by_hub(amina, hub)
        pieces = [
            amina.office.exchange.chunk(each) or b"" for each in amina.office.exchange.chunks()
        ]
        spoil(hub, "hub_file", "content", pieces[0])
        first = by_hub(bruno, hub)
        assert (first.chunks, first.damaged, first.stopped) == (len(pieces) - 1, 1, False)
        by_hub(amina, hub)
        assert by_hub(bruno, hub).chunks == 1
        assert verify(bruno.office).problems == ()


def test_laptops_mend_what_the_disk_of_their_hub_spoilt(hub: RunningHub, tmp_path: Path) -> None:
    """Nobody at the centre notices: the next exchanges bring again what is missing."""
    with world(tmp_path) as place:
        amina = place.founded()
        person = place.enrol(amina, "Bruno")
        bruno = place.join(amina, person, "Bruno", "second")
        admit(place, hub)
        by_hub(bruno, hub)
        for name in ("Selam", "Tesfay"):
            amina.act(add_person(name))
            by_hub(amina, hub)
        with amina.office.store.reading.connect() as connection:
            carried = amina.office.exchange.to_carry()
            contents = [content_of(connection, each) or b"" for each in carried]
        spoil(hub, "hub_file", "content", *contents)
        first = by_hub(bruno, hub)
        assert not first.refused
        by_hub(amina, hub)
        by_hub(bruno, hub)
        assert bruno.names() == ["Selam", "Tesfay"]
        warned, count = told_to_operator(hub)
        assert warned
        assert count >= 2
