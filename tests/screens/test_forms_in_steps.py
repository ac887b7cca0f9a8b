"""A form that the centre changed, in the step of a case that it belongs to."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QPlainTextEdit
from pytestqt.qtbot import QtBot

from caseworker.form_library.checking import Source
from caseworker.model.staff import Role
from forms import library
from tests.screens.at_work import AtWork
from tests.screens.test_form_library import installs
from ui.window.navigation import Place


@pytest.fixture
def at_work(qtbot: QtBot, tmp_path: Path) -> Iterator[AtWork]:
    work = AtWork(qtbot, tmp_path, frozenset(Role))
    yield work
    work.close()


def test_a_form_of_the_centre_stands_in_the_step_it_belongs_to(at_work: AtWork) -> None:
    tables = library.source("identification")
    ours = tables.replace("| identification | 1 |", "| identification | 1.1 |").replace(
        "What does the person ask for?", "What brings her here?"
    )
    assert ours != tables
    installs(at_work, Source(content=ours.encode(), file_type=".md"))
    case = at_work.selam()
    at_work.go(Place.CASE, case)
    assert at_work.sees("What brings her here?")


def test_what_is_typed_in_a_step_stays_in_its_version(at_work: AtWork) -> None:
    tables = library.source("identification")
    ours = tables.replace("| identification | 1 |", "| identification | 1.1 |").replace(
        "| asks_for |", "| wishes |"
    )
    assert ours != tables
    case = at_work.selam()
    at_work.go(Place.CASE, case)
    at_work.write("asks_for", "A workshop")
    installs(at_work, Source(content=ours.encode(), file_type=".md"))
    at_work.go(Place.TODAY)
    at_work.go(Place.CASE, case)
    area = at_work.widget("asks_for")
    assert isinstance(area, QPlainTextEdit)
    assert area.toPlainText() == "A workshop"
