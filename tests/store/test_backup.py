"""Backup and restore, and `caseworker verify`."""

from __future__ import annotations

import tarfile
from pathlib import Path

import pytest

from caseworker.errors import BackupDamaged, FolderReadOnly, NotAllowed, StoreExists
from caseworker.model.audit import AuditEvent
from caseworker.model.consent import Attachment
from db.store.backup import back_up
from db.store.restoring import restore
from db.store.verify import verify
from tests.store.laptop import Laptop, add_person, colleague, names

SCAN = bytes(range(256)) * 2000


@pytest.fixture
def saved(laptop: Laptop, tmp_path: Path) -> Path:
    office = laptop.set_up()
    office.perform(add_person("Selam"))
    office.perform(lambda unit: unit.attach(SCAN, "image/png"))
    office.keys.add(colleague(), "river")
    target = tmp_path / "al-amal.backup"
    back_up(office, target)
    assert [path.name for path in tmp_path.glob("*backup*")] == [target.name]
    return target


def elsewhere(laptop: Laptop) -> Laptop:
    return Laptop(laptop.folder.with_name("other"))


def test_a_backup_is_taken_while_people_work(laptop: Laptop, saved: Path) -> None:
    laptop.offices[0].perform(add_person("Tesfay"))
    other = elsewhere(laptop)
    restore(saved, other.folder)
    office = other.unlock("Bo Li", "river")
    assert names(office) == ["Selam"]
    (key,) = office.ask(lambda reads: [each.id for each in reads.matching(Attachment)])
    assert office.ask(lambda reads: reads.content(key)) == SCAN
    assert verify(office).problems == ()
    other.lock()
    assert names(laptop.offices[0]) == ["Selam", "Tesfay"]


def test_a_restored_store_is_a_new_device(laptop: Laptop, saved: Path) -> None:
    before = laptop.offices[0].store.identity
    other = elsewhere(laptop)
    restore(saved, other.folder)
    office = other.unlock()
    now = office.store.identity
    assert now.device_id != before.device_id
    assert now.audiences == before.audiences
    events = office.ask(lambda reads: [each.action for each in reads.matching(AuditEvent)])
    assert events.count("restored from a backup") == 1
    other.lock()
    office = other.unlock()
    assert office.store.identity.device_id == now.device_id
    assert verify(office).problems == ()
    other.lock()


def test_a_backup_is_not_restored_over_a_store(laptop: Laptop, saved: Path) -> None:
    laptop.lock()
    with pytest.raises(StoreExists):
        restore(saved, laptop.folder)
    assert names(laptop.unlock()) == ["Selam"]


def test_nobody_waits_for_a_slow_stick(laptop: Laptop, tmp_path: Path) -> None:
    office = laptop.set_up()
    office.perform(add_person("Selam"))
    people, told = iter(range(200)), []

    def tell(done: int, whole: int) -> None:
        told.append((done, whole))
        for _one in range(40):
            number = next(people, None)
            if number is not None:
                office.perform(add_person(f"Later {number:03}" + "x" * 500))

    assert back_up(office, tmp_path / "a.backup", tell)
    assert told[-1][0] == told[-1][1]
    assert [done for done, _whole in told] == sorted(done for done, _whole in told)
    written = len(names(office)) - 1
    assert written > 150, "people were registered while it was written"
    wal = (laptop.folder / "store.db-wal").stat().st_size
    assert wal > 1000 * 4096, "so many that SQLite would have moved them into the store file"
    other = elsewhere(laptop)
    restore(tmp_path / "a.backup", other.folder)
    assert names(other.unlock()) == ["Selam"], "it holds the moment at which it was begun"
    assert verify(other.offices[0]).problems == ()
    other.lock()
    laptop.lock()
    assert len(names(laptop.unlock())) == written + 1


def test_a_backup_that_is_stopped_leaves_nothing_behind(laptop: Laptop, tmp_path: Path) -> None:
    office = laptop.set_up()
    stick = tmp_path / "stick"
    stick.mkdir()
    asked = iter([False, True])
    backups = office.backups
    assert backups.make(stick, lambda _done, _whole: None, lambda: next(asked)) is None
    assert list(stick.iterdir()) == []
    assert backups.last() is None
    office.perform(add_person("Selam"))


