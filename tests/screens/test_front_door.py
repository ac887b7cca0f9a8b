"""The way in on a real store: losses that were read about, and a centre that cannot be made."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QWidget
from pytestqt.qtbot import QtBot

from caseworker.backups import Restored
from caseworker.errors import DiskFull
from caseworker.memory import Exposure, MemoryOnDisk
from caseworker.ports import Office
from db.store import opening, restoring
from db.store.backup import back_up
from db.store.creation import NewCentre, create_store
from db.store.recovery_code import new_recovery_code
from db.store.restoring import by_passphrase, by_recovery_code
from tests.screens.chosen import ChosenFiles
from tests.store.laptop import FAST, add_person, names
from ui.first_run.flow import Answers
from ui.first_run.wizard import FirstRunWizard
from ui.front_door import Accepted, Away, Doors, FrontDoor
from ui.idle import IdleWatch
from ui.preferences import load
from ui.theme.theme import theme
from ui.theme.tokens import Mode
from ui.unlock.restore_page import RestorePage, RestoreWish
from ui.window.navigation import Destination, Place

NAME, PASSPHRASE, ANOTHER = "Amina Karim", "a lake under the moon", "lantern orchard seven mittens"

Enter = Callable[[Doors], FrontDoor]


@pytest.fixture
def enter(qtbot: QtBot, qapp: QApplication) -> Iterator[Enter]:
    opened: list[FrontDoor] = []

    def show(doors: Doors) -> FrontDoor:
        door = FrontDoor(qapp, doors, Away())
        opened.append(door)
        qtbot.addWidget(door.window)
        door.window.resize(1366, 768)
        with qtbot.waitActive(door.window):
            door.window.show()
            door.window.activateWindow()
        return door

    yield show
    for door in opened:
        if door.session is not None:
            door.session.close()
        door.deleteLater()


def doors(
    folder: Path, create: Callable[[Answers, str], Office], backup: Path | None = None
) -> Doors:
    """Return the doors of a store; *backup* is the file that whoever is asked for one chooses."""

    def unlock(name: str, passphrase: str, accepted: Accepted) -> Office:
        return opening.unlock(folder, name, passphrase, accepted=accepted)

    def recover(code: str, name: str, new: str, accepted: Accepted) -> Office:
        return opening.unlock_with_recovery_code(folder, code, name, new, accepted=accepted)

    def restore(wish: RestoreWish) -> Restored:
        proof = by_passphrase(wish.name, wish.passphrase)
        if wish.code:
            proof = by_recovery_code(wish.code, wish.name)
        return restoring.restore(wish.source, folder, proof=proof, move_aside=True)

    return Doors(
        restore=restore,
        folder=folder,
        exists=lambda: opening.status(folder).exists,
        unlock=unlock,
        recover=recover,
        make_code=new_recovery_code,
        create=create,
        files=ChosenFiles(opens=backup),
    )


def never(_answers: Answers, _code: str) -> Office:
    raise AssertionError


def write(door: FrontDoor, name: str, words: str) -> None:
    assert door.page is not None
    field = door.page.findChild(QWidget, name)
    assert isinstance(field, QWidget)
    field.setFocus()
    QTest.keyClicks(field, words)


def press(door: FrontDoor, name: str) -> None:
    assert door.page is not None
    button = door.page.findChild(QWidget, name)
    assert isinstance(button, QWidget)
    QTest.mouseClick(button, Qt.MouseButton.LeftButton)


def sees(door: FrontDoor, words: str) -> bool:
    assert door.page is not None
    every = door.page.findChildren(QWidget)
    return any(words in str(each.property("text") or "") for each in every if each.isVisible())


@pytest.mark.procedure("forgotten")
def test_the_recovery_code_opens_even_where_the_chain_head_was_lost(
    qtbot: QtBot, tmp_path: Path, enter: Enter
) -> None:
    folder = tmp_path / "store"
    centre = NewCentre(centre_name="Al Amal", administrator_name=NAME, passphrase=PASSPHRASE)
    created = create_store(folder, centre, derivation=FAST)
    created.office.close()
    (folder / "chain-head").unlink()

    door = enter(doors(folder, never))
    press(door, "forgot")
    write(door, "recovery-code", created.recovery_code)
    write(door, "recovery-name", NAME)
    write(door, "recovery-new", ANOTHER)
    write(door, "recovery-again", ANOTHER)
    press(door, "recover")
    qtbot.waitUntil(lambda: sees(door, "Do the same once more"), timeout=10_000)
    with qtbot.waitSignal(door.opened, timeout=10_000):
        press(door, "recover")
    assert door.session is not None
    door.session.close()
    door.session = None
    opening.unlock(folder, NAME, ANOTHER).close()


def test_who_remembers_after_all_goes_back_to_the_passphrase(tmp_path: Path, enter: Enter) -> None:
    folder = tmp_path / "store"
    centre = NewCentre(centre_name="Al Amal", administrator_name=NAME, passphrase=PASSPHRASE)
    create_store(folder, centre, derivation=FAST).office.close()
    door = enter(doors(folder, never))
    press(door, "forgot")
    assert sees(door, "I forgot my passphrase")
    press(door, "leave-recovery")
    assert not door.page.findChild(QWidget, "recovery-code")  # type: ignore[union-attr]
    press(door, "forgot")
    assert sees(door, "Take the paper with the recovery code")


def test_a_centre_that_cannot_be_made_says_why_and_keeps_the_answers(
    qtbot: QtBot, tmp_path: Path, enter: Enter
) -> None:
    folder = tmp_path / "store"
    tried: list[str] = []

    def create(answers: Answers, code: str) -> Office:
        tried.append(code)
        if len(tried) == 1:
            raise DiskFull
        centre = NewCentre(
            centre_name=answers.centre,
            administrator_name=answers.name,
            passphrase=answers.passphrase,
            recovery_code=code,
        )
        return create_store(folder, centre, derivation=FAST).office

    door = enter(doors(folder, create))
    wizard = door.page
    assert isinstance(wizard, FirstRunWizard)
    press(door, "first-run-on")
    write(door, "centre-name", "Al Amal")
    press(door, "first-run-on")
    write(door, "person-name", NAME)
    write(door, "person-passphrase", ANOTHER)
    write(door, "person-passphrase-again", ANOTHER)
    press(door, "first-run-on")
    press(door, "first-run-on")
    for field, place in zip(wizard.page.fields.values(), wizard.run.asked_groups, strict=True):
        QTest.keyClicks(field.control, wizard.run.groups[place])
    press(door, "first-run-on")
    assert wizard.run.is_last
    press(door, "first-run-on")
    qtbot.waitUntil(lambda: sees(door, "The disk of this laptop is full"), timeout=10_000)
    with qtbot.waitSignal(door.opened, timeout=20_000):
        press(door, "first-run-on")
    assert len(tried) == 2


@pytest.fixture
def saved(tmp_path: Path) -> tuple[Path, str]:
    """A backup of another laptop's store, and its recovery code."""
    centre = NewCentre(centre_name="Al Amal", administrator_name=NAME, passphrase=PASSPHRASE)
    created = create_store(tmp_path / "before", centre, derivation=FAST)
    created.office.perform(add_person("Selam"))
    target = tmp_path / "a.backup"
    back_up(created.office, target)
    created.office.close()
    return target, created.recovery_code


