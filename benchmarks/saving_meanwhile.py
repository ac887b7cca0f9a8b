"""`saving_meanwhile_*`: who saves while a newcomer is given a whole centre, and how long she waits.

People, cases and follow-ups that two laptops have, and of which no batch is kept any more, are
carried again for a third. Somebody saves a few words again and again: on the laptop that lets it
in, and on the new one, whose letter came before the line broke. Told is the longest that one save
waited, by the clock and by what the processor did meanwhile, which other programs do not lengthen.
"""

from __future__ import annotations

import argparse
import shutil
import tempfile
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass
from itertools import islice
from pathlib import Path

from benchmarks.measuring import Figure
from benchmarks.population import BATCH, entities
from caseworker.model.entity import Entity
from caseworker.model.person import Person
from caseworker.ports import UnitOfWork
from caseworker.sync.enrolment import Request
from caseworker.sync.exchanging import exchange
from db.store.identity import StoreIdentity
from tests.sync.stores import Desk, World, add_person, world
from ui.never_waiting import keep_what_is_loaded, take_short_turns

PEOPLE = 5_000
BETWEEN = 0.05
"""Seconds between one save and the next."""


@dataclass
class Waits:
    """What somebody who saves meets while something else goes on, in seconds."""

    clock: float = 0
    processor: float = 0
    whole: float = 0
    """Processor seconds of all that went on."""


def measure(people: int = PEOPLE) -> dict[str, Figure]:
    """Return whom a centre of *people* keeps waiting that goes out, and that comes in."""
    keep_what_is_loaded()
    take_short_turns()
    with (
        tempfile.TemporaryDirectory(prefix="caseworker-saving-") as name,
        world(Path(name)) as centre,
    ):
        here = centre.founded()
        there = centre.join(here, centre.enrol(here, "Josephine"), "Josephine", "second")
        fill(here, people)
        for _ in range(3):
            centre.round(here, there)
        shutil.rmtree(centre.stick)
        centre.stick.mkdir()
        new = centre.invited(here, centre.enrol(here, "Dee Oku", "03"), "Dee Oku", "third")
        request = Request.from_bytes(new.office.space.signed_request())
        let_in = _saving(here, lambda: here.office.space.admit(request))
        here.exchange(centre.stick)
        carried = sum(each.stat().st_size for each in centre.stick.rglob("*.batch"))
        reads_its_letter(new, centre)
        come = _saving(new, lambda: new.exchange(centre.stick))
        arrived = new.office.ask(lambda reads: reads.count(Person))
    assert arrived >= people, "all of them came"
    return {
        "saving_meanwhile_processor_ms": _figure(come.processor * 1000, "ms"),
        "saving_meanwhile_clock_ms": _figure(come.clock * 1000, "ms"),
        "saving_meanwhile_whole": _figure(come.whole, "s of the processor"),
        "saving_meanwhile_letting_in_processor_ms": _figure(let_in.processor * 1000, "ms"),
        "saving_meanwhile_letting_in_clock_ms": _figure(let_in.clock * 1000, "ms"),
        "saving_meanwhile_bytes_a_person": _figure(carried / people, "bytes"),
    }


def reads_its_letter(desk: Desk, centre: World) -> None:
    """Let a new laptop read what lets it in, and no more; then it is unlocked anew."""
    carrier = centre.carrier(desk)

    def has_its_letter() -> bool:
        return not desk.office.read(StoreIdentity.load).waits_to_join

    exchange(desk.office.exchange, carrier, "stick", wants_stop=has_its_letter)
    desk.reopen()


def _figure(value: float, unit: str) -> Figure:
    return Figure(round(value, 1), unit, "lower", "nothing", 1)


def fill(desk: Desk, people: int) -> None:
    coming = entities(people, desk.actor)
    while some := list(islice(coming, BATCH)):

        def keep(work: UnitOfWork, some: list[Entity] = some) -> None:
            for entity in some:
                work.add(entity)

        desk.act(keep)


def _saving(desk: Desk, act: Callable[[], object]) -> Waits:
    """Save a few words again and again while *act* goes on."""
    found, began = Waits(), time.process_time()
    running = threading.Thread(target=act)
    running.start()
    while running.is_alive():
        clock, processor = time.perf_counter(), time.process_time()
        desk.act(add_person("Selam"))
        found.clock = max(found.clock, time.perf_counter() - clock)
        found.processor = max(found.processor, time.process_time() - processor)
        time.sleep(BETWEEN)
    running.join()
    found.whole = time.process_time() - began
    return found


if __name__ == "__main__":
    parser = argparse.ArgumentParser(prog="benchmarks.saving_meanwhile", description=__doc__)
    parser.add_argument("--people", type=int, default=PEOPLE)
    for name, figure in measure(parser.parse_args().people).items():
        print(f"{name:36} {figure.value:>8} {figure.unit}")
