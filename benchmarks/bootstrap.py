"""`bootstrap_*`: a laptop that is let into a large centre whose batches were let go of long ago.

People with their cases and follow-ups lie on one laptop. It packs them, which is one transaction,
and lets go of the batches, as where every other laptop has told to have them; so a newcomer is
carried everything again, which is another. The newcomer takes it in under a real window with the
list of people open. Told is how long each took, by the clock and by the processor, which other
programs do not lengthen, the bytes a person, and how long the window's thread was kept.
"""

from __future__ import annotations

import argparse
import os
import shutil
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from sqlalchemy import Connection

from benchmarks.measuring import Figure
from benchmarks.month_apart import taken_in
from benchmarks.saving_meanwhile import fill, reads_its_letter
from caseworker.model.person import Person
from caseworker.model.staff import Centre
from caseworker.sync.enrolment import Request
from caseworker.sync.exchanging import exchange
from db.store.exchange.kept_batches import drop, to_carry
from tests.sync.stores import Desk, World, world

PEOPLE = 5_000


def measure(people: int = PEOPLE) -> dict[str, Figure]:
    """Return what it takes to bring a centre of *people* to a new laptop."""
    with (
        tempfile.TemporaryDirectory(prefix="caseworker-bootstrap-") as name,
        world(Path(name)) as centre,
    ):
        here = centre.founded()
        fill(here, people)
        packed = _timed(here.office.exchange.pack)
        here.exchange(centre.stick)
        _all_others_have_it(here)
        shutil.rmtree(centre.stick)
        centre.stick.mkdir()
        new = centre.invited(here, centre.enrol(here, "Dee Oku", "03"), "Dee Oku", "third")
        request = Request.from_bytes(new.office.space.signed_request())
        let_in = _timed(lambda: here.office.space.admit(request))
        here.exchange(centre.stick)
        carried = sum(each.stat().st_size for each in centre.stick.rglob("*.batch"))
        reads_its_letter(new, centre)
        before = _timed(lambda: _learns_where_it_is(new, centre))
        began = time.process_time()
        come = taken_in(new, centre.stick)
        processor = time.process_time() - began + before[1]
        arrived = new.office.ask(lambda reads: reads.count(Person))
    assert arrived == people, "all of them came"
    return {
        "bootstrap_seconds": _figure(come.seconds + before[0], "s"),
        "bootstrap_processor": _figure(processor, "s of the processor"),
        "bootstrap_gap_ms": _figure(come.gap * 1000, "ms", "100 ms"),
        "bootstrap_bytes_a_person": _figure(carried / people, "bytes"),
        "bootstrap_packing_seconds": _figure(packed[0], "s"),
        "bootstrap_packing_processor": _figure(packed[1], "s of the processor"),
        "bootstrap_letting_in_seconds": _figure(let_in[0], "s"),
        "bootstrap_letting_in_processor": _figure(let_in[1], "s of the processor"),
    }


def _timed(act: Callable[[], object]) -> tuple[float, float]:
    """Return for how long *act* keeps whoever saves: by the clock, and by the processor."""
    clock, processor = time.perf_counter(), time.process_time()
    act()
    return time.perf_counter() - clock, time.process_time() - processor


def _learns_where_it_is(desk: Desk, centre: World) -> None:
    """Take in until the centre is known: from then on there is a window."""

    def knows() -> bool:
        return desk.office.ask(lambda reads: reads.count(Centre)) > 0

    exchange(desk.office.exchange, centre.carrier(desk), "stick", wants_stop=knows)


def _all_others_have_it(desk: Desk) -> None:
    def let_go(connection: Connection) -> None:
        drop(connection, to_carry(connection))

    desk.office.exchange._door.write(let_go)  # noqa: SLF001  no other laptop is here to tell


def _figure(value: float, unit: str, goal: str = "nothing") -> Figure:
    return Figure(round(value, 1), unit, "lower", goal, 1)


if __name__ == "__main__":
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    parser = argparse.ArgumentParser(prog="benchmarks.bootstrap", description=__doc__)
    parser.add_argument("--people", type=int, default=PEOPLE)
    for name, figure in measure(parser.parse_args().people).items():
        print(f"{name:36} {figure.value:>8} {figure.unit}")
