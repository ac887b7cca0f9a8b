"""Passphrase, recovery code and the end of a laptop, at the window and on its real key file."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from caseworker.errors import KnownError, WrongPassphrase, WrongRecoveryCode
from db.store.opening import unlock, unlock_with_recovery_code
from tests.screens.at_work import AtWork
from ui.window.navigation import Place

NAME, OLD, NEW = "Amina Karim", "a lake under the moon", "lantern orchard seven mittens"


@pytest.fixture
def work(qtbot: QtBot, tmp_path: Path) -> Iterator[AtWork]:
    at_work = AtWork(qtbot, tmp_path)
    yield at_work
    at_work.close()


def change(work: AtWork, old: str, new: str, again: str) -> None:
    words = {"old-passphrase": old, "new-passphrase": new, "again-passphrase": again}
    for name, typed in words.items():
        QTest.keyClick(work.widget(name), Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
        work.write(name, typed)
    work.press("change-passphrase")


def test_her_passphrase_changes_and_the_old_one_opens_nothing(work: AtWork, tmp_path: Path) -> None:
    work.go(Place.SETTINGS)
    change(work, OLD, "1234", "1234")
    assert work.sees("This can be guessed.")
    change(work, OLD, NEW, NEW + "s")
    assert work.sees("The two are not the same.")
    change(work, "somebody else's words", NEW, NEW)
    assert work.sees("This is not your passphrase.")
    change(work, OLD, NEW, NEW)
    assert work.sees("Your passphrase is changed")
    assert all(
        not work.widget(name).property("text")
        for name in ("old-passphrase", "new-passphrase", "again-passphrase")
    ), "nobody reads it there afterwards"
    work.session.desk.close()
    with pytest.raises(WrongPassphrase):
        unlock(tmp_path / "store", NAME, OLD)
    unlock(tmp_path / "store", NAME, NEW).close()


@pytest.mark.procedure("lost-code")
def test_a_new_recovery_code_is_shown_once_and_ends_the_one_before(
    work: AtWork, tmp_path: Path
) -> None:
    def made() -> str:
        work.go(Place.USERS)
        work.press("new-recovery-code")
        code = next(each for each in work.words() if each.count("-") > 3)
        assert work.sees("Copy it by hand and lock the paper away.")
        work.press("recovery-sheet-act")
        assert code not in work.words()
        return code

    before, now = made(), made()
    assert before != now
    work.session.desk.close()
    with pytest.raises(WrongRecoveryCode):
        unlock_with_recovery_code(tmp_path / "store", before, NAME, NEW)
    unlock_with_recovery_code(tmp_path / "store", now, NAME, NEW).close()


@pytest.mark.procedure("evacuation")
def test_destroyed_keys_lock_the_laptop_and_nothing_opens_it(
    work: AtWork, qtbot: QtBot, tmp_path: Path
) -> None:
    code = work.session.desk.keys.new_recovery_code()
    work.go(Place.USERS)
    work.press("evacuate")
    assert work.sees("Nobody can open this laptop afterwards, not even you.")
    with qtbot.waitSignal(work.session.locked):
        work.press("evacuation-act")
    work.session.desk.close()
    with pytest.raises(KnownError):
        unlock(tmp_path / "store", NAME, OLD)
    with pytest.raises(KnownError):
        unlock_with_recovery_code(tmp_path / "store", code, NAME, NEW)
    left = b"".join(each.read_bytes() for each in (tmp_path / "store").glob("keys*"))
    assert NAME.encode() not in left


def test_a_laptop_that_an_administrator_has_ended_destroys_its_keys_and_says_so(
    work: AtWork, qtbot: QtBot, tmp_path: Path
) -> None:
    work.session.automatic.ended.emit()
    work.settle()
    assert work.sees("This laptop belongs to the centre no longer")
    with qtbot.waitSignal(work.session.locked):
        work.press("laptop-ended-act")
    work.session.desk.close()
    with pytest.raises(KnownError):
        unlock(tmp_path / "store", NAME, OLD)
