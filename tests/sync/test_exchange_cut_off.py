"""An exchange is cut off wherever the line breaks: nobody is held for one that went back."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from random import Random

import pytest

from caseworker.centre.root import name_by_root
from caseworker.model.staff import Role, User
from tests.hub.running import RunningHub
from tests.sync.cutting import Line, marked
from tests.sync.stores import Desk, World, add_person
from tests.sync.test_hub_exchange import by_hub, connected


@pytest.fixture
def hub(tmp_path: Path) -> Iterator[RunningHub]:
    running = RunningHub(tmp_path / "hub").start()
    yield running
    running.stop()


class Days:
    """Three laptops write, exchange by a hub over a bad line, and by a stick in between."""

    def __init__(self, centre: World, hub: RunningHub, seed: int) -> None:
        self.chance = Random(seed)
        self.centre = centre
        self.line = Line(hub.address.origin)
        amina = connected(centre, hub)
        self.desks = [amina] + [
            centre.join(amina, centre.enrol(amina, name, code, role), name, code)
            for name, code, role in (
                ("Bo Li", "02", Role.SUPERVISOR),
                ("Cy Ng", "03", Role.CASEWORKER),
            )
        ]
        centre.round(*self.desks)
        # The hub hears whom it lets in.
        by_hub(amina)
        self.written: list[str] = []
        self.cut = 0

    def go_by(self, steps: int) -> None:
        """Let chance choose; after each step nobody may be marked."""
        for _ in range(steps):
            desk = self.chance.choice(self.desks)
            (act,) = self.chance.choices(
                (self.write, Desk.reopen, self.by_stick, self.by_a_bad_line), (6, 1, 3, 10)
            )
            act(desk)
            assert not marked(self.desks)

    def write(self, desk: Desk) -> None:
        for _ in range(self.chance.choice((1, 1, 3, 20))):
            self.written.append(f"Nobody {len(self.written):04}")
            desk.act(add_person(self.written[-1]))

    def by_stick(self, desk: Desk) -> None:
        self.centre.round(desk, *self.chance.sample(self.desks, self.chance.randrange(2)))

    def by_a_bad_line(self, desk: Desk) -> None:
        """Exchange over a line that bears some bytes one way: from one packet to all of it."""
        bears = int(2 ** self.chance.uniform(6, 17))
        there = bears if self.chance.random() < 0.5 else 0
        self.cut += not self.line.exchange(desk, there=there, back=0 if there else bears)

    def all_is_everywhere(self) -> None:
        for desk in (*self.desks, *self.desks, self.desks[0]):
            assert self.line.exchange(desk)
        for desk in self.desks:
            assert desk.names() == self.written
            status = desk.office.space.status()
            assert (status.waiting, status.absent) == (0, 0)
        assert not marked(self.desks)


def test_nobody_is_marked_and_nothing_lost_wherever_the_line_breaks(
    centre: World, hub: RunningHub
) -> None:
    days = Days(centre, hub, seed=3)
    try:
        days.go_by(20)
        days.all_is_everywhere()
    finally:
        days.line.close()
    assert days.cut > 5, "the line hardly ever broke"


def test_a_laptop_that_is_in_the_log_no_more_is_no_sign_that_another_went_back(
    centre: World,
) -> None:
    """Bo lets Dee's laptop in; Amina, who has not heard of it, ends Bo's word of that day."""
    amina = centre.founded()
    administers = frozenset({Role.ADMINISTRATOR, Role.CASEWORKER})
    bo = centre.join(amina, centre.enrol(amina, "Bo Li"), "Bo Li", "02")
    cy = centre.join(amina, centre.enrol(amina, "Cy Ng", "03"), "Cy Ng", "03")
    bo_id = bo.actor
    amina.act(lambda unit: setattr(unit.get(User, bo_id), "roles", administers))
    name_by_root(amina.office, centre.root_code, bo_id)
    centre.round(amina, bo, cy)
    bo.reopen()
    # Amina's laptop is away.
    dee = centre.join(bo, centre.enrol(bo, "Dee Oku", "04"), "Dee Oku", "04")
    dee.act(add_person("By Dee"))
    centre.round(dee, cy, bo, cy)
    amina.act(lambda unit: setattr(unit.get(User, bo_id), "removed_at", unit.now()))
    amina.office.space.align()
    for _ in range(2):
        centre.round(amina, cy)
        cy.act(add_person("By Cy"))
    centre.round(cy, amina)
    assert not marked([amina, cy])
