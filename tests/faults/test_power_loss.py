"""The power goes at any instant: no acknowledged write is lost, and the store opens and is whole.

A real day is recorded call by call; then the disk is built as it may be after any of them, and the
program opens it. `POWER_LOSS_STATES=5000` tries more states than the sample of every day.
"""

from __future__ import annotations

import os
import random
import shutil
import time
from collections import Counter
from collections.abc import Callable
from pathlib import Path

import pytest

from caseworker.errors import StoreBehind
from db.store.verify import verify
from tests.faults import recording, workers
from tests.faults.disk_states import MANNERS, Disk, clear
from tests.store.laptop import Laptop

STATES = int(os.environ.get("POWER_LOSS_STATES", "240"))
SEED = int(os.environ.get("POWER_LOSS_SEED", "20261123"))
LONGEST = 20.0
"""Seconds that the everyday sample may take; a slow machine tries fewer states."""


@pytest.fixture(scope="module")
def disk(tmp_path_factory: pytest.TempPathFactory) -> Disk:
    if not recording.can_record():
        pytest.skip("strace is not here or may not watch: states of the disk cannot be recorded")
    folder = tmp_path_factory.mktemp("day")
    laptop = Laptop(folder / "store")
    laptop.set_up()
    laptop.lock()
    shutil.copytree(laptop.folder, folder / "before")
    calls = recording.record(folder / "trace", "tests.faults.intake_day", str(laptop.folder))
    (folder / "trace").unlink()
    return Disk(folder / "before", calls, laptop.folder)


def test_the_recorded_day_ends_as_it_really_ended(disk: Disk, tmp_path: Path) -> None:
    """The model is worth nothing if it does not tell what the disk holds when all is well."""
    assert [number for _at, what, number in disk.told if what == "person"] == list(range(1, 21))
    look(disk, disk.moments[-1] + 1, "everything", tmp_path / "end", random.Random(SEED))


@pytest.mark.timeout(0)
def test_no_power_loss_loses_an_acknowledged_write(
    disk: Disk, tmp_path: Path, record_property: Callable[[str, object], None]
) -> None:
    chance = random.Random(SEED)
    until = time.monotonic() + (LONGEST if "POWER_LOSS_STATES" not in os.environ else 1e9)
    tried: Counter[str] = Counter()
    for number in range(STATES):
        manner = MANNERS[number % len(MANNERS)]
        moment = chance.choice(disk.moments) + chance.randint(0, 1)
        state = tmp_path / f"state {number}"
        look(disk, moment, manner, state, chance)
        clear(state)
        tried[manner] += 1
        if time.monotonic() > until:
            break
    record_property("states tried", tried.total())
    print(f"{tried.total()} states of the disk tried: {dict(tried)}")
    assert all(tried[manner] for manner in MANNERS)


def test_where_the_power_takes_the_end_of_the_store_too_it_is_told(
    disk: Disk, tmp_path: Path
) -> None:
    """The chain head was on the disk before anything was acknowledged, so it tells of the loss."""
    (acknowledged,) = (at for at, what, number in disk.told if (what, number) == ("person", 8))
    state = tmp_path / "state"
    disk.write_state(acknowledged, state, random.Random(SEED), "nothing")
    (state / "store.db-wal").unlink()
    with pytest.raises(StoreBehind):
        Laptop(state).unlock()


def look(disk: Disk, moment: int, manner: str, folder: Path, chance: random.Random) -> None:
    """Build one state, open it as the program would, and compare it with what was acknowledged."""
    told = {(what, number) for at, what, number in disk.told if at <= moment}
    disk.write_state(moment, folder, chance, manner)
    if chance.random() < 0.5:
        # Shared memory holds anything or nothing after a loss of power.
        (folder / "store.db-shm").write_bytes(chance.randbytes(32768))
    where = f"at {moment}, {manner}"
    laptop = Laptop(folder)
    try:
        office = laptop.unlock()
    except Exception as error:
        raise AssertionError(f"it does not open {where}: {error!r}") from error
    try:
        lost = {number for what, number in told if what == "person"} - workers.numbers(office)
        assert not lost, f"people {lost} are lost {where}"
        drafts = [number for what, number in told if what == "draft"]
        kept = office.drafts.load(workers.DRAFT, "intake")
        assert int(kept or b"0") >= max(drafts, default=0), f"a draft is lost {where}"
        assert verify(office).problems == (), where
    finally:
        laptop.lock()
