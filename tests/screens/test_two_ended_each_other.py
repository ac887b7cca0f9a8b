"""Two administrators have ended each other: whoever looks at the laptops is told who decides."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from caseworker.centre.root import name_by_root
from db.store.opening import unlock
from tests.screens.at_work import AtWork
from tests.screens.elsewhere import Elsewhere
from tests.store.laptop import PASSPHRASE
from tests.sync.test_root import leaves
from ui.window.navigation import Place


@pytest.fixture
def work(qtbot: QtBot, tmp_path: Path) -> Iterator[AtWork]:
    made = AtWork(qtbot, tmp_path)
    yield made
    made.close()


def test_it_is_said_until_the_root_decides(work: AtWork, tmp_path: Path, stick: Path) -> None:
    root = work.office.space.found()
    folder = tmp_path / "other"
    other = Elsewhere(work, folder, stick)
    name_by_root(other.office, root, other.office.actor.user_id)
    other.office.close()
    other.office = unlock(folder, "Bo Li", PASSPHRASE)
    for _ in range(2):
        other.exchange()
        other.exchange(work.office)
    work.go(Place.SYNC)
    assert not work.sees("Two administrators have ended each other")
    here, there = work.office.actor.user_id, other.office.actor.user_id
    for office, ended in ((work.office, there), (other.office, here)):
        office.perform(leaves(ended))
        office.space.align()
    other.exchange()
    other.exchange(work.office)
    work.go(Place.TODAY)
    work.go(Place.SYNC)
    assert work.sees("Two administrators have ended each other")
    assert work.sees("Whoever has the code of the root on paper decides who stays.")
    other.office.close()
