"""`hub_put_vs_sqlite`, `hub_put_vs_postgresql`: sealed batches of 64 KiB against bare inserts.

The hub runs as its operator runs it, in a process of its own; laptops put over HTTP on loopback,
signed, as many batches in one request as laptops put on a quick line: up to a mebibyte
(`hub_put_alone_*` tells what it is with one batch in each request). An answer comes when all of a
request are on the disk. The bare side inserts the same blobs one after the other, each
in a transaction of its own and with the database's full durability. Both take turns in one run.
"""

from __future__ import annotations

import http.client
import json
import sqlite3
import tempfile
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import psycopg

from benchmarks.measuring import Figure, median
from caseworker.sync.many_batches import MOST_BYTES, joined
from tests.hub import postgresql
from tests.hub.centre import Centre, Made, key
from tests.hub.running import RunningHub
from tests.hub.signing import header

SIZE = 64 * 1024
TOGETHER = MOST_BYTES // (SIZE + 1_024)
ROUNDS = 5
BATCHES = 320
LAPTOPS = tuple(f"laptop {number}" for number in range(16))

Insert = Callable[[list[bytes]], None]


def measure() -> dict[str, Figure]:
    """Measure both databases; PostgreSQL only where its programs are."""
    figures: dict[str, Figure] = {}
    with tempfile.TemporaryDirectory(prefix="caseworker-hub-bench-") as place:
        figures |= _compared(Path(place) / "sqlite", "", _sqlite(Path(place) / "bare.sqlite"))
        if postgresql.is_there():
            server = postgresql.Server()
            try:
                figures |= _compared(
                    Path(place) / "postgresql", server.new_database(),
                    _postgresql(server.new_database()),
                )  # fmt: skip
            finally:
                server.close()
        else:
            print("PostgreSQL is not installed here: hub_put_vs_postgresql is not measured")
    return figures


def _compared(folder: Path, database: str, insert: Insert) -> dict[str, Figure]:
    name = "postgresql" if database else "sqlite"
    hub = RunningHub(folder, database).start()
    centre = Centre()
    try:
        centre.joins(hub.address, hub.invite(), *LAPTOPS)
        ours, alone, theirs = list[float](), list[float](), list[float]()
        for _ in range(ROUNDS):
            for together, measured in ((TOGETHER, ours), (1, alone)):
                work = {
                    each: [centre.batch(each, SIZE) for _ in range(BATCHES // len(LAPTOPS))]
                    for each in LAPTOPS
                }
                measured.append(BATCHES / _put(hub, centre, work, together))
            blobs = [each.content for some in work.values() for each in some]
            theirs.append(BATCHES / _timed(lambda blobs=blobs: insert(blobs)))
    finally:
        centre.close()
        hub.stop()
    compared = f"bare inserts of the same blobs in {name}, one transaction each"
    n = ROUNDS * BATCHES
    a_second = "batches a second"
    return {
        f"hub_put_vs_{name}": Figure(
            round(median(ours) / median(theirs), 2), "times", "higher", compared, n
        ),
        f"hub_put_{name}": Figure(round(median(ours)), a_second, "higher", compared, n),
        f"hub_put_alone_{name}": Figure(round(median(alone)), a_second, "higher", compared, n),
        f"bare_put_{name}": Figure(round(median(theirs)), a_second, "higher", compared, n),
    }


def _put(hub: RunningHub, centre: Centre, work: dict[str, list[Made]], together: int) -> float:
    """Return the seconds from the first put to the last acknowledgement.

    Laptops are many and each has its own processor; here they share one with each other. So they
    speak plain `http.client`, which costs a tenth of the carrier's own client.
    """

    bodies = {
        laptop: [
            joined([each.content for each in batches[start : start + together]])
            for start in range(0, len(batches), together)
        ]
        for laptop, batches in work.items()
    }

    def put(laptop: str) -> None:
        line = http.client.HTTPConnection(hub.address.origin.removeprefix("http://"))
        nonce = _answered(line, "GET", "/1/hello")
        target = f"/1/spaces/{centre.space.hex()}/batches"
        for body in bodies[laptop]:
            authorization = header(
                hub.address, centre.space, key(centre.laptop(laptop)), "POST", target, body,
                nonce=nonce,
            )  # fmt: skip
            nonce = _answered(line, "POST", target, body, authorization)
        line.close()

    def all_put() -> None:
        with ThreadPoolExecutor(len(work)) as pool:
            list(pool.map(put, work))

    return _timed(all_put)


def _answered(
    line: http.client.HTTPConnection,
    method: str,
    target: str,
    body: bytes = b"",
    authorization: str = "",
) -> bytes:
    """Return the nonce that an answer brought."""
    headers = {"Authorization": authorization} if authorization else {}
    line.request(method, target, body, headers)
    answer = line.getresponse()
    content = answer.read()
    assert answer.status == 200
    assert method == "GET" or set(json.loads(content)["results"]) == {"kept"}
    return bytes.fromhex(answer.headers["Caseworker-Nonce"])


def _timed(act: Callable[[], object]) -> float:
    started = time.perf_counter()
    act()
    return time.perf_counter() - started


def _sqlite(file: Path) -> Insert:
    connection = sqlite3.connect(file, isolation_level=None)
    for pragma in ("journal_mode = WAL", "synchronous = FULL"):
        connection.execute(f"PRAGMA {pragma}")
    connection.execute("CREATE TABLE bare (id INTEGER PRIMARY KEY, content BLOB)")

    def insert(blobs: list[bytes]) -> None:
        for each in blobs:
            connection.execute("INSERT INTO bare (content) VALUES (?)", (each,))

    return insert


def _postgresql(address: str) -> Insert:
    connection = psycopg.connect(address, autocommit=True)
    connection.execute("CREATE TABLE bare (id bigserial PRIMARY KEY, content bytea)")

    def insert(blobs: list[bytes]) -> None:
        for each in blobs:
            connection.execute("INSERT INTO bare (content) VALUES (%s)", (each,))

    return insert


if __name__ == "__main__":
    for name, figure in measure().items():
        print(f"{name:22} {figure.value:>8} {figure.unit}")
