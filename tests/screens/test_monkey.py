"""Whatever is pressed, in whatever order: nothing fails, nothing warns, the store stays whole.

An exception in a handler and a warning of Qt fail every test of the screens.
"""

from __future__ import annotations

from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from caseworker.model.staff import Role
from db.store.verify import verify
from tests.screens.at_work import EVERYBODY, MENUS, AtWork
from tests.screens.chosen import ChosenFiles
from tests.screens.monkey import Monkey
from ui.outside import Outside

ACTS = 30
"""Of each role: some three seconds."""
ROLES = (
    EVERYBODY,
    frozenset({Role.CASEWORKER}),
    frozenset({Role.DATA_PROTECTION_OFFICER, Role.SUPERVISOR}),
)


@MENUS
@pytest.mark.parametrize(("seed", "roles"), tuple(enumerate(ROLES)))
def test_whatever_is_pressed_nothing_fails(
    qtbot: QtBot, tmp_path: Path, seed: int, roles: frozenset[Role]
) -> None:
    work = AtWork(qtbot, tmp_path, roles, Outside(files=ChosenFiles()))
    work.selam()
    monkey = Monkey(work.session, seed)
    for _act in range(ACTS):
        monkey.act()
    work.settle()
    assert verify(work.office).problems == ()
    assert len(set(monkey.did)) > ACTS / 4, "it does many things"
    work.close()
