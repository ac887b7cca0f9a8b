"""What a laptop's day costs a hub, for docs/scale.md. Not among the bars of `make bench`.

First a real laptop works a day beside a real hub, to see how many batches it makes and how large
they are. Then as many simulated laptops do the same through signed requests, sixteen at a time and
as fast as the hub answers: what a request waits then is what it waits on the busiest morning. The
hub's processor time and its disk are read, so that it does not matter that the laptops share its
machine. Needs Linux's /proc.
"""

from __future__ import annotations

import argparse
import http.client
import json
import os
import sqlite3
import tempfile
import time
from collections import defaultdict
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from dataclasses import dataclass
from datetime import timedelta
from itertools import chain
from pathlib import Path

import psycopg

from benchmarks.exchange import two_laptops
from benchmarks.intake import entities
from caseworker.ports import UnitOfWork
from caseworker.sync.hub_exchange import exchange_by_hub
from caseworker.sync.many_batches import MOST_BATCHES, MOST_BYTES, come, joined
from tests.hub import postgresql
from tests.hub.centre import Centre, key
from tests.hub.running import RunningHub
from tests.hub.signing import header
from tests.sync.stores import Desk, world

EXCHANGES = 16
"""In a day's work of eight hours: one in thirty minutes."""
ACTS = 2
"""Between two exchanges: thirty-two a day."""
LAPTOPS = 10
"""Of one centre."""
_AT_ONCE = 16


@dataclass(frozen=True)
class Day:
    """What one laptop put to the hub in a day, and by what its own store grew."""

    batches: int
    size: int
    """Bytes."""
    store: int
    """Bytes."""


@dataclass(frozen=True)
class Load:
    """What the simulated laptops asked, and what it cost."""

    laptops: int
    asked: dict[str, list[float]]
    """By kind of request, the seconds until each was answered."""
    carried: int
    """Bytes of all requests and answers, without those of TCP."""
    seconds: float
    processor: float
    """Seconds of the hub's process; what PostgreSQL used is not in it."""
    disk: int
    """Bytes by which the hub's database grew."""


def real_day() -> Day:
    """Work a day on a real laptop that exchanges with a real hub."""
    with tempfile.TemporaryDirectory(prefix="caseworker-day-") as name, world(Path(name)) as centre:
        hub = RunningHub(Path(name) / "hub").start()
        try:
            here, _ = two_laptops(centre, hub)
            place = here.office.hub.place
            assert place is not None
            batches, size = _kept(hub.folder)
            store = _disk_of(here)
            for number in range(EXCHANGES * ACTS):

                def intake(work: UnitOfWork, number: int = number) -> None:
                    made = entities(number, work.actor.user_id)
                    for entity in made:
                        work.add(entity)
                    work.record("registered", made[0].id)

                here.act(intake)
                centre.moment += timedelta(minutes=15)
                if number % ACTS:
                    exchange_by_hub(here.office, place)
            more, larger = _kept(hub.folder)
            return Day(more - batches, larger - size, _disk_of(here) - store)
        finally:
            hub.stop()


