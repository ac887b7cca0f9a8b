"""Backups from the window: made, stopped, told; and restored from the first screen."""

from __future__ import annotations

from collections.abc import Iterator
from concurrent.futures import Future, ThreadPoolExecutor, wait
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from caseworker.model.person import Person
from caseworker.model.staff import Role
from db.store.restoring import by_passphrase, restore
from tests.screens.at_work import AtWork
from tests.screens.chosen import ChosenFiles
from tests.store.laptop import Laptop, add_person, names
from ui.more.backup_job import under_way
from ui.outside import Outside
from ui.window.navigation import Destination, Place

NAME, PASSPHRASE = "Amina Karim", "a lake under the moon"


@pytest.fixture
def stick(tmp_path: Path) -> Path:
    """A folder that whoever is asked where the backup goes chooses."""
    folder = tmp_path / "stick"
    folder.mkdir()
    return folder


@pytest.fixture
def work(qtbot: QtBot, tmp_path: Path, stick: Path) -> Iterator[AtWork]:
    made = AtWork(qtbot, tmp_path, outside=Outside(files=ChosenFiles(goes_to=stick)))
    yield made
    made.close()


def begin(work: AtWork) -> None:
    """Begin a backup without waiting for its end."""
    QTest.mouseClick(work.widget("make-backup"), Qt.MouseButton.LeftButton)
    assert under_way(work.session.desk) is not None


@pytest.mark.procedure("backup")
def test_a_backup_is_made_and_restores(work: AtWork, stick: Path, tmp_path: Path) -> None:
    work.office.perform(add_person("Selam"))
    work.go(Place.MORE)
    work.press("more-backup")
    assert work.sees("No backup was made on this laptop yet.")
    work.press("make-backup")
    work.qtbot.waitUntil(
        lambda: work.sees("The backup is written and was read back whole"), timeout=20_000
    )
    assert work.sees("The last backup was made on 18 November 2026")
    assert work.sees("It is not in another place"), "the stick of this test is the same drive"
    (file,) = stick.iterdir()
    assert work.sees(file.name)
    elsewhere = tmp_path / "elsewhere"
    restore(file, elsewhere, proof=by_passphrase(NAME, PASSPHRASE))
    other = Laptop(elsewhere)
    assert names(other.unlock(NAME, PASSPHRASE)) == ["Selam"]
    other.lock()


def test_work_goes_on_meanwhile_and_it_can_be_stopped(work: AtWork, stick: Path) -> None:
    work.office.perform(lambda unit: unit.attach(bytes(range(256)) * 250_000, "image/png"))
    work.go(Place.BACKUP)
    begin(work)
    work.office.perform(add_person("Tesfay"))
    work.session.go(Destination(Place.MORE))
    work.session.go(Destination(Place.BACKUP))
    work.qtbot.waitUntil(lambda: bool(work.find("backup-job-stop")), timeout=20_000)
    QTest.mouseClick(work.widget("backup-job-stop"), Qt.MouseButton.LeftButton)
    work.settle()
    assert work.sees("The backup was stopped")
    assert list(stick.iterdir()) == []
    assert work.office.backups.last() is None
    assert work.office.ask(lambda reads: reads.count(Person)) == 1


def test_leaving_the_page_stops_nothing(work: AtWork, stick: Path) -> None:
    work.go(Place.BACKUP)
    begin(work)
    work.session.go(Destination(Place.TODAY))
    work.settle()
    assert len(list(stick.iterdir())) == 1
    work.go(Place.BACKUP)
    assert work.sees("The last backup was made on")


class AtOnce(ThreadPoolExecutor):
    """Its work is done before whoever asked for it goes on, as it may be under load."""

    def submit(self, *work: Any, **named: Any) -> Future[Any]:
        future = super().submit(*work, **named)
        wait((future,))
        return future


@pytest.mark.parametrize("kind", [ThreadPoolExecutor, AtOnce])
def test_a_stick_that_is_gone_is_explained(
    work: AtWork, stick: Path, kind: type[ThreadPoolExecutor]
) -> None:
    work.session.desk._working = kind(1)
    stick.rmdir()
    work.go(Place.BACKUP)
    work.press("make-backup")
    work.qtbot.waitUntil(lambda: work.sees("There is no new backup"), timeout=20_000)
    assert work.sees("Was the stick pulled out?")


def test_today_reminds_the_administrator_until_one_is_made(work: AtWork, stick: Path) -> None:
    work.go(Place.TODAY)
    assert not work.find("today-backup")
    work.moment += timedelta(days=8)
    work.go(Place.MORE)
    work.go(Place.TODAY)
    assert work.sees("No backup was made for 8 days")
    work.press("today-backup")
    work.press("make-backup")
    work.go(Place.TODAY)
    assert not work.find("today-backup")


@pytest.mark.procedure("centre")
def test_the_centre_decides_after_how_many_days(work: AtWork) -> None:
    work.go(Place.CENTRE)
    field = work.widget("centre-backup-days")
    assert field.property("text") == "7"
    for _day in range(7):
        work.press("centre-backup-days-fewer")
    work.press("keep-centre")
    work.moment += timedelta(days=80)
    work.go(Place.TODAY)
    assert not work.find("today-backup")


@pytest.mark.procedure("evacuation")
def test_before_an_evacuation_the_last_backup_is_named(work: AtWork, stick: Path) -> None:
    work.go(Place.USERS)
    work.press("evacuate")
    assert work.sees("No backup was made on this laptop yet.")
    work.press("evacuation-back")
    work.press("evacuation-backup")
    work.press("make-backup")
    work.go(Place.USERS)
    assert work.sees("press “Restore a backup” on the first screen")
    work.press("evacuate")
    assert work.sees("The last backup was made on 18 November 2026")


def test_only_an_administrator_is_offered_it(qtbot: QtBot, tmp_path: Path) -> None:
    work = AtWork(qtbot, tmp_path, frozenset({Role.CASEWORKER, Role.RECEPTION}))
    work.moment += timedelta(days=30)
    work.go(Place.MORE)
    assert not work.find("more-backup")
    work.go(Place.TODAY)
    assert not work.find("today-backup")
    work.close()
