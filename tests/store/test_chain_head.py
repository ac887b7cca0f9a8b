"""The chain head: ahead is a crash, behind is a loss, and neither is ever silent."""

from __future__ import annotations

import shutil
from datetime import datetime
from pathlib import Path

import pytest

from caseworker.errors import ChainHeadMissing, StoreBehind, StoreError
from caseworker.model.audit import AuditEvent
from tests.store.laptop import Laptop, add_person, names


def image(laptop: Laptop, target: Path) -> Path:
    laptop.lock()
    return Path(shutil.copytree(laptop.folder, target))


def test_a_store_put_back_is_told_and_can_be_gone_on_with(laptop: Laptop, tmp_path: Path) -> None:
    laptop.set_up().perform(add_person("Selam"))
    old = image(laptop, tmp_path / "old")
    office = laptop.unlock()
    office.perform(add_person("Tesfay"))
    office.perform(add_person("Hana"))
    laptop.lock()
    shutil.copy(old / "store.db", laptop.folder)
    with pytest.raises(StoreBehind) as told:
        laptop.unlock()
    assert told.value.values["missing"] == 2
    last = told.value.values["last"]
    assert isinstance(last, datetime)
    assert last <= laptop.moment
    with pytest.raises(StoreBehind):
        laptop.unlock(accepted=frozenset({ChainHeadMissing}))
    office = laptop.unlock(accepted=frozenset({StoreBehind}))
    assert names(office) == ["Selam"]
    events = office.ask(lambda reads: [each.action for each in reads.matching(AuditEvent)])
    assert "went on after store-behind" in events
    office.perform(add_person("Again"))
    laptop.lock()
    laptop.unlock()


def test_another_history_of_the_same_length_is_a_loss(laptop: Laptop, tmp_path: Path) -> None:
    laptop.set_up().perform(add_person("Selam"))
    old = image(laptop, tmp_path / "old")
    laptop.unlock().perform(add_person("Tesfay"))
    laptop.lock()
    head = (laptop.folder / "chain-head").read_bytes()
    for name in ("store.db", "chain-head"):
        shutil.copy(old / name, laptop.folder)
    laptop.unlock().perform(add_person("Hana"))
    laptop.lock()
    (laptop.folder / "chain-head").write_bytes(head)
    with pytest.raises(StoreBehind):
        laptop.unlock()


def test_a_store_ahead_of_its_head_is_a_crash_and_whole(laptop: Laptop) -> None:
    laptop.set_up().perform(add_person("Selam"))
    laptop.lock()
    head = (laptop.folder / "chain-head").read_bytes()
    laptop.unlock().perform(add_person("Tesfay"))
    laptop.lock()
    (laptop.folder / "chain-head").write_bytes(head)
    assert names(laptop.unlock()) == ["Selam", "Tesfay"]
    laptop.lock()
    assert (laptop.folder / "chain-head").read_bytes() != head


@pytest.mark.parametrize("harm", ["missing", "empty", "cut", "flipped"])
def test_a_head_that_is_missing_or_altered_is_told(laptop: Laptop, harm: str) -> None:
    laptop.set_up().perform(add_person("Selam"))
    laptop.lock()
    path = laptop.folder / "chain-head"
    content = path.read_bytes()
    path.unlink()
    if harm != "missing":
        harmed = {
            "empty": b"",
            "cut": content[:-1],
            "flipped": content[:30] + bytes([content[30] ^ 4]) + content[31:],
        }
        path.write_bytes(harmed[harm])
    with pytest.raises(ChainHeadMissing):
        laptop.unlock()
    confirmed: frozenset[type[StoreError]] = frozenset({ChainHeadMissing})
    assert names(laptop.unlock(accepted=confirmed)) == ["Selam"]
    laptop.lock()
    laptop.unlock()


def test_it_tells_nothing_and_fits_one_sector(laptop: Laptop) -> None:
    laptop.set_up().perform(add_person("Selam"))
    content = (laptop.folder / "chain-head").read_bytes()
    assert content.startswith(b"caseworker chain head 1\n")
    assert len(content) <= 512