@pytest.mark.procedure("restore")
def test_an_empty_laptop_begins_with_a_backup(
    qtbot: QtBot, tmp_path: Path, enter: Enter, saved: tuple[Path, str]
) -> None:
    door = enter(doors(tmp_path / "new", never, saved[0]))
    press(door, "restore")
    assert isinstance(door.page, RestorePage)
    press(door, "restore-leave")
    assert not isinstance(door.page, RestorePage)
    press(door, "restore")
    press(door, "restore-go")
    assert sees(door, "Choose the file of the backup.")
    press(door, "restore-choose")
    assert sees(door, "a.backup")
    assert not sees(door, "There is already a centre on this laptop.")
    write(door, "restore-name", NAME)
    write(door, "restore-passphrase", "not the one")
    press(door, "restore-go")
    qtbot.waitUntil(lambda: sees(door, "do not open Caseworker"), timeout=10_000)
    assert not (tmp_path / "new" / "store.db").exists()
    door.page.passphrase.clear()
    write(door, "restore-passphrase", PASSPHRASE)
    press(door, "restore-go")
    qtbot.waitUntil(lambda: sees(door, "The backup is restored"), timeout=10_000)
    with qtbot.waitSignal(door.opened, timeout=10_000):
        press(door, "restore-go")
    assert door.session is not None
    assert door.session.desk.ask(lambda reads: reads.actor.name) == NAME


