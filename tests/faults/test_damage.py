"""Bit flips and cuts: detected and explained, and never silently older data."""

from __future__ import annotations

import random
import shutil
from pathlib import Path

import pytest

from caseworker.errors import (
    KeyFileDamaged,
    StoreBehind,
    StoreDamaged,
)
from db.store.key_file import COPIES
from db.store.verify import verify
from tests.store.laptop import Laptop, add_person, names

PEOPLE = [f"Person {number:02}" for number in range(30)]


def flip(path: Path) -> None:
    content = bytearray(path.read_bytes())
    content[random.randrange(len(content))] ^= 1 << random.randrange(8)
    path.write_bytes(content)


def cut(path: Path) -> None:
    content = path.read_bytes()
    path.write_bytes(content[: random.randrange(len(content))])


@pytest.fixture
def crashed(laptop: Laptop) -> Path:
    """A folder as a crash leaves it, with acknowledged writes that stand in the WAL alone."""
    office = laptop.set_up()
    for name in PEOPLE:
        office.perform(add_person(name))
    image = laptop.folder.with_name("crashed")
    shutil.copytree(laptop.folder, image)
    laptop.lock()
    return image


def copy_of(folder: Path, number: int) -> Laptop:
    target = folder.with_name(f"{folder.name} {number}")
    return Laptop(Path(shutil.copytree(folder, target)))


def test_a_crash_alone_loses_nothing(crashed: Path) -> None:
    laptop = copy_of(crashed, 0)
    assert names(laptop.unlock()) == PEOPLE
    laptop.lock()


@pytest.mark.parametrize("harm", [flip, cut])
def test_a_harmed_wal_is_never_silently_shorter(crashed: Path, harm: object) -> None:
    told = 0
    for number in range(20):
        laptop = copy_of(crashed, number)
        assert callable(harm)
        harm(laptop.folder / "store.db-wal")
        try:
            office = laptop.unlock()
            assert names(office) == PEOPLE
        except (StoreBehind, StoreDamaged):
            told += 1
        finally:
            laptop.lock()
    assert told > 0


def test_a_lost_wal_is_told(crashed: Path) -> None:
    laptop = copy_of(crashed, 0)
    (laptop.folder / "store.db-wal").unlink()
    with pytest.raises((StoreBehind, StoreDamaged)):
        laptop.unlock()


@pytest.mark.parametrize("harm", [flip, cut])
def test_a_harmed_store_is_found(laptop: Laptop, harm: object) -> None:
    office = laptop.set_up()
    for name in PEOPLE:
        office.perform(add_person(name))
    laptop.lock()
    for number in range(12):
        harmed = copy_of(laptop.folder, number)
        assert callable(harm)
        harm(harmed.folder / "store.db")
        try:
            assert verify(harmed.unlock()).problems
        except (StoreDamaged, StoreBehind):
            pass
        finally:
            harmed.lock()


def test_harmed_key_files(laptop: Laptop) -> None:
    laptop.set_up()
    laptop.lock()
    for number in range(20):
        harmed = copy_of(laptop.folder, number)
        flip(harmed.folder / COPIES[number % 2])
        assert harmed.unlock().actor.name == "Amina Diallo"
        harmed.lock()
        for name in COPIES:
            random.choice([flip, cut])(harmed.folder / name)
        with pytest.raises(KeyFileDamaged):
            harmed.unlock()


def test_stores_and_keys_of_different_centres(laptop: Laptop, tmp_path: Path) -> None:
    laptop.set_up()
    laptop.lock()
    other = Laptop(tmp_path / "other")
    other.set_up()
    other.lock()
    for name in COPIES:
        shutil.copy(other.folder / name, laptop.folder)
    with pytest.raises(StoreDamaged):
        laptop.unlock()