def test_what_cannot_be_read_back_is_no_backup(laptop: Laptop, tmp_path: Path) -> None:
    office = laptop.set_up()
    stick = tmp_path / "stick"
    stick.mkdir()

    harmed: list[Path] = []

    def worn_out(done: int, whole: int) -> None:
        if done > whole // 2 and not harmed:
            (part,) = stick.glob(".*.part")
            content = bytearray(part.read_bytes())
            content[len(content) // 2] ^= 1
            part.write_bytes(content)
            harmed.append(part)

    with pytest.raises(BackupDamaged):
        office.backups.make(stick, worn_out, lambda: False)
    assert list(stick.iterdir()) == []
    assert office.backups.last() is None


def test_a_stick_that_is_pulled_out_is_told(laptop: Laptop, tmp_path: Path) -> None:
    office = laptop.set_up()
    with pytest.raises(FolderReadOnly):
        office.backups.make(tmp_path / "gone", lambda _done, _whole: None, lambda: False)


def test_the_last_backup_is_remembered_by_its_own_laptop(laptop: Laptop, tmp_path: Path) -> None:
    office = laptop.set_up()
    started = office.backups.waiting_since()
    made = office.backups.make(tmp_path, lambda _done, _whole: None, lambda: False)
    assert made is not None
    assert not made.apart, "the test's folder lies on the drive of the store"
    assert (tmp_path / made.name).is_file()
    last = office.backups.last()
    assert last is not None
    assert started < made.at <= last.at == office.backups.waiting_since()
    other = elsewhere(laptop)
    restore(tmp_path / made.name, other.folder)
    assert other.unlock().backups.last() is None, "a restored laptop has none of its own yet"
    other.lock()


def test_only_an_administrator_takes_everything_along(laptop: Laptop, tmp_path: Path) -> None:
    laptop.set_up().keys.add(colleague(), "river")
    laptop.lock()
    office = laptop.unlock("Bo Li", "river")
    with pytest.raises(NotAllowed):
        office.backups.make(tmp_path, lambda _done, _whole: None, lambda: False)


def test_a_backup_tells_nothing(saved: Path) -> None:
    content = saved.read_bytes()
    assert b"Selam" not in content
    assert b"Amina" not in content
    assert SCAN[:64] not in content


@pytest.mark.parametrize("harm", ["cut", "flipped", "nonsense", "empty"])
def test_a_harmed_backup_is_refused(laptop: Laptop, saved: Path, harm: str) -> None:
    content = saved.read_bytes()
    place = len(content) // 2
    harmed = {
        "cut": content[: 3 * len(content) // 4],
        "flipped": content[:place] + bytes([content[place] ^ 1]) + content[place + 1 :],
        "nonsense": b"nonsense" * 1000,
        "empty": b"",
    }
    saved.write_bytes(harmed[harm])
    other = elsewhere(laptop)
    with pytest.raises(BackupDamaged):
        restore(saved, other.folder)
    assert not (other.folder / "store.db").exists()
    assert not (other.folder / ".restored").exists()


@pytest.mark.parametrize("name", ["../outside", "/outside/of/it", "notes.txt", "attachments"])
def test_a_backup_never_writes_outside_its_folder(
    laptop: Laptop, tmp_path: Path, name: str
) -> None:
    source = tmp_path / "evil.backup"
    with tarfile.open(source, "w") as archive:
        archive.addfile(tarfile.TarInfo(name))
    with pytest.raises(BackupDamaged):
        restore(source, laptop.folder)
    assert not (tmp_path / "outside").exists()


def test_verify_finds_nothing_in_a_whole_store(laptop: Laptop, saved: Path) -> None:
    found = verify(laptop.offices[0])
    assert found.problems == ()
    assert found.attachments == 1
    assert found.commits > 3
    assert found.unused_chunks == 0


def test_verify_finds_altered_and_missing_attachments(laptop: Laptop, saved: Path) -> None:
    first, second = sorted((laptop.folder / "attachments").glob("*/*"))
    content = bytearray(first.read_bytes())
    content[7] ^= 1
    first.write_bytes(content)
    (what,) = verify(laptop.offices[0]).problems
    assert "altered" in what.what
    second.unlink()
    first.unlink()
    (what,) = verify(laptop.offices[0]).problems
    assert "not on this laptop" in what.what


def test_verify_counts_chunks_that_nobody_names(laptop: Laptop, saved: Path) -> None:
    unnamed = laptop.folder / "attachments" / "00" / ("0" * 40)
    unnamed.parent.mkdir(exist_ok=True)
    unnamed.write_bytes(b"left by a crash")
    found = verify(laptop.offices[0])
    assert (found.unused_chunks, found.problems) == (1, ())


def test_verify_finds_rows_and_commits_changed_behind_its_back(laptop: Laptop, saved: Path) -> None:
    office = laptop.offices[0]
    office.write(
        lambda connection: connection.exec_driver_sql("UPDATE person SET given_name = 'Eve'")
    )
    office.write(
        lambda connection: connection.exec_driver_sql(
            "UPDATE journal_commit SET person_signature = zeroblob(64) WHERE position = 2"
        )
    )
    told = {problem.what for problem in verify(office).problems}
    assert told == {
        "A row is not what the journal says.",
        "A commit does not carry the signatures of whoever wrote it.",
    }