@pytest.mark.procedure("restore")
def test_a_damaged_store_is_replaced_with_the_recovery_code_and_kept_aside(
    qtbot: QtBot, tmp_path: Path, enter: Enter, saved: tuple[Path, str]
) -> None:
    folder = tmp_path / "before"
    (folder / "store.db").write_bytes(b"torn" * 300)
    door = enter(doors(folder, never, saved[0]))
    write(door, "unlock-name", NAME)
    write(door, "unlock-passphrase", PASSPHRASE)
    press(door, "unlock")
    qtbot.waitUntil(lambda: sees(door, "altered or is damaged"), timeout=10_000)
    press(door, "restore")
    assert sees(door, "There is already a centre on this laptop.")
    press(door, "restore-choose")
    write(door, "restore-name", NAME)
    press(door, "restore-with-code")
    write(door, "restore-code", saved[1])
    write(door, "restore-new", ANOTHER)
    write(door, "restore-again", ANOTHER)
    press(door, "restore-go")
    qtbot.waitUntil(lambda: sees(door, "The backup is restored"), timeout=10_000)
    (aside,) = folder.glob("aside/*")
    assert (aside / "store.db").read_bytes() == b"torn" * 300
    assert sees(door, f"aside/{aside.name}")
    with qtbot.waitSignal(door.opened, timeout=10_000):
        press(door, "restore-go")
    assert door.session is not None
    door.session.close()
    door.session = None
    office = opening.unlock(folder, NAME, ANOTHER)
    assert names(office) == ["Selam"]
    office.close()


def test_a_name_that_nobody_has_says_the_same_as_a_wrong_code(
    qtbot: QtBot, tmp_path: Path, enter: Enter, saved: tuple[Path, str]
) -> None:
    door = enter(doors(tmp_path / "before", never))
    press(door, "forgot")
    for field, words in (
        ("recovery-code", saved[1]),
        ("recovery-name", "Nobody"),
        ("recovery-new", ANOTHER),
        ("recovery-again", ANOTHER),
    ):
        write(door, field, words)
    press(door, "recover")
    qtbot.waitUntil(lambda: sees(door, "This recovery code does not open"), timeout=10_000)
    assert sees(door, "Look at the name too")
    assert not sees(door, "not on this laptop")


def test_the_first_screen_tells_of_open_swap_and_locking_empties_the_clipboard(
    qtbot: QtBot, qapp: QApplication, tmp_path: Path, enter: Enter, saved: tuple[Path, str]
) -> None:
    swaps = MemoryOnDisk(Exposure.OPEN, Exposure.NONE)
    door = enter(replace(doors(tmp_path / "before", never), memory=lambda: swaps))
    assert sees(door, "may write parts of its memory to a disk that is not encrypted")
    write(door, "unlock-name", NAME)
    assert door.page is not None
    name = door.page.findChild(QLineEdit, "unlock-name")
    assert name is not None
    name.selectAll()
    QTest.keyClick(name, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    write(door, "unlock-passphrase", PASSPHRASE)
    with qtbot.waitSignal(door.opened, timeout=10_000):
        press(door, "unlock")
    assert qapp.clipboard().text() == NAME
    assert door.session is not None
    with qtbot.waitSignal(door.locked):
        door.session.lock()
    assert qapp.clipboard().text() == ""


def test_a_laptop_that_was_left_locks_and_the_next_unlock_finds_all(
    qtbot: QtBot, qapp: QApplication, tmp_path: Path, enter: Enter, saved: tuple[Path, str]
) -> None:
    door = enter(doors(tmp_path / "before", never))
    write(door, "unlock-name", NAME)
    write(door, "unlock-passphrase", PASSPHRASE)
    with qtbot.waitSignal(door.opened, timeout=10_000):
        press(door, "unlock")
    watch = qapp.findChildren(IdleWatch)[-1]
    with qtbot.waitSignal(door.locked) as told:
        watch.went_idle.emit()
    assert told.args == [NAME]
    assert door.session is None
    office = opening.unlock(tmp_path / "before", NAME, PASSPHRASE)
    office.close()


def test_how_the_window_looks_is_chosen_at_work_and_holds_for_the_next(
    qtbot: QtBot, tmp_path: Path, enter: Enter, saved: tuple[Path, str]
) -> None:
    behind = doors(tmp_path / "before", never)
    door = enter(behind)
    write(door, "unlock-name", NAME)
    write(door, "unlock-passphrase", PASSPHRASE)
    with qtbot.waitSignal(door.opened, timeout=10_000):
        press(door, "unlock")
    for name in ("text-size-2.0", "mode-dark", "language-ar"):
        assert door.session is not None
        door.session.go(Destination(Place.SETTINGS))
        button = door.session.window.findChild(QWidget, name)
        assert button is not None, name
        QTest.mouseClick(button, Qt.MouseButton.LeftButton)
        QApplication.processEvents()
    assert (theme().text_scale, theme().mode) == (2.0, Mode.DARK)
    assert door.session is not None
    assert door.session.window.layoutDirection() is Qt.LayoutDirection.RightToLeft
    kept = load(behind.folder)
    assert (kept.language, kept.text_scale, kept.mode) == ("ar", 2.0, Mode.DARK)
