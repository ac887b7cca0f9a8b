"""A full disk and a folder that may not be written: a clear message, and work goes on after."""

from __future__ import annotations

import os
import shutil
import stat
import tempfile
import uuid
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

from caseworker.errors import DiskFull
from db.store.backup import back_up
from db.store.verify import verify
from tests.faults import workers
from tests.store.laptop import Laptop, add_person, colleague, names

resource = pytest.importorskip("resource")


@contextmanager
def no_file_grows_beyond(size: int) -> Iterator[None]:
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (size, hard))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))


def test_a_full_disk_while_people_arrive(laptop: Laptop) -> None:
    office = laptop.set_up()
    office.perform(add_person("Before"))
    wal = (laptop.folder / "store.db-wal").stat().st_size
    kept = ["Before"]
    full = False
    with no_file_grows_beyond(wal + 50_000):
        while not full:
            name = f"Person {len(kept):03}" + "x" * 2000
            try:
                office.perform(add_person(name))
                kept.append(name)
            except DiskFull:
                full = True
    assert names(office) == kept
    office.perform(add_person("Zuletzt"))
    laptop.lock()
    office = laptop.unlock()
    assert names(office) == [*kept, "Zuletzt"]
    assert verify(office).problems == ()


def test_a_full_disk_for_drafts_attachments_and_backups(laptop: Laptop, tmp_path: Path) -> None:
    office = laptop.set_up()
    subject = uuid.uuid4()
    office.drafts.save(subject, "note", b"short")
    big = os.urandom(3_000_000)
    with no_file_grows_beyond(200_000):
        with pytest.raises(DiskFull):
            office.drafts.save(subject, "note", big)
        with pytest.raises(DiskFull):
            office.perform(lambda unit: unit.attach(big, "image/png"))
        with pytest.raises(DiskFull):
            back_up(office, tmp_path / "a.backup")
    assert office.drafts.load(subject, "note") == b"short"
    assert not list((laptop.folder / "attachments").rglob("*.part"))
    assert verify(office).unused_chunks == 0
    assert not list(tmp_path.glob("*backup*"))
    office.perform(lambda unit: unit.attach(big, "image/png"))


def test_a_full_disk_while_people_are_added_and_the_store_is_rekeyed(laptop: Laptop) -> None:
    office = laptop.set_up()
    bo = office.keys.add(colleague(), "river")
    with no_file_grows_beyond(10_000), pytest.raises(DiskFull):
        office.keys.add(colleague("Chen"), "stone")
    office.keys.remove(bo)
    with no_file_grows_beyond(60_000):
        laptop.lock()
    assert not laptop.unlock().keys.rekeying_is_pending


def test_a_full_disk_while_a_centre_is_set_up(laptop: Laptop) -> None:
    with no_file_grows_beyond(100_000), pytest.raises(DiskFull):
        laptop.set_up()
    laptop.set_up()


@pytest.fixture
def open_to_all() -> Iterator[Path]:
    # pytest's own folder is closed to everybody but the one who runs it.
    path = Path(tempfile.mkdtemp())
    path.chmod(0o755)
    yield path
    for each in [path, *path.rglob("*")]:
        each.chmod(0o755)
    shutil.rmtree(path)


def test_a_folder_that_may_not_be_written(open_to_all: Path, program: Callable[..., Any]) -> None:
    laptop = Laptop(open_to_all / "store")
    laptop.set_up()
    laptop.lock()
    for path in laptop.folder.rglob("*"):
        path.chmod(0o444)
    laptop.folder.chmod(0o555)
    assert not laptop.folder.stat().st_mode & stat.S_IWUSR
    with program(workers.try_without_permission, laptop.folder, 0) as other:
        assert other.next() == "FolderReadOnly"
    laptop.folder.chmod(0o700)
    for path in laptop.folder.rglob("*"):
        path.chmod(0o600)
    assert laptop.unlock().actor.name == "Amina Diallo"
    laptop.lock()
