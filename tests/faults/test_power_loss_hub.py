"""The power goes at the hub at any instant: what it acknowledged is there, whole and once."""

from __future__ import annotations

import random
import shutil
import time
from pathlib import Path

import pytest

from caseworker.hub.ports import Kept
from db.hub.place import DatabaseHubPlace
from tests.faults import recording
from tests.faults.disk_states import MANNERS, Disk, clear
from tests.faults.hub_day import IN_ALL, SPACE, batch, set_up

SEED = 20261129
STATES, LONGEST = 60, 8.0
"""States tried each time, and the seconds that they may take: a slow machine tries fewer."""


@pytest.fixture
def disk(tmp_path: Path) -> Disk:
    if not recording.can_record():
        pytest.skip("strace is not here or may not watch: states of the disk cannot be recorded")
    folder = tmp_path / "hub"
    set_up(folder)
    shutil.copytree(folder, tmp_path / "before")
    calls = recording.record(tmp_path / "trace", "tests.faults.hub_day", str(folder))
    return Disk(tmp_path / "before", calls, folder)


@pytest.mark.timeout(0)
def test_no_power_loss_at_the_hub_loses_an_acknowledged_batch(disk: Disk, tmp_path: Path) -> None:
    assert [number for _at, _what, number in disk.told] == list(range(1, IN_ALL + 1))
    chance, until = random.Random(SEED), time.monotonic() + LONGEST
    for number in range(STATES):
        manner = MANNERS[number % len(MANNERS)]
        moment = chance.choice(disk.moments) + chance.randint(0, 1)
        state = tmp_path / f"state {number}"
        disk.write_state(moment, state, chance, manner)
        told = max((which for at, _what, which in disk.told if at <= moment), default=0)
        look(state, told, f"at {moment}, {manner}")
        clear(state)
        if time.monotonic() > until:
            break
    assert number >= len(MANNERS), "each manner was tried"


def look(state: Path, told: int, where: str) -> None:
    store = DatabaseHubPlace(folder=state).store()
    try:
        for number in range(1, told + 1):
            name, content = batch(number)
            assert store.read(Kept.BATCH, SPACE, name) == content, f"{number} is lost {where}"
        # What comes next has a number behind all that were given out.
        store.keep(Kept.BATCH, SPACE, *batch(IN_ALL + 1))
        listed = store.listed(SPACE, 0, 2 * IN_ALL)
        assert len({each.id for each in listed}) == len(listed) > told, where
        assert listed[-1].id == batch(IN_ALL + 1)[0], where
    finally:
        store.close()
