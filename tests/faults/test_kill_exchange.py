"""kill -9 in the middle of an exchange: nothing acknowledged is lost or doubled."""

from __future__ import annotations

import random
from collections.abc import Callable
from pathlib import Path
from typing import Any

from caseworker.model.person import Person
from db.store.verify import verify
from tests.faults import workers
from tests.sync.stores import add_person, world


def test_killed_while_exchanging(tmp_path: Path, program: Callable[..., Any]) -> None:
    with world(tmp_path) as centre:
        amina = centre.founded()
        bo = centre.join(amina, centre.enrol(amina, "Bo Li"), "Bo Li", "second")
        bo.lock()
        written = 0
        for number in range(10):
            for _ in range(40):
                written += 1
                amina.act(add_person(f"amina {written}"))
            amina.exchange(centre.stick)
            with program(workers.exchange_until_killed, bo.folder, number) as running:
                told = [running.next(), *running.kill(random.uniform(0, 0.2))]
            written += sum(told)
            amina.exchange(centre.stick)
        bo.unlock()
        centre.round(bo, amina, bo)
        for desk in (amina, bo):
            assert verify(desk.office).problems == ()
            assert desk.office.space.status().absent == 0
        names = [amina.names(), bo.names()]
        assert names[0] == names[1]
        assert len(names[0]) == len(set(names[0]))
        # What was acknowledged is there; one act that was under way may be, at each kill.
        assert written <= len(names[0]) <= written + 10
        kept = amina.office.ask(lambda reads: reads.count(Person))
        assert kept == len(names[0])
