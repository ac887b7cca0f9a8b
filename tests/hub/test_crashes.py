"""The hub, or its database, is killed under load: what was acknowledged is there, once."""

from __future__ import annotations

import hashlib
import threading
import time
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from itertools import takewhile

import pytest

from caseworker.errors import CarrierError, CarrierFull
from caseworker.sync.carrier import BatchId, Handed
from caseworker.sync.hub_carrier import HubCarrier
from tests.hub.centre import Centre, Made, listed
from tests.hub.conftest import MakeCentre, MakeHub
from tests.hub.postgresql import Server
from tests.hub.running import RunningHub

ROUNDS = 4
PUTTERS = ("one", "two", "three")


def pairs(batches: Iterable[Made]) -> Iterator[tuple[BatchId, bytes]]:
    return ((each.id, each.content) for each in batches)


def one_by_one(carrier: HubCarrier, batches: Iterable[Made]) -> Iterator[Handed]:
    for each in batches:
        carrier.put(each.id, each.content)
        yield Handed(taken=[each.id])


def under_load(
    hub: RunningHub, centre: Centre, disaster: Callable[[], None], after: int
) -> set[BatchId]:
    """Put without pause; the disaster comes after some were acknowledged. Return those."""
    acknowledged: set[BatchId] = set()
    enough, over = threading.Event(), threading.Event()
    # Batches are made by one thread: their chance has one seed.
    work = {each: [centre.batch(each, 8_000) for _ in range(400)] for each in PUTTERS}

    def put(laptop: str) -> None:
        carrier = centre.carrier(hub.address, laptop)
        going = takewhile(lambda _: not over.is_set(), work[laptop])
        # One by one, and many at once.
        some = one_by_one(carrier, going) if laptop == "one" else carrier.hand_over(pairs(going))
        with suppress(CarrierError):
            for handed in some:
                acknowledged.update(handed.taken)
                if len(acknowledged) >= after:
                    enough.set()

    with ThreadPoolExecutor(len(PUTTERS)) as pool:
        running = [pool.submit(put, each) for each in PUTTERS]
        assert enough.wait(30)
        disaster()
        over.set()
        for each in running:
            each.result()
    centre.close()
    return acknowledged


def whole(hub: RunningHub, centre: Centre, acknowledged: set[BatchId]) -> None:
    reader = centre.carrier(hub.address, "one")
    found, _ = listed(reader)
    assert len(found) == len(set(found))
    assert acknowledged <= set(found)
    for each in found[-20:]:
        start = len(b"caseworker batch 1\n") + 4
        content = reader.get(each)
        header = content[start : start + int.from_bytes(content[start - 4 : start])]
        assert hashlib.sha256(b"caseworker batch 1" + header).digest() == each


def test_a_hub_that_is_killed_under_load_loses_and_doubles_nothing(
    hub: RunningHub, make_centre: MakeCentre
) -> None:
    centre = make_centre("Killed")
    centre.joins(hub.address, hub.invite(), *PUTTERS)
    acknowledged: set[BatchId] = set()
    for number in range(ROUNDS):
        acknowledged |= under_load(hub, centre, hub.kill, 7 + 13 * number)
        hub.start()
        whole(hub, centre, acknowledged)


def test_a_killed_database_loses_and_doubles_nothing(
    make_hub: MakeHub, make_centre: MakeCentre, server: Server
) -> None:
    hub = make_hub(server.new_database())
    centre = make_centre("Database")
    centre.joins(hub.address, hub.invite(), *PUTTERS)
    acknowledged = under_load(hub, centre, server.kill, 40)
    server.start()
    # The hub was not touched: it finds its database again by itself.
    whole(hub, centre, acknowledged)
    more = centre.batch("one")
    centre.carrier(hub.address, "one").put(more.id, more.content)
    whole(hub, centre, acknowledged | {more.id})


def test_a_hub_whose_disk_is_full_says_so_and_goes_on_when_there_is_room(
    make_hub: MakeHub, make_centre: MakeCentre
) -> None:
    resource = pytest.importorskip("resource")
    if not hasattr(resource, "prlimit"):
        pytest.skip("the files of a running program can be limited on Linux only")
    hub = make_hub()
    centre = make_centre("Full")
    centre.joins(hub.address, hub.invite(), "one")
    carrier = centre.carrier(hub.address, "one")
    first, second = (centre.batch("one", 300_000) for _ in range(2))
    carrier.put(first.id, first.content)
    assert hub.process is not None
    unlimited = resource.prlimit(hub.process.pid, resource.RLIMIT_FSIZE)
    resource.prlimit(hub.process.pid, resource.RLIMIT_FSIZE, (200_000, unlimited[1]))
    with pytest.raises(CarrierFull):
        carrier.put(second.id, second.content)
    assert listed(carrier)[0] == [first.id]
    resource.prlimit(hub.process.pid, resource.RLIMIT_FSIZE, unlimited)
    carrier.put(second.id, second.content)
    whole(hub, centre, {first.id, second.id})


def test_a_hub_that_is_asked_to_end_answers_what_it_began(
    make_hub: MakeHub, make_centre: MakeCentre
) -> None:
    hub = make_hub()
    centre = make_centre("Ended")
    centre.joins(hub.address, hub.invite(), *PUTTERS)
    started = time.monotonic()
    acknowledged = under_load(hub, centre, hub.stop, 30)
    assert time.monotonic() - started < 30
    assert hub.process is not None
    assert hub.process.returncode == 0
    hub.start()
    whole(hub, centre, acknowledged)
