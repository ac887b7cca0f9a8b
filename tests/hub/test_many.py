"""Many batches in one request: few ways there and back, and nothing is taken that did not come."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory

import httpx
import pytest
from hypothesis import given
from hypothesis import strategies as st

from caseworker.errors import CarrierFull
from caseworker.sync.carrier import BatchId, Offered
from caseworker.sync.hub_carrier import HubCarrier
from caseworker.sync.many_batches import (
    MOST_BATCHES,
    NotParted,
    answer_of,
    come,
    index_length,
    joined,
    parted,
)
from tests.hub.centre import Centre, Made, listed
from tests.hub.conftest import MakeCentre
from tests.hub.meddling import Network, cut_after, doubled
from tests.hub.running import RunningHub
from tests.spoilt import spoilt


class Counted:
    """A carrier, and what it asked."""

    def __init__(self, centre: Centre, hub: RunningHub, laptop: str) -> None:
        self.asked: list[httpx.Request] = []
        hooks = {"request": [self.asked.append]}
        self.carrier = centre.carrier(
            hub.address, laptop, make_client=lambda: httpx.Client(event_hooks=hooks)
        )

    def acts(self) -> list[str]:
        return [f"{each.method} {each.url.path.rpartition('/')[2]}" for each in self.asked]


def put(carrier: HubCarrier, made: Sequence[Made]) -> list[BatchId]:
    lots = carrier.hand_over([(each.id, each.content) for each in made])
    return [each for lot in lots for each in lot.taken]


def offered(made: Sequence[Made]) -> list[Offered]:
    return [Offered(id=each.id, size=len(each.content)) for each in made]


def fetched(carrier: HubCarrier, made: Sequence[Made]) -> list[bytes | None]:
    return list(carrier.fetch(offered(made)))


@pytest.fixture(scope="module")
def here() -> Iterator[RunningHub]:
    """A hub on SQLite for all: what is looked at is the same on both databases."""
    with TemporaryDirectory() as folder:
        hub = RunningHub(Path(folder), options=("--address-pace", "100000")).start()
        yield hub
        hub.stop()


@pytest.fixture
def there(here: RunningHub, make_centre: MakeCentre, request: pytest.FixtureRequest) -> Centre:
    centre = make_centre(request.node.name)
    centre.joins(here.address, here.invite(), "one", "two")
    return centre


@pytest.fixture
def network(here: RunningHub, there: Centre) -> Iterator[Network]:
    made = Network(here.address.origin)
    yield made
    # The lines of the laptops first, so that nobody waits for them.
    there.close()
    made.close()


def test_a_day_goes_out_and_comes_in_by_two_requests(hub: RunningHub, centre: Centre) -> None:
    made = [centre.batch("one", 1_000 + number) for number in range(60)]
    one, two = Counted(centre, hub, "one"), Counted(centre, hub, "two")
    assert put(one.carrier, made) == [each.id for each in made]
    assert one.acts() == ["GET hello", "POST batches"]
    assert put(one.carrier, made) == [each.id for each in made]
    assert listed(two.carrier)[0] == [each.id for each in made]
    two.asked.clear()
    assert fetched(two.carrier, made) == [each.content for each in made]
    assert two.acts() == ["POST fetch"]


def test_what_is_too_large_for_one_request_goes_by_itself(here: RunningHub, there: Centre) -> None:
    sizes = [1_000, 2_000, 700_000, 3_000, 1_500_000, 4_000]
    made = [there.batch("one", size) for size in sizes]
    assert put(there.carrier(here.address, "one"), made) == [each.id for each in made]
    two = there.carrier(here.address, "two")
    assert listed(two)[0] == [each.id for each in made]
    assert fetched(two, made) == [each.content for each in made]
    # Where the hub's word on sizes is wrong, it comes all the same.
    small = [replace(each, size=1) for each in offered(made)]
    assert list(two.fetch(small)) == [each.content for each in made]


def test_more_than_may_be_in_one_request_are_put_in_several(
    here: RunningHub, there: Centre
) -> None:
    made = [there.batch("one", 64) for _ in range(MOST_BATCHES + 1)]
    one = Counted(there, here, "one")
    assert len(put(one.carrier, made)) == len(made)
    assert fetched(one.carrier, made) == [each.content for each in made]
    assert one.acts() == ["GET hello", *["POST batches"] * 2, *["POST fetch"] * 2]


def test_each_batch_is_judged_by_itself(here: RunningHub, there: Centre) -> None:
    way = there.way(here.address, "one")
    good = there.batch("one")
    torn = spoilt(there.batch("one").content)
    strange, foreign = there.batch("never let in"), there.batch("one", space=bytes(16))
    all_ = [good.content, torn, strange.content, b"no batch", foreign.content, good.content]
    answer = way.ask("POST", f"{way.path}/batches", joined(all_))
    assert answer.told("results") == [
        "kept", "bad-body-hash", "unknown-laptop", "not-a-batch", "foreign-space", "known",
    ]  # fmt: skip
    assert listed(there.carrier(here.address, "two"))[0] == [good.id]
    large = there.batch("never let in", 1_500_000)
    others = [there.batch("one") for _ in range(2)]
    one = there.carrier(here.address, "one")
    some = [good, strange, large, *others]
    lots = list(one.hand_over([(each.id, each.content) for each in some]))
    # What is refused, alone or among others, keeps none behind it from going.
    assert {name for lot in lots for name in lot.taken} == {each.id for each in (good, *others)}
    refused = {name: word for lot in lots for name, word in lot.refused.items()}
    assert refused == dict.fromkeys((strange.id, large.id), "unknown-laptop")


def test_what_has_no_room_leaves_the_others_as_they_are(
    hub: RunningHub, make_centre: MakeCentre
) -> None:
    centre = make_centre("Full")
    centre.joins(hub.address, hub.invite("--quota", "1"), "one")
    one = centre.carrier(hub.address, "one")
    before = centre.batch("one", 960_000)
    one.put(before.id, before.content)
    first, large, last = (centre.batch("one", size) for size in (40_000, 60_000, 20_000))
    lots = one.hand_over([(each.id, each.content) for each in (first, large, last)])
    assert next(lots).taken == [first.id, last.id]
    with pytest.raises(CarrierFull):
        next(lots)
    assert listed(one)[0] == [before.id, first.id, last.id]


def test_what_is_not_here_is_said_so(here: RunningHub, there: Centre) -> None:
    made = [there.batch("one") for _ in range(3)]
    one = there.carrier(here.address, "one")
    put(one, made[:1])
    coming = one.fetch(offered(made))
    assert next(coming) == made[0].content
    assert next(coming) is None
    assert next(coming) is None


def test_each_batch_counts_as_a_request(here: RunningHub, there: Centre) -> None:
    way = there.way(here.address, "one")
    junk = joined([b"x"] * MOST_BATCHES)
    statuses = [
        way._once("POST", f"{way.path}/batches", junk, "", signed=True).status for _ in range(14)
    ]
    assert statuses[0] == 200
    assert statuses[-1] == 429


def test_what_is_not_as_described_is_refused(here: RunningHub, there: Centre) -> None:
    way = there.way(here.address, "one")
    name, other = "00" * 32, "11" * 32
    for body in (b"", joined([b"x"])[:-1], joined([b"x"]) + b"\0", joined([b"x"] * 201)):
        assert way.ask("POST", f"{way.path}/batches", body, tries=1).told("error") == "bad-request"
    for told in (
        {"ids": [], "most": 1},
        {"ids": [name, name], "most": 1},
        {"ids": [name], "most": 0},
        {"ids": [name], "most": (1 << 20) + 1},
        {"ids": [name], "most": True},
        {"ids": [name], "most": 1.0},
        {"ids": [name]},
        {"ids": [f"{number:064x}" for number in range(201)], "most": 1},
    ):
        body = json.dumps(told).encode()
        answer = way.ask("POST", f"{way.path}/batches/fetch", body)
        assert answer.told("error") == "bad-request"
    asked = json.dumps({"ids": [name, other], "most": 1}).encode()
    answer = way.ask("POST", f"{way.path}/batches/fetch", asked, index=index_length(2))
    assert come(answer.body, 2) == [None, None]


def test_of_an_answer_that_breaks_off_what_came_whole_stays(
    here: RunningHub, there: Centre, network: Network
) -> None:
    made = [there.batch("one", 9_000) for _ in range(12)]
    put(there.carrier(here.address, "one"), made)
    asked: list[int] = []

    def note(request: httpx.Request) -> None:
        if request.url.path.endswith("fetch"):
            asked.append(len(json.loads(request.content)["ids"]))

    address = replace(here.address, origin=network.origin)
    hooks = {"request": [note]}
    two = there.carrier(address, "two", make_client=lambda: httpx.Client(event_hooks=hooks))
    two.page()
    network.back = [cut_after(40_000)]
    # The line is opened anew, so that it is the one that breaks.
    two._hub.close()
    assert fetched(two, made) == [each.content for each in made]
    # Four came before the break, and were not asked for again; the part is smaller then.
    assert asked[0] == 12
    assert sum(asked[1:]) == 8


@pytest.mark.parametrize("after", [0, 300, 700, 30_000])
@pytest.mark.parametrize("way", ["there", "back"])
def test_cuts_lose_and_double_nothing(
    here: RunningHub, there: Centre, network: Network, after: int, way: str
) -> None:
    made = [there.batch("one", 9_000) for _ in range(9)]
    address = replace(here.address, origin=network.origin)
    setattr(network, way, [cut_after(after)] * 4)
    assert put(there.carrier(address, "one"), made) == [each.id for each in made]
    two = there.carrier(address, "two")
    assert listed(two)[0] == [each.id for each in made]
    setattr(network, way, [cut_after(after)] * 4)
    two._hub.close()
    assert fetched(two, made) == [each.content for each in made]


def test_doubled_bytes_are_not_taken(here: RunningHub, there: Centre, network: Network) -> None:
    made = [there.batch("one", 9_000) for _ in range(9)]
    put(there.carrier(here.address, "one"), made)
    two = there.carrier(replace(here.address, origin=network.origin), "two")
    network.back = [doubled] * 2
    assert fetched(two, made) == [each.content for each in made]


some_bytes = st.lists(st.binary(min_size=1, max_size=40), min_size=1, max_size=8)


@given(some_bytes, st.data())
def test_only_what_is_whole_is_taken_of_an_answer(
    batches: list[bytes], data: st.DataObject
) -> None:
    answer = answer_of(batches, len(batches))
    index = index_length(len(batches))
    assert come(answer, len(batches)) == batches
    cut = data.draw(st.integers(index, len(answer)))
    came = come(answer[:cut], len(batches))
    assert came == batches[: len(came)]
    assert len(b"".join(batches[: len(came) + 1])) > cut - index or came == batches
    place = data.draw(st.integers(index, len(answer) - 1))
    changed = bytearray(answer)
    changed[place] ^= data.draw(st.integers(1, 255))
    came = come(bytes(changed), len(batches))
    assert came == batches[: len(came)]
    assert index + len(b"".join(batches[: len(came)])) <= place


@given(st.binary(max_size=200))
def test_any_body_is_read_as_one_of_many_batches_or_refused(body: bytes) -> None:
    try:
        batches = parted(body)
    except NotParted:
        return
    assert joined(batches) == body