def simulated(centres: int, day: Day, database: str = "") -> Load:
    """Let laptops of so many *centres* work *day* at one hub, each exchange after the other."""
    each = max(day.batches // EXCHANGES, 1)
    size = day.size // day.batches
    with tempfile.TemporaryDirectory(prefix="caseworker-scale-") as name:
        # Laptops have addresses of their own; here all share one.
        hub = RunningHub(Path(name) / "hub", database, ("--address-pace", "100000")).start()
        made = [Centre(f"centre {number}") for number in range(centres)]
        try:
            names = [f"laptop {number}" for number in range(LAPTOPS)]
            for centre in made:
                centre.joins(hub.address, hub.invite(), *names)
            laptops = [_Laptop(hub, centre, name) for centre in made for name in names]
            disk, processor = _hub_disk(hub, database), _processor(hub)
            started = time.perf_counter()
            for _ in range(EXCHANGES):
                with ThreadPoolExecutor(_AT_ONCE) as pool:
                    list(pool.map(lambda laptop: laptop.exchange(each, size), laptops))
            seconds = time.perf_counter() - started
            processor = _processor(hub) - processor
            disk = _hub_disk(hub, database) - disk
        finally:
            for centre in made:
                centre.close()
            hub.stop()
    asked = {
        kind: sorted(chain.from_iterable(laptop.asked[kind] for laptop in laptops))
        for kind in laptops[0].asked
    }
    carried = sum(laptop.carried for laptop in laptops)
    return Load(centres * LAPTOPS, asked, carried, seconds, processor, disk)


class _Laptop:
    """A laptop that only moves sealed bytes, as a hub sees any."""

    def __init__(self, hub: RunningHub, centre: Centre, name: str) -> None:
        self._hub, self._centre, self._name = hub, centre, name
        self._key = key(centre.laptop(name))
        self._cursor = ""
        self._own: set[str] = set()
        self.asked: defaultdict[str, list[float]] = defaultdict(list)
        self.carried = 0
        self._path = f"/1/spaces/{centre.space.hex()}/batches"
        self._nonce = b""
        self._line = http.client.HTTPConnection(hub.address.origin.removeprefix("http://"))

    def exchange(self, batches: int, size: int) -> None:
        """Put so many *batches*, then take what came, as a laptop does."""
        try:
            self._exchange(batches, size)
        finally:
            self._line.close()

    def _exchange(self, batches: int, size: int) -> None:
        self._ask("hello", "GET", "/1/hello", signed=False)
        made = [self._centre.batch(self._name, size) for _ in range(batches)]
        self._own.update(each.id.hex() for each in made)
        self._lacking()
        self._ask("put", "POST", self._path, joined([each.content for each in made]))
        while True:
            after = f"?after={self._cursor}" if self._cursor else ""
            told = json.loads(self._ask("list", "GET", self._path + after))
            wanted = [each["id"] for each in told["batches"] if each["id"] not in self._own]
            for start in range(0, len(wanted), MOST_BATCHES):
                some = wanted[start : start + MOST_BATCHES]
                body = json.dumps({"ids": some, "most": MOST_BYTES}).encode()
                answer = self._ask("fetch", "POST", f"{self._path}/fetch", body)
                assert len(come(answer, len(some))) == len(some)
            if told["cursor"] == self._cursor:
                break
            self._cursor = told["cursor"]
        self._lacking()

    def _lacking(self) -> None:
        body = json.dumps({"ids": sorted(self._own)}).encode()
        self._ask("lacking", "POST", f"{self._path}/lacking", body)

    def _ask(
        self, kind: str, method: str, target: str, body: bytes = b"", *, signed: bool = True
    ) -> bytes:
        told = {}
        if signed:
            told["Authorization"] = header(
                self._hub.address, self._centre.space, self._key, method, target, body,
                nonce=self._nonce,
            )  # fmt: skip
        started = time.perf_counter()
        self._line.request(method, target, body, told)
        answer = self._line.getresponse()
        content = answer.read()
        self.asked[kind].append(time.perf_counter() - started)
        heads = [(method, target), *told.items(), *answer.getheaders()]
        self.carried += len(body) + len(content) + sum(len(a) + len(b) + 4 for a, b in heads)
        assert answer.status in {200, 201}, (method, target, answer.status)
        self._nonce = bytes.fromhex(answer.headers["Caseworker-Nonce"])
        return content


def quantile(ordered: Sequence[float], share: float) -> float:
    """Return below what *share* of *ordered* lies."""
    return ordered[min(int(len(ordered) * share), len(ordered) - 1)]


def _kept(folder: Path) -> tuple[int, int]:
    """Return how many batches a hub on SQLite has, and their bytes."""
    (file,) = folder.glob("*.sqlite")
    with closing(sqlite3.connect(file)) as connection:
        row = connection.execute("SELECT count(*), coalesce(sum(size), 0) FROM hub_file").fetchone()
        return row[0], row[1]


def _disk_of(desk: Desk) -> int:
    """Return the bytes of a laptop's store, once all is in the store file itself."""
    desk.lock()
    size = _disk(desk.folder)
    desk.unlock()
    return size


def _disk(folder: Path) -> int:
    return sum(each.stat().st_size for each in folder.rglob("*") if each.is_file())


def _hub_disk(hub: RunningHub, database: str) -> int:
    if not database:
        return _disk(hub.folder)
    with psycopg.connect(database) as connection:
        row = connection.execute("SELECT pg_database_size(current_database())").fetchone()
        assert row is not None
        return int(row[0])


def _processor(hub: RunningHub) -> float:
    assert hub.process is not None
    told = Path(f"/proc/{hub.process.pid}/stat").read_text().rpartition(")")[2].split()
    return (int(told[11]) + int(told[12])) / os.sysconf("SC_CLK_TCK")


def _say(name: str, loads: Sequence[Load]) -> None:
    for load in loads:
        in_all = sum(map(len, load.asked.values()))
        for kind, waited in load.asked.items():
            at = [f"{quantile(waited, share) * 1000:.0f}" for share in (0.5, 0.95, 0.99)]
            print(f"  {kind}: {len(waited)}, answered in {', '.join(at)} ms (median, p95, p99)")
        print(
            f"{name}: {load.laptops} laptops, {in_all} requests; {load.seconds:.0f} s,"
            f" {in_all / load.seconds:.0f} requests a second;"
            f" {load.processor / in_all * 1000:.2f} ms of processor a request,"
            f" {load.processor / load.laptops:.2f} s a laptop;"
            f" {load.carried / load.laptops / 1024:.0f} KiB carried a laptop,"
            f" {load.disk / load.laptops / 1024:.0f} KiB of disk a laptop"
        )


def main() -> None:
    """Measure, and say it."""
    parser = argparse.ArgumentParser(prog="benchmarks.day_at_hub", description=__doc__)
    parser.add_argument("--centres", type=int, nargs="+", default=[2, 10])
    parser.add_argument("--postgresql-only", action="store_true")
    chosen = parser.parse_args()
    centres = chosen.centres
    day = real_day()
    print(
        f"a day of {EXCHANGES * ACTS} acts in {EXCHANGES} exchanges: {day.batches} batches,"
        f" {day.size / 1024:.0f} KiB; the laptop's own store grows by {day.store / 1024:.0f} KiB"
    )
    if not chosen.postgresql_only:
        _say("SQLite", [simulated(number, day) for number in centres])
    if postgresql.is_there():
        server = postgresql.Server()
        try:
            _say("PostgreSQL", [simulated(n, day, server.new_database()) for n in centres])
        finally:
            server.close()


if __name__ == "__main__":
    main()
