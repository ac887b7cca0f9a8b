"""`sync_pull_vs_pouchdb_*`, `sync_bytes_vs_pouchdb`: the whole way, against PouchDB replicating.

The same documents of 1 KB go from one laptop to a hub and from there to another. Ours are sealed,
signed by laptop and person, audited, and journalled into an encrypted store with synchronous=FULL;
they were written ten by ten, each ten in an act of its own (`sync_pull_one_each` tells what it
costs where every document is an act of its own). PouchDB replicates plain documents over HTTP on
loopback, a thousand at a time, with which it is fastest, and does not wait for the disk.
"""

from __future__ import annotations

import statistics
import tempfile
from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

from benchmarks.documents import Document, documents
from benchmarks.measuring import Figure, ratio, timed
from benchmarks.pouchdb_side import Way, is_there, pouchdb
from caseworker.model.case import CaseNote
from caseworker.ports import UnitOfWork
from caseworker.sync.hub_exchange import ask_at_hub, connect, exchange_by_hub, requests_at_hub
from caseworker.sync.hub_invitation import HubInvitation
from tests.hub.meddling import Network
from tests.hub.running import RunningHub
from tests.sync.stores import Desk, World, world
from ui.never_waiting import keep_what_is_loaded, take_short_turns

SIZES = {"10k": 10_000, "50k": 50_000}
AN_ACT = 10
ONE_EACH = 2_000
ROUNDS = 3
_COMPARED = "PouchDB replicating the same documents over HTTP on loopback, plain"


def measure() -> dict[str, Figure]:
    """Return the figures at both sizes; without Node only our own."""
    compares = is_there()
    figures: dict[str, Figure] = {}
    shares: list[float] = []
    for name, number in SIZES.items():
        some = documents(number)
        ours, theirs = [], []
        for _ in range(ROUNDS):
            ours.append(caseworker(some, AN_ACT))
            if compares:
                theirs.append(pouchdb(some))
        pulled = statistics.median(way.pull for way in ours)
        figures[f"sync_pull_{name}"] = _a_second(number / pulled)
        if compares:
            other = statistics.median(way.pull for way in theirs)
            shares.append(_carried(ours) / _carried(theirs))
            figures[f"sync_pull_vs_pouchdb_{name}"] = Figure(
                ratio(other, pulled), "times", "higher", _COMPARED, ROUNDS
            )
            figures[f"pouchdb_pull_{name}"] = _a_second(number / other)
    one_each = caseworker(documents(ONE_EACH), 1)
    figures["sync_pull_one_each"] = _a_second(ONE_EACH / one_each.pull)
    if shares:
        figures["sync_bytes_vs_pouchdb"] = Figure(
            round(max(shares), 2), "times", "lower", _COMPARED, ROUNDS
        )
    return figures


def caseworker(some: Sequence[Document], an_act: int) -> Way:
    """Return our way of documents, *an_act* of them in each unit of work."""
    carried = 0

    def counted(piece: bytes, _before: int) -> tuple[bytes, bool]:
        nonlocal carried
        carried += len(piece)
        return piece, False

    with tempfile.TemporaryDirectory(prefix="caseworker-exchange-") as name:
        hub = RunningHub(Path(name) / "hub").start()
        network = Network(hub.address.origin)
        try:
            with world(Path(name)) as centre:
                here, there = two_laptops(centre, hub)
                _write(here, some, an_act)
                network.always = counted, counted
                keep_what_is_loaded()
                take_short_turns()
                push = timed(lambda: _exchange(here, network))
                pull = timed(lambda: _exchange(there, network))
                arrived = there.office.ask(lambda reads: reads.count(CaseNote))
        finally:
            network.close()
            hub.stop()
    assert arrived == len(some)
    return Way(push=push, pull=pull, carried=carried)


def two_laptops(centre: World, hub: RunningHub) -> tuple[Desk, Desk]:
    """Return two laptops of one centre, connected to *hub*, that have exchanged all there is."""
    centre.moment = datetime.now(UTC)
    here = centre.founded()
    told = HubInvitation(address=hub.address.origin, key=hub.address.key, code=hub.invite())
    place = connect(here.office, told)
    there = centre.invited(here, centre.enrol(here, "Josephine"), "Josephine", "second")
    ask_at_hub(there.office, place)
    (request,) = requests_at_hub(here.office, place)
    here.office.space.admit(request)
    exchange_by_hub(here.office, place)
    exchange_by_hub(there.office, place)
    there.reopen()
    for each in (there, here):
        exchange_by_hub(each.office, place)
    return here, there


def _write(desk: Desk, some: Sequence[Document], an_act: int) -> None:
    for start in range(0, len(some), an_act):
        own = some[start : start + an_act]

        def act(work: UnitOfWork, own: Sequence[Document] = own) -> None:
            for each in own:
                work.add(each.as_note(work))
            work.record("note written", own[0].case)

        desk.act(act)


def _exchange(desk: Desk, network: Network) -> None:
    place = desk.office.hub.place
    assert place is not None
    exchange_by_hub(desk.office, replace(place, address=network.origin))


def _carried(ways: Sequence[Way]) -> float:
    return statistics.median(way.carried for way in ways)


def _a_second(value: float) -> Figure:
    return Figure(round(value), "documents a second", "higher", "nothing", ROUNDS)


if __name__ == "__main__":
    for name, figure in measure().items():
        print(f"{name:28} {figure.value:>8} {figure.unit}")
