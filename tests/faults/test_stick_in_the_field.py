"""Real file systems of sticks, exFAT and FAT, pulled out while an exchange writes to them."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from caseworker.sync.folder_carrier import FolderCarrier
from db.store.verify import verify
from tests.faults import workers
from tests.faults.mounted_stick import EXFAT, VFAT, FileSystem, MountedStick, mounted
from tests.sync.stores import World, add_person, world

PULLED_OUT = 4


@pytest.fixture(params=[EXFAT, VFAT], ids=lambda system: system.name)
def system(request: pytest.FixtureRequest) -> FileSystem:
    found: FileSystem = request.param
    if why := found.missing():
        pytest.skip(f"a stick with {found.name} is not tried: {why}")
    return found


@pytest.fixture
def centre(tmp_path: Path) -> Iterator[World]:
    with world(tmp_path) as made:
        yield made


@pytest.fixture
def stick(system: FileSystem, centre: World, tmp_path: Path) -> Iterator[MountedStick]:
    with mounted(system, centre.stick, tmp_path / "image") as made:
        yield made


def batches(carrier: FolderCarrier) -> dict[str, bytes]:
    return {each.name: each.read_bytes() for each in carrier.folder.glob("*.batch")}


def test_a_stick_of_the_field_carries_everything(centre: World, stick: MountedStick) -> None:
    amina = centre.founded()
    bo = centre.join(amina, centre.enrol(amina, "Bo Li"), "Bo Li", "second")
    amina.act(add_person("Selam"))
    amina.act(lambda unit: unit.attach(bytes(range(256)) * 2_000, "image/png"))
    amina.exchange(centre.stick)
    stick.take_out()
    stick.plug_in()
    assert not bo.exchange(centre.stick).refused
    assert bo.names() == ["Selam"]
    assert verify(bo.office).problems == ()


def test_pulled_out_while_it_is_written(
    centre: World, stick: MountedStick, program: Callable[..., Any]
) -> None:
    amina = centre.founded()
    bo = centre.join(amina, centre.enrol(amina, "Bo Li"), "Bo Li", "second")
    centre.round(amina, bo, amina)
    bo.lock()
    chance = random.Random(20261128)
    carrier = centre.carrier(amina)
    written = 0
    for number in range(PULLED_OUT):
        amina.act(add_person(f"amina {number}"))
        assert not amina.exchange(centre.stick).refused
        before = batches(carrier)
        with program(workers.exchange_until_pulled_out, bo.folder, number) as running:
            # It tells of each change and then hands it over: that goes on while the driver dies.
            told = [running.next() for _ in range(chance.randint(1, 4))]
            stick.pull_out()
            told += running.kill(10)
        assert None not in told
        written += len(told)
        stick.plug_in()
        after = batches(carrier)
        # What lay there is as it was, and no file under the name of a batch is half of one.
        assert {name: after.get(name) for name in before} == before
    bo.unlock()
    centre.round(bo, amina, bo)
    for desk in (amina, bo):
        assert verify(desk.office).problems == ()
        assert desk.office.space.status().absent == 0
    assert amina.names() == bo.names()
    assert written <= len(bo.names()) - PULLED_OUT <= written + PULLED_OUT
    assert len(set(bo.names())) == len(bo.names())
