"""Restoring over what is there: opened first, moved aside, never deleted."""

from __future__ import annotations

from pathlib import Path

import pytest

from caseworker.errors import (
    BackupDamaged,
    KeyFileMissing,
    StoreDamaged,
    StoreExists,
    StoreNewer,
    WrongPassphrase,
    WrongRecoveryCode,
)
from caseworker.model.audit import AuditEvent
from db.store import migrations
from db.store.backup import back_up
from db.store.key_file import COPIES
from db.store.opening import unlock_with_recovery_code
from db.store.restoring import Proof, by_passphrase, by_recovery_code, restore
from db.store.verify import verify
from tests.store.laptop import PASSPHRASE, Laptop, add_person, names

AMINA = by_passphrase("Amina Diallo", PASSPHRASE)


@pytest.fixture
def saved(laptop: Laptop, tmp_path: Path) -> Path:
    """A backup with Selam and a scan; Tesfay came after it. The laptop is locked."""
    office = laptop.set_up()
    office.perform(add_person("Selam"))
    office.perform(lambda unit: unit.attach(b"a scan" * 100, "image/png"))
    target = tmp_path / "a.backup"
    back_up(office, target)
    office.perform(add_person("Tesfay"))
    laptop.lock()
    return target


def files(folder: Path) -> dict[str, bytes]:
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in folder.rglob("*")
        if path.is_file() and path.name not in {"lock", "tries"}
    }


def damage(laptop: Laptop) -> None:
    path = laptop.folder / "store.db"
    path.write_bytes(b"torn" * 500)


def test_a_damaged_store_is_moved_aside_and_replaced(laptop: Laptop, saved: Path) -> None:
    damage(laptop)
    before = files(laptop.folder)
    with pytest.raises(StoreDamaged):
        laptop.unlock()
    with pytest.raises(StoreExists):
        restore(saved, laptop.folder)
    done = restore(saved, laptop.folder, proof=AMINA, move_aside=True, now=laptop.clock)
    assert done.aside.startswith("aside/20261118-")
    assert not done.keys_alone
    assert files(laptop.folder / done.aside) == before, "every byte that was here is still here"
    office = laptop.unlock()
    assert names(office) == ["Selam"]
    assert verify(office).problems == ()


def test_a_healthy_store_moved_aside_opens_again(laptop: Laptop, saved: Path) -> None:
    done = restore(saved, laptop.folder, proof=AMINA, move_aside=True, now=laptop.clock)
    assert names(laptop.unlock()) == ["Selam"]
    laptop.lock()
    old = Laptop(laptop.folder / done.aside)
    assert names(old.unlock()) == ["Selam", "Tesfay"]
    old.lock()


@pytest.mark.parametrize(
    ("proof", "error"),
    [
        (by_passphrase("Amina Diallo", "another"), WrongPassphrase),
        (by_passphrase("Nobody", PASSPHRASE), WrongPassphrase),
        (by_recovery_code("AAAAA-AAAAA", "Amina Diallo"), WrongRecoveryCode),
    ],
)
def test_nothing_moves_before_somebody_has_opened_the_backup(
    laptop: Laptop, saved: Path, proof: Proof, error: type[Exception]
) -> None:
    damage(laptop)
    before = files(laptop.folder)
    with pytest.raises(error):
        restore(saved, laptop.folder, proof=proof, move_aside=True)
    assert files(laptop.folder) == before
    assert (laptop.folder / "tries").read_text() == "1"


def test_a_harmed_or_newer_backup_moves_nothing(
    laptop: Laptop, saved: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = files(laptop.folder)
    whole = saved.read_bytes()
    saved.write_bytes(whole[: len(whole) // 2])
    with pytest.raises(BackupDamaged):
        restore(saved, laptop.folder, proof=AMINA, move_aside=True)
    saved.write_bytes(whole)
    with monkeypatch.context() as patched:
        patched.setattr(migrations, "REVISIONS", ())
        with pytest.raises(StoreNewer):
            restore(saved, laptop.folder, proof=AMINA, move_aside=True)
    assert files(laptop.folder) == before


def test_the_recovery_code_of_the_backup_restores(laptop: Laptop, saved: Path) -> None:
    damage(laptop)
    code = laptop.recovery_code
    with pytest.raises(WrongRecoveryCode):
        restore(saved, laptop.folder, proof=by_recovery_code(code, "Nobody"), move_aside=True)
    restore(saved, laptop.folder, proof=by_recovery_code(code, "Amina Diallo"), move_aside=True)
    laptop.offices.append(unlock_with_recovery_code(laptop.folder, code, "Amina Diallo", "new one"))
    assert names(laptop.offices[0]) == ["Selam"]


@pytest.mark.parametrize("harm", ["gone", "damaged"])
def test_lost_keys_come_back_alone_and_no_work_is_replaced(
    laptop: Laptop, saved: Path, harm: str
) -> None:
    for name in COPIES:
        if harm == "gone":
            (laptop.folder / name).unlink()
        else:
            (laptop.folder / name).write_bytes(b"torn")
    done = restore(saved, laptop.folder, proof=AMINA, move_aside=True)
    assert done.keys_alone
    assert bool(done.aside) == (harm == "damaged")
    assert names(laptop.unlock()) == ["Selam", "Tesfay"]
    laptop.lock()
    events = laptop.unlock().ask(lambda reads: reads.count(AuditEvent, action="put the keys back"))
    assert events == 1


def test_keys_that_do_not_open_what_is_here_replace_it_whole(laptop: Laptop, saved: Path) -> None:
    other = Laptop(laptop.folder.with_name("other"))
    other.set_up()
    other.lock()
    for name in COPIES:
        (other.folder / name).unlink()
    done = restore(saved, other.folder, proof=AMINA, move_aside=True)
    assert not done.keys_alone
    assert (other.folder / done.aside / "store.db").is_file()
    assert names(other.unlock()) == ["Selam"]
    other.lock()


def test_what_a_lost_store_left_is_moved_aside_too(laptop: Laptop, saved: Path) -> None:
    (laptop.folder / "store.db").unlink()
    left = files(laptop.folder)
    done = restore(saved, laptop.folder)
    assert files(laptop.folder / done.aside) == left
    assert names(laptop.unlock()) == ["Selam"]


def test_destroying_the_keys_reaches_what_was_moved_aside(laptop: Laptop, saved: Path) -> None:
    done = restore(saved, laptop.folder, proof=AMINA, move_aside=True)
    laptop.unlock().keys.destroy()
    laptop.lock()
    for folder in (laptop.folder, laptop.folder / done.aside):
        with pytest.raises(KeyFileMissing):
            Laptop(folder).unlock()
